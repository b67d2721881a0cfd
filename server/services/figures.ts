import type { Writer } from '../domain/account.ts';
import { type Assessment, assess } from '../domain/assessment.ts';
import type { Figure } from '../domain/data-package.ts';
import { Conflict, Invalid } from '../domain/errors.ts';
import { type FigureEntry, type NewFigure, noteProblem, readFigureEntry } from '../domain/figure-entry.ts';
import {
  figureInForce,
  type KnownTarget,
  knownTarget,
  type TargetOutline,
  type TargetRecord,
} from '../domain/known.ts';
import type { AsAt } from '../domain/moment.ts';
import type { Store } from '../store/store.ts';
import { chooseAsAt, type Deps, findAgreement, readingOf } from './reading.ts';
import { requireUnlocked } from './return-lock.ts';
import { findKnown, outlineAt, type TargetName } from './targets.ts';

/** What a figure would do to the colour, before it is saved. */
export interface FigureCheck {
  readonly figure: Figure;
  /** The version that it would correct; null where it is the first. */
  readonly held: Figure | null;
  readonly before: Assessment | null;
  readonly after: Assessment | null;
}

/**
 * Reads what was typed and works out what the colour of its quarter would become.
 * @throws Invalid that lists every problem at its field, NotFound for an unknown target
 */
export function checkFigure(deps: Deps, name: TargetName, entry: FigureEntry): FigureCheck {
  const check = compareFigure(deps, name, entry);
  requireUnlocked(
    deps.store,
    outlineAt(deps.store, chooseAsAt(deps, null).asAt, name),
    check.figure.period,
    check.held,
  );
  requireNote(entry, check.held);
  return check;
}

/** The same before a note is asked for: what was typed beside what is there. */
export function compareFigure(deps: Deps, name: TargetName, entry: FigureEntry): FigureCheck {
  const { record, asAt } = knownNow(deps, name);
  const { figure, held } = readFigure(deps.store, record, asAt, entry);
  return {
    figure,
    held,
    before: assessedWith(record, asAt, figure, []),
    after: assessedWith(record, asAt, figure, [figure]),
  };
}

/** What was typed as the next version, above all there are (rules.md 1.5), and the one that it would correct. */
function readFigure({ versions }: Store, target: TargetOutline, asAt: AsAt, entry: FigureEntry) {
  const read = readFigureEntry(target, entry, asAt.date);
  if (!read.ok) throw new Invalid(read.problems);
  const { indicator, part, basis, period } = read.value;
  const there = versions.figures.list({ indicator, part, basis, period });
  const version = (there.at(-1)?.version ?? 0) + 1;
  const recorded = { version, recorded_at: asAt.moment, recorded_by: null };
  return { figure: { ...read.value, ...recorded }, held: figureInForce(there, asAt) };
}

function requireNote(entry: FigureEntry, held: Figure | null): void {
  const problem = noteProblem(entry, held);
  if (problem !== null) throw new Invalid([problem]);
}

/**
 * Saves a figure as the next version, with its commentary, in one transaction.
 * @param seen the version that the person saw in its place, 0 for none
 * @throws Conflict where another version has come in since
 */
export function recordFigure(deps: Deps, writer: Writer, name: TargetName, entry: FigureEntry, seen: number): Figure {
  const { store } = deps;
  return store.write(writer, () => {
    const { asAt } = chooseAsAt(deps, null);
    const target = outlineAt(store, asAt, name);
    const { figure: read, held } = readFigure(store, target, asAt, entry);
    if ((held?.version ?? 0) !== seen) {
      throw new Conflict(
        'Another figure for this quarter was recorded after you looked. It is shown below with yours.',
      );
    }
    requireUnlocked(store, target, read.period, held);
    requireNote(entry, held);
    const figure = { ...read, recorded_by: writer.post };
    store.rows.figures.insert(figure);
    if (entry.commentary !== '') insertCommentary(store, target, entry, figure);
    store.state.setRecordedAt(figure.recorded_at);
    return figure;
  });
}

function insertCommentary(
  { rows, versions }: Store,
  { agreement }: TargetOutline,
  { commentary: text }: FigureEntry,
  { indicator, part, period, recorded_at, recorded_by }: Figure,
): void {
  const key = { agreement: agreement.code, indicator, part, period };
  const version = (versions.commentaries.findLatest(key)?.version ?? 0) + 1;
  const rest = { cause: null, own_view: null, recorded_at, recorded_by, provenance: 'entered', source: null } as const;
  rows.commentaries.insert({ ...key, version, text, ...rest });
}

function knownNow(deps: Deps, name: TargetName): KnownTarget {
  const reading = readingOf(deps.store);
  return findKnown(reading, findAgreement(reading, name.agreement), chooseAsAt(deps, null), name);
}

function assessedWith(record: TargetRecord, asAt: AsAt, at: NewFigure, more: readonly Figure[]): Assessment | null {
  const known = knownTarget({ ...record, figures: [...record.figures, ...more] }, asAt);
  return known && assess(known, at.period, at.basis);
}
