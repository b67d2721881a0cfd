import { type Assessment, assess } from '../domain/assessment.ts';
import type { Figure } from '../domain/data-package.ts';
import { Conflict, Invalid } from '../domain/errors.ts';
import { type FigureEntry, type NewFigure, noteProblem, readFigureEntry } from '../domain/figure-entry.ts';
import { type KnownTarget, knownTarget, type TargetRecord } from '../domain/known.ts';
import type { AsAt } from '../domain/moment.ts';
import { chooseAsAt, type Deps, findAgreement, readingOf } from './reading.ts';
import { knownAlone, type TargetName } from './targets.ts';

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
  requireNote(entry, check.held);
  return check;
}

/** The same before a note is asked for: what was typed beside what is there. */
export function compareFigure(deps: Deps, name: TargetName, entry: FigureEntry): FigureCheck {
  const { figure, held, known } = readFigure(deps, name, entry);
  const { record, asAt } = known;
  return {
    figure,
    held,
    before: assessedWith(record, asAt, figure, []),
    after: assessedWith(record, asAt, figure, [figure]),
  };
}

/** What was typed as the next version, and the one that it would correct. */
function readFigure(deps: Deps, name: TargetName, entry: FigureEntry) {
  const known = knownNow(deps, name);
  const { record, figures, asAt } = known;
  const read = readFigureEntry(record, entry, asAt.date);
  if (!read.ok) throw new Invalid(read.problems);
  const figure: Figure = { ...read.value, version: nextVersion(record, read.value), recorded_at: asAt.moment };
  return { figure, held: figures.get(figure.basis)?.get(figure.period) ?? null, known };
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
export function recordFigure(deps: Deps, name: TargetName, entry: FigureEntry, seen: number): Figure {
  const { store } = deps;
  return store.write(() => {
    const { figure, held, known } = readFigure(deps, name, entry);
    if ((held?.version ?? 0) !== seen) {
      throw new Conflict(
        'Another figure for this quarter was recorded after you looked. It is shown below with yours.',
      );
    }
    requireNote(entry, held);
    store.rows.figures.insert(figure);
    if (entry.commentary !== '') insertCommentary(deps, known.record, entry, figure);
    store.state.setRecordedAt(figure.recorded_at);
    return figure;
  });
}

function insertCommentary(
  { store }: Deps,
  { agreement, measure, commentaries }: TargetRecord,
  entry: FigureEntry,
  figure: Figure,
): void {
  const key = {
    agreement: agreement.code,
    indicator: measure.row.indicator,
    part: measure.row.part,
    period: figure.period,
  };
  store.rows.commentaries.insert({
    ...key,
    version: (commentaries.findLast((held) => held.period === figure.period)?.version ?? 0) + 1,
    text: entry.commentary,
    cause: null,
    own_view: null,
    recorded_at: figure.recorded_at,
    recorded_by: figure.recorded_by,
    provenance: 'entered',
    source: null,
  });
}

/** The one target as it stands: reading the whole agreement would be most of the work of saving a figure. */
function knownNow(deps: Deps, name: TargetName): KnownTarget {
  const agreement = findAgreement(readingOf(deps.store), name.agreement);
  return knownAlone(deps.store, agreement, chooseAsAt(deps, null), name);
}

/** Above all there are, also those recorded later than the clock says (rules.md 1.5). */
function nextVersion({ figures }: TargetRecord, { basis, period }: NewFigure): number {
  return (figures.findLast((held) => held.basis === basis && held.period === period)?.version ?? 0) + 1;
}

function assessedWith(record: TargetRecord, asAt: AsAt, at: NewFigure, more: readonly Figure[]): Assessment | null {
  const known = knownTarget({ ...record, figures: [...record.figures, ...more] }, asAt);
  return known && assess(known, at.period, at.basis);
}
