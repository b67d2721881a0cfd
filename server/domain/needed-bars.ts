import type { Assessment } from './assessment.ts';
import { figuresBehind, isMarked, marksOf } from './provenance.ts';
import { exact, type Fraction, fractionNumber } from './quantity.ts';
import { isLimit, perQuarter, runRateOf, settledWords } from './run-rate.ts';

/** What is needed a quarter beside what was ever done, as bars of one scale. */
export interface NeededBars {
  readonly bars: readonly NeededBar[];
  readonly illustrative: boolean;
}

export interface NeededBar {
  readonly label: string;
  readonly value: string;
  /** From where to where it reaches, in hundredths of the width; a bar below nought ends where the others start. */
  readonly from: number;
  readonly to: number;
  /** The one that the others are held against. */
  readonly strong: boolean;
}

/** A level that is at its target or better: what may be lost is no bar beside what was gained. */
function isThere(direction: 1 | -1, needed: Fraction): boolean {
  return direction * fractionNumber(needed) <= 0;
}

/** Null where nothing is needed or may come any more, and where nothing is known of it (rules.md 5.4). */
export function neededBars(assessment: Assessment): NeededBars | null {
  const { known, judgement, period } = assessment;
  const rate = runRateOf(known, judgement, period);
  if (rate === null || rate.pace === null) return null;
  const { row } = known.record.measure;
  if (
    settledWords(row, rate.needed) !== null ||
    (row.measure === 'snapshot' && isThere(known.record.measure.direction, rate.needed))
  )
    return null;
  const change = row.measure === 'snapshot' ? ', change' : '';
  const values: [label: string, value: Fraction][] = [
    [`${isLimit(row) ? 'May still come' : 'Needed'} in each quarter left${change}`, rate.needed],
    ...(rate.best === null ? [] : [['Best quarter so far', exact(rate.best)] as [string, Fraction]]),
    [row.measure === 'snapshot' ? 'Mean change a quarter so far' : 'A quarter so far, on average', rate.pace],
  ];
  const numbers = values.map(([, value]) => fractionNumber(value));
  const [low, high] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
  const at = (value: number): number => (high === low ? 0 : (100 * (value - low)) / (high - low));
  return {
    bars: values.map(([label, value], index) => ({
      label,
      value: perQuarter(value, row),
      from: Math.min(at(0), at(numbers[index] ?? 0)),
      to: Math.max(at(0), at(numbers[index] ?? 0)),
      strong: index === 0,
    })),
    illustrative: isMarked(figuresBehind(assessment)) || marksOf(assessment).target,
  };
}
