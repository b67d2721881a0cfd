import type { Assessment } from './assessment.ts';
import type { DrawnLevel, TrendChart, TrendQuarter } from './chart.ts';
import { type Axis, axisFor, axisNote } from './chart-axis.ts';
import type { ChartTable } from './chart-texts.ts';
import type { Indicator } from './data-package.ts';
import type { KnownTarget } from './known.ts';
import { type Period, periodText, quarterOf, yearOf, yearText } from './period.ts';
import {
  type ProcessBehaviour,
  type ProcessPoint,
  processBehaviourOf,
  type Signal,
  targetOfQuarter,
} from './process-behaviour.ts';
import { behaviourSentence } from './process-words.ts';
import { figuresBehind, isMarked, marksOf } from './provenance.ts';
import { type Fraction, fractionNumber, type Quantity, quantityNumber, rounded } from './quantity.ts';
import { perQuarter } from './run-rate.ts';
import { differenceWords, polarityWords, quarterWords, shortValue, unitWords, upperFirst } from './wording.ts';

/** What the chart is made of, before it is put into numbers and words. */
interface Process {
  readonly row: Indicator;
  readonly behaviour: ProcessBehaviour;
  /** What is asked of one quarter; null where nothing is. */
  readonly target: Fraction | null;
  /** Whether a quarter's point rests on a provisional figure. */
  isProvisional(quarter: Period): boolean;
}

/**
 * How the process behaves, to stand beside the colour (rules.md 6): quarters between the limits of what the process
 * usually gives. Null where there are too few quarters to say anything.
 */
export function processChart(assessment: Assessment): TrendChart | null {
  const { known, judgement, period } = assessment;
  const { row } = known.record.measure;
  const target = targetOfQuarter(known, judgement, period);
  const behaviour = processBehaviourOf(known, judgement.basis, period, target);
  if (behaviour === null) return null;
  const process = { row, behaviour, target, isProvisional: provisionalOn(known, judgement.basis) };
  const axis = axisOf(process);
  return {
    kind: 'trend',
    size: 'full',
    blank: false,
    title: `${row.title}, quarter by quarter`,
    sentence: behaviourSentence(behaviour, row),
    unit: unitOf(row),
    notes: notesOf(process, axisNote(axis)),
    illustrative: isIllustrative(assessment, target),
    quarters: behaviour.points.map((point, index) => quarterOfPoint(process, point, index)),
    stepped: false,
    levels: levelsOf(process),
    others: [],
    breaks: [],
    ahead: null,
    axis,
    table: tableOf(process),
  };
}

function provisionalOn({ record, figures }: KnownTarget, basis: string): Process['isProvisional'] {
  const { measure, pattern } = record.measure.row;
  return (quarter) => {
    // A rise is counted from the quarter before, a change from the same quarter of last year.
    const own = measure === 'running' ? [quarter, quarter - 1] : [quarter];
    const all = pattern === 'seasonal' ? [...own, ...own.map((each) => each - 4)] : own;
    return all.some((each) => figures.get(basis)?.get(each)?.status === 'provisional');
  };
}

function isIllustrative(assessment: Assessment, target: Fraction | null): boolean {
  return isMarked(figuresBehind(assessment)) || (target !== null && marksOf(assessment).target);
}

/** Changes on last year are no shares of a hundred. */
function axisOf({ row, behaviour, target }: Process): Axis {
  const lines = [behaviour.lower, behaviour.upper, ...(target === null ? [] : [target])];
  const values = [...behaviour.points.map(({ value }) => value), ...lines.map((value) => rounded(value, 4))];
  return axisFor(values, row.pattern === 'seasonal' ? { ...row, unit: 'number' } : row, { fromZero: false });
}

function unitOf({ unit, pattern, polarity }: Indicator): string {
  const what =
    pattern === 'seasonal'
      ? `${unitWords(unit).replace(/^%/, 'percentage points')}, change on the same quarter of last year`
      : unitWords(unit).replace(/^%/, 'per cent');
  return upperFirst(`${what}, each quarter by itself; ${polarityWords(polarity)}`);
}

function notesOf({ behaviour: { trial, points }, isProvisional }: Process, axis: string | null): string[] {
  const limits = trial ? 'Dashed: limits for trial.' : 'Between the limits: what the process usually gives.';
  const special = points.some(({ causes }) => causes.length > 0) ? 'Diamonds: more than chance.' : '';
  const hollow = points.some(({ period }) => isProvisional(period)) ? 'Hollow: provisional.' : '';
  return [limits, special, hollow, axis ?? ''].filter((note) => note !== '');
}

function levelsOf({ row, behaviour, target }: Process): DrawnLevel[] {
  const { mean, lower, upper, trial, points } = behaviour;
  const level = (kind: DrawnLevel['kind'], value: Fraction, name: string): DrawnLevel => ({
    kind,
    value: fractionNumber(value),
    from: 0,
    to: points.length - 1,
    label: { name, year: '', value: lineWords(value, row) },
  });
  const limit = trial ? 'trial-limit' : 'limit';
  return [
    level('mean', mean, 'Mean'),
    level(limit, upper, 'Upper limit'),
    level(limit, lower, 'Lower limit'),
    ...(target === null ? [] : [level('target', target, targetName(row))]),
  ];
}

function targetName({ measure }: Indicator): string {
  return measure === 'snapshot' ? 'Target' : 'Target, a quarter';
}

/** The value of a line, finer than that of a point: `40.75%`. */
function lineWords(value: Fraction, row: Indicator): string {
  return `${perQuarter(value, row)}${row.unit.startsWith('%') && row.pattern !== 'seasonal' ? '%' : ''}`;
}

/** The value of a point: `40.8%`; of a seasonal indicator the change with its sign: `−0.3 points`. */
function pointWords(value: Quantity, row: Indicator): string {
  if (row.pattern !== 'seasonal') return shortValue(value, row);
  const sign = value < 0 ? '−' : '+';
  return `${value === 0 ? '' : sign}${differenceWords(value, row)}`;
}

function quarterOfPoint(process: Process, { period, value, causes }: ProcessPoint, index: number): TrendQuarter {
  const { row, behaviour, isProvisional } = process;
  const provisional = isProvisional(period);
  const words = pointWords(value, row);
  const details = [words, ...signalsOf(causes).map((signal) => `more than chance: ${signal}`)];
  return {
    quarter: `Q${quarterOf(period)}`,
    year: yearText(yearOf(period)),
    actual: quantityNumber(value),
    light: null,
    special: causes.length > 0,
    provisional,
    expected: null,
    goesOn: index > 0,
    printed: index === behaviour.points.length - 1 ? words : null,
    words: {
      heading: upperFirst(quarterWords(period)),
      details: provisional ? [...details, 'provisional'] : details,
    },
  };
}

/** Each once, however many causes there are for it. */
function signalsOf(causes: ProcessPoint['causes']): Signal[] {
  return [...new Set(causes.map(({ signal }) => signal))];
}

function tableOf({ row, behaviour, target, isProvisional }: Process): ChartTable {
  const { points, mean, lower, upper } = behaviour;
  const line = (value: Fraction): string => lineWords(value, row);
  const asked = target === null ? '' : `, ${targetName(row).toLowerCase()}: ${line(target)}`;
  const column = (text: string, numeric: boolean) => ({ text, numeric });
  return {
    caption: `${row.title}, quarter by quarter: mean ${line(mean)}, limits ${line(lower)} and ${line(upper)}${asked}`,
    columns: [column('Quarter', false), column('Value', true), column('More than chance', false)],
    rows: points.map(({ period, value, causes }) => ({
      href: null,
      cells: [
        periodText(period),
        `${pointWords(value, row)}${isProvisional(period) ? ' (provisional)' : ''}`,
        signalsOf(causes).join(', ') || '–',
      ],
    })),
  };
}
