import type { Assessment } from './assessment.ts';
import { judgedBasis, targetOfYear, targetYears } from './known.ts';
import type { AheadLight, Light } from './light.ts';
import { yearOf, yearText } from './period.ts';
import { figuresBehind, isMarked, marksOf } from './provenance.ts';
import { rounded } from './quantity.ts';
import { isLimit, perQuarter, runRateOf, settledWords } from './run-rate.ts';
import { gapWords } from './sentence.ts';
import { nextTarget } from './tolerance.ts';
import { commitmentState } from './vocabulary.ts';
import { dateWords, shortValue } from './wording.ts';

/** A target on one of its counting rules, for a column of a table that sets them side by side. */
export interface RuleColumn {
  readonly title: string;
  /** To ask for the target on this rule; null for the one on which it is judged. */
  readonly basis: string | null;
  /**
   * Whether the target is judged on it, or only assessed as if it were, and who agreed, proposed or refused the target
   * that is shown, and when: `As if it had been agreed. Refused by … on 30 September 2008`.
   */
  readonly standing: string;
  readonly now: Light;
  readonly yearEnd: AheadLight;
  /** One for each of the row names. */
  readonly cells: readonly string[];
  readonly illustrative: boolean;
}

/** What the rows of the table say of each rule, under the lights. */
export function ruleRows({ known, period }: Assessment): string[] {
  const needed = isLimit(known.record.measure.row) ? 'May still come a quarter' : 'Needed a quarter';
  return [`Target for ${yearText(yearOf(period))}`, 'So far', 'Forecast', needed];
}

/** @param title the name of the rule on which the assessment was made */
export function ruleColumn(assessment: Assessment, title: string): RuleColumn {
  const { known, judgement, forecast } = assessment;
  const { row } = known.record.measure;
  const { judged } = judgement;
  const marks = marksOf(assessment);
  // A percentage of a percentage would be a product.
  const against = row.unit === 'number' ? 'of' : 'against';
  const cell = (value: number | null | undefined): string => (value == null ? '–' : shortValue(value, row));
  return {
    title,
    basis: isJudgedBasis(assessment) ? null : judgement.basis,
    standing: `${standingWords(assessment)} ${decidedWords(assessment)}`,
    now: assessment.now,
    yearEnd: assessment.yearEnd?.light ?? 'no-forecast',
    cells: [
      cell(assessment.target),
      judged === null
        ? cell(assessment.actual)
        : `${cell(judged.actual)} ${against} ${cell(judged.expected)} expected: ${gapWords(assessment)}`,
      forecast === null ? '–' : cell(rounded(forecast.value, row.decimals)),
      neededCell(assessment),
    ],
    illustrative: marks.light || marks.target || isMarked(figuresBehind(assessment)),
  };
}

function neededCell({ known, judgement, period }: Assessment): string {
  const rate = runRateOf(known, judgement, period);
  if (rate === null) return '–';
  const { row } = known.record.measure;
  const settled = settledWords(row, rate.needed);
  if (settled !== null) return settled;
  const best = rate.best === null ? '' : `; best so far ${perQuarter(rate.best, row)}`;
  return `${perQuarter(rate.needed, row)}${best}`;
}

/** Whether the target is judged on the rule on which it is assessed here (rules.md 1.6). */
export function isJudgedBasis({ known, judgement, period }: Assessment): boolean {
  return judgement.basis === judgedBasis(known, yearOf(period));
}

/**
 * What has to be said before anything else where a target is shown on a rule on which it is not judged.
 * @param title the name of that rule
 */
export function notJudgedWords(assessment: Assessment, title: string): string {
  const shown = assessment.judgement.ifAgreed ? ' What is below is as if it had been agreed.' : '';
  return `${title} is not the rule on which this target is judged. ${decidedWords(assessment)}.${shown}`;
}

function standingWords(assessment: Assessment): string {
  if (isJudgedBasis(assessment)) return 'Judged.';
  return assessment.judgement.ifAgreed ? 'As if it had been agreed.' : 'Not judged.';
}

/**
 * How the target of the year stands on this rule, or the next one, to which the path leads: by whom and when. It is the
 * one that is shown: what was refused or proposed later does not take the place of what is agreed.
 */
function decidedWords({ judgement: { book }, period }: Assessment): string {
  const year = yearOf(period);
  const own = targetOfYear(book, year);
  const row = own ?? nextTarget(book, year);
  if (row === null) return `No target${targetYears(book).length === 0 ? '' : ` for ${yearText(year)}`} on this rule`;
  const which = own === null ? ` for ${yearText(row.period)}` : '';
  const by = row.decided_by === null ? '' : ` by ${row.decided_by}`;
  const on = row.decided_on === null ? '' : ` on ${dateWords(row.decided_on)}`;
  return `${commitmentState(row.state)}${which}${by}${on}`;
}
