import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FILE_NAMES, FILES, type FileName } from '../../server/domain/data-package.ts';
import { NotFound } from '../../server/domain/errors.ts';
import { problemText } from '../../server/domain/package-problem.ts';
import { exportPackage, importPackage, RefusedPackage } from '../../server/services/data-package.ts';
import { createRecord, loadExample } from '../../server/services/setup.ts';
import type { Store } from '../../server/store/store.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { contents, EXAMPLE, edit, exampleCopy, temporaryFolder } from '../support/folders.ts';

function freshRecord(): Store {
  const store = createRecord(':memory:', COMMAND_LINE);
  onTestFinished(() => store.close());
  return store;
}

function withExample(): Store {
  const store = freshRecord();
  importPackage(store, EXAMPLE, COMMAND_LINE);
  return store;
}

function exported(store: Store, asAt: string | null = null): string {
  const folder = join(temporaryFolder(), 'out');
  exportPackage(store, folder, asAt);
  return folder;
}

function problemsOf(store: Store, folder: string): string[] {
  try {
    importPackage(store, folder, COMMAND_LINE);
    return [];
  } catch (error) {
    if (error instanceof RefusedPackage) return error.found.map(problemText);
    throw error;
  }
}

const rowsIn = (store: Store): number => FILE_NAMES.reduce((sum, file) => sum + store.rows[file].list().length, 0);

describe('the example', () => {
  test('comes out as it went in, byte for byte, and so once more', () => {
    const first = exported(withExample());
    expect(contents(first)).toEqual(contents(EXAMPLE));
    const again = freshRecord();
    importPackage(again, first, COMMAND_LINE);
    expect(contents(exported(again))).toEqual(contents(EXAMPLE));
  });

  test('comes out over an earlier export too', () => {
    const store = withExample();
    const folder = exported(store);
    edit(folder, 'agreements.csv', 2, 'Local Area Agreement 2006-09', 'Old');
    exportPackage(store, folder, null);
    expect(contents(folder)).toEqual(contents(EXAMPLE));
  });

  test('without instalments and cancellations comes out without them, byte for byte', () => {
    const [store, folder] = [freshRecord(), exampleCopy()];
    const resources = ['instalments', 'cancellations'];
    for (const name of resources) rmSync(join(folder, `${name}.csv`));
    const descriptor = JSON.parse(contents(EXAMPLE)['datapackage.json'] ?? '{}');
    descriptor.resources = descriptor.resources.filter(({ name }: { name: string }) => !resources.includes(name));
    writeFileSync(join(folder, 'datapackage.json'), `${JSON.stringify(descriptor, null, 2)}\n`);
    importPackage(store, folder, COMMAND_LINE);
    expect(contents(exported(store))).toEqual(contents(folder));
  });

  test('which says which small numbers are kept back comes out with them', () => {
    const [store, folder] = [freshRecord(), exampleCopy()];
    const file = 'indicator,part,under,source\nCYP1,,5,\nNI 192,,10,Set by the Board\n';
    writeFileSync(join(folder, 'suppressions.csv'), file);
    importPackage(store, folder, COMMAND_LINE);
    expect(store.rows.suppressions.list().map(({ indicator, under }) => [indicator, under])).toEqual([
      ['CYP1', 5],
      ['NI 192', 10],
    ]);
    expect(contents(exported(store))['suppressions.csv']).toBe(file);
  });

  test('is all there the second time, and nothing is stored twice', () => {
    const store = withExample();
    const rows = rowsIn(store);
    const counts = importPackage(store, EXAMPLE, COMMAND_LINE);
    expect(Object.values(counts).map((count) => [count.new, count.replaced])).toEqual(FILE_NAMES.map(() => [0, 0]));
    expect(counts.figures.identical).toBe(690);
    expect(rowsIn(store)).toBe(rows);
  });

  test('sets the clock of the record, and only loading it as the example does', () => {
    const store = freshRecord();
    loadExample(store, COMMAND_LINE);
    expect(store.state.find()).toMatchObject({ today: '2008-11-19', is_example: 1, last_recorded_at: null });
    expect(withExample().state.find()).toMatchObject({ today: null, is_example: 0, last_recorded_at: null });
  });
});

test('a new record holds the catalogue of National Indicators and nothing else', () => {
  const store = freshRecord();
  expect(store.catalogue.list().map(({ ni }) => ni)).toEqual(
    Array.from({ length: 199 }, (_, index) => `NI ${index + 1}`),
  );
  expect(store.catalogue.find('NI 198')?.polarity).toBeNull();
  expect(rowsIn(store)).toBe(0);
});

type Edit = [file: string, line: number, from: string, to: string];

describe('a broken example', () => {
  const cases: [sentence: string, edits: Edit[], problems: string[]][] = [
    [
      'a year that is none',
      [['agreements.csv', 2, ',2006/07,', ',2006/08,']],
      ['agreements.csv:2: first_year: "2006/08" is not a financial year such as 2008/09'],
    ],
    [
      'an agreement that ends first',
      [['agreements.csv', 4, '2008/09,2010/11', '2010/11,2008/09']],
      ['agreements.csv:4: last_year: 2008/09 is before the first year; 2010/11 or a later year is allowed'],
    ],
    [
      'a circular parent',
      [['partnerships.csv', 81, ',OPB,', ',PSB,']],
      ['partnerships.csv:81: parent: is circular, PSB → PSB; a parent above it is allowed'],
    ],
    [
      'an unknown successor',
      [['partnerships.csv', 20, 'EWP-CAN', 'EWP-CAR']],
      [
        'partnerships.csv:20: successor: "EWP-CAR" is unknown; the code of a row of partnerships.csv, or of the record, is allowed',
      ],
    ],
    [
      'a polarity that is left open',
      [['indicators.csv', 5, ',lower,', ',,']],
      ['indicators.csv:5: polarity: is empty; one of higher, lower is needed'],
    ],
    [
      'a negative lag',
      [['indicators.csv', 5, ',28,', ',-28,']],
      ['indicators.csv:5: lag_days: "-28" is not a whole number, 0 or more'],
    ],
    [
      'an unknown lead',
      [['targets.csv', 2, ',CYPT,', ',CYPX,']],
      ['targets.csv:2: lead: "CYPX" is unknown; the code of a row of partnerships.csv, or of the record, is allowed'],
    ],
    [
      'a profile that does not sum to 100',
      [['targets.csv', 5, '25|24|25|26', '25|24|25|25']],
      ['targets.csv:5: profile: sums to 99; four shares with at most 4 decimal places that sum to 100 are allowed'],
    ],
    [
      'a share of an improvement that is none',
      [['commitments.csv', 102, ',14.2,', ',18,']],
      [
        'targets.csv:28: tolerance_mode: share of the planned improvement, but the target of 2009/10 is the baseline, 18; they need to differ',
      ],
    ],
    [
      'a stretch that pays for nothing',
      [['commitments.csv', 5, ',64,', ',61,']],
      [
        'commitments.csv:5: value: 61 is the expected-without of standard 2008/09 too; stretch and expected-without need to differ',
      ],
    ],
    [
      'a version too high',
      [['commitments.csv', 2, ',2005/06,1,', ',2005/06,2,']],
      ['commitments.csv:2: version: version 2 without version 1; the versions of a row run 1, 2, 3, … without a gap'],
    ],
    [
      'a value that its parts do not give',
      [['figures.csv', 2, ',57.4,', ',57.5,']],
      ['figures.csv:2: value: 57.5 is not 3640 / 6342 × 100; 57.4 is allowed'],
    ],
    [
      'a basis that nobody described',
      [['figures.csv', 40, ',national,', ',regional,']],
      [
        'figures.csv:40: basis: "regional" is unknown; the indicator + part + basis of a row of bases.csv, or of the record, is allowed, and standard always',
      ],
    ],
    [
      'a figure twice',
      [['figures.csv', 3, '2006/07 Q2', '2005/06 Q2']],
      [
        'figures.csv:3: version: has the key of line 2 again; each indicator + part + basis + period + version may stand once',
      ],
    ],
    [
      'a comment outside the agreement',
      [['commentaries.csv', 2, '2007/08 Q3', '2009/10 Q3']],
      ['commentaries.csv:2: period: 2009/10 Q3 is outside the agreement; 2006/07 Q1 to 2008/09 Q4 is allowed'],
    ],
    [
      'a decision of a meeting that was not held',
      [['decisions.csv', 7, '2008-11-19', '2008-11-20']],
      [
        'decisions.csv:7: date: "2008-11-20" is unknown; the board + date of a row of meetings.csv, or of the record, is allowed',
      ],
    ],
    [
      'a section that is none',
      [['updates.csv', 2, ',achievements,', ',successes,']],
      [
        'updates.csv:2: section: "successes" is not one of focus, priorities, achievements, issues, aims, challenges, membership, sub-groups, governance, big-society',
      ],
    ],
    [
      'instalments that are not the whole payment',
      [['instalments.csv', 2, ',50,50,', ',49.9999,50,']],
      [
        'instalments.csv:3: share: the shares of "LAA1" sum to 99.9999; shares that sum to exactly 100, with those of the record, are allowed',
      ],
    ],
    [
      'an instalment that is more capital than there is',
      [['instalments.csv', 3, ',50,50,', ',50,100.0001,']],
      [
        'instalments.csv:3: capital: "100.0001" is not a number with at most 4 decimal places and a point from 0 to 100',
      ],
    ],
    [
      'a reward cancelled where none was agreed',
      [['cancellations.csv', 2, 'LAA2,', 'OX2030,']],
      [
        'cancellations.csv:2: agreement: "OX2030" has the reward scheme none; an agreement with per-target or whole-agreement is allowed',
      ],
    ],
    [
      'a reward cancelled on no day',
      [['cancellations.csv', 2, ',2010-10-31,', ',,']],
      ['cancellations.csv:2: cancelled_on: is empty; a date such as 2008-11-19 is needed'],
    ],
    [
      'many at once, in order of file and line',
      [
        ['updates.csv', 3, ',2011-02-17,', ',17 February 2011,'],
        ['figures.csv', 2, ',final,', ',,'],
        ['figures.csv', 3, ',59.1,', ',59.12,'],
        ['partnerships.csv', 81, ',board,', ',council,'],
        ['targets.csv', 2, ',absolute,', ',,'],
      ],
      [
        'partnerships.csv:81: kind: "council" is not one of board, thematic, delivery-group, other',
        'targets.csv:2: tolerance_mode: is empty beside a tolerance of 1; absolute, relative or share is needed',
        'figures.csv:2: status: is empty beside a value; provisional or final is needed',
        'figures.csv:3: value: 59.12 is finer than the indicator; at most 1 decimal place is allowed',
        'updates.csv:3: as_at: "17 February 2011" is not a date such as 2008-11-19',
      ],
    ],
  ];

  test.each(cases)('%s', (_, edits, problems) => {
    const [store, folder] = [freshRecord(), exampleCopy()];
    for (const change of edits) edit(folder, ...change);
    expect(problemsOf(store, folder)).toEqual(problems);
    expect(rowsIn(store)).toBe(0);
    expect(store.state.revision()).toBe(0);
  });
});

describe('a folder that is no package', () => {
  const emptyFile = (folder: string, name: string): void => writeFileSync(join(folder, name), '');
  const cases: [sentence: string, spoil: (folder: string) => void, problems: string[]][] = [
    [
      'without a file that is needed',
      (folder) => rmSync(join(folder, 'indicators.csv')),
      ['indicators.csv:1: file: is not in the folder; every package needs it'],
    ],
    [
      'with a link in place of a file',
      (folder) => {
        renameSync(join(folder, 'updates.csv'), join(folder, 'elsewhere'));
        symlinkSync(join(folder, 'elsewhere'), join(folder, 'updates.csv'));
      },
      ['updates.csv:1: file: is no ordinary file; a folder, link or device is not read'],
    ],
    [
      'with a folder in place of a file',
      (folder) => {
        rmSync(join(folder, 'partnerships.csv'));
        mkdirSync(join(folder, 'partnerships.csv'));
      },
      ['partnerships.csv:1: file: is no ordinary file; a folder, link or device is not read'],
    ],
    [
      'with a spreadsheet in place of a file',
      (folder) => writeFileSync(join(folder, 'updates.csv'), Buffer.from('PK\u0003\u0004\u0000\u0000', 'latin1')),
      ['updates.csv:1: file: holds a NUL byte; a CSV file is plain text in UTF-8'],
    ],
    [
      'with a misspelt name',
      (folder) => renameSync(join(folder, 'updates.csv'), join(folder, 'update.csv')),
      [
        `update.csv:1: file: is no file of a data package; allowed: ${FILE_NAMES.map((file) => `${file}.csv`).join(', ')}`,
      ],
    ],
    [
      'with an empty file',
      (folder) => emptyFile(folder, 'updates.csv'),
      ['updates.csv:1: file: is empty; a header row with the names of the columns is needed'],
    ],
    [
      'with a descriptor that is no JSON',
      (folder) => writeFileSync(join(folder, 'datapackage.json'), '{"name": '),
      ['datapackage.json:1: file: is not JSON in UTF-8; mend or remove it'],
    ],
    [
      'with a descriptor of another kind',
      (folder) => writeFileSync(join(folder, 'datapackage.json'), '{"name": 7}'),
      ['datapackage.json:1: name: is no text; a text is allowed'],
    ],
  ];

  test.each(cases)('%s', (_, spoil, problems) => {
    const folder = exampleCopy();
    spoil(folder);
    expect(problemsOf(freshRecord(), folder)).toEqual(problems);
  });

  test('or is not there', () => {
    const folder = join(temporaryFolder(), 'nowhere');
    expect(() => importPackage(freshRecord(), folder, COMMAND_LINE)).toThrow(NotFound);
    expect(() => importPackage(freshRecord(), folder, COMMAND_LINE)).toThrow(`the folder ${folder} is not there`);
  });

  test('or holds a file of 200 MB, which is never read', () => {
    const [store, folder] = [freshRecord(), exampleCopy()];
    truncateSync(join(folder, 'figures.csv'), 200 * 1024 * 1024);
    const before = process.memoryUsage().rss;
    expect(problemsOf(store, folder)).toEqual(['figures.csv:1: file: has 200 MB; at most 64 MB are read']);
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });
});

describe('import', () => {
  test('only checks when asked to', () => {
    const store = freshRecord();
    expect(importPackage(store, EXAMPLE, COMMAND_LINE, { check: true }).targets).toEqual({
      new: 126,
      identical: 0,
      replaced: 0,
    });
    expect(rowsIn(store)).toBe(0);
    expect(store.state.revision()).toBe(0);
  });

  test('goes on without a descriptor, and without the files that may be absent', () => {
    const [store, folder] = [freshRecord(), exampleCopy()];
    const optional = FILE_NAMES.filter((file) => !FILES[file].needed).map((file) => `${file}.csv`);
    for (const name of [...optional, 'datapackage.json']) rmSync(join(folder, name), { force: true });
    // Two targets have a tolerance that is a share of an improvement, which now nobody agreed.
    for (const line of [28, 41, 42]) edit(folder, 'targets.csv', line, ',share,', ',absolute,');
    expect(problemsOf(store, folder)).toEqual([]);
    expect(store.state.findTitle()).toEqual({ name: 'laa-target-tracker', title: null, description: null });
  });

  test('keeps the title of the first package', () => {
    const [store, folder] = [withExample(), exampleCopy()];
    writeFileSync(join(folder, 'datapackage.json'), '{"name": "another"}');
    importPackage(store, folder, COMMAND_LINE);
    expect(store.state.findTitle().name).toBe('oxfordshire-laa-example');
  });

  test('takes rows in any order, versions included', () => {
    const [store, folder] = [freshRecord(), exampleCopy()];
    for (const [name, content] of Object.entries(contents(folder)).filter(([name]) => name.endsWith('.csv'))) {
      const [header = '', ...rows] = content.trimEnd().split('\n');
      writeFileSync(join(folder, name), [header, ...rows.reverse()].join('\r\n'), 'latin1');
    }
    importPackage(store, folder, COMMAND_LINE);
    expect(contents(exported(store))).toEqual(contents(EXAMPLE));
  });

  test('refuses a fact that the record holds otherwise, and takes it as the next version', () => {
    const [store, folder] = [withExample(), exampleCopy()];
    edit(folder, 'commentaries.csv', 2, ',Demand,', ',Weather,');
    expect(problemsOf(store, folder)).toEqual([
      `commentaries.csv:2: cause: "Weather" differs from the record's "Demand"; what was recorded stays, a correction is the next version`,
    ]);
    edit(folder, 'commentaries.csv', 2, '2007/08 Q3,1,', '2007/08 Q3,2,');
    expect(importPackage(store, folder, COMMAND_LINE).commentaries).toEqual({ new: 1, identical: 82, replaced: 0 });
  });

  test('splits a payment anew, all of it or nothing', () => {
    const [store, folder] = [withExample(), exampleCopy()];
    edit(folder, 'instalments.csv', 2, ',50,50,', ',60,50,');
    expect(problemsOf(store, folder)).toHaveLength(1);
    edit(folder, 'instalments.csv', 3, ',50,50,', ',40,50,');
    expect(importPackage(store, folder, COMMAND_LINE).instalments).toEqual({ new: 0, identical: 0, replaced: 2 });
    expect(store.rows.instalments.list().map(({ share }) => share)).toEqual([600_000, 400_000]);
  });

  test('replaces a row of another kind', () => {
    const [store, folder] = [withExample(), exampleCopy()];
    edit(folder, 'partnerships.csv', 18, ',Robin Buxton,', ',Somebody else,');
    expect(importPackage(store, folder, COMMAND_LINE).partnerships).toEqual({ new: 0, identical: 86, replaced: 1 });
    expect(store.rows.partnerships.list()[16]?.chair).toBe('Somebody else');
  });
});

describe('export', () => {
  test('of an empty record has the files that every package needs', () => {
    const folder = exported(freshRecord());
    expect(Object.keys(contents(folder))).toEqual([
      'agreements.csv',
      'datapackage.json',
      'indicators.csv',
      'partnerships.csv',
      'targets.csv',
    ]);
    expect(problemsOf(freshRecord(), folder)).toEqual([]);
  });

  test('takes away the files of an earlier export that it has no rows for', () => {
    const folder = exported(withExample());
    exportPackage(freshRecord(), folder, null);
    expect(contents(folder)).toEqual(contents(exported(freshRecord())));
  });

  test('refuses a folder with other things in it, and leaves it as it is', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    expect(() => exportPackage(withExample(), folder, null)).toThrow(
      `the folder ${folder} holds notes.txt, which an export does not write; a new or empty folder is needed`,
    );
    expect(contents(folder)).toEqual({ 'notes.txt': 'mine' });
  });

  test('refuses a file in place of a folder', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'mine');
    expect(() => exportPackage(freshRecord(), file, null)).toThrow(`the folder ${file} is a file`);
  });

  const days = [
    '2005-01-01',
    '2006-03-31',
    '2008-03-01',
    '2008-11-19',
    '2009-02-18',
    '2009-09-16',
    '2010-06-30',
    '2011-06-30',
  ];
  test.each(days)('as at %s can be imported, and comes out the same', (day) => {
    const folder = exported(withExample(), day);
    const again = freshRecord();
    importPackage(again, folder, COMMAND_LINE);
    expect(contents(exported(again))).toEqual(contents(folder));
    expect(contents(exported(again, day))).toEqual(contents(folder));
  });

  test('as at a day leaves out what was recorded later, and only that', () => {
    const folder = exported(withExample(), '2008-11-19');
    const known = freshRecord();
    importPackage(known, folder, COMMAND_LINE);
    const all = withExample();
    const visible = <F extends FileName>(file: F, column: string) =>
      all.rows[file].list().filter((row) => String((row as Record<string, unknown>)[column]) <= '2008-11-19T23:59:59Z');
    expect(known.rows.targets.list()).toEqual(visible('targets', 'recorded_on'));
    expect(known.rows.commitments.list()).toEqual(visible('commitments', 'recorded_on'));
    expect(known.rows.figures.list()).toEqual(visible('figures', 'recorded_at'));
    expect(known.rows.meetings.list()).toEqual(all.rows.meetings.list());
    expect(known.rows.milestones.list().filter(({ completed_on: day }) => day !== null && day > '2008-11-19')).toEqual(
      [],
    );
    expect(known.rows.decisions.list().every(({ date }) => date <= '2008-11-19')).toBe(true);
    expect(known.rows.updates.list()).toEqual(visible('updates', 'as_at'));
    expect(known.rows.instalments.list()).toEqual(all.rows.instalments.list());
  });

  test('as at a day knows of a cancelled reward from that day on', () => {
    const store = withExample();
    expect(Object.keys(contents(exported(store, '2010-10-30')))).not.toContain('cancellations.csv');
    const on = contents(exported(store, '2010-10-31'));
    expect(on['cancellations.csv']).toBe(contents(EXAMPLE)['cancellations.csv']);
  });
});
