import { FILE_NAMES, FILES, type PackageRows, type Row } from './data-package.ts';
import type { AsAt } from './moment.ts';
import { circularSuccessors } from './package-check-circles.ts';
import { shareFault } from './package-check-commitments.ts';
import { type Cells, nameOf, versionedKey } from './package-rows.ts';

const TARGET = ['agreement', 'indicator', 'part'];
const SUCCESSOR = ['successor_agreement', 'successor_indicator', 'successor_part'];

/**
 * The record as it was known at a moment, as a package that can be imported.
 *
 * Left out: facts recorded later; decisions, updates and cancellations dated later; all that belongs to a target of
 * which no version was recorded yet. Blanked: completions and answers dated later. Agreements, partnerships,
 * indicators, bases, meetings, instalments and suppressions are taken as they stand (rules.md 1.4).
 *
 * So that what is left stands on its own: versions are numbered anew without gaps, in their order; a reference to a
 * target not known yet, or a successor that was circular then, is blanked; so is a tolerance that is a share of an
 * improvement that was not agreed yet, which means 0 in either case.
 * @param rows in key order
 */
export function rowsAsAt(rows: PackageRows, asAt: AsAt): PackageRows {
  const known = withKnownFacts(rows, asAt);
  const targets = new Set(known.targets.map((row) => nameOf(row, TARGET)));
  const ofKnown = (row: Cells): boolean => targets.has(nameOf(row, TARGET));
  const commitments = known.commitments.filter(ofKnown);
  return {
    ...known,
    targets: standingTerms(known.targets, commitments, targets),
    commitments,
    milestones: known.milestones.filter(ofKnown).map((row) => milestoneAsAt(row, asAt)),
    commentaries: known.commentaries.filter(ofKnown),
    actions: known.actions.filter(ofKnown),
    decisions: known.decisions
      .filter((row) => row.date <= asAt.date)
      .map((row) => decisionAsAt(ofKnown(row) ? row : withoutTarget(row), asAt)),
    updates: known.updates.filter((row) => row.as_at <= asAt.date),
    cancellations: known.cancellations.filter((row) => row.cancelled_on <= asAt.date),
  };
}

function withKnownFacts(rows: PackageRows, asAt: AsAt): PackageRows {
  const known = FILE_NAMES.map((file) => {
    const { recorded } = FILES[file];
    const all: readonly Cells[] = rows[file];
    if (recorded === undefined) return [file, all];
    const moment = recorded === 'recorded_on' ? asAt.date : asAt.moment;
    return [
      file,
      renumbered(
        all.filter((row) => String(row[recorded]) <= moment),
        versionedKey(file),
      ),
    ];
  });
  return Object.fromEntries(known) as PackageRows;
}

/** A later version may have been recorded on an earlier day, so that leaving rows out can leave a gap. */
function renumbered(rows: readonly Cells[], shared: readonly string[]): Cells[] {
  const versions = new Map<string, number>();
  return rows.map((row) => {
    const name = nameOf(row, shared);
    const version = (versions.get(name) ?? 0) + 1;
    versions.set(name, version);
    return { ...row, version };
  });
}

type Terms = Row<'targets'>;

function standingTerms(terms: Terms[], commitments: Row<'commitments'>[], targets: ReadonlySet<string>): Terms[] {
  const ofTarget = Map.groupBy(commitments, (row) => nameOf(row, TARGET));
  const latest = new Map(terms.map((row) => [nameOf(row, TARGET), row]));
  const circles = circularSuccessors([...latest.values()]);
  return terms.map((row) => {
    const name = nameOf(row, TARGET);
    const isLatest = latest.get(name) === row;
    const followed = targets.has(nameOf(row, SUCCESSOR)) && !(isLatest && circles.has(name));
    const standing = followed ? row : withoutSuccessor(row);
    const faulty = shareFault(row, isLatest, ofTarget.get(name) ?? []) !== null;
    return faulty ? { ...standing, tolerance_mode: null, tolerance: null, tolerance_set_by: null } : standing;
  });
}

function withoutSuccessor(row: Terms): Terms {
  return { ...row, successor_agreement: null, successor_indicator: null, successor_part: null };
}

function withoutTarget(row: Row<'decisions'>): Row<'decisions'> {
  return { ...row, agreement: null, indicator: null, part: null };
}

function milestoneAsAt(row: Row<'milestones'>, { date }: AsAt): Row<'milestones'> {
  return row.completed_on !== null && row.completed_on > date ? { ...row, completed_on: null } : row;
}

function decisionAsAt(row: Row<'decisions'>, { date }: AsAt): Row<'decisions'> {
  return row.answered_on !== null && row.answered_on > date ? { ...row, answer: null, answered_on: null } : row;
}
