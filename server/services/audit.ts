import type { Account } from '../domain/account.ts';
import type { AuditHead, AuditRow } from '../domain/audit.ts';
import { invalid } from '../domain/errors.ts';
import { type IsoDate, parseDate } from '../domain/moment.ts';
import type { AccessDeps } from './access.ts';

export interface AuditSearch {
  /** An account's number as text; `0` for the command line; null for everybody. */
  readonly person: string | null;
  /** A target's code, with its agreement and part where needed: `NI 192`, `LAA1 DV a`. Null for all. */
  readonly target: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Only rows before this one. */
  readonly before: string | null;
}

export interface AuditView {
  readonly search: AuditSearch;
  readonly rows: readonly AuditRow[];
  /** Names by account, for those that can still be told. */
  readonly names: ReadonlyMap<number, string>;
  readonly accounts: readonly Account[];
  readonly head: AuditHead;
  /** Where older rows begin; null where there are none. */
  readonly older: number | null;
}

const PAGE = 100;

/** @throws Invalid that names every parameter that cannot be used */
export function searchAudit({ store }: AccessDeps, search: AuditSearch, limit = PAGE): AuditView {
  const accounts = store.accounts.list();
  const rows = store.audit.list({
    actor: search.person === null ? null : numberOf('person', search.person),
    key: search.target === null ? null : targetKey(store, search.target),
    from: dayOf('from', search.from),
    to: dayOf('to', search.to),
    before: search.before === null ? null : numberOf('before', search.before),
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  return {
    search,
    rows: shown,
    names: new Map(accounts.map(({ id, name }) => [id, name])),
    accounts,
    head: store.audit.head(),
    older: rows.length > limit ? (shown.at(-1)?.sequence ?? null) : null,
  };
}

function numberOf(field: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw invalid(field, `The ${field} must be a number.`);
  return Number(text);
}

function dayOf(field: string, text: string | null): IsoDate | null {
  const day = text === null ? null : parseDate(text);
  if (text !== null && day === null) throw invalid(field, `The day in ‘${field}’ must be such as 2008-11-19.`);
  return day;
}

/** The target whose code, title-free, was typed; matching by what the record has, so that `laa1 dv a` will do. */
function targetKey({ rows }: AccessDeps['store'], typed: string): Readonly<Record<string, string>> {
  const plain = (text: string) => text.toLowerCase().replace(/[\s-]+/g, '');
  const wanted = plain(typed);
  for (const { agreement, indicator, part } of rows.targets.list()) {
    if (plain(`${agreement}${indicator}${part}`) === wanted) return { agreement, indicator, part };
  }
  for (const { indicator, part } of rows.indicators.list()) {
    if (plain(`${indicator}${part}`) === wanted) return { indicator, part };
    if (plain(indicator) === wanted) return { indicator };
  }
  throw invalid('target', `There is no target ${typed}. Enter a code such as NI 192.`);
}
