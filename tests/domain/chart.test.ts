import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../server/domain/assessment.ts';
import { type TrendChart, trendChart } from '../../server/domain/chart.ts';
import { assessedOn, commitment, figure, type GivenTarget, yearOfFigures } from '../support/records.ts';

const national = { basis: 'national' };

/** The domestic abuse stretch target: agreed on the wider local data set, later also counted by the national profile. */
const incidents: GivenTarget = {
  agreement: { code: 'LAA1', title: 'Local Area Agreement 2006-09', first_year: 2006, last_year: 2008 },
  indicator: { title: 'Domestic incidents reported', measure: 'flow', unit: 'number', decimals: 0, lag_days: 21 },
  terms: { recorded_on: '2006-03-31', tolerance_mode: 'relative', tolerance: 3 },
  commitments: [
    commitment('baseline', '2004/05', 5340, { recorded_on: '2006-03-31' }),
    commitment('target', '2006/07', 5600, { recorded_on: '2006-03-31' }),
    commitment('target', '2007/08', 6080, { recorded_on: '2006-03-31' }),
    commitment('target', '2008/09', 6564, { recorded_on: '2006-03-31' }),
    commitment('stretch', '2008/09', 6564, { recorded_on: '2006-03-31' }),
    commitment('target', '2008/09', 4790, { ...national, state: 'refused', recorded_on: '2008-09-30' }),
  ],
  figures: [
    ...yearOfFigures('2006/07', [1362, 1419, 1387, 1428]),
    ...yearOfFigures('2007/08', [1455, 1502, 1498, 1515]),
    ...yearOfFigures('2008/09', [1512, 1504]),
    figure('2007/08 Q3', 1149, national),
    figure('2007/08 Q4', 1163, national),
    figure('2008/09 Q1', 1172, national),
    figure('2008/09 Q2', 1168, national),
  ],
  bases: ['national'],
};

const recycled: GivenTarget = {
  indicator: { title: 'Household waste recycled', decimals: 2 },
  terms: { tolerance_mode: 'absolute', tolerance: 1 },
  commitments: [
    commitment('baseline', '2007/08', '39.4'),
    commitment('target', '2008/09', 41),
    commitment('target', '2010/11', 45),
  ],
  figures: [
    figure('2007/08 Q2', 38),
    figure('2007/08 Q4', '39.4'),
    figure('2008/09 Q1', '40.27'),
    figure('2008/09 Q2', '40.82', { status: 'provisional' }),
  ],
};

function chartOn(date: string, periodText: string, given: GivenTarget): TrendChart {
  return trendChart(assessedOn(date, periodText, given));
}

function at(chart: TrendChart, text: string) {
  const place = chart.quarters.find(({ quarter, year }) => `${year} ${quarter}` === text);
  if (place === undefined) throw new Error(`${text} is not on the chart`);
  return place;
}

function ends(chart: TrendChart): string[] {
  return [chart.quarters[0], chart.quarters.at(-1)].map((place) => `${place?.year} ${place?.quarter}`);
}

function withRuleFrom(assessment: Assessment, from: string): Assessment {
  const { record } = assessment.known;
  const bases = record.bases.map((row) => ({ ...row, title: 'National profile', from }));
  return { ...assessment, known: { ...assessment.known, record: { ...record, bases } } };
}

describe('a flow: domestic incidents reported', () => {
  const chart = chartOn('2008-11-19', '2008/09 Q2', incidents);

  it.each<[string, number | null, number | null, string | null]>([
    ['2008/09 Q1', 1512, 1641, 'red'],
    ['2008/09 Q2', 3016, 3282, 'red'],
    ['2008/09 Q3', null, 4923, null],
    ['2008/09 Q4', null, 6564, null],
    ['2007/08 Q4', 5970, 6080, 'amber'],
  ])('%s: year to date %s, expected %s, light %s', (text, actual, expected, light) => {
    const place = at(chart, text);
    expect([place.actual, place.expected, place.light]).toEqual([actual, expected, light]);
  });

  it('runs from the first figure to the end of the year, and starts again every year', () => {
    expect(ends(chart)).toEqual(['2006/07 Q1', '2008/09 Q4']);
    const starts = chart.quarters.flatMap((place) => (place.goesOn ? [] : [`${place.year} ${place.quarter}`]));
    expect(starts).toEqual(['2006/07 Q1', '2007/08 Q1', '2008/09 Q1']);
  });

  it('prints the last value at its point and nowhere else', () => {
    expect(chart.quarters.flatMap(({ printed }) => printed ?? [])).toEqual(['3,016']);
    expect(at(chart, '2008/09 Q2').printed).toBe('3,016');
  });

  it('draws target and stretch as one line, targets of other years without a name, and the baseline', () => {
    expect(
      chart.levels.map(({ kind, value, from, to, label }) => [kind, value, from, to, label?.name ?? null]),
    ).toEqual([
      ['baseline', 5340, 0, 11, 'Baseline'],
      ['target', 5600, 0, 3, null],
      ['target', 6080, 4, 7, null],
      ['stretch', 6564, 8, 11, 'Stretch target'],
      ['forecast', 6079, 11, 11, 'Forecast'],
    ]);
  });

  it('starts its axis at zero and says nothing of it', () => {
    expect([chart.axis.min, chart.axis.max, chart.axis.ticks.at(-1)?.text]).toEqual([0, 7000, '7,000']);
    expect(chart.notes.join(' ')).not.toContain('axis');
  });

  it('keeps the figures of the other rule apart, with a gap where its year is not whole', () => {
    expect(chart.others).toEqual([
      { label: 'national 2,340', values: [null, null, null, null, null, null, null, null, 1172, 2340, null, null] },
    ]);
  });

  it('says what it shows', () => {
    expect(chart.sentence).toBe(
      '3,016 in the year to date by September 2008 against 3,282 expected, up from 2,957 a year before; target and stretch for 2008/09 are 6,564. On another counting rule (national), which is not judged: 2,340.',
    );
    expect(chart.unit).toBe('A count, year to date; higher is better');
  });

  it('on the other rule it names the one that is judged as such', () => {
    const other = trendChart(assessedOn('2008-11-19', '2008/09 Q2', incidents, 'national'));
    expect(other.sentence).toMatch(/ On the counting rule that is judged \(Standard\): 3,016\.$/);
  });

  it('says of a point what the pointer and the keyboard read', () => {
    expect(at(chart, '2008/09 Q2').words).toEqual({
      heading: 'Quarter 2 of 2008/09',
      details: ['3,016', 'expected 3,282', 'red', 'national 2,340'],
    });
    expect(at(chart, '2008/09 Q3').words.details).toEqual(['expected 4,923']);
    expect(at(chart, '2008/09 Q4').words.details).toEqual([
      'expected 6,564',
      'forecast 6,079, in four of five cases 6,008 to 6,150',
    ]);
  });

  it('has the same numbers as a table', () => {
    expect(chart.table.columns.map((column) => column.text)).toEqual([
      'Quarter',
      'Year to date',
      'Expected',
      'Target for the year',
      'Stretch',
      'Forecast',
      'Colour of the figure',
      'national',
    ]);
    expect(chart.table.rows.map((row) => row.cells).slice(8)).toEqual([
      ['2008/09 Q1', '1,512', '1,641', '6,564', '6,564', '–', 'Red', '1,172'],
      ['2008/09 Q2', '3,016', '3,282', '6,564', '6,564', '–', 'Red', '2,340'],
      ['2008/09 Q3', '–', '4,923', '6,564', '6,564', '–', '–', '–'],
      ['2008/09 Q4', '–', '6,564', '6,564', '6,564', '6,079, in four of five cases 6,008 to 6,150', '–', '–'],
    ]);
    expect(chart.table.caption).toContain('baseline 2004/05: 5,340');
  });

  it('on the other rule, what was refused is shown as if it had been agreed', () => {
    const other = trendChart(assessedOn('2008-11-19', '2008/09 Q2', incidents, 'national'));
    expect(other.sentence).toContain('2,340 in the year to date by September 2008 against 2,395 expected');
    expect(other.sentence).toContain('the target for 2008/09 would be 4,790, if agreed');
    expect(other.others.map(({ label }) => label)).toEqual(['Standard 3,016']);
  });
});

describe('a break of rule', () => {
  const assessment = assessedOn('2008-11-19', '2008/09 Q2', incidents);

  it.each<[string, string, { before: number; name: string }[]]>([
    [
      'stands before the quarter in which the rule begins',
      '2007-10-01',
      [{ before: 6, name: 'National profile, from 1 October 2007' }],
    ],
    [
      'also where it begins inside a quarter',
      '2007-12-31',
      [{ before: 6, name: 'National profile, from 31 December 2007' }],
    ],
    ['is none on the first day shown', '2006-04-01', []],
    ['is none after the last day shown', '2009-04-01', []],
  ])('%s', (_, from, breaks) => {
    expect(trendChart(withRuleFrom(assessment, from)).breaks).toEqual(breaks);
  });
});

describe('a level: waste recycled', () => {
  const chart = chartOn('2008-11-19', '2008/09 Q2', recycled);

  it('runs from the first figure to the last target', () => {
    expect(ends(chart)).toEqual(['2007/08 Q2', '2010/11 Q4']);
  });

  it('leaves a gap where a figure is missing, and never fills it', () => {
    expect(chart.quarters.slice(0, 4).map((place) => place.actual)).toEqual([38, null, 39.4, 40.27]);
    expect(at(chart, '2007/08 Q3').words.details).toEqual(['no figure']);
  });

  it('follows the path from the baseline on, not before', () => {
    expect(chart.quarters.slice(0, 5).map((place) => place.expected)).toEqual([null, null, 39.4, 39.8, 40.2]);
    expect(at(chart, '2010/11 Q4').expected).toBe(45);
  });

  it('marks a provisional point, in words too', () => {
    expect(chart.quarters.filter((place) => place.provisional).map((place) => place.printed)).toEqual(['40.82%']);
    expect(chart.notes).toContain('Hollow: provisional.');
    expect(chart.sentence).toContain('40.82% by September 2008 (provisional) against 40.20% expected');
  });

  it('shows the range it moves in, and says where its axis starts', () => {
    expect([chart.axis.min, chart.axis.max]).toEqual([36, 46]);
    expect(chart.notes).toContain('The axis starts at 36%.');
  });

  it('names the target of the year and the end of the path', () => {
    expect(chart.levels.map(({ label }) => [label?.name, label?.year, label?.value])).toEqual([
      ['Baseline', '2007/08', '39.40%'],
      ['Target', '2008/09', '41.00%'],
      ['Expected', '2010/11', '45.00%'],
    ]);
  });

  it('shows nothing that belongs to a later quarter than the one asked for', () => {
    const early = chartOn('2008-11-19', '2008/09 Q1', recycled);
    expect(at(early, '2008/09 Q2').actual).toBeNull();
    expect(early.quarters.flatMap(({ printed }) => printed ?? [])).toEqual(['40.27%']);
  });

  it('says the least where many stand side by side', () => {
    const small = trendChart(assessedOn('2008-11-19', '2008/09 Q2', recycled), 'small');
    expect(small.sentence).toBe(
      '40.82% by September 2008 (provisional) against 40.20% expected; the target for 2008/09 is 41.00%.',
    );
    expect(small.notes).toEqual([`The axis starts at ${small.axis.ticks[0]?.text}.`]);
    expect(small.axis.ticks.length).toBeLessThanOrEqual(6);
  });
});

describe('other measures', () => {
  it('figures of once a year stand beside each other, so that a hole is a missing year', () => {
    const chart = chartOn('2009-11-19', '2009/10 Q2', {
      indicator: { due_quarters: '2' },
      commitments: [commitment('baseline', '2006/07', 50), commitment('target', '2010/11', 58)],
      figures: [figure('2006/07 Q2', 50), figure('2008/09 Q2', 53), figure('2009/10 Q2', 54)],
    });
    expect(chart.quarters.map((place) => [place.year, place.actual])).toEqual([
      ['2006/07', 50],
      ['2007/08', null],
      ['2008/09', 53],
      ['2009/10', 54],
      ['2010/11', null],
    ]);
    expect(chart.unit).toBe('Per cent, once a year in quarter 2; higher is better');
  });

  it('a running count starts at nought before the agreement, with no line for its baseline', () => {
    const chart = chartOn('2008-11-19', '2008/09 Q2', {
      indicator: { measure: 'running', unit: 'number', decimals: 0 },
      commitments: [commitment('baseline', '2007/08', 0), commitment('target', '2010/11', 24)],
      figures: [figure('2008/09 Q1', 3), figure('2008/09 Q2', 7)],
    });
    expect(ends(chart)).toEqual(['2007/08 Q4', '2010/11 Q4']);
    expect(chart.quarters.slice(0, 3).map((place) => place.expected)).toEqual([0, 2, 4]);
    expect(chart.levels.map(({ kind }) => kind)).toEqual(['path']);
    expect(chart.axis.min).toBe(0);
  });

  it('steps are drawn as steps', () => {
    expect(chartOn('2008-11-19', '2008/09 Q2', { ...recycled, terms: { path: 'step' } }).stepped).toBe(true);
    expect(chartOn('2008-11-19', '2008/09 Q2', recycled).stepped).toBe(false);
  });

  it('without a figure the sentence says so, and the target is still drawn', () => {
    const chart = chartOn('2008-11-19', '2008/09 Q2', { ...recycled, figures: [] });
    expect(chart.sentence).toBe('No figure so far; the target for 2008/09 is 41.00%.');
    expect(chart.levels.map(({ kind }) => kind)).toContain('target');
    expect(chart.blank).toBe(false);
  });

  it('a figure that should be there is missed in words, with its reason', () => {
    const suppressed = figure('2008/09 Q2', null, { missing_reason: 'suppressed' });
    const chart = chartOn('2008-11-19', '2008/09 Q2', {
      ...recycled,
      figures: [figure('2008/09 Q1', '40.27'), suppressed],
    });
    expect(chart.sentence).toContain('There is no figure for July to September 2008.');
    expect(at(chart, '2008/09 Q2').words.details[0]).toContain('suppressed');
  });

  it('where the quarter’s own figure is in, and one before it in the year is not, it says that', () => {
    const given = { ...incidents, figures: [figure('2007/08 Q1', 1455), figure('2008/09 Q2', 1504)] };
    expect(chartOn('2008-11-19', '2008/09 Q2', given).sentence).toContain(
      ' The figure for July to September 2008 is in, but one before it in the year is missing.',
    );
  });

  it('nothing agreed and nothing returned is an empty chart, not a failure', () => {
    const chart = chartOn('2008-11-19', '2008/09 Q2', {});
    expect(chart.sentence).toBe('No figure so far.');
    expect(chart.blank).toBe(true);
    expect(ends(chart)).toEqual(['2008/09 Q1', '2008/09 Q4']);
    expect(chart.axis.ticks.length).toBeGreaterThan(1);
  });

  it('a range that reaches below nought shows nought and needs no note', () => {
    const chart = chartOn('2008-11-19', '2008/09 Q2', {
      indicator: { unit: '% change on 2007/08', polarity: 'lower' },
      commitments: [commitment('baseline', '2007/08', 0), commitment('target', '2010/11', -10)],
      figures: [figure('2008/09 Q2', '-0.6')],
    });
    expect(chart.axis.min).toBeLessThan(0);
    expect(chart.notes.join(' ')).not.toContain('axis');
    expect(chart.sentence).toContain('−0.6%');
  });
});

describe('what is illustrative', () => {
  const published = { provenance: 'published' } as const;
  const commitments = [
    commitment('baseline', '2007/08', 40, published),
    commitment('target', '2010/11', 52, published),
  ];
  const own = figure('2008/09 Q1', 41, published);

  it.each<[string, GivenTarget, boolean]>([
    ['nothing, where all is published', { commitments, figures: [own] }, false],
    ['a figure that is shown', { commitments, figures: [own, figure('2008/09 Q2', 42)] }, true],
    [
      'a target that is shown',
      { commitments: [...commitments, commitment('target', '2008/09', 43)], figures: [own] },
      true,
    ],
    ['not a figure after the quarter', { commitments, figures: [own, figure('2008/09 Q3', 42)] }, false],
  ])('%s', (_, given, illustrative) => {
    expect(chartOn('2009-02-19', '2008/09 Q2', given).illustrative).toBe(illustrative);
  });
});
