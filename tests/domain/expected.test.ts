import { describe, expect, it } from 'vitest';
import { dueQuartersBefore, expectedBy } from '../../server/domain/expected.ts';
import { periodText } from '../../server/domain/period.ts';
import { quantityText } from '../../server/domain/quantity.ts';
import { commitment, figure, type GivenTarget, knownOn, period, yearOfFigures } from '../support/records.ts';

const written = (quantity: number | null): string | null => (quantity === null ? null : quantityText(quantity));

function expectedAt(quarter: string, given: GivenTarget, basis = 'standard') {
  const { value, soFar } = expectedBy(knownOn('2011-12-31', given), basis, period(quarter));
  return { value: written(value), soFar: written(soFar) };
}

/** From 40 at the end of 2007/08 to 44 a year later. */
const RISING = [commitment('baseline', '2007/08', 40), commitment('target', '2008/09', 44)];
/** In three years from 38 to 45, as in rules.md 9.2. */
const THREE_YEARS = [commitment('baseline', '2007/08', 38), commitment('target', '2010/11', 45)];
/** In three years from 800 down to 715, as in rules.md 9.1. */
const FALLING: GivenTarget = {
  indicator: { polarity: 'lower', unit: 'number', decimals: 2 },
  commitments: [commitment('baseline', '2007/08', 800), commitment('target', '2010/11', 715)],
};
const step: GivenTarget = { terms: { path: 'step' }, commitments: RISING };

describe('a level (rules.md 2.2)', () => {
  it.each<[sentence: string, quarter: string, given: GivenTarget, value: string | null]>([
    ['a quarter of the way after a quarter', '2008/09 Q1', { commitments: RISING }, '41'],
    ['half of it after two', '2008/09 Q2', { commitments: RISING }, '42'],
    ['all of it at the year’s end', '2008/09 Q4', { commitments: RISING }, '44'],
    ['after the last target its value', '2009/10 Q3', { commitments: RISING }, '44'],
    ['at the baseline its value', '2007/08 Q4', { agreement: { first_year: 2007 }, commitments: RISING }, '40'],
    ['before it too', '2007/08 Q1', { agreement: { first_year: 2007 }, commitments: RISING }, '40'],
    ['two years of three from 38 to 45: 42.67', '2009/10 Q4', { commitments: THREE_YEARS }, '42.7'],
    ['two years of three from 800 down to 715', '2009/10 Q4', FALLING, '743.33'],
    [
      'through each target on the way',
      '2009/10 Q2',
      { commitments: [...RISING, commitment('target', '2009/10', 50)] },
      '47',
    ],
    ['rounded half away from zero: 40.25', '2008/09 Q1', between(40, 41), '40.3'],
    ['below zero too: −1.25', '2008/09 Q1', { ...between(-1, -2), indicator: { unit: '% change' } }, '-1.3'],
    ['in steps: the baseline until the target’s quarter', '2008/09 Q3', step, '40'],
    ['in steps: from that quarter on the target', '2008/09 Q4', step, '44'],
    ['a stretch counts where there is no target', '2008/09 Q2', stretched(), '43'],
    [
      'a target wins over the stretch of its year',
      '2008/09 Q2',
      { commitments: [...RISING, commitment('stretch', '2008/09', 46)] },
      '42',
    ],
    [
      'summer results: at the summer of the target',
      '2008/09 Q2',
      { indicator: { due_quarters: '2' }, commitments: RISING },
      '44',
    ],
  ])('%s', (_sentence, quarter, given, value) => {
    expect(expectedAt(quarter, given)).toEqual({ value, soFar: null });
  });

  it.each<[sentence: string, quarter: string, given: GivenTarget, value: string | null]>([
    ['nothing is agreed', '2008/09 Q2', {}, null],
    ['a baseline alone is no target', '2008/09 Q2', { commitments: [commitment('baseline', '2007/08', 40)] }, null],
    [
      'a target that is proposed is none',
      '2008/09 Q2',
      { commitments: [commitment('target', '2008/09', 44, { state: 'proposed' })] },
      null,
    ],
    [
      'without a baseline nothing in the years before the first target',
      '2008/09 Q4',
      { commitments: [commitment('target', '2009/10', 44)] },
      null,
    ],
    ['and in its own year its value', '2009/10 Q1', { commitments: [commitment('target', '2009/10', 44)] }, '44'],
  ])('%s', (_sentence, quarter, given, value) => {
    expect(expectedAt(quarter, given)).toEqual({ value, soFar: null });
  });

  it('is that of the counting rule asked for', () => {
    const local = [
      commitment('baseline', '2007/08', 20, { basis: 'local' }),
      commitment('target', '2008/09', 30, { basis: 'local' }),
    ];
    const given = { bases: ['local', 'national'], commitments: [...RISING, ...local] };
    expect(expectedAt('2008/09 Q2', given, 'local').value).toBe('25');
    expect(expectedAt('2008/09 Q2', given, 'standard').value).toBe('42');
    expect(expectedAt('2008/09 Q2', given, 'national').value).toBeNull();
  });

  function between(from: number, to: number): GivenTarget {
    return { commitments: [commitment('baseline', '2007/08', from), commitment('target', '2008/09', to)] };
  }

  function stretched(): GivenTarget {
    return { commitments: [commitment('baseline', '2007/08', 40), commitment('stretch', '2008/09', 46)] };
  }
});

describe('a count over the year (rules.md 2.3)', () => {
  const flow = (given: GivenTarget = {}, of = 1200): GivenTarget => ({
    commitments: [commitment('target', '2008/09', of)],
    ...given,
    indicator: { measure: 'flow', unit: 'number', decimals: 0, ...given.indicator },
  });
  const profile = (given: GivenTarget): GivenTarget => flow({ terms: { path: 'profile' }, ...given });
  /** Half by September in the first year, three quarters in the second. */
  const halfThenMore = [
    ...yearOfFigures('2006/07', [100, 100, 100, 100]),
    ...yearOfFigures('2007/08', [100, 200, 50, 50]),
  ];

  it.each<[sentence: string, quarter: string, given: GivenTarget, value: string | null]>([
    ['equal quarters: the first', '2008/09 Q1', flow(), '300'],
    ['equal quarters: two of four', '2008/09 Q2', flow(), '600'],
    ['equal quarters: all', '2008/09 Q4', flow(), '1200'],
    [
      'two of the three quarters that bring a figure',
      '2008/09 Q3',
      flow({ indicator: { due_quarters: '2|3|4' } }, 1000),
      '667',
    ],
    ['half of a whole number goes up: 1,201 in two quarters of four', '2008/09 Q2', flow({}, 1201), '601'],
    ['its own profile: 20 and 25 of 100', '2008/09 Q2', flow({ terms: { profile: '20|25|25|30' } }), '540'],
    ['its own profile: the whole year', '2008/09 Q4', flow({ terms: { profile: '20|25|25|30' } }), '1200'],
    ['the mean of the shares of two complete years: 62.5%', '2008/09 Q2', profile({ figures: halfThenMore }), '750'],
    [
      'one complete year has no profile',
      '2008/09 Q2',
      profile({ figures: yearOfFigures('2007/08', [100, 200, 50, 50]) }),
      '600',
    ],
    ['nor has one with a year that is not complete', '2008/09 Q2', profile({ figures: halfThenMore.slice(1) }), '600'],
    ['a straight path does not look at earlier years', '2008/09 Q2', flow({ figures: halfThenMore }), '600'],
    [
      'the stretch, where there is no target',
      '2008/09 Q2',
      flow({ commitments: [commitment('stretch', '2008/09', 1400)] }),
      '700',
    ],
    ['nothing in a year without a target', '2009/10 Q2', flow(), null],
    [
      'not even where a later year has one',
      '2008/09 Q2',
      flow({ commitments: [commitment('target', '2009/10', 1200)] }),
      null,
    ],
  ])('%s', (_sentence, quarter, given, value) => {
    expect(expectedAt(quarter, given).value).toBe(value);
  });

  it.each<[sentence: string, quarter: string, given: GivenTarget, soFar: string]>([
    ['nothing in the first quarter', '2008/09 Q1', flow({ figures: [figure('2007/08 Q4', 400)] }), '0'],
    [
      'the quarters of the year before this one',
      '2008/09 Q3',
      flow({ figures: yearOfFigures('2008/09', [270, 330, 500]) }),
      '600',
    ],
    [
      'those that are missing left out',
      '2008/09 Q4',
      flow({ figures: [figure('2008/09 Q1', 270), figure('2008/09 Q3', 500)] }),
      '770',
    ],
    [
      'those without a value too',
      '2008/09 Q3',
      flow({ figures: [figure('2008/09 Q1', null, { missing_reason: 'suppressed' }), figure('2008/09 Q2', 330)] }),
      '330',
    ],
    [
      'not those of another counting rule',
      '2008/09 Q2',
      flow({ figures: [figure('2008/09 Q1', 270, { basis: 'local' })] }),
      '0',
    ],
    [
      'not those of quarters that bring no figure',
      '2008/09 Q3',
      flow({ indicator: { due_quarters: '2|3|4' }, figures: yearOfFigures('2008/09', [270, 330]) }),
      '330',
    ],
  ])('what came in so far: %s', (_sentence, quarter, given, soFar) => {
    expect(expectedAt(quarter, given).soFar).toBe(soFar);
  });
});

describe('a count from the agreement’s first day (rules.md 2.4)', () => {
  const running = (...targets: GivenTarget['commitments'] & object): GivenTarget => ({
    indicator: { measure: 'running', unit: 'number', decimals: 0 },
    commitments: targets,
  });
  const last = commitment('target', '2010/11', 1200);

  it.each<[sentence: string, quarter: string, given: GivenTarget, value: string | null]>([
    ['a twelfth of three years after the first quarter', '2008/09 Q1', running(last), '100'],
    ['two twelfths after the second', '2008/09 Q2', running(last), '200'],
    ['all of it at the end', '2010/11 Q4', running(last), '1200'],
    [
      'through the first year’s target: 400, then 100 a quarter',
      '2009/10 Q2',
      running(commitment('target', '2008/09', 400), last),
      '600',
    ],
    ['in the first year a quarter of that', '2008/09 Q1', running(commitment('target', '2008/09', 400), last), '100'],
    ['a baseline is no point of it', '2008/09 Q1', running(commitment('baseline', '2007/08', 900), last), '100'],
    ['nothing without a target', '2008/09 Q1', running(), null],
  ])('%s', (_sentence, quarter, given, value) => {
    expect(expectedAt(quarter, given)).toEqual({ value, soFar: null });
  });
});

describe('the due quarters before one, newest first', () => {
  it.each<[sentence: string, given: GivenTarget, most: number, quarters: string[]]>([
    ['every quarter', {}, 4, ['2008/09 Q1', '2007/08 Q4', '2007/08 Q3', '2007/08 Q2']],
    ['no more than asked for', {}, 1, ['2008/09 Q1']],
    ['none of none', {}, 0, []],
    ['once a year', { indicator: { due_quarters: '2' } }, 2, ['2007/08 Q2', '2006/07 Q2']],
    [
      'in the years of a survey',
      { indicator: { due_quarters: '3', every_years: 2, survey_year: 2006 } },
      2,
      ['2006/07 Q3', '2004/05 Q3'],
    ],
  ])('%s', (_sentence, given, most, quarters) => {
    const found = dueQuartersBefore(knownOn('2011-12-31', given), period('2008/09 Q2'), most);
    expect(found.map(periodText)).toEqual(quarters);
  });
});
