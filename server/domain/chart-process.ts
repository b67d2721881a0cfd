import type { Assessment } from './assessment.ts';
import type { DrawnLevel, TrendChart, TrendQuarter } from './chart.ts';
import { axisFor, axisNote } from './chart-axis.ts';
import type { ChartTable } from './chart-texts.ts';
import type { Indicator } from './data-package.ts';
import { periodText, quarterOf, yearOf, yearText } from './period.ts';
import {
  behaviourSentence,
  type ProcessBehaviour,
  type ProcessPoint,
  processBehaviourOf,
  targetOfQuarter,
} from './process-behaviour.ts';
import { figuresBehind, isMarked } from './provenance.ts';
import { type Fraction, fractionNumber, type Quantity, quantityNumber, rounded } from './quantity.ts';
import { perQuarter } from './run-rate.ts';
import { polarityWords, quarterWords, shortValue, unitWords, upperFirst } from './wording.ts';

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
  const levels = levelsOf(behaviour, target, row);
  const lines = [behaviour.lower, behaviour.upper, ...(target === null ? [] : [target])];
  const values = [...behaviour.points.map(({ value }) => value), ...lines.map((value) => rounded(value, 4))];
  const axis = axisFor(values, row, { fromZero: false });
  return {
    kind: 'trend',
    size: 'full',
    blank: false,
    title: `${row.title}, quarter by quarter`,
    sentence: behaviourSentence(behaviour, row),
    unit: unitOf(row),
    notes: notesOf(behaviour, axisNote(axis)),
    illustrative: isMarked(figuresBehind(assessment)),
    quarters: behaviour.points.map((point, index) => quarterOfPoint(point, index, behaviour, row)),
    stepped: false,
    levels,
    others: [],
    breaks: [],
    ahead: null,
    axis,
    table: tableOf(behaviour, row),
  };
}

function unitOf({ unit, pattern, polarity }: Indicator): string {
  const what = pattern === 'seasonal' ? `${unitWords(unit)}, change on the same quarter of last year` : unitWords(unit);
  return upperFirst(`${what.replace(/^%/, 'per cent')}, each quarter by itself; ${polarityWords(polarity)}`);
}

function notesOf({ trial, points }: ProcessBehaviour, axis: string | null): string[] {
  const limits = trial ? 'Dashed: limits for trial.' : 'Between the limits: what the process usually gives.';
  const special = points.some(({ causes }) => causes.length > 0) ? 'Diamonds: more than chance.' : '';
  return [limits, special, axis ?? ''].filter((note) => note !== '');
}

function levelsOf({ mean, lower, upper, trial, points }: ProcessBehaviour, target: Fraction | null, row: Indicator) {
  const to = points.length - 1;
  const level = (kind: DrawnLevel['kind'], value: Fraction, name: string): DrawnLevel => ({
    kind,
    value: fractionNumber(value),
    from: 0,
    to,
    label: { name, year: '', value: perQuarter(value, row) },
  });
  const limit = trial ? 'trial-limit' : 'limit';
  return [
    level('mean', mean, 'Mean'),
    level(limit, upper, 'Upper limit'),
    level(limit, lower, 'Lower limit'),
    ...(target === null ? [] : [level('target', target, row.measure === 'snapshot' ? 'Target' : 'Target, a quarter')]),
  ];
}

function quarterOfPoint(
  { period, value, causes }: ProcessPoint,
  index: number,
  { points }: ProcessBehaviour,
  row: Indicator,
): TrendQuarter {
  return {
    quarter: `Q${quarterOf(period)}`,
    year: yearText(yearOf(period)),
    actual: quantityNumber(value),
    light: null,
    special: causes.length > 0,
    provisional: false,
    expected: null,
    goesOn: index > 0,
    printed: index === points.length - 1 ? shortValue(value, row) : null,
    words: { heading: upperFirst(quarterWords(period)), details: [shortValue(value, row), ...causeDetails(causes)] },
  };
}

function causeDetails(causes: ProcessPoint['causes']): string[] {
  return [...new Set(causes.map(({ signal }) => `more than chance: ${signal}`))];
}

function tableOf({ points, mean, lower, upper }: ProcessBehaviour, row: Indicator): ChartTable {
  const value = (quantity: Quantity): string => shortValue(quantity, row);
  const column = (text: string, numeric: boolean) => ({ text, numeric });
  return {
    caption: `${row.title}, quarter by quarter: mean ${perQuarter(mean, row)}, limits ${perQuarter(lower, row)} and ${perQuarter(upper, row)}`,
    columns: [column('Quarter', false), column('Value', true), column('More than chance', false)],
    rows: points.map(({ period, value: amount, causes }) => ({
      href: null,
      cells: [periodText(period), value(amount), causes.map(({ signal }) => signal).join(', ') || '–'],
    })),
  };
}
