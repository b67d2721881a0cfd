import { describe, expect, test } from 'vitest';
import { FILE_NAMES, type PackageRows } from '../../server/domain/data-package.ts';
import { endOfDay } from '../../server/domain/moment.ts';
import { rowsAsAt } from '../../server/domain/package-as-at.ts';
import { checkPackage } from '../../server/domain/package-check.ts';
import { problemText } from '../../server/domain/package-problem.ts';
import type { IncomingRows } from '../../server/domain/package-rows.ts';
import {
  action,
  agreement,
  cancellation,
  commentary,
  commitment,
  decision,
  emptyRows,
  figure,
  indicator,
  instalment,
  meeting,
  milestone,
  sound,
  target,
  update,
} from '../support/package-rows.ts';

const DAY = '2008-11-19';
const EARLY = '2008-06-30';
const LATE = '2008-11-20';

/** What is known at the end of 19 November 2008, which must always be a package that an import takes. */
function known(given: Partial<PackageRows>): PackageRows {
  const rows = rowsAsAt(sound(given), endOfDay(DAY));
  const incoming = Object.fromEntries(
    FILE_NAMES.map((file) => [file, rows[file].map((row, line) => ({ line, row, malformed: new Set<string>() }))]),
  ) as unknown as IncomingRows;
  expect(checkPackage(incoming, emptyRows()).problems.map(problemText)).toEqual([]);
  return rows;
}

describe('left out are', () => {
  test('facts recorded later, by day or by moment', () => {
    const rows = known({
      targets: [target({ recorded_on: DAY }), target({ version: 2, recorded_on: LATE })],
      figures: [figure({ recorded_at: `${DAY}T23:59:59Z` }), figure({ version: 2, recorded_at: `${LATE}T00:00:00Z` })],
    });
    expect(rows.targets).toEqual([target({ recorded_on: DAY })]);
    expect(rows.figures).toEqual([figure({ recorded_at: `${DAY}T23:59:59Z` })]);
  });

  test('decisions and updates dated later, but not meetings', () => {
    const [held, later] = [meeting({ date: DAY }), meeting({ date: LATE })];
    const rows = known({
      meetings: [held, later],
      decisions: [decision({ date: DAY }), decision({ date: LATE })],
      updates: [update({ as_at: DAY }), update({ as_at: LATE })],
    });
    expect(rows.meetings).toEqual([held, later]);
    expect(rows.decisions).toEqual([decision({ date: DAY })]);
    expect(rows.updates).toEqual([update({ as_at: DAY })]);
  });

  test('a cancellation dated later, but not instalments', () => {
    const codes = ['LAA2', 'LAA3'];
    const rows = known({
      agreements: codes.map((code) => agreement({ code, reward_scheme: 'per-target' })),
      instalments: codes.map((code) => instalment({ agreement: code })),
      cancellations: [cancellation({ cancelled_on: DAY }), cancellation({ agreement: 'LAA3', cancelled_on: LATE })],
    });
    expect(rows.cancellations).toEqual([cancellation({ cancelled_on: DAY })]);
    expect(rows.instalments.map((row) => row.agreement)).toEqual(codes);
  });

  test('all that belongs to a target that was not there yet', () => {
    const rows = known({
      targets: [target({ recorded_on: LATE })],
      commitments: [commitment()],
      milestones: [milestone()],
      commentaries: [commentary()],
      actions: [action()],
      figures: [figure()],
    });
    expect([rows.targets, rows.commitments, rows.milestones, rows.commentaries, rows.actions]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
    expect(rows.figures).toEqual([figure()]);
  });
});

describe('blanked are', () => {
  test('completions and answers dated later', () => {
    const rows = known({
      milestones: [milestone({ completed_on: DAY }), milestone({ due: '2009-03-31', completed_on: LATE })],
      meetings: [meeting()],
      decisions: [
        decision({ answer: 'Yes.', answered_on: DAY }),
        decision({ number: 2, answer: 'No.', answered_on: LATE }),
      ],
    });
    expect(rows.milestones.map((row) => row.completed_on)).toEqual([DAY, null]);
    expect(rows.decisions.map(({ answer, answered_on: on }) => [answer, on])).toEqual([
      ['Yes.', DAY],
      [null, null],
    ]);
  });

  test('successors and subjects that were not there yet', () => {
    const next = { successor_agreement: 'LAA2', successor_indicator: 'NI 193', successor_part: null };
    const rows = known({
      indicators: [indicator(), indicator({ indicator: 'NI 193' })],
      targets: [target(next), target({ indicator: 'NI 193', recorded_on: LATE })],
      meetings: [meeting()],
      decisions: [decision({ agreement: 'LAA2', indicator: 'NI 193' })],
    });
    expect(rows.targets).toEqual([target()]);
    expect(rows.decisions).toEqual([decision()]);
  });

  test('successors that were circular then', () => {
    const [a, b] = ['NI 192', 'NI 193'].map((code) => ({ successor_agreement: 'LAA2', successor_indicator: code }));
    const rows = known({
      indicators: [indicator(), indicator({ indicator: 'NI 193' })],
      targets: [target(b), target({ version: 2, recorded_on: LATE }), target({ ...a, indicator: 'NI 193' })],
    });
    expect(rows.targets.map((row) => row.successor_indicator)).toEqual([null, null]);
  });

  test('a tolerance that is a share of an improvement agreed later', () => {
    const share = target({ tolerance_mode: 'share', tolerance: 250_000, tolerance_set_by: 'The board' });
    expect(known({ targets: [share], commitments: [commitment({ recorded_on: LATE })] }).targets).toEqual([target()]);
    expect(known({ targets: [share], commitments: [commitment({ recorded_on: EARLY })] }).targets).toEqual([share]);
  });
});

test('versions are numbered without a gap where a later one was recorded earlier', () => {
  const rows = known({
    figures: [
      figure({ recorded_at: `${LATE}T10:00:00Z`, value: 400_000 }),
      figure({ version: 2, value: 410_000 }),
      figure({ version: 3, value: 420_000 }),
    ],
  });
  expect(rows.figures).toEqual([figure({ value: 410_000 }), figure({ version: 2, value: 420_000 })]);
});
