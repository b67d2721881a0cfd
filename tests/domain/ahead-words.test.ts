import { describe, expect, it } from 'vitest';
import { countWord, likelihoodWords, methodWords, yearEndSentence } from '../../server/domain/ahead-words.ts';
import type { Forecast } from '../../server/domain/forecast.ts';
import { fraction } from '../../server/domain/quantity.ts';
import { type Amount, assessedOn, commitment, figure, type GivenTarget, yearOfFigures } from '../support/records.ts';

const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;
const running = { measure: 'running', ...count } as const;
const lower = { polarity: 'lower' } as const;
const three = yearOfFigures('2005/06', [2500, 2500, 2500, 2500]);

const within = (amount: Amount, mode: 'absolute' | 'relative' = 'absolute'): GivenTarget => ({
  terms: { tolerance_mode: mode, tolerance: amount },
});

/** What is said of the year’s end, against the target or the stretch. */
function sentenceOf(given: GivenTarget, text = '2008/09 Q2', goal: 'target' | 'stretch' = 'target'): string | null {
  const assessment = assessedOn('2011-12-31', text, given);
  if (goal === 'target') return assessment.yearEnd && yearEndSentence(assessment, assessment.yearEnd);
  const judged = assessment.stretch?.judged ?? null;
  return judged && yearEndSentence(assessment, judged, 'stretch');
}

/** A level of which the last quarter of 2008/09 brought an outturn. */
function ended(target: Amount, outturn: Amount, given: GivenTarget = {}): GivenTarget {
  return { commitments: [commitment('target', '2008/09', target)], figures: [figure('2008/09 Q4', outturn)], ...given };
}

/** A count of which half comes in every first half; 5,000 came, so that 10,000 is forecast with a σ of √5,000. */
function half(target: Amount, given: GivenTarget = {}): GivenTarget {
  return {
    indicator: flow,
    commitments: [commitment('target', '2008/09', target)],
    figures: [
      ...yearOfFigures('2006/07', [2500, 2500, 2500, 2500]),
      ...yearOfFigures('2007/08', [2500, 2500, 2500, 2500]),
      ...yearOfFigures('2008/09', [2500, 2500]),
    ],
    ...given,
  };
}

const ofThree = (target: Amount, given: GivenTarget = {}): GivenTarget =>
  half(target, { figures: [...three, ...(half(0).figures ?? [])], ...given });

describe('the year’s end in a sentence, once it has come', () => {
  it.each<[string, GivenTarget, string]>([
    ['met to the point', ended(45, 45), '45.0% was the figure by March 2009 against a target of 45.0%: met exactly.'],
    ['past it', ended(45, '46.2'), '46.2% was the figure by March 2009 against a target of 45.0%: 1.2 points ahead.'],
    [
      'short by the tolerance exactly',
      ended(45, 44, within(1)),
      '44.0% was the figure by March 2009 against a target of 45.0%: 1.0 points short, within the tolerance of 1.',
    ],
    [
      'short by a step more',
      ended(45, '43.9', within(1)),
      '43.9% was the figure by March 2009 against a target of 45.0%: 1.1 points short, more than the tolerance of 1.',
    ],
    [
      'short without a tolerance',
      ended(45, '44.9'),
      '44.9% was the figure by March 2009 against a target of 45.0%: 0.1 points short, with no tolerance.',
    ],
    [
      'as it is judged, rounded: 44.95 is 45.0',
      ended(45, '44.95'),
      '45.0% was the figure by March 2009 against a target of 45.0%: met exactly.',
    ],
    [
      'a single point',
      ended(45, 44, { indicator: { decimals: 0 } }),
      '44% was the figure by March 2009 against a target of 45%: 1 point short, with no tolerance.',
    ],
    [
      'two decimals, lower is better',
      ended(20, '20.05', { indicator: { decimals: 2, ...lower } }),
      '20.05% was the figure by March 2009 against a target of 20.00%: 0.05 points over, with no tolerance.',
    ],
    [
      'below what should be low',
      ended(20, '19.5', { indicator: lower }),
      '19.5% was the figure by March 2009 against a target of 20.0%: 0.5 points under.',
    ],
    [
      'below nought',
      ended(-1, '-0.6', { indicator: { unit: '% change on 2007/08', ...lower } }),
      '−0.6% was the figure by March 2009 against a target of −1.0%: 0.4 points over, with no tolerance.',
    ],
    [
      'a level begins the sentence with a capital',
      ended(3, 2, { indicator: { unit: 'level 0-4', decimals: 0 } }),
      'Level 2 was the figure by March 2009 against a target of level 3: 1 short, with no tolerance.',
    ],
    [
      // 8 per cent of 12.3 is 0.984; 14.0 is 1.7 over.
      'a long unit is said once',
      ended('12.3', 14, { indicator: { unit: 'per 100,000 population', ...lower }, ...within(8, 'relative') }),
      '14.0 per 100,000 population was the figure by March 2009 against a target of 12.3: 1.7 over, more than the tolerance of 0.984.',
    ],
    [
      'a sum',
      ended(1000, 0, { indicator: flow, figures: yearOfFigures('2008/09', [300, 250, 200, 234]) }),
      '984 was the figure by March 2009 against a target of 1,000: 16 short, with no tolerance.',
    ],
    [
      'a running count',
      ended(24, 25, { indicator: running }),
      '25 was the figure by March 2009 against a target of 24: 1 ahead.',
    ],
    [
      'a figure that may still change says so',
      ended(45, 45, { figures: [figure('2008/09 Q4', 45, { status: 'provisional' })] }),
      '45.0% was the figure by March 2009 (provisional) against a target of 45.0%: met exactly.',
    ],
    [
      'a sum of which one quarter may still change',
      ended(1000, 0, {
        indicator: flow,
        figures: [
          figure('2008/09 Q1', 300, { status: 'provisional' }),
          ...yearOfFigures('2008/09', [0, 250, 200, 250]).slice(1),
        ],
      }),
      '1,000 was the figure by March 2009 (provisional) against a target of 1,000: met exactly.',
    ],
  ])('%s', (_, given, sentence) => {
    expect(sentenceOf(given, '2008/09 Q4')).toBe(sentence);
  });

  it('names the month in which the year’s figure belongs, also later in the year', () => {
    const results: GivenTarget = {
      indicator: { due_quarters: '2' },
      commitments: [commitment('baseline', '2007/08', '60.8'), commitment('target', '2008/09', 64)],
      figures: [figure('2008/09 Q2', '63.2')],
      ...within(1),
    };
    const sentence =
      '63.2% was the figure by September 2008 against a target of 64.0%: 0.8 points short, within the tolerance of 1.';
    expect(['2008/09 Q2', '2008/09 Q4'].map((text) => sentenceOf(results, text))).toEqual([sentence, sentence]);
  });

  it('says nothing of an agreement where the path stands in for the target', () => {
    // From 40 to 50 in two years: 45 at the end of the first.
    const given = ended(0, 45, {
      commitments: [commitment('baseline', '2007/08', 40), commitment('target', '2009/10', 50)],
    });
    expect(sentenceOf(given, '2008/09 Q4')).toBe(
      '45.0% was the figure by March 2009 against a target of 45.0%: met exactly.',
    );
  });

  it('the same of a stretch', () => {
    const given = ended(45, 46, {
      commitments: [commitment('target', '2008/09', 45), commitment('stretch', '2008/09', 47)],
    });
    expect(sentenceOf(given, '2008/09 Q4', 'stretch')).toBe(
      '46.0% was the figure by March 2009 against a stretch of 47.0%: 1.0 points short, with no tolerance.',
    );
  });
});

describe('the year’s end in a sentence, by the value of a forecast', () => {
  it.each<[string, GivenTarget, string]>([
    [
      // Twice of what came in half the year: 1,016.
      'a sum, short within the tolerance exactly',
      {
        indicator: flow,
        commitments: [commitment('target', '2008/09', 1066)],
        figures: yearOfFigures('2008/09', [254, 254]),
        ...within(50),
      },
      '1,016 is forecast by March 2009 against a target of 1,066: 50 short, within the tolerance of 50.',
    ],
    [
      'a sum that should be low, over by more',
      {
        indicator: { ...flow, ...lower },
        commitments: [commitment('target', '2008/09', 1000)],
        figures: yearOfFigures('2008/09', [254, 254]),
        ...within(15),
      },
      '1,016 is forecast by March 2009 against a target of 1,000: 16 over, more than the tolerance of 15.',
    ],
    [
      // 7 in two quarters of the first four.
      'a running count, short',
      {
        indicator: running,
        commitments: [commitment('target', '2008/09', 15)],
        figures: yearOfFigures('2008/09', [3, 7]),
      },
      '14 is forecast by March 2009 against a target of 15: 1 short, with no tolerance.',
    ],
    [
      // 44.9 and two fifths of 0.1249: 44.94996, rounded once.
      'a level a hair below the half of what is shown',
      {
        commitments: [commitment('target', '2008/09', 45)],
        figures: [
          ...yearOfFigures('2007/08', ['44.7751', '44.8', '44.82', '44.84']),
          ...yearOfFigures('2008/09', ['44.86', '44.9']),
        ],
      },
      '44.9% is forecast by March 2009 against a target of 45.0%: 0.1 points short, with no tolerance.',
    ],
    [
      // Two a quarter from 46 lead to 50.
      'a level that is exactly there',
      {
        commitments: [commitment('target', '2008/09', 50)],
        figures: [...yearOfFigures('2007/08', [36, 38, 40, 42]), ...yearOfFigures('2008/09', [44, 46])],
      },
      '50.0% is forecast by March 2009 against a target of 50.0%: met exactly.',
    ],
  ])('%s', (_, given, sentence) => {
    expect(sentenceOf(given)).toBe(sentence);
  });
});

describe('the year’s end in a sentence, by the chance', () => {
  // From two years words alone; from three Φ((F − T) / 70.711) beside them.
  it.each<[string, GivenTarget, string]>([
    [
      'green: Φ(0.849) is 0.802',
      ofThree(9940),
      '10,000 is forecast by March 2009 against a target of 9,940: reaching it is likely (80%).',
    ],
    [
      'amber: Φ(0.834) is 0.798, which is not yet 80%',
      ofThree(9941),
      '10,000 is forecast by March 2009 against a target of 9,941: reaching it is likely (just under 80%), and green takes a chance of 80%.',
    ],
    [
      'amber, from two years',
      half(9990),
      '10,000 is forecast by March 2009 against a target of 9,990: reaching it is about even, and green takes a chance of 80%.',
    ],
    [
      // Φ(−1.669) is 0.048, Φ(−0.255) is 0.3995.
      'red, and not yet 40% within the tolerance',
      ofThree(10_118, within(100)),
      '10,000 is forecast by March 2009 against a target of 10,118: reaching it is very unlikely (5%), coming within the tolerance of 100 about even (just under 40%).',
    ],
    [
      'red without a tolerance',
      ofThree(10_118),
      '10,000 is forecast by March 2009 against a target of 10,118: reaching it is very unlikely (5%), with no tolerance.',
    ],
    [
      'a limit is kept to, not reached: Φ(−0.849) is 0.198, and 0.240 within 10',
      ofThree(9940, { indicator: { ...flow, ...lower }, ...within(10) }),
      '10,000 is forecast by March 2009 against a target of 9,940: keeping to it is unlikely (20%), coming within the tolerance of 10 unlikely (24%).',
    ],
    [
      'a sum that is there already',
      ofThree(5000),
      '10,000 is forecast by March 2009 against a target of 5,000: already reached.',
    ],
    [
      'one step from it is not, however sure: Φ(70.7) is 1 to the last digit',
      ofThree(5001),
      '10,000 is forecast by March 2009 against a target of 5,001: reaching it is very likely.',
    ],
    [
      'a limit that is passed, amber by its tolerance: Φ(0) within 5,001',
      ofThree(4999, { indicator: { ...flow, ...lower }, ...within(5001) }),
      '10,000 is forecast by March 2009 against a target of 4,999: already missed, coming within the tolerance of 5,001 about even (50%).',
    ],
    [
      'a limit that is passed by more than its tolerance',
      ofThree(4000, { indicator: { ...flow, ...lower }, ...within(999) }),
      '10,000 is forecast by March 2009 against a target of 4,000: already missed, coming within the tolerance of 999 very unlikely.',
    ],
    [
      'a limit that is passed, without a tolerance',
      ofThree(4999, { indicator: { ...flow, ...lower } }),
      '10,000 is forecast by March 2009 against a target of 4,999: already missed, with no tolerance.',
    ],
    [
      'a limit to which nothing is left is not passed yet',
      ofThree(5000, { indicator: { ...flow, ...lower } }),
      '10,000 is forecast by March 2009 against a target of 5,000: keeping to it is very unlikely, with no tolerance.',
    ],
  ])('%s', (_, given, sentence) => {
    expect(sentenceOf(given)).toBe(sentence);
  });

  it('a level that should be low is reached, and nothing is settled by where it is', () => {
    // Half a point a quarter down to 44.5, without a spread: 44.0 in March.
    const falling = ['48.0', '47.5', '47.0', '46.5', '46.0', '45.5', '45.0', '44.5'];
    const figures = [
      figure('2006/07 Q4', falling[0] ?? ''),
      ...yearOfFigures('2007/08', falling.slice(1, 5)),
      ...yearOfFigures('2008/09', falling.slice(5)),
    ];
    const at = (target: Amount) =>
      sentenceOf({ indicator: lower, commitments: [commitment('target', '2008/09', target)], figures }, '2008/09 Q3');
    expect(at(44)).toBe('44.0% is forecast by March 2009 against a target of 44.0%: reaching it is very likely.');
    expect(at('43.9')).toBe(
      '44.0% is forecast by March 2009 against a target of 43.9%: reaching it is very unlikely, with no tolerance.',
    );
    expect(at(46)).toBe('44.0% is forecast by March 2009 against a target of 46.0%: reaching it is very likely.');
  });
});

const said = (given: Partial<Forecast> = {}): Forecast => ({
  method: 'profile',
  basedOn: 3,
  unbounded: fraction(10),
  value: fraction(10),
  sd: 1,
  low: 8.72,
  high: 11.28,
  ...given,
});

describe('how likely, in words with the number behind them', () => {
  it.each([
    [0.9, 'very likely (90%)'],
    [0.8999, 'likely (just under 90%)'],
    [0.894, 'likely (89%)'],
    [0.8, 'likely (80%)'],
    [0.7999, 'likely (just under 80%)'],
    [0.66, 'likely (66%)'],
    [0.6599, 'about even (just under 66%)'],
    [0.4, 'about even (40%)'],
    [0.3999, 'about even (just under 40%)'],
    [0.33, 'about even (33%)'],
    [0.3299, 'unlikely (just under 33%)'],
    [0.1, 'unlikely (10%)'],
    [0.0999, 'very unlikely (just under 10%)'],
    [0.144, 'unlikely (14%)'],
    [0.146, 'unlikely (15%)'],
    [0.5, 'about even (50%)'],
    [0.4999, 'about even (50%)'],
    [0.005, 'very unlikely (1%)'],
    [0.0049, 'very unlikely (under 1%)'],
    [0.9949, 'very likely (99%)'],
    [0.995, 'very likely (over 99%)'],
    [1, 'very likely'],
    [0, 'very unlikely'],
  ])('%d is %s', (chance, words) => {
    expect(likelihoodWords(said(), chance)).toBe(words);
  });

  it.each<[string, Partial<Forecast>, string]>([
    ['from two years the words alone', { basedOn: 2 }, 'likely'],
    ['from two figures of a level the number too', { method: 'drift', basedOn: 2 }, 'likely (75%)'],
  ])('%s', (_, given, words) => {
    expect(likelihoodWords(said(given), 0.75)).toBe(words);
  });
});

describe('how a forecast comes about', () => {
  it.each<[Forecast['method'], number, string]>([
    ['actual', 1, ''],
    ['profile', 2, 'as the last two years ran'],
    ['profile', 3, 'as the last three years ran'],
    ['straight-line', 1, 'if it goes on at the rate so far'],
    ['seasonal', 1, 'if it moves as it did a year before'],
    ['drift', 5, 'if it goes on as over the last 5 figures'],
    ['drift', 12, 'if it goes on as over the last 12 figures'],
    ['no-change', 1, 'if it stays as it is'],
  ])('%s from %i: %s', (method, basedOn, words) => {
    expect(methodWords(said({ method, basedOn }))).toBe(words);
  });

  it('small numbers are words, others are not', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(countWord)).toEqual([
      'none',
      'one',
      'two',
      'three',
      'four',
      'five',
      'six',
      '7',
    ]);
  });
});
