import { describe, expect, it } from 'vitest';
import { hindsightOf, hindsightWords } from '../../server/domain/hindsight.ts';
import { periodText } from '../../server/domain/period.ts';
import { fractionNumber, quantityNumber } from '../../server/domain/quantity.ts';
import { type Amount, assessedOn, commitment, figure, type GivenTarget, yearOfFigures } from '../support/records.ts';

const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;
const national = { basis: 'national' };

function wordsOf(given: GivenTarget, text = '2008/09 Q2', basis?: string): string | null {
  const assessment = assessedOn('2011-12-31', text, given, basis);
  const hindsight = hindsightOf(assessment);
  return hindsight === null ? null : hindsightWords(assessment, hindsight);
}

const agreement = { first_year: 2007, last_year: 2009 };
const targets = [commitment('target', '2007/08', 1000), commitment('target', '2008/09', 1100)];

/** A count of which these quarters came in 2007/08. */
function year(amounts: readonly Amount[], given: GivenTarget = {}): GivenTarget {
  return {
    agreement,
    indicator: flow,
    commitments: targets,
    figures: [...yearOfFigures('2007/08', amounts), ...yearOfFigures('2008/09', [250, 250])],
    ...given,
  };
}

/** A level of which these quarters came from April 2006 on, one after the other. */
function level(amounts: readonly Amount[], given: GivenTarget = {}): GivenTarget {
  return {
    agreement,
    commitments: [commitment('target', '2007/08', 45), commitment('target', '2008/09', 46)],
    figures: [
      ...yearOfFigures('2006/07', amounts.slice(0, 4)),
      ...yearOfFigures('2007/08', amounts.slice(4)),
      ...yearOfFigures('2008/09', [45, 45]),
    ],
    ...given,
  };
}

describe('what the same rules would have said a year ago', () => {
  it('is made in the same quarter of the year before, and set against that year’s end', () => {
    const hindsight = hindsightOf(assessedOn('2011-12-31', '2008/09 Q2', year([240, 260, 250, 270])));
    expect(hindsight && periodText(hindsight.made)).toBe('2007/08 Q2');
    expect(hindsight && periodText(hindsight.yearEnd)).toBe('2007/08 Q4');
    expect(hindsight && fractionNumber(hindsight.forecast.value)).toBe(1000);
    expect(hindsight && quantityNumber(hindsight.came)).toBe(1020);
  });

  it.each<[string, GivenTarget, string]>([
    [
      // Twice of 500.
      'more came',
      year([240, 260, 250, 270]),
      'It would have said 1,000 for March 2008, if it goes on at the rate so far; 1,020 came, 20 more.',
    ],
    [
      'of things that are counted, fewer came',
      year([240, 260, 250, 249]),
      'It would have said 1,000 for March 2008, if it goes on at the rate so far; 999 came, 1 fewer.',
    ],
    [
      'exactly that',
      year([240, 260, 250, 250]),
      'It would have said 1,000 for March 2008, if it goes on at the rate so far; 1,000 came, exactly that.',
    ],
    [
      'of what is weighed, less came',
      year(['240.5', 260, 250, 240], { indicator: { measure: 'flow', unit: 'kg per household', decimals: 1 } }),
      'It would have said 1,001.0 kg per household for March 2008, if it goes on at the rate so far; 990.5 came, 10.5 less.',
    ],
    [
      // 42 in June and 43 in September: no five figures.
      'percentages are apart by points',
      level([], { figures: [...yearOfFigures('2007/08', [42, 43, 43, 42]), figure('2008/09 Q2', 45)] }),
      'It would have said 43.0% for March 2008, if it stays as it is; 42.0% came, 1.0 points less.',
    ],
    [
      'by one point, and more',
      level([], {
        indicator: { decimals: 0 },
        figures: [...yearOfFigures('2007/08', [42, 43, 43, 44]), figure('2008/09 Q2', 45)],
      }),
      'It would have said 43% for March 2008, if it stays as it is; 44% came, 1 point more.',
    ],
    [
      // Two a quarter from 46.
      'a drift of six',
      level([36, 38, 40, 42, 44, 46, 48, '49.5']),
      'It would have said 50.0% for March 2008, if it goes on as over the last 6 figures; 49.5% came, 0.5 points less.',
    ],
    [
      'the figures are set against each other as they are shown: 49.96 is 50.0',
      level([36, 38, 40, 42, 44, 46, 48, '49.96']),
      'It would have said 50.0% for March 2008, if it goes on as over the last 6 figures; 50.0% came, exactly that.',
    ],
    [
      'below nought',
      level([0, '-0.5', -1, '-1.5', -2, '-2.5', -3, '-3.75'], {
        indicator: { unit: '% change on 2005/06', decimals: 2, polarity: 'lower' },
      }),
      // Half a point a quarter down from −2.5, without a spread.
      'It would have said −3.50% for March 2008, if it goes on as over the last 6 figures; −3.75% came, 0.25 points less.',
    ],
  ])('%s', (_, given, words) => {
    expect(wordsOf(given)).toBe(words);
  });

  it('the forecast is set against what came as it is shown: 751 × 4 / 3 is 1,001.3', () => {
    expect(wordsOf(year([250, 250, 251, 250]), '2008/09 Q3')).toBe(
      'It would have said 1,001 for March 2008, if it goes on at the rate so far; 1,001 came, exactly that.',
    );
  });

  it('with the range of four in five, where the forecast knows one', () => {
    // A half in half the year: 10,000, and σ √5,000, 1.28 of which are 90.51.
    const years = ['2005/06', '2006/07'].flatMap((text) => yearOfFigures(text, [2500, 2500, 2500, 2500]));
    const given = year([], {
      figures: [...years, ...yearOfFigures('2007/08', [2500, 2500, 2480, 2500]), ...yearOfFigures('2008/09', [1, 1])],
    });
    expect(wordsOf(given)).toBe(
      'It would have said 10,000 (9,909 to 10,091) for March 2008, as the last two years ran; 9,980 came, 20 fewer.',
    );
  });

  it('a range of which both ends look the same is not said', () => {
    // Two a quarter, but for a twentieth once: σ is a twentieth or so, and the ends are 50 in whole per cents.
    const given = level([36, 38, 40, '42.05', 44, 46, 48, 50], { indicator: { decimals: 0 } });
    expect(wordsOf(given)).toBe(
      'It would have said 50% for March 2008, if it goes on as over the last 6 figures; 50% came, exactly that.',
    );
  });

  it('results of the summer are set against the summer', () => {
    // Nothing is forecast of them, and once they are in the year’s end has come.
    const given: GivenTarget = {
      agreement,
      indicator: { due_quarters: '2' },
      commitments: [commitment('target', '2007/08', 45), commitment('target', '2008/09', 46)],
      figures: [figure('2006/07 Q2', 40), figure('2007/08 Q2', 42), figure('2008/09 Q2', 44)],
    };
    expect(['2008/09 Q1', '2008/09 Q2', '2008/09 Q4'].map((text) => wordsOf(given, text))).toEqual([null, null, null]);
  });

  it('on the counting rule that was asked for', () => {
    const given = year([240, 260, 250, 270], {
      bases: ['national'],
      commitments: [
        ...targets,
        commitment('target', '2007/08', 800, national),
        commitment('target', '2008/09', 900, national),
      ],
      figures: [
        ...yearOfFigures('2007/08', [240, 260, 250, 270]),
        ...yearOfFigures('2007/08', [200, 200, 200, 210], national),
        ...yearOfFigures('2008/09', [250, 250]),
        ...yearOfFigures('2008/09', [210, 210], national),
      ],
    });
    expect(wordsOf(given)).toContain('1,000 for March 2008');
    expect(wordsOf(given, '2008/09 Q2', 'national')).toBe(
      'It would have said 800 for March 2008, if it goes on at the rate so far; 810 came, 10 more.',
    );
  });
});

describe('nothing of a year ago', () => {
  const whole = [240, 260, 250, 270];

  it.each<[string, GivenTarget, string]>([
    ['before the agreement began', year(whole, { agreement: { first_year: 2008 } }), '2008/09 Q2'],
    ['in the agreement’s first year', year(whole), '2007/08 Q2'],
    ['without a target then', year(whole, { commitments: targets.slice(1) }), '2008/09 Q2'],
    ['without a figure then', year(whole, { figures: yearOfFigures('2008/09', [250, 250]) }), '2008/09 Q2'],
    ['without an outturn', year(whole.slice(0, 2)), '2008/09 Q2'],
    ['where a quarter of the year is missing', year(whole.slice(0, 3)), '2008/09 Q2'],
    ['once the year’s end had come', year(whole), '2008/09 Q4'],
    ['while it is parked', year(whole, { terms: { state: 'parked' } }), '2008/09 Q2'],
    ['without an outturn of a level', level([41, 42, 43, 43, 43, 44, 44]), '2008/09 Q2'],
  ])('%s', (_, given, text) => {
    expect(wordsOf(given, text)).toBeNull();
  });

  it('there is something from the agreement’s first quarter on', () => {
    expect(wordsOf(year(whole), '2008/09 Q1')).toBe(
      'It would have said 960 for March 2008, if it goes on at the rate so far; 1,020 came, 60 more.',
    );
  });
});
