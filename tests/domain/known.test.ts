import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Commitment, Figure } from '../../server/domain/data-package.ts';
import {
  bookIfAgreed,
  firstPeriod,
  hasBasis,
  judgedBasis,
  knownTarget,
  lastPeriod,
  latestBaseline,
  stateSince,
  targetOfYear,
  targetYears,
} from '../../server/domain/known.ts';
import { asAtMoment, endOfDay } from '../../server/domain/moment.ts';
import { periodText } from '../../server/domain/period.ts';
import { quantityText } from '../../server/domain/quantity.ts';
import {
  agreement,
  commitment,
  figure,
  type GivenTerms,
  judgedOn,
  knownOn,
  period,
  target,
  year,
} from '../support/records.ts';

describe('the terms that hold (1.4)', () => {
  const versions: GivenTerms[] = [
    { recorded_on: '2008-06-30', lead: 'OLD' },
    { recorded_on: '2008-09-15', lead: 'NEW' },
  ];

  it.each<[string, string, string | null]>([
    ['before the first version is recorded there is no target', '2008-06-29', null],
    ['on the day it is recorded there is', '2008-06-30', 'OLD'],
    ['the day before the second version the first still holds', '2008-09-14', 'OLD'],
    ['on its day the second holds', '2008-09-15', 'NEW'],
  ])('%s', (_, date, lead) => {
    expect(knownTarget(target({ terms: versions }), endOfDay(date))?.terms.lead ?? null).toBe(lead);
  });

  it('of two versions of one day the higher holds', () => {
    const same = versions.map((version) => ({ ...version, recorded_on: '2008-06-30' }));
    expect(knownOn('2008-06-30', { terms: same }).terms.lead).toBe('NEW');
  });

  it('a parked target was not parked before that was recorded', () => {
    const terms: GivenTerms[] = [{}, { state: 'parked', recorded_on: '2008-11-10' }];
    const commitments = [commitment('target', '2008/09', 50)];
    const figures = [figure('2008/09 Q2', 50)];
    expect(judgedOn('2008-11-09', '2008/09 Q2', { terms, commitments, figures }).light).toBe('green');
    expect(judgedOn('2008-11-10', '2008/09 Q2', { terms, commitments, figures }).light).toBe('parked');
  });

  it.each<[string, GivenTerms[], string, string]>([
    [
      'the version that brought the state',
      [{ recorded_on: '2008-04-01' }, { recorded_on: '2008-06-01', state: 'parked' }],
      '2008-12-31',
      '2008-06-01',
    ],
    [
      'not the second of several versions before',
      [
        { recorded_on: '2008-04-01' },
        { recorded_on: '2008-05-01', lead: 'NEW' },
        { recorded_on: '2008-06-01', state: 'parked' },
      ],
      '2008-12-31',
      '2008-06-01',
    ],
    [
      'a later version in the same state does not count',
      [
        { recorded_on: '2008-04-01' },
        { recorded_on: '2008-06-01', state: 'parked' },
        { recorded_on: '2008-08-01', state: 'parked', lead: 'NEW' },
      ],
      '2008-12-31',
      '2008-06-01',
    ],
    [
      'nor does an earlier spell in it',
      [
        { recorded_on: '2008-04-01', state: 'parked' },
        { recorded_on: '2008-06-01' },
        { recorded_on: '2008-08-01', state: 'parked' },
      ],
      '2008-12-31',
      '2008-08-01',
    ],
    [
      'what is recorded after the as-at date does not count',
      [{ recorded_on: '2008-04-01' }, { recorded_on: '2008-09-01', state: 'parked' }],
      '2008-08-31',
      '2008-04-01',
    ],
  ])('the state since: %s', (_, terms, date, expected) => {
    expect(stateSince(knownOn(date, { terms })).recorded_on).toBe(expected);
  });
});

describe('the figure that holds (1.5)', () => {
  const first = figure('2008/09 Q2', 41, { version: 1, recorded_at: '2008-10-14T09:00:00Z' });
  const second = figure('2008/09 Q2', 42, { version: 2, recorded_at: '2008-11-20T08:00:00Z' });

  it.each<[string, Figure[], string, string | null]>([
    ['before it is recorded there is none', [first], '2008-10-13T23:59:59Z', null],
    ['a second too early there is none', [first], '2008-10-14T08:59:59Z', null],
    ['at the very second there is', [first], '2008-10-14T09:00:00Z', '41'],
    ['a correction recorded after the as-at moment does not exist', [first, second], '2008-11-20T07:59:59Z', '41'],
    ['a correction recorded at the as-at moment holds', [first, second], '2008-11-20T08:00:00Z', '42'],
    [
      'the one recorded last wins over a higher version recorded before',
      [{ ...first, recorded_at: '2008-11-21T00:00:00Z' }, second],
      '2008-12-31T00:00:00Z',
      '41',
    ],
    [
      'of two recorded at once the higher wins',
      [first, { ...second, recorded_at: first.recorded_at }],
      '2008-12-31T00:00:00Z',
      '42',
    ],
    [
      'of two recorded at once the higher wins in whichever order they stand',
      [{ ...second, recorded_at: first.recorded_at }, first],
      '2008-12-31T00:00:00Z',
      '42',
    ],
    [
      'versions ten and nine are compared as numbers',
      [
        { ...first, version: 9 },
        { ...first, version: 10, value: second.value },
      ],
      '2008-12-31T00:00:00Z',
      '42',
    ],
  ])('%s', (_, figures, moment, expected) => {
    const known = knownTarget(target({ figures }), asAtMoment(moment));
    const value = known?.figures.get('standard')?.get(period('2008/09 Q2'))?.value ?? null;
    expect(value === null ? null : quantityText(value)).toBe(expected);
  });

  it('a date means that what was recorded late that day is known', () => {
    const late = figure('2008/09 Q2', 41, { recorded_at: '2008-11-19T23:59:59Z' });
    expect(knownOn('2008-11-19', { figures: [late] }).figures.get('standard')?.size).toBe(1);
    expect(knownOn('2008-11-18', { figures: [late] }).figures.get('standard')?.size ?? 0).toBe(0);
  });

  it('figures of one quarter on two bases stand side by side', () => {
    const national = figure('2008/09 Q2', 30, { basis: 'national', recorded_at: '2008-12-01T00:00:00Z' });
    const known = knownOn('2008-12-31', { figures: [first, national] });
    expect(known.figures.get('standard')?.get(period('2008/09 Q2'))?.value).toBe(first.value);
    expect(known.figures.get('national')?.get(period('2008/09 Q2'))?.value).toBe(national.value);
  });

  it('whatever the versions, the latest moment decides and then the version', () => {
    const version = fc.record({ at: fc.integer({ min: 0, max: 4 }), version: fc.integer({ min: 1, max: 99 }) });
    const versions = fc.uniqueArray(version, { minLength: 1, maxLength: 8, selector: (each) => each.version });
    fc.assert(
      fc.property(versions, fc.integer({ min: 0, max: 4 }), (rows, day) => {
        const figures = rows.map((row) =>
          figure('2008/09 Q1', row.version, { version: row.version, recorded_at: `2008-08-1${row.at}T00:00:00Z` }),
        );
        const best = rows.filter((row) => row.at <= day).toSorted((a, b) => b.at - a.at || b.version - a.version)[0];
        const held = knownOn(`2008-08-1${day}`, { figures }).figures.get('standard')?.get(period('2008/09 Q1'));
        expect(held?.version).toBe(best?.version);
      }),
    );
  });
});

describe('the commitment in force (1.5)', () => {
  const agreed = commitment('target', '2008/09', 50, { version: 1, recorded_on: '2008-04-01' });
  const proposed = commitment('target', '2008/09', 45, { version: 2, recorded_on: '2008-09-01', state: 'proposed' });
  const refused = commitment('target', '2008/09', 45, { version: 3, recorded_on: '2008-10-01', state: 'refused' });
  const revised = commitment('target', '2008/09', 47, { version: 4, recorded_on: '2008-11-19', state: 'agreed' });

  it.each<[string, Commitment[], string, string | null]>([
    ['before it is recorded there is none', [agreed], '2008-03-31', null],
    ['on its day there is', [agreed], '2008-04-01', '50'],
    ['a proposal is none', [proposed], '2008-12-31', null],
    ['a refusal is none', [refused], '2008-12-31', null],
    ['a later proposal leaves what is agreed', [agreed, proposed], '2008-12-31', '50'],
    ['a refused proposal leaves what is agreed', [agreed, proposed, refused], '2008-12-31', '50'],
    ['a later agreed version does not exist before it is recorded', [agreed, proposed, revised], '2008-11-18', '50'],
    ['a later agreed version replaces an earlier one', [agreed, proposed, refused, revised], '2008-11-19', '47'],
    [
      'the highest version holds, not the one recorded last',
      [
        { ...agreed, recorded_on: '2008-12-01' },
        { ...revised, recorded_on: '2008-06-01' },
      ],
      '2008-12-31',
      '47',
    ],
  ])('%s', (_, commitments, date, expected) => {
    const value = knownOn(date, { commitments }).books.get('standard')?.target.get(year('2008/09'))?.value ?? null;
    expect(value === null ? null : quantityText(value)).toBe(expected);
  });

  it('items, years and bases are kept apart', () => {
    const known = knownOn('2008-12-31', {
      bases: ['national'],
      commitments: [
        commitment('baseline', '2007/08', 40),
        commitment('target', '2008/09', 50),
        commitment('target', '2009/10', 55),
        commitment('stretch', '2009/10', 60),
        commitment('target', '2008/09', 30, { basis: 'national' }),
        commitment('expected-without', '2009/10', 41),
        commitment('reward-pot', '2009/10', 400_000),
      ],
    });
    const book = known.books.get('standard');
    const values = (rows: ReadonlyMap<number, Commitment> | undefined) =>
      [...(rows ?? [])].map(([of, row]) => [of, quantityText(row.value)]);
    expect(values(book?.baseline)).toEqual([[2007, '40']]);
    expect(values(book?.target)).toEqual([
      [2008, '50'],
      [2009, '55'],
    ]);
    expect(values(book?.stretch)).toEqual([[2009, '60']]);
    expect(values(book?.['expected-without'])).toEqual([[2009, '41']]);
    expect(values(book?.['reward-pot'])).toEqual([[2009, '400000']]);
    expect(values(known.books.get('national')?.target)).toEqual([[2008, '30']]);
  });
});

describe('the target of a year (2.1)', () => {
  const known = knownOn('2008-12-31', {
    commitments: [
      commitment('target', '2008/09', 50),
      commitment('stretch', '2008/09', 52),
      commitment('stretch', '2010/11', 60),
      commitment('baseline', '2006/07', 38),
      commitment('baseline', '2007/08', 40),
    ],
  });
  const book = bookIfAgreed(known, 'standard');

  it.each<[string, string, string | null]>([
    ['the target before the stretch', '2008/09', '50'],
    ['none in a year with neither', '2009/10', null],
    ['the stretch where there is no target', '2010/11', '60'],
  ])('%s', (_, of, expected) => {
    const value = targetOfYear(book, year(of))?.value ?? null;
    expect(value === null ? null : quantityText(value)).toBe(expected);
  });

  it('years are those with either, once and in order', () => {
    expect(targetYears(book)).toEqual([2008, 2010]);
  });

  it('the latest baseline is the one', () => {
    expect(latestBaseline(book)?.period).toBe(2007);
    expect(latestBaseline(bookIfAgreed(knownOn('2008-12-31', {}), 'standard'))).toBeNull();
  });
});

describe('the basis on which a year is judged (1.6)', () => {
  const national = { basis: 'national' } as const;
  const local = { basis: 'local' } as const;

  it.each<[string, Commitment[], string, string]>([
    ['standard where nothing is agreed', [], '2008/09', 'standard'],
    ['that of the year’s target', [commitment('target', '2008/09', 50, national)], '2008/09', 'national'],
    [
      'that of the target rather than of the stretch',
      [
        commitment('target', '2008/09', 50, national),
        commitment('stretch', '2008/09', 52, { decided_on: '2008-03-31' }),
      ],
      '2008/09',
      'national',
    ],
    [
      'that of the stretch where there is no target',
      [commitment('stretch', '2008/09', 52, national)],
      '2008/09',
      'national',
    ],
    [
      'that of the next target in a year without one',
      [
        commitment('target', '2008/09', 50),
        commitment('target', '2010/11', 60, national),
        commitment('target', '2011/12', 60, local),
      ],
      '2009/10',
      'national',
    ],
    [
      'that of a next stretch before a later target',
      [commitment('stretch', '2009/10', 50, national), commitment('target', '2010/11', 60)],
      '2008/09',
      'national',
    ],
    [
      'that of the last target after it',
      [commitment('target', '2008/09', 50), commitment('target', '2009/10', 60, national)],
      '2010/11',
      'national',
    ],
    [
      'of two, the one decided last',
      [
        commitment('target', '2008/09', 50, { decided_on: '2008-03-01' }),
        commitment('target', '2008/09', 40, { ...national, decided_on: '2008-03-02' }),
      ],
      '2008/09',
      'national',
    ],
    [
      'of two, the one decided last, in whichever order they stand',
      [
        commitment('target', '2008/09', 40, { ...national, decided_on: '2008-03-02' }),
        commitment('target', '2008/09', 50, { decided_on: '2008-03-01' }),
      ],
      '2008/09',
      'national',
    ],
    [
      'of two decided on one day, standard',
      [
        commitment('target', '2008/09', 40, { ...national, decided_on: '2008-03-01' }),
        commitment('target', '2008/09', 50, { decided_on: '2008-03-01' }),
      ],
      '2008/09',
      'standard',
    ],
    [
      'of two with no day of decision, standard',
      [commitment('target', '2008/09', 40, national), commitment('target', '2008/09', 50)],
      '2008/09',
      'standard',
    ],
    [
      'a decided one before one without a day',
      [
        commitment('target', '2008/09', 50),
        commitment('target', '2008/09', 40, { ...national, decided_on: '2008-03-01' }),
      ],
      '2008/09',
      'national',
    ],
    [
      'a proposal changes nothing',
      [
        commitment('target', '2008/09', 50),
        commitment('target', '2008/09', 40, { ...national, state: 'proposed', decided_on: '2008-03-31' }),
      ],
      '2008/09',
      'standard',
    ],
    [
      'a baseline on another basis changes nothing',
      [
        commitment('target', '2008/09', 50),
        commitment('baseline', '2007/08', 40, { ...national, decided_on: '2008-03-31' }),
      ],
      '2008/09',
      'standard',
    ],
  ])('%s', (_, commitments, of, expected) => {
    expect(judgedBasis(knownOn('2008-12-31', { bases: ['national', 'local'], commitments }), year(of))).toBe(expected);
  });

  it('a change of basis is not known before it is recorded', () => {
    const commitments = [
      commitment('target', '2008/09', 50),
      commitment('target', '2008/09', 40, { ...national, recorded_on: '2008-10-01', decided_on: '2008-09-30' }),
    ];
    expect(judgedBasis(knownOn('2008-09-30', { commitments }), 2008)).toBe('standard');
    expect(judgedBasis(knownOn('2008-10-01', { commitments }), 2008)).toBe('national');
  });
});

describe('another basis, as if it had been agreed (1.6)', () => {
  const national = { basis: 'national' } as const;

  it.each<[string, Commitment[], string, string | null]>([
    [
      'a proposal stands in',
      [commitment('target', '2008/09', 40, { ...national, state: 'proposed' })],
      '2008-12-31',
      '40',
    ],
    [
      'the latest version of any state stands in',
      [
        commitment('target', '2008/09', 40, { ...national, state: 'proposed' }),
        commitment('target', '2008/09', 42, { ...national, version: 2, state: 'refused' }),
      ],
      '2008-12-31',
      '42',
    ],
    [
      'what is agreed comes before any later proposal',
      [
        commitment('target', '2008/09', 40, national),
        commitment('target', '2008/09', 42, { ...national, version: 2, state: 'proposed' }),
      ],
      '2008-12-31',
      '40',
    ],
    [
      'a proposal recorded after the as-at date does not exist',
      [
        commitment('target', '2008/09', 40, { ...national, state: 'proposed', recorded_on: '2008-07-28' }),
        commitment('target', '2008/09', 42, { ...national, version: 2, state: 'proposed', recorded_on: '2008-09-30' }),
      ],
      '2008-09-29',
      '40',
    ],
    ['what belongs to other bases does not stand in', [commitment('target', '2008/09', 50)], '2008-12-31', null],
  ])('%s', (_, commitments, date, expected) => {
    const value = bookIfAgreed(knownOn(date, { commitments }), 'national').target.get(2008)?.value ?? null;
    expect(value === null ? null : quantityText(value)).toBe(expected);
  });

  it('every indicator is counted on standard, and on others only if the record says so', () => {
    const record = target({ bases: ['national'] });
    expect(hasBasis(record, 'standard')).toBe(true);
    expect(hasBasis(record, 'national')).toBe(true);
    expect(hasBasis(record, 'local')).toBe(false);
  });
});

it('an agreement’s quarters run from its first year’s first to its last year’s last', () => {
  const three = agreement({ first_year: 2008, last_year: 2010 });
  expect(periodText(firstPeriod(three))).toBe('2008/09 Q1');
  expect(periodText(lastPeriod(three))).toBe('2010/11 Q4');
});
