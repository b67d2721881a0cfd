import type { Response } from 'express';
import type { Account } from '../domain/account.ts';
import type { Problem } from '../domain/errors.ts';
import { type DraftRow, differingFields, entryOf, type RowEntry, type RowField } from '../domain/return-row.ts';
import { periodWords } from '../domain/wording.ts';
import type { ReturnQuestion } from '../services/return-context.ts';
import type { HandedReturnLink, ListedLink } from '../services/return-links.ts';
import type { ReopeningEntry } from '../services/return-review.ts';
import { lookAtRow, namedProblems, type ReturnRowView, type ReturnView, returnView } from '../services/return-view.ts';
import { entryPrint, type ReturnWriter, type RowOutcome, type SentRow, saveRows } from '../services/returns.ts';
import type { WebDeps } from './deps.ts';
import { type Rendering, renderView } from './render.ts';

/** What became of the last step, to be said at the top. */
export const RETURN_NOTICES = [
  'saved',
  'recorded',
  'submitted',
  'sent-back',
  'signed-off',
  'reopened',
  'linked',
  'revoked',
] as const;

export type ReturnNotice = (typeof RETURN_NOTICES)[number];

/** A row as it stands on the page. */
export interface RowPage extends ReturnRowView {
  /** The version that the person sees, to be sent back with what they type. */
  readonly seen: number;
  readonly shown: string;
  readonly problems: readonly Problem[];
  /** What somebody else has saved meanwhile, where what is typed differs; null otherwise. */
  readonly theirs: { readonly draft: DraftRow; readonly fields: readonly RowField[] } | null;
}

export interface ReturnPage {
  readonly view: ReturnView;
  readonly rows: readonly RowPage[];
  /** Where the form is sent. */
  readonly action: string;
  readonly problems: readonly Problem[];
  readonly notice: ReturnNotice | null;
  /** Who a link was made for, where the page is opened by it; null for people with an account. */
  readonly guest: { readonly name: string } | null;
  /** What officers have besides; null for others. */
  readonly officer: {
    readonly links: readonly ListedLink[];
    readonly people: readonly Account[];
    readonly handed: HandedReturnLink | null;
  } | null;
  readonly remarks: ReadonlyMap<string, string>;
  readonly reopening: ReopeningEntry;
  readonly linking: { readonly name: string; readonly until: string };
}

/** What was sent and came back. */
export interface Given {
  readonly sent?: readonly SentRow[];
  readonly outcomes?: readonly RowOutcome[];
  readonly problems?: readonly Problem[];
  readonly notice?: ReturnNotice | null;
  readonly remarks?: ReadonlyMap<string, string>;
  readonly reopening?: ReopeningEntry;
  readonly linking?: ReturnPage['linking'];
}

const NO_REOPENING: ReopeningEntry = { row: '', account: '', until: '', reason: '' };

export function returnRendering(
  view: ReturnView,
  frame: Pick<ReturnPage, 'action' | 'guest' | 'officer'>,
  given: Given,
): Rendering<'returns/show'> {
  const { holder, period, choice } = view.context;
  const problems = given.problems ?? [];
  const isWrong = problems.length > 0 || (given.outcomes ?? []).some(({ kind }) => kind === 'overtaken');
  return {
    view: 'returns/show',
    layout: {
      title: `${isWrong ? 'Error: ' : ''}Return of ${holder.name}, ${periodWords(period)}`,
      section: frame.guest === null ? 'returns' : null,
      knownOn: choice.asAt.date,
      scripts: ['forms', 'returns'],
    },
    page: () => ({
      view,
      rows: view.rows.map((row) => rowPage(row, view, given)),
      ...frame,
      problems: namedProblems(view, problems),
      notice: noticeFor(view, given.notice ?? null),
      remarks: given.remarks ?? new Map(),
      reopening: given.reopening ?? NO_REOPENING,
      linking: given.linking ?? { name: '', until: '' },
    }),
  };
}

/** What a step did is said where it was taken, and not to whoever writes the address by hand. */
function noticeFor({ context: { state } }: ReturnView, notice: ReturnNotice | null): ReturnNotice | null {
  const isStep = notice === 'submitted' || notice === 'sent-back' || notice === 'signed-off';
  return isStep && notice !== state ? null : notice;
}

/** A row with what was typed into it where that was not kept. */
function rowPage(row: ReturnRowView, view: ReturnView, { sent = [], outcomes = [], problems = [] }: Given): RowPage {
  const outcome = outcomes.find(({ key }) => key === row.key);
  const own = problems.filter(({ field }) => field.endsWith(`.${row.key}`));
  const isLost = outcome?.kind === 'refused' || outcome?.kind === 'overtaken';
  const typed = !isLost ? null : (sent.find(({ key }) => key === row.key) ?? null);
  if (typed === null) return onPage(row, own, null);
  const looked = lookAtRow(view, row, typed.fields);
  return { ...onPage(looked, own, outcome?.kind === 'overtaken' ? outcome.theirs : null), shown: '' };
}

function onPage(row: ReturnRowView, problems: readonly Problem[], theirs: DraftRow | null): RowPage {
  return {
    ...row,
    seen: row.draft?.version ?? 0,
    // What somebody has to choose about is sent again, also where it was not touched.
    shown: row.stale ? '' : entryPrint(row.entry),
    problems,
    theirs: theirs && { draft: theirs, fields: differingFields(row.entry, entryOf(theirs)) },
  };
}

interface Asked {
  readonly writer: ReturnWriter;
  readonly question: ReturnQuestion;
  readonly sent: readonly SentRow[];
  /** Nothing is saved: only what would be said of it. */
  readonly isLook: boolean;
}

/** Answers a script that sends one row as it is typed, or when it is left. */
export function rowFragment(deps: WebDeps, response: Response, { writer, question, sent, isLook }: Asked): void {
  const outcomes = isLook ? [] : saveRows(deps, writer, question, sent);
  const view = returnView(deps, question, writer);
  const [first] = sent;
  const row = view.rows.find(({ key }) => key === first?.key);
  if (row === undefined || first === undefined) {
    response.status(422).json({ outcome: 'gone' });
    return;
  }
  const outcome = outcomes[0]?.kind ?? 'looked';
  const page = isLook ? onPage(lookAtRow(view, row, first.fields), [], null) : fragmentPage(row, view, sent, outcomes);
  response.status(STATUS[outcome]).json({
    outcome,
    ...rowData(page),
    html: renderView('returns/feedback', { row: page, isTyping: isLook }),
  });
}

const STATUS = { looked: 200, saved: 200, recorded: 200, unchanged: 200, refused: 422, overtaken: 409 } as const;

function fragmentPage(
  row: ReturnRowView,
  view: ReturnView,
  sent: readonly SentRow[],
  outcomes: readonly RowOutcome[],
): RowPage {
  const problems = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? outcome.problems : []));
  return rowPage(row, view, { sent, outcomes, problems });
}

/** What a script needs to know of a row besides what it shows. */
function rowData({ key, seen, shown, draft, judgement, entry }: RowPage) {
  const needs = judgement.asks.length > 0 && judgement.reason !== null;
  const asks = judgement.asks.map(({ field }) => field);
  return { key, seen, shown, needs, asks, entry: draft === null ? entry : entryOf(draft) };
}

export interface ChangedRow {
  readonly key: string;
  readonly seen: number;
  readonly shown: string;
  /** It must be explained, and is not yet. */
  readonly needs: boolean;
  /** The fields that are asked for. */
  readonly asks: readonly string[];
  readonly entry: RowEntry;
  readonly html: string;
}

/** Rows that were saved at a moment or later. @param since as `2008-11-19T09:30:00Z`; empty for all */
export function changedRows(view: ReturnView, since: string): { now: string; rows: ChangedRow[] } {
  const changed = view.rows.filter(({ draft }) => draft !== null && draft.saved_at >= since);
  return {
    now: view.context.choice.asAt.moment,
    rows: changed.map((row) => {
      const page = onPage(row, [], null);
      return { ...rowData(page), html: renderView('returns/feedback', { row: page, isTyping: false }) };
    }),
  };
}
