import { describe, expect, it } from 'vitest';
import type { Provenance } from '../../server/domain/data-package.ts';
import { type NeededBars, neededBars } from '../../server/domain/needed-bars.ts';
import { type Amount, assessedOn, commitment, figure, type GivenTarget, yearOfFigures } from '../support/records.ts';

const count = { unit: 'number', decimals: 0 } as const;
const flow = { measure: 'flow', ...count } as const;
const running = { measure: 'running', ...count } as const;
const lower = { polarity: 'lower' } as const;

function barsOf(given: GivenTarget, text = '2008/09 Q2'): NeededBars | null {
  return neededBars(assessedOn('2011-12-31', text, given));
}

/** `Needed in each quarter left 330 0–100`, one for each bar. */
function drawn(given: GivenTarget, text?: string): string[] | null {
  const bars = barsOf(given, text)?.bars;
  return bars?.map(({ label, value, from, to }) => `${label} ${value} ${round(from)}–${round(to)}`) ?? null;
}

function round(place: number): string {
  return String(Math.round(place * 10) / 10);
}

function ofYear(goal: Amount, amounts: readonly Amount[], given: GivenTarget = {}): GivenTarget {
  return {
    indicator: flow,
    commitments: [commitment('target', '2008/09', goal)],
    figures: yearOfFigures('2008/09', amounts),
    ...given,
  };
}

const below = (goal: Amount, amounts: readonly Amount[]): GivenTarget =>
  ofYear(goal, amounts, { indicator: { ...flow, ...lower } });

function level(goal: Amount, amounts: readonly Amount[], given: GivenTarget = {}): GivenTarget {
  return {
    commitments: [commitment('target', '2008/09', goal)],
    figures: yearOfFigures('2008/09', amounts),
    ...given,
  };
}

function sinceStart(goal: Amount, amounts: readonly Amount[], given: GivenTarget = {}): GivenTarget {
  return ofYear(goal, amounts, { indicator: running, ...given });
}

describe('what is needed beside what was done, of a count in a year', () => {
  it.each<[string, GivenTarget, string[]]>([
    [
      // (1,200 − 540) / 2; 280 and 270 of 330 are 84.8 and 81.8 per cent.
      'more than ever',
      ofYear(1200, [280, 260]),
      [
        'Needed in each quarter left 330 0–100',
        'Best quarter so far 280 0–84.8',
        'A quarter so far, on average 270 0–81.8',
      ],
    ],
    [
      // (900 − 540) / 2 = 180, of the best 280 64.3 per cent; 270 is 96.4.
      'less than the pace: the best quarter is the longest',
      ofYear(900, [280, 260]),
      [
        'Needed in each quarter left 180 0–64.3',
        'Best quarter so far 280 0–100',
        'A quarter so far, on average 270 0–96.4',
      ],
    ],
    [
      // (541 − 540) / 2 = 0.5, of 280 0.2 per cent.
      'a half, a step before the target',
      ofYear(541, [280, 260]),
      [
        'Needed in each quarter left 0.5 0–0.2',
        'Best quarter so far 280 0–100',
        'A quarter so far, on average 270 0–96.4',
      ],
    ],
    [
      // (839 − 440) / 2 = 199.5; the best quarter is the least: 200. 199.5 and 200 of 220 are 90.7 and 90.9.
      'a limit, by the least that ever came',
      below(839, [240, 200]),
      [
        'May still come in each quarter left 199.5 0–90.7',
        'Best quarter so far 200 0–90.9',
        'A quarter so far, on average 220 0–100',
      ],
    ],
    [
      'a limit to which nothing is left',
      below(440, [240, 200]),
      [
        'May still come in each quarter left 0 0–0',
        'Best quarter so far 200 0–90.9',
        'A quarter so far, on average 220 0–100',
      ],
    ],
    [
      'nothing anywhere',
      below(0, [0, 0]),
      ['May still come in each quarter left 0 0–0', 'Best quarter so far 0 0–0', 'A quarter so far, on average 0 0–0'],
    ],
    [
      'only one figure',
      ofYear(1000, [250]),
      [
        'Needed in each quarter left 250 0–100',
        'Best quarter so far 250 0–100',
        'A quarter so far, on average 250 0–100',
      ],
    ],
  ])('%s', (_, given, bars) => {
    const text = (given.figures ?? []).length === 1 ? '2008/09 Q1' : '2008/09 Q2';
    expect(drawn(given, text)).toEqual(bars);
  });
});

describe('what is needed beside what was done, of a count since the agreement began', () => {
  // Two quarters have gone and brought 8, two are left.
  it.each<[string, GivenTarget, string[]]>([
    [
      'no best quarter',
      sinceStart(20, [3, 8]),
      ['Needed in each quarter left 6 0–100', 'A quarter so far, on average 4 0–66.7'],
    ],
    [
      'a limit',
      sinceStart(14, [3, 8], { indicator: { ...running, ...lower } }),
      ['May still come in each quarter left 3 0–75', 'A quarter so far, on average 4 0–100'],
    ],
  ])('%s', (_, given, bars) => {
    expect(drawn(given)).toEqual(bars);
  });
});

describe('what is needed beside what was done, of a level', () => {
  it.each<[string, GivenTarget, string[]]>([
    [
      // (45 − 42) / 2; from 41 to 42 in a quarter.
      'up',
      level(45, [41, 42]),
      ['Needed in each quarter left, change 1.50 0–100', 'Mean change a quarter so far 1 0–66.7'],
    ],
    [
      // (36 − 40) / 2; from 41 to 40: both end where nought is, at the right.
      'down, as it should',
      level(36, [41, 40], { indicator: lower }),
      ['Needed in each quarter left, change −2 0–100', 'Mean change a quarter so far −1 50–100'],
    ],
    [
      // (44 − 40) / 2; from 42 to 40. Nought is in the middle.
      'up, where it went down',
      level(44, [42, 40]),
      ['Needed in each quarter left, change 2 50–100', 'Mean change a quarter so far −2 0–50'],
    ],
    [
      // (36 − 40) / 2; from 39 to 40: nought is two thirds from the left.
      'down, where it went up',
      level(36, [39, 40], { indicator: lower }),
      ['Needed in each quarter left, change −2 0–66.7', 'Mean change a quarter so far 1 66.7–100'],
    ],
    [
      // (−2 − −1) / 2; from −0.75 to −1. Two decimals are one finer.
      'below nought',
      level(-2, ['-0.75', -1], { indicator: { unit: '% change on 2007/08', decimals: 2, ...lower } }),
      ['Needed in each quarter left, change −0.500 0–100', 'Mean change a quarter so far −0.250 50–100'],
    ],
  ])('%s', (_, given, bars) => {
    expect(drawn(given)).toEqual(bars);
  });
});

describe('no bars', () => {
  it.each<[string, GivenTarget, string]>([
    ['the target is reached exactly', ofYear(540, [280, 260]), '2008/09 Q2'],
    ['and passed', ofYear(500, [280, 260]), '2008/09 Q2'],
    ['the limit is passed', below(439, [240, 200]), '2008/09 Q2'],
    ['a running count is there exactly', sinceStart(8, [3, 8]), '2008/09 Q2'],
    [
      'a running count has passed its limit',
      sinceStart(7, [3, 8], { indicator: { ...running, ...lower } }),
      '2008/09 Q2',
    ],
    ['the year’s end has come', ofYear(1200, [280, 260, 250, 240]), '2008/09 Q4'],
    ['a level of one figure has no pace', level(45, [41]), '2008/09 Q1'],
    ['a level is past its target', level(41, [40, 42]), '2008/09 Q2'],
    ['a level is there to the point, and never moved', level(42, [42, 42]), '2008/09 Q2'],
    ['a level that should fall is there', level(38, [41, 38], { indicator: lower }), '2008/09 Q2'],
    ['no figure', level(45, []), '2008/09 Q2'],
    ['no target', ofYear(1200, [280, 260], { commitments: [] }), '2008/09 Q2'],
    ['parked', ofYear(1200, [280, 260], { terms: { state: 'parked' } }), '2008/09 Q2'],
    ['a hole in the year', ofYear(1200, [], { figures: [figure('2008/09 Q2', 280)] }), '2008/09 Q2'],
  ])('%s', (_, given, text) => {
    expect(drawn(given, text)).toBeNull();
  });

  it('but some, a step before the target and at the limit', () => {
    // (42.1 − 42) / 2, beside (42 − 40) a quarter.
    expect(drawn(level('42.1', [40, 42]))?.[0]).toBe('Needed in each quarter left, change 0.05 0–2.5');
    expect(drawn(sinceStart(9, [3, 8]))?.[0]).toBe('Needed in each quarter left 0.5 0–12.5');
    expect(drawn(sinceStart(8, [3, 8], { indicator: { ...running, ...lower } }))?.[0]).toBe(
      'May still come in each quarter left 0 0–0',
    );
  });
});

describe('what goes with the bars', () => {
  it('the first is the one that the others are held against', () => {
    expect(barsOf(ofYear(1200, [280, 260]))?.bars.map(({ strong }) => strong)).toEqual([true, false, false]);
  });

  const marked = (given: GivenTarget, figures: Provenance, commitments: Provenance): GivenTarget => ({
    ...given,
    figures: (given.figures ?? []).map((row) => ({ ...row, provenance: figures })),
    commitments: (given.commitments ?? []).map((row) => ({ ...row, provenance: commitments })),
  });

  it.each<[Provenance, Provenance, boolean]>([
    ['published', 'entered', false],
    ['illustrative', 'published', true],
    ['published', 'illustrative', true],
  ])('figures %s, target %s', (figures, commitments, illustrative) => {
    expect(barsOf(marked(ofYear(1200, [280, 260]), figures, commitments))?.illustrative).toBe(illustrative);
  });

  it('the best quarter may be one of another year, and is marked too', () => {
    const given = marked(ofYear(1200, [280, 260]), 'published', 'published');
    const best = figure('2006/07 Q3', 300, { provenance: 'illustrative' });
    const bars = barsOf({ ...given, figures: [best, ...(given.figures ?? [])] });
    expect(bars?.bars[1]?.value).toBe('300');
    expect(bars?.illustrative).toBe(true);
  });
});
