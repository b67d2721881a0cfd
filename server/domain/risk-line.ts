import { likelihoodWords } from './ahead-words.ts';
import { stretchOf } from './assessment.ts';
import { LIGHT_SIGNS } from './light.ts';
import { atRiskOf } from './outlook-brief.ts';
import { yearOf } from './period.ts';
import { isAheadMarked, isMarked, marksOf } from './provenance.ts';
import { fractionNumber, type Quantity, rounded } from './quantity.ts';
import { lightRun, marked, quiet, type Run, type TableBlock, text } from './report.ts';
import type { ReportTarget } from './risk-report.ts';
import { type ChosenColumn, COLUMN_WORDS, riskSummaryRow } from './risk-summary.ts';
import { runRateOf } from './run-rate.ts';
import { gapWords, milestoneWords, reasonOf } from './sentence.ts';
import { codeOf } from './vocabulary.ts';
import { nearestValue, shortValue } from './wording.ts';

/** What a line of a table says of a target unless something else is chosen. */
export const USUAL: readonly ChosenColumn[] = ['lead', 'overall', 'actual', 'expected', 'target', 'gap'];

/** Every target in one line. @param columns what it says of each, in this order */
export function everyTarget(
  targets: readonly ReportTarget[],
  caption: string,
  columns: readonly ChosenColumn[] = USUAL,
): TableBlock {
  return {
    kind: 'table',
    caption,
    columns: [
      { text: 'Target', numeric: false, share: columns.includes('lead') ? 30 : 50 },
      ...columns.map((column) => ({
        text: COLUMN_WORDS[column],
        numeric: NUMERIC.has(column),
        share: SHARES[column] ?? 10,
      })),
    ],
    rows: targets.map((target) => [
      [text(target.assessment.known.record.measure.row.title), quiet(` ${codeOf(target.assessment)}`)],
      ...columns.map((column) => cellOf(column, target)),
    ]),
  };
}

const NUMERIC: ReadonlySet<ChosenColumn> = new Set<ChosenColumn>([
  'actual',
  'expected',
  'target',
  'stretch',
  'forecast',
  'needed_per_quarter',
  'reward_at_risk',
  'open_actions',
  'age_days',
]);

const SHARES: Readonly<Partial<Record<ChosenColumn, number>>> = {
  lead: 20,
  contributors: 20,
  overall: 12,
  now: 12,
  year_end: 12,
  own_view: 12,
  gap: 14,
  chance: 14,
  reason: 40,
  commentary: 40,
};

const NONE: readonly Run[] = [text('–')];

function cellOf(column: ChosenColumn, target: ReportTarget): readonly Run[] {
  const own = CELLS[column];
  if (own !== undefined) return own(target);
  const [said = ''] = riskSummaryRow(target.assessment, [column]);
  return said === '' ? NONE : [text(said)];
}

type Valued = 'actual' | 'expected' | 'target';

/** What reads otherwise than it stands in the table of the risk summary: colours, words, and numbers with their marks. */
const CELLS: Readonly<Partial<Record<ChosenColumn, (target: ReportTarget) => readonly Run[]>>> = {
  lead: ({ lead }) => [text(lead)],
  overall: ({ assessment: { overall, decidedBy, now } }) => [
    lightRun(overall),
    ...(decidedBy === 'year_end' ? [quiet(` at the year’s end; ${LIGHT_SIGNS[now].word.toLowerCase()} now`)] : []),
  ],
  now: ({ assessment }) => [lightRun(assessment.now)],
  year_end: ({ assessment }) => [lightRun(assessment.yearEnd?.light ?? 'no-forecast')],
  own_view: ({ assessment: { ownView } }) => (ownView === null ? NONE : [lightRun(ownView)]),
  actual: (target) => valueRuns(target, 'actual', target.assessment.actual),
  expected: (target) => valueRuns(target, 'expected', target.assessment.judgement.judged?.expected),
  target: (target) => valueRuns(target, 'target', target.assessment.target),
  stretch: ({ assessment: { known, judgement, period } }) => {
    const value = stretchOf(known, judgement.book, yearOf(period));
    if (value === null) return NONE;
    const commitment = judgement.book.stretch.get(yearOf(period));
    return marked(shortValue(value, known.record.measure.row), isMarked(commitment === undefined ? [] : [commitment]));
  },
  gap: ({ assessment }) => {
    const gap = gapWords(assessment) || milestoneWords(assessment);
    return gap === '' ? NONE : marked(gap, marksOf(assessment).gap);
  },
  forecast: ({ assessment }) => {
    const { row } = assessment.known.record.measure;
    const value = assessment.forecast && rounded(assessment.forecast.value, row.decimals);
    return value === null ? NONE : marked(shortValue(value, row), isAheadMarked(assessment));
  },
  chance: ({ assessment }) => {
    const { forecast, yearEnd } = assessment;
    const chance = yearEnd?.chance ?? null;
    if (forecast === null || chance === null) return NONE;
    return marked(likelihoodWords(forecast, chance), isAheadMarked(assessment));
  },
  needed_per_quarter: ({ assessment }) => {
    const { known, judgement, period } = assessment;
    const rate = runRateOf(known, judgement, period);
    const said = rate && nearestValue(fractionNumber(rate.needed), known.record.measure.row);
    return said === null ? NONE : marked(said, isAheadMarked(assessment));
  },
  reward_at_risk: ({ assessment }) => {
    const atRisk = atRiskOf(assessment);
    return atRisk === null ? NONE : marked(atRisk.text, atRisk.illustrative);
  },
  reason: ({ assessment }) => marked(reasonOf(assessment), marksOf(assessment).light),
};

function valueRuns({ assessment }: ReportTarget, which: Valued, value: Quantity | null | undefined): readonly Run[] {
  if (value == null) return NONE;
  const { row } = assessment.known.record.measure;
  return marked(shortValue(value, row), marksOf(assessment)[which]);
}
