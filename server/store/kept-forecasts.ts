import type { IsoMoment } from '../domain/moment.ts';
import type { Period } from '../domain/period.ts';
import type { SaidForecast } from '../domain/said-forecast.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';

/** A forecast as it was kept when the return of its quarter was signed off. */
export interface KeptForecast extends SaidForecast {
  readonly period: Period;
  /** Whose return it was. */
  readonly partnership: string;
  /** The step of the return that signed it off. */
  readonly sequence: number;
  readonly agreement: string;
  readonly indicator: string;
  readonly part: string;
  /** The version of the rules that it was worked out by; evidence, which nothing compares yet. */
  readonly rules_version: number;
}

/** With the moment of the sign-off. */
export interface SignedForecast extends KeptForecast {
  readonly at: IsoMoment;
}

export interface KeptForecasts {
  /** Those of an agreement's targets, by quarter, in the order in which they were signed off. */
  list(agreement: string): SignedForecast[];
  /** Keeps what was forecast; nothing of it ever changes. */
  keep(forecast: KeptForecast): void;
}

const KEY = ['period', 'partnership', 'sequence', 'agreement', 'indicator', 'part'] as const;
/** What is kept under the key; the audit tells all of it. */
export const KEPT_COLUMNS = [
  'basis',
  'rules_version',
  'method',
  'value',
  'sd',
  'chance',
  'target',
  'year_end',
  'own_view',
] as const satisfies readonly (keyof KeptForecast)[];

export function keptForecasts(db: Db, audit: AuditLog): KeptForecasts {
  const list = db.prepare(
    `SELECT kept_forecasts.*, return_events.at FROM kept_forecasts
     JOIN return_events USING (period, partnership, sequence)
     WHERE agreement = ? ORDER BY period, at, partnership, indicator, part`,
  );
  const insert = db.prepare(
    `INSERT INTO kept_forecasts (period, partnership, sequence, agreement, indicator, part,
       basis, rules_version, method, value, sd, chance, target, year_end, own_view)
     VALUES (@period, @partnership, @sequence, @agreement, @indicator, @part,
       @basis, @rules_version, @method, @value, @sd, @chance, @target, @year_end, @own_view)`,
  );
  return {
    list: (agreement) => list.all(agreement) as SignedForecast[],
    keep: (forecast) => {
      const key = Object.fromEntries(KEY.map((name) => [name, forecast[name]]));
      const values = Object.fromEntries(KEPT_COLUMNS.map((name) => [name, forecast[name]]));
      audit.note({ action: 'added', object: 'kept_forecasts', key, old: null, new: values });
      insert.run({ ...key, ...values });
    },
  };
}
