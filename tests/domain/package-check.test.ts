import { describe, expect, test } from 'vitest';
import { FILE_NAMES, type FileName, type PackageRows } from '../../server/domain/data-package.ts';
import { checkPackage } from '../../server/domain/package-check.ts';
import { inFileOrder, problemLines, problemText } from '../../server/domain/package-problem.ts';
import type { IncomingRows } from '../../server/domain/package-rows.ts';
import { periodOf } from '../../server/domain/period.ts';
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
  partnership,
  sound,
  suppression,
  target,
  update,
} from '../support/package-rows.ts';

/** As read from files in which the first row stands on line 2. */
const asRead = (rows: PackageRows, malformed: Partial<Record<FileName, string>> = {}): IncomingRows =>
  Object.fromEntries(
    FILE_NAMES.map((file) => [
      file,
      rows[file].map((row, index) => ({
        line: index + 2,
        row,
        malformed: new Set(index === 0 && malformed[file] !== undefined ? [malformed[file]] : []),
      })),
    ]),
  ) as unknown as IncomingRows;

const problemsOf = (rows: PackageRows, record: PackageRows = emptyRows()): string[] =>
  checkPackage(asRead(rows), record).problems.map(problemText);

const STRETCH = { item: 'stretch', period: 2010 } as const;
const WITHOUT = { item: 'expected-without', period: 2010 } as const;
const TARGET_2010 = { item: 'target', period: 2010 } as const;
const TO_SELF = { successor_agreement: 'LAA2', successor_indicator: 'NI 192', successor_part: null };

type Case = [sentence: string, rows: Partial<PackageRows>, problems: string[]];

const SOUND: Case[] = [
  ['the smallest package is sound', {}, []],
  [
    'a row of every kind is sound',
    {
      agreements: [agreement({ reward_scheme: 'per-target' })],
      commitments: [commitment()],
      milestones: [milestone()],
      figures: [figure()],
      commentaries: [commentary()],
      actions: [action()],
      meetings: [meeting()],
      decisions: [decision()],
      updates: [update()],
      instalments: [instalment()],
      cancellations: [cancellation()],
      suppressions: [suppression()],
    },
    [],
  ],
];

const KEYS: Case[] = [
  [
    'a key may stand once',
    { partnerships: [partnership(), partnership({ code: 'PSB' }), partnership()] },
    ['partnerships.csv:4: code: has the key of line 2 again; each code may stand once'],
  ],
  [
    'the versions of a row run without a gap, and the gap is told once',
    { figures: [figure(), figure({ version: 3 }), figure({ version: 4 })] },
    ['figures.csv:3: version: version 3 without version 2; the versions of a row run 1, 2, 3, … without a gap'],
  ],
  [
    'the first version is 1',
    {
      targets: [target(), target({ indicator: 'NI 193', version: 2 })],
      indicators: [indicator(), indicator({ indicator: 'NI 193' })],
    },
    ['targets.csv:3: version: version 2 without version 1; the versions of a row run 1, 2, 3, … without a gap'],
  ],
  ['versions may stand in any order', { actions: [action({ version: 2 }), action()] }, []],
];

const REFERENCES: Case[] = [
  [
    'a lead must be known',
    { targets: [target({ lead: 'OWQ' })] },
    ['targets.csv:2: lead: "OWQ" is unknown; the code of a row of partnerships.csv, or of the record, is allowed'],
  ],
  [
    'every contributor must be known',
    { targets: [target({ contributors: 'OWP|CYPT|ENV' })] },
    [
      'targets.csv:2: contributors: "CYPT", "ENV" is unknown; the code of a row of partnerships.csv, or of the record, is allowed',
    ],
  ],
  [
    'an unknown agreement is told once, though two references hold it',
    { meetings: [meeting()], decisions: [decision({ agreement: 'LAA9', indicator: 'NI 192' })] },
    [
      'decisions.csv:2: agreement: "LAA9" is unknown; the code of a row of agreements.csv, or of the record, is allowed',
    ],
  ],
  [
    'the cell at fault is the first that leads nowhere',
    { milestones: [milestone({ indicator: 'NI 1' })] },
    [
      'milestones.csv:2: indicator: "NI 1" is unknown; the agreement + indicator + part of a row of targets.csv, or of the record, is allowed',
    ],
  ],
  [
    'an unknown part is told as such, also where it is empty',
    {
      indicators: [indicator(), indicator({ indicator: 'NI 195', part: 'a' })],
      figures: [figure({ indicator: 'NI 195' })],
    },
    [
      'figures.csv:2: part: an empty cell is unknown; the indicator + part of a row of indicators.csv, or of the record, is allowed',
    ],
  ],
  [
    'a successor without a part means the empty part',
    {
      indicators: [indicator(), indicator({ indicator: 'NI 193' })],
      targets: [target(), target({ ...TO_SELF, indicator: 'NI 193' })],
    },
    [],
  ],
  [
    'a decision belongs to a meeting',
    { meetings: [meeting()], decisions: [decision({ date: '2008-11-13' })] },
    [
      'decisions.csv:2: date: "2008-11-13" is unknown; the board + date of a row of meetings.csv, or of the record, is allowed',
    ],
  ],
  [
    'another basis than standard needs its row',
    { figures: [figure({ basis: 'national' })], commitments: [commitment({ basis: 'national' })] },
    [
      'commitments.csv:2: basis: "national" is unknown; the indicator + part + basis of a row of bases.csv, or of the record, is allowed, and standard always',
      'figures.csv:2: basis: "national" is unknown; the indicator + part + basis of a row of bases.csv, or of the record, is allowed, and standard always',
    ],
  ],
];

const CIRCLES: Case[] = [
  [
    'a partnership is not its own parent',
    { partnerships: [partnership({ parent: 'OWP' })] },
    ['partnerships.csv:2: parent: is circular, OWP → OWP; a parent above it is allowed'],
  ],
  [
    'parents go round over several rows; one that only leads into the circle is not on it',
    {
      partnerships: [
        partnership({ parent: 'A' }),
        partnership({ code: 'A', parent: 'B' }),
        partnership({ code: 'B', parent: 'A' }),
      ],
    },
    [
      'partnerships.csv:3: parent: is circular, A → B → A; a parent above it is allowed',
      'partnerships.csv:4: parent: is circular, B → A → B; a parent above it is allowed',
    ],
  ],
  [
    'a partnership does not follow itself',
    { partnerships: [partnership({ successor: 'A' }), partnership({ code: 'A', successor: 'OWP' })] },
    [
      'partnerships.csv:2: successor: is circular, OWP → A → OWP; a successor that came after it is allowed',
      'partnerships.csv:3: successor: is circular, A → OWP → A; a successor that came after it is allowed',
    ],
  ],
  [
    'a target does not follow itself',
    { targets: [target(TO_SELF)] },
    [
      'targets.csv:2: successor_indicator: is circular, LAA2 NI 192 → LAA2 NI 192; a successor that came after it is allowed',
    ],
  ],
  ['of a target the latest version counts', { targets: [target(TO_SELF), target({ version: 2 })] }, []],
];

const ruleNamed = (basis: string): PackageRows['bases'][number] => ({
  indicator: 'NI 192',
  part: '',
  basis,
  title: 'A counting rule',
  rule: null,
  from: null,
  to: null,
  ruled_by: null,
});

const ADDRESSES: Case[] = [
  [
    'two agreements do not share an address',
    { agreements: [agreement(), agreement({ code: 'laa2' })] },
    [
      'agreements.csv:3: code: "laa2" has the address of "LAA2"; a code that differs from it in its letters or digits is allowed',
    ],
  ],
  [
    'two targets of an agreement do not share an address, and versions do not count as two',
    {
      indicators: [indicator(), indicator({ indicator: 'NI-192' })],
      targets: [target(), target({ indicator: 'NI-192' }), target({ indicator: 'NI-192', version: 2 })],
    },
    [
      'targets.csv:3: indicator: "NI-192" has the address of "NI 192"; a code that differs from it in its letters or digits is allowed',
    ],
  ],
  [
    'targets of two agreements may',
    {
      agreements: [agreement(), agreement({ code: 'LAA3' })],
      indicators: [indicator(), indicator({ indicator: 'NI-192' })],
      targets: [target(), target({ agreement: 'LAA3', indicator: 'NI-192' })],
    },
    [],
  ],
  [
    'two counting rules of an indicator do not share an address',
    { bases: ['standard', 'National', 'national'].map(ruleNamed) },
    [
      'bases.csv:4: basis: "national" has the address of "National"; a code that differs from it in its letters or digits is allowed',
    ],
  ],
  [
    'a code makes an address at all',
    { partnerships: [partnership(), partnership({ code: '--' })] },
    ['partnerships.csv:3: code: "--" makes no address; a code with a letter or a digit is allowed'],
  ],
];

const ROWS: Case[] = [
  [
    'an agreement does not end before it begins',
    { agreements: [agreement({ last_year: 2007 })] },
    ['agreements.csv:2: last_year: 2007/08 is before the first year; 2008/09 or a later year is allowed'],
  ],
  ['an agreement may run one year', { agreements: [agreement({ last_year: 2008 })] }, []],
  [
    'a partnership does not end before it begins',
    { partnerships: [partnership({ active_from: '2008-04-01', active_to: '2008-03-31' })] },
    ['partnerships.csv:2: active_to: 2008-03-31 is before active_from; 2008-04-01 or a later day is allowed'],
  ],
  [
    'a two-yearly survey needs its year',
    { indicators: [indicator({ every_years: 2 })] },
    ['indicators.csv:2: survey_year: is empty; a figure every 2 years needs the year from which they count'],
  ],
  [
    'a lag of more than ten years is none',
    { indicators: [indicator({ lag_days: 3661 })] },
    ['indicators.csv:2: lag_days: 3661 days is more than ten years; 0 to 3660 is allowed'],
  ],
  [
    'a profile has four shares',
    { indicators: [indicator({ measure: 'flow' })], targets: [target({ path: 'profile', profile: '50|50' })] },
    ['targets.csv:2: profile: has 2 shares; four shares with at most 4 decimal places that sum to 100 are allowed'],
  ],
  [
    'a profile sums to exactly 100',
    { indicators: [indicator({ measure: 'flow' })], targets: [target({ profile: '25|25|25|24.9999' })] },
    ['targets.csv:2: profile: sums to 99.9999; four shares with at most 4 decimal places that sum to 100 are allowed'],
  ],
  [
    'shares with decimals are added exactly',
    { indicators: [indicator({ measure: 'flow' })], targets: [target({ profile: '33.3|33.3|33.3|0.1' })] },
    [],
  ],
  [
    'only a flow has a profile',
    { targets: [target({ profile: '25|25|25|25' })] },
    ['targets.csv:2: profile: stands beside a snapshot; only a flow may have one'],
  ],
  [
    'only a snapshot goes in steps',
    { indicators: [indicator({ measure: 'flow' })], targets: [target({ path: 'step' })] },
    ['targets.csv:2: path: step is no path of a flow; linear or profile is allowed'],
  ],
  [
    'a running count goes straight',
    { indicators: [indicator({ measure: 'running' })], targets: [target({ path: 'profile' })] },
    ['targets.csv:2: path: profile is no path of a running; linear is allowed'],
  ],
  [
    'a tolerance needs its mode',
    { targets: [target({ tolerance: 15_000 })] },
    ['targets.csv:2: tolerance_mode: is empty beside a tolerance of 1.5; absolute, relative or share is needed'],
  ],
  ['a mode without a tolerance is a tolerance of 0', { targets: [target({ tolerance_mode: 'absolute' })] }, []],
  [
    'nothing is decided after it was recorded',
    { commitments: [commitment({ decided_on: '2008-07-01' })] },
    ['commitments.csv:2: decided_on: 2008-07-01 is after recorded_on; 2008-06-30 or an earlier day is allowed'],
  ],
  [
    'a reward pot is not below nought',
    { commitments: [commitment({ item: 'reward-pot', value: -10_000 })] },
    ['commitments.csv:2: value: -1 is below 0; pounds from 0 are allowed'],
  ],
  ['it may be nought', { commitments: [commitment({ item: 'reward-pot', value: 0 })] }, []],
  ['any other level may be below nought', { commitments: [commitment({ item: 'baseline', value: -10_000 })] }, []],
  ['it may be decided on that day', { commitments: [commitment({ decided_on: '2008-06-30' })] }, []],
  [
    'a comment belongs to a quarter of the agreement',
    {
      commentaries: [
        commentary({ period: periodOf(2008, 1) }),
        commentary({ period: periodOf(2010, 4) }),
        commentary({ period: periodOf(2011, 1) }),
      ],
    },
    ['commentaries.csv:4: period: 2011/12 Q1 is outside the agreement; 2008/09 Q1 to 2010/11 Q4 is allowed'],
  ],
];

const FIGURES: Case[] = [
  [
    'a figure has a value or a reason',
    { figures: [figure({ value: null, status: null })] },
    ['figures.csv:2: value: is empty, and so is missing_reason; one of the two is needed'],
  ],
  [
    'a figure has not both',
    { figures: [figure({ missing_reason: 'suppressed' })] },
    ['figures.csv:2: missing_reason: suppressed stands beside a value; one of the two is allowed'],
  ],
  [
    'a value has a status',
    { figures: [figure({ status: null })] },
    ['figures.csv:2: status: is empty beside a value; provisional or final is needed'],
  ],
  [
    'a reason has none',
    { figures: [figure({ value: null, missing_reason: 'not-collected' })] },
    ['figures.csv:2: status: final stands beside no value; an empty cell is allowed'],
  ],
  [
    'a value is no finer than the indicator',
    { figures: [figure({ value: 412_500 })] },
    ['figures.csv:2: value: 41.25 is finer than the indicator; at most 1 decimal place is allowed'],
  ],
  [
    'a half is rounded away from zero',
    { figures: [figure({ value: 413_000, numerator: 41_250_000, denominator: 100_000_000 })] },
    [],
  ],
  [
    'a half below zero too',
    { figures: [figure({ value: -413_000, numerator: -41_250_000, denominator: 100_000_000 })] },
    [],
  ],
  [
    'numerator and denominator give the value',
    { figures: [figure({ value: 412_000, numerator: 41_250_000, denominator: 100_000_000 })] },
    ['figures.csv:2: value: 41.2 is not 4125 / 10000 × 100; 41.3 is allowed'],
  ],
  [
    'nothing is divided by 0',
    { figures: [figure({ numerator: 10_000, denominator: 0 })] },
    ['figures.csv:2: denominator: 0 divides nothing; another number is allowed'],
  ],
  ['one of the two alone is kept as the source gives it', { figures: [figure({ numerator: 3_200_000 })] }, []],
  [
    'without a multiplier they give nothing',
    { indicators: [indicator({ multiplier: null })], figures: [figure({ numerator: 10_000, denominator: 20_000 })] },
    ['figures.csv:2: numerator: stands beside an indicator without a multiplier; an empty cell is allowed'],
  ],
  [
    'a missing figure is not given by the two either',
    {
      figures: [
        figure({ value: null, status: null, missing_reason: 'suppressed', numerator: 10_000, denominator: 20_000 }),
      ],
    },
    [
      'figures.csv:2: numerator: stands with a denominator beside a missing reason; the two give a value, an empty cell is allowed',
    ],
  ],
];

const SHARE = { tolerance_mode: 'share', tolerance: 250_000 } as const;

const COMMITMENTS: Case[] = [
  [
    'a share of the improvement needs an agreed baseline',
    {
      targets: [target(SHARE)],
      commitments: [commitment({ state: 'proposed' }), commitment({ ...TARGET_2010, value: 450_000 })],
    },
    ['targets.csv:2: tolerance_mode: share of the planned improvement, but no baseline is agreed; one is needed'],
  ],
  [
    'and one that differs from the target',
    { targets: [target(SHARE)], commitments: [commitment(), commitment({ ...TARGET_2010 })] },
    [
      'targets.csv:2: tolerance_mode: share of the planned improvement, but the target of 2010/11 is the baseline, 40; they need to differ',
    ],
  ],
  [
    'the agreed version that replaced another counts',
    {
      targets: [target(SHARE)],
      commitments: [commitment(), commitment(TARGET_2010), commitment({ ...TARGET_2010, version: 2, value: 450_000 })],
    },
    [],
  ],
  [
    'a stretch differs from what is expected without it',
    { commitments: [commitment(STRETCH), commitment(WITHOUT)] },
    [
      'commitments.csv:2: value: 40 is the expected-without of standard 2010/11 too; stretch and expected-without need to differ',
    ],
  ],
  [
    'in another year they may be equal',
    { commitments: [commitment(STRETCH), commitment({ ...WITHOUT, period: 2009 })] },
    [],
  ],
  [
    'a correction of both on one day is looked at together',
    {
      commitments: [
        commitment({ ...STRETCH, value: 500_000 }),
        commitment({ ...STRETCH, version: 2, value: 600_000, recorded_on: '2009-03-31' }),
        commitment(WITHOUT),
        commitment({ ...WITHOUT, version: 2, value: 500_000, recorded_on: '2009-03-31' }),
      ],
    },
    [],
  ],
  [
    'of the agreed ones none may be equal, whatever is proposed on top',
    {
      commitments: [
        commitment(STRETCH),
        commitment({ ...STRETCH, version: 2, value: 600_000, state: 'proposed' }),
        commitment(WITHOUT),
      ],
    },
    [
      'commitments.csv:2: value: 40 is the expected-without of standard 2010/11 too; stretch and expected-without need to differ',
    ],
  ],
];

const REWARDED = { agreements: [agreement({ reward_scheme: 'whole-agreement' })] };

/** In 2009/10 and 2010/11, of LAA2. */
const inTwo = (first: number, second: number): PackageRows['instalments'] => [
  instalment({ year: 2009, share: first }),
  instalment({ year: 2010, share: second }),
];

const REWARDS: Case[] = [
  ['the shares of a payment sum to 100', { ...REWARDED, instalments: inTwo(333_333, 666_667) }, []],
  ['one of them may be nothing', { ...REWARDED, instalments: inTwo(0, 1_000_000) }, []],
  [
    'not to a ten-thousandth less',
    { ...REWARDED, instalments: inTwo(500_000, 499_999) },
    [
      'instalments.csv:3: share: the shares of "LAA2" sum to 99.9999; shares that sum to exactly 100, with those of the record, are allowed',
    ],
  ],
  [
    'and not to a ten-thousandth more',
    { ...REWARDED, instalments: inTwo(500_000, 500_001) },
    [
      'instalments.csv:3: share: the shares of "LAA2" sum to 100.0001; shares that sum to exactly 100, with those of the record, are allowed',
    ],
  ],
  [
    'each agreement has a sum of its own, told at its last row',
    {
      agreements: [
        agreement({ reward_scheme: 'per-target' }),
        agreement({ code: 'LAA3', reward_scheme: 'per-target' }),
      ],
      instalments: [
        instalment({ year: 2009, share: 400_000 }),
        instalment({ agreement: 'LAA3' }),
        instalment({ year: 2010, share: 500_000 }),
        instalment({ agreement: 'LAA3', year: 2010, share: 0 }),
      ],
    },
    [
      'instalments.csv:4: share: the shares of "LAA2" sum to 90; shares that sum to exactly 100, with those of the record, are allowed',
    ],
  ],
  [
    'a year that stands twice is told as that',
    { ...REWARDED, instalments: [instalment({ share: 500_000 }), instalment({ share: 500_000 })] },
    ['instalments.csv:3: year: has the key of line 2 again; each agreement + year may stand once'],
  ],
  [
    'without a reward none is paid and none cancelled',
    { instalments: [instalment()], cancellations: [cancellation()] },
    [
      'instalments.csv:2: agreement: "LAA2" has the reward scheme none; an agreement with per-target or whole-agreement is allowed',
      'cancellations.csv:2: agreement: "LAA2" has the reward scheme none; an agreement with per-target or whole-agreement is allowed',
    ],
  ],
  [
    'an unknown agreement is told as that, whatever its shares sum to',
    {
      instalments: [instalment({ agreement: 'LAA9', share: 500_000 })],
      cancellations: [cancellation({ agreement: 'LAA9' })],
    },
    [
      'instalments.csv:2: agreement: "LAA9" is unknown; the code of a row of agreements.csv, or of the record, is allowed',
      'cancellations.csv:2: agreement: "LAA9" is unknown; the code of a row of agreements.csv, or of the record, is allowed',
    ],
  ],
];

describe('a package for an empty record', () => {
  const cases = [SOUND, KEYS, REFERENCES, CIRCLES, ADDRESSES, ROWS, FIGURES, COMMITMENTS, REWARDS].flat();
  test.each(cases)('%s', (_, rows, problems) => {
    expect(problemsOf(sound(rows))).toEqual(problems);
  });

  test('lists every problem, in the order of files and lines', () => {
    const rows = sound({
      partnerships: [partnership({ parent: 'X' }), partnership({ code: 'PSB', parent: 'PSB' })],
      targets: [target({ path: 'profile', lead: 'Y', tolerance: 10_000 })],
    });
    expect(problemsOf(rows).map((line) => line.split(': ').slice(0, 2).join(' '))).toEqual([
      'partnerships.csv:2 parent',
      'partnerships.csv:3 parent',
      'targets.csv:2 lead',
      'targets.csv:2 tolerance_mode',
      'targets.csv:2 path',
    ]);
  });
});

describe('a package with cells that could not be read', () => {
  test('is judged by the others only', () => {
    const rows = sound({ figures: [figure({ value: null, status: null })] });
    expect(checkPackage(asRead(rows, { figures: 'value' }), emptyRows()).problems).toEqual([]);
  });

  test('keeps what refers to it known', () => {
    const rows = sound({ milestones: [milestone()] });
    expect(checkPackage(asRead(rows, { targets: 'version' }), emptyRows()).problems).toEqual([]);
  });

  test('are not called missing versions', () => {
    const rows = sound({ figures: [figure(), figure({ version: 2 })] });
    expect(checkPackage(asRead(rows, { figures: 'version' }), emptyRows()).problems).toEqual([]);
  });

  test.each(['agreement', 'year', 'share'])('have no sum of shares where the %s is one of them', (column) => {
    const rows = sound({ ...REWARDED, instalments: inTwo(500_000, 400_000) });
    expect(checkPackage(asRead(rows, { instalments: column }), emptyRows()).problems).toEqual([]);
  });

  test('have their sum of shares otherwise', () => {
    const rows = sound({ ...REWARDED, instalments: inTwo(500_000, 400_000) });
    expect(checkPackage(asRead(rows, { instalments: 'capital' }), emptyRows()).problems).toHaveLength(1);
  });

  test('does not sum up what a broken file may hold', () => {
    const rows = sound({ ...REWARDED, instalments: [instalment({ share: 500_000 })] });
    expect(checkPackage(asRead(rows), emptyRows(), new Set(['instalments'])).problems).toEqual([]);
  });

  test('does not call unknown what a broken file may hold', () => {
    const rows = sound({ partnerships: [] });
    expect(checkPackage(asRead(rows), emptyRows(), new Set(['partnerships'])).problems).toEqual([]);
  });
});

describe('a package for a record with content', () => {
  const record = sound({
    commitments: [commitment()],
    figures: [figure()],
    commentaries: [commentary()],
    milestones: [milestone()],
  });

  test('may refer to what only the record knows', () => {
    expect(
      problemsOf(sound({ ...emptyRows(), figures: [figure({ version: 2 })], actions: [action()] }), record),
    ).toEqual([]);
  });

  test('tells a fact with other content from the record', () => {
    const changed = sound({ figures: [figure({ value: 413_000, note: 'Again' })] });
    expect(problemsOf(changed, record)).toEqual([
      `figures.csv:2: value: "41.3" differs from the record's "41.2"; what was recorded stays, a correction is the next version`,
    ]);
  });

  test('counts versions with those of the record', () => {
    expect(problemsOf(sound({ figures: [figure({ version: 3 })] }), record)).toEqual([
      'figures.csv:2: version: version 3 without version 2; the versions of a row run 1, 2, 3, … without a gap',
    ]);
  });

  test('skips what is the same, adds what is new and replaces other rows than facts', () => {
    const { plan } = checkPackage(
      asRead(
        sound({
          figures: [figure({ version: 3 }), figure({ version: 2 }), figure()],
          milestones: [milestone({ completed_on: '2009-01-05' }), milestone({ due: '2009-03-31' })],
        }),
      ),
      record,
    );
    expect(plan.counts.figures).toEqual({ new: 2, identical: 1, replaced: 0 });
    expect(plan.insert.figures.map(({ version }) => version)).toEqual([2, 3]);
    expect(plan.counts.milestones).toEqual({ new: 1, identical: 0, replaced: 1 });
    expect(plan.counts.partnerships).toEqual({ new: 0, identical: 1, replaced: 0 });
  });

  test.each([
    [
      'an indicator with fewer decimals than its figures have',
      { indicators: [indicator({ decimals: 0 })] },
      "indicators.csv:2: decimals: would make NI 192 standard 2008/09 Q2 1 of the record's figures wrong: value 41.2 is finer than the indicator; whole numbers are allowed",
    ],
    [
      'an agreement that no longer covers its comments',
      { agreements: [agreement({ first_year: 2009 })] },
      "agreements.csv:2: last_year: would make LAA2 NI 192 2008/09 Q2 1 of the record's commentaries wrong: period 2008/09 Q2 is outside the agreement; 2009/10 Q1 to 2010/11 Q4 is allowed",
    ],
  ])('refuses %s', (_, rows, problem) => {
    expect(problemsOf(sound(rows), record)).toEqual([problem]);
  });

  test('adds up the shares of the two together, of a year that stands in both the new one', () => {
    const held = sound({ ...REWARDED, instalments: inTwo(500_000, 500_000) });
    const more = sound({ ...REWARDED, instalments: [instalment({ share: 250_000 })] });
    expect(problemsOf(more, held)).toEqual([
      'instalments.csv:2: share: the shares of "LAA2" sum to 125; shares that sum to exactly 100, with those of the record, are allowed',
    ]);
    const instalments = [instalment({ year: 2010, share: 250_000 }), instalment({ share: 250_000 })];
    expect(problemsOf(sound({ ...REWARDED, instalments }), held)).toEqual([]);
    expect(problemsOf(sound(REWARDED), held)).toEqual([]);
  });

  test('refuses an agreement that would no longer be rewarded, but has instalments or a cancelled reward', () => {
    const held = sound({ ...REWARDED, instalments: [instalment()], cancellations: [cancellation()] });
    const wrong =
      'agreement "LAA2" has the reward scheme none; an agreement with per-target or whole-agreement is allowed';
    expect(problemsOf(sound(), held)).toEqual([
      `agreements.csv:2: reward_scheme: would make LAA2 2011/12 of the record's instalments wrong: ${wrong}`,
      `agreements.csv:2: reward_scheme: would make LAA2 of the record's cancellations wrong: ${wrong}`,
    ]);
  });

  test('finds a circle that only the two together make', () => {
    const known = sound({ partnerships: [partnership({ parent: 'PSB' }), partnership({ code: 'PSB' })] });
    const added = sound({ partnerships: [partnership({ code: 'PSB', parent: 'OWP' })] });
    expect(problemsOf(added, known)).toEqual([
      'partnerships.csv:2: parent: is circular, PSB → OWP → PSB; a parent above it is allowed',
    ]);
  });

  test('finds an address that the record has given away', () => {
    expect(problemsOf(sound({ agreements: [agreement(), agreement({ code: 'Laa2' })] }), record)).toEqual([
      'agreements.csv:3: code: "Laa2" has the address of "LAA2"; a code that differs from it in its letters or digits is allowed',
    ]);
  });
});

describe('the list of problems', () => {
  const problem = (file: string, line: number) => ({ file, line, column: 'x', message: 'y' });

  test('goes by file and line, and ends with what is no file of the package', () => {
    const mixed = [
      problem('other.csv', 1),
      problem('figures.csv', 9),
      problem('figures.csv', 2),
      problem('agreements.csv', 3),
    ];
    expect(inFileOrder(mixed).map(({ file, line }) => `${file} ${line}`)).toEqual([
      'agreements.csv 3',
      'figures.csv 2',
      'figures.csv 9',
      'other.csv 1',
    ]);
  });

  test('is printed to the thousandth, with how many more there are', () => {
    const lines = problemLines(Array.from({ length: 1003 }, (_, line) => problem('figures.csv', line)));
    expect(lines).toHaveLength(1001);
    expect(lines.at(-1)).toBe('and 3 more');
  });
});
