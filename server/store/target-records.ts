import { FILES, type Row } from '../domain/data-package.ts';
import { measureOf } from '../domain/indicator.ts';
import type { TargetRecord } from '../domain/known.ts';
import { byAgreementOrder } from '../domain/target-order.ts';
import type { Db } from './database.ts';

export interface TargetRecords {
  /** Every target of an agreement with all that is recorded of it, in the agreement's order. */
  list(agreement: Row<'agreements'>): TargetRecord[];
  /** One of them, without reading the others; null where the agreement has none of that name. */
  find(agreement: Row<'agreements'>, name: Named): TargetRecord | null;
  /** What the agreement's targets are called. */
  names(agreement: Row<'agreements'>): Named[];
  /** Codes of the agreements that have, in any version, a target which a partnership leads or contributes to. */
  agreementsWith(partnership: string): string[];
}

type OfTarget = 'targets' | 'commitments' | 'milestones' | 'commentaries' | 'actions';
type OfMeasure = 'indicators' | 'bases' | 'figures';
interface Named {
  readonly indicator: string;
  readonly part: string;
}

/** A pair of codes as one text; the length tells where one ends, whatever characters they hold. */
const nameOf = ({ indicator, part }: Named): string => `${indicator.length} ${indicator}${part}`;

export function targetRecords(db: Db): TargetRecords {
  const all = readerOf(db, ALL);
  const one = readerOf(db, ONE);
  const names = db.prepare('SELECT indicator, part FROM target_names WHERE agreement = ?');
  const agreementsWith = db
    .prepare(
      `SELECT DISTINCT agreement FROM targets
       WHERE lead = @partnership OR instr('|' || contributors || '|', '|' || @partnership || '|') > 0`,
    )
    .pluck();
  return {
    list: (agreement) => all(agreement, { agreement: agreement.code }),
    find: (agreement, { indicator, part }) => {
      const record = one(agreement, { agreement: agreement.code, indicator, part })[0];
      return record === undefined || record.terms.length === 0 ? null : record;
    },
    names: ({ code }) => names.all(code) as Named[],
    agreementsWith: (partnership) => agreementsWith.all({ partnership }) as string[],
  };
}

/** Which targets are read, in SQL: the rows of a target's tables, and from where those of its indicator. */
interface Selection {
  readonly ofTarget: string;
  ofMeasure(file: OfMeasure): string;
}

const ALL: Selection = {
  ofTarget: 'agreement = @agreement',
  ofMeasure: (file) => `target_names JOIN ${file} USING (indicator, part) WHERE agreement = @agreement`,
};
const ONE: Selection = {
  ofTarget: 'agreement = @agreement AND indicator = @indicator AND part = @part',
  ofMeasure: (file) => `${file} WHERE indicator = @indicator AND part = @part`,
};

const keyOf = (file: OfTarget | OfMeasure): string => FILES[file].key.join(', ');

type Reader = (agreement: Row<'agreements'>, named: Partial<Named> & { agreement: string }) => TargetRecord[];

function readerOf(db: Db, selection: Selection): Reader {
  const ofTarget = <F extends OfTarget>(file: F) => {
    const statement = db.prepare(`SELECT * FROM ${file} WHERE ${selection.ofTarget} ORDER BY ${keyOf(file)}`);
    return (named: Partial<Named>) => Map.groupBy(statement.all(named) as (Row<F> & Named)[], nameOf);
  };
  const ofMeasure = <F extends OfMeasure>(file: F) => {
    const statement = db.prepare(`SELECT ${file}.* FROM ${selection.ofMeasure(file)} ORDER BY ${keyOf(file)}`);
    return (named: Partial<Named>) => Map.groupBy(statement.all(named) as (Row<F> & Named)[], nameOf);
  };
  const terms = ofTarget('targets');
  const commitments = ofTarget('commitments');
  const milestones = ofTarget('milestones');
  const commentaries = ofTarget('commentaries');
  const actions = ofTarget('actions');
  const indicators = ofMeasure('indicators');
  const bases = ofMeasure('bases');
  const figures = ofMeasure('figures');
  return (agreement, named) => {
    const rows = {
      terms: terms(named),
      commitments: commitments(named),
      milestones: milestones(named),
      commentaries: commentaries(named),
      actions: actions(named),
      bases: bases(named),
      figures: figures(named),
    };
    const measures = [...indicators(named).values()].flat().sort(byAgreementOrder);
    return measures.map((indicator) => ({
      agreement,
      measure: measureOf(indicator),
      terms: rows.terms.get(nameOf(indicator)) ?? [],
      commitments: rows.commitments.get(nameOf(indicator)) ?? [],
      milestones: rows.milestones.get(nameOf(indicator)) ?? [],
      commentaries: rows.commentaries.get(nameOf(indicator)) ?? [],
      actions: rows.actions.get(nameOf(indicator)) ?? [],
      bases: rows.bases.get(nameOf(indicator)) ?? [],
      figures: rows.figures.get(nameOf(indicator)) ?? [],
    }));
  };
}
