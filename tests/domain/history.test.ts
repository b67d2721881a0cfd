import { describe, expect, it } from 'vitest';
import { historyOf, quartersUpTo } from '../../server/domain/history.ts';
import type { Light } from '../../server/domain/light.ts';
import { periodText } from '../../server/domain/period.ts';
import { commitment, figure, type GivenTarget, knownOn, period, yearOfFigures } from '../support/records.ts';

/** 38.5, 39 … 40 and 42 are expected at the quarters’ ends; the tolerance is 1. */
const given: GivenTarget = {
  agreement: { first_year: 2008, last_year: 2009 },
  terms: { tolerance_mode: 'absolute', tolerance: 1 },
  commitments: [
    commitment('baseline', '2007/08', 38),
    commitment('target', '2008/09', 42),
    commitment('target', '2009/10', 44),
  ],
};

function lightsOn(day: string, to: string, more: GivenTarget): Record<string, Light> {
  const { lights } = historyOf(knownOn(day, { ...given, ...more }), period(to));
  return Object.fromEntries([...lights].map(([quarter, light]) => [periodText(quarter), light]));
}

function sinceOn(day: string, to: string, more: GivenTarget): string | null {
  const { since } = historyOf(knownOn(day, { ...given, ...more }), period(to));
  return since === null ? null : periodText(since);
}

const year = (...amounts: number[]): GivenTarget => ({ figures: yearOfFigures('2008/09', amounts) });

describe('the lights of every quarter', () => {
  it('from the agreement’s first to the one asked about, all as known on one day', () => {
    // Expected are 39, 40, 41 and 42.
    expect(lightsOn('2009-04-15', '2008/09 Q4', year(39, 39, 39, 42))).toEqual({
      '2008/09 Q1': 'green',
      '2008/09 Q2': 'amber',
      '2008/09 Q3': 'red',
      '2008/09 Q4': 'green',
    });
    expect(Object.keys(lightsOn('2009-04-15', '2008/09 Q2', year(39, 39, 39, 42)))).toEqual([
      '2008/09 Q1',
      '2008/09 Q2',
    ]);
  });

  it('a correction changes them from the day on which it was recorded', () => {
    const corrected = {
      figures: [
        ...yearOfFigures('2008/09', [39]),
        figure('2008/09 Q1', 30, { version: 2, recorded_at: '2008-09-01T09:00:00Z' }),
      ],
    };
    expect(lightsOn('2008-08-31', '2008/09 Q1', corrected)).toEqual({ '2008/09 Q1': 'green' });
    expect(lightsOn('2008-09-01', '2008/09 Q1', corrected)).toEqual({ '2008/09 Q1': 'red' });
  });

  it('none after the agreement’s last quarter', () => {
    expect(Object.keys(lightsOn('2010-08-01', '2010/11 Q1', year(39)))).toHaveLength(8);
  });

  it('none of a target that is withdrawn', () => {
    expect(lightsOn('2008-08-01', '2008/09 Q1', { ...year(39), terms: { state: 'withdrawn' } })).toEqual({});
  });
});

describe('since when the light holds', () => {
  it.each<[sentence: string, quarter: string, amounts: number[], since: string]>([
    ['this quarter alone', '2008/09 Q3', [39, 40, 39], '2008/09 Q3'],
    ['two quarters', '2008/09 Q3', [39, 38, 39], '2008/09 Q2'],
    ['not through a quarter of another light', '2008/09 Q4', [30, 40, 30, 30], '2008/09 Q3'],
    ['since the agreement began, not before', '2008/09 Q2', [39, 40], '2008/09 Q1'],
  ])('%s', (_sentence, quarter, amounts, since) => {
    expect(sinceOn('2009-04-15', quarter, year(...amounts))).toBe(since);
  });

  it('is not known for a quarter outside the agreement', () => {
    expect(sinceOn('2010-08-01', '2010/11 Q1', year(39))).toBeNull();
  });
});

it('the last quarters up to one, ascending', () => {
  expect(quartersUpTo(period('2008/09 Q2'), 4).map(periodText)).toEqual([
    '2007/08 Q3',
    '2007/08 Q4',
    '2008/09 Q1',
    '2008/09 Q2',
  ]);
});
