import { describe, expect, it } from 'vitest';
import { sparkline } from '../../server/domain/sparkline.ts';
import { assessedOn, commitment, figure, type GivenTarget, yearOfFigures } from '../support/records.ts';

const path = [commitment('baseline', '2007/08', 40), commitment('target', '2008/09', 44)];
const spark = (given: GivenTarget, periodText = '2008/09 Q2') =>
  sparkline(assessedOn('2009-02-19', periodText, { commitments: path, ...given }));

/** Where its pieces start, and how many strokes each has. */
function pieces(line: string): number[] {
  return line
    .split('M')
    .slice(1)
    .map((piece) => piece.split('L').length - 1);
}

describe('a sparkline', () => {
  it('draws one piece where every quarter has a figure', () => {
    const figures = [...yearOfFigures('2006/07', [1, 2, 3, 4]), ...yearOfFigures('2007/08', [36, 37, 38, 40])];
    expect(pieces(spark({ figures: [...figures, ...yearOfFigures('2008/09', [41, 42])] }).actual)).toEqual([7]);
  });

  it('a gap starts a new piece', () => {
    const figures = [figure('2007/08 Q3', 38), figure('2007/08 Q4', 40), figure('2008/09 Q2', 42)];
    expect(pieces(spark({ figures }).actual)).toEqual([1, 0]);
  });

  it('a flow starts again with the year', () => {
    const given: GivenTarget = {
      indicator: { measure: 'flow', unit: 'number', decimals: 0 },
      commitments: [commitment('target', '2008/09', 400)],
      figures: [...yearOfFigures('2007/08', [90, 90, 90, 90]), ...yearOfFigures('2008/09', [90, 120])],
    };
    expect(pieces(spark(given).actual)).toEqual([3, 1]);
    expect(pieces(spark(given).expected)).toEqual([1]);
  });

  it('once a year the figures are joined, for between them none was due', () => {
    const given: GivenTarget = {
      indicator: { due_quarters: '2' },
      figures: [figure('2007/08 Q2', 38), figure('2008/09 Q2', 43)],
    };
    expect(pieces(spark(given).actual)).toEqual([1]);
  });

  it('the higher value stands higher on the paper', () => {
    const { actual } = spark({ figures: yearOfFigures('2008/09', [40, 43]) });
    const [before = 0, last = 0] = [...actual.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
    expect(last).toBeLessThan(before);
  });

  it.each<[string, number, 'green' | 'amber' | 'red']>([
    ['met', 43, 'green'],
    ['within the tolerance', 41, 'amber'],
    ['beyond it', 38, 'red'],
  ])('its last figure, %s, is marked by its light', (_, value, light) => {
    const terms = { tolerance_mode: 'absolute', tolerance: 1 } as const;
    const { end } = spark({ terms, figures: yearOfFigures('2008/09', [40, value]) });
    expect(end?.light).toBe(light);
    expect(end?.shape.startsWith('M')).toBe(true);
  });

  it('without a figure it has no mark, and without a target no path', () => {
    expect(spark({ figures: [] }).end).toBeNull();
    const bare = spark({ commitments: [], figures: yearOfFigures('2008/09', [40, 41]) });
    expect([bare.expected, bare.end?.light]).toEqual(['', 'grey']);
  });
});
