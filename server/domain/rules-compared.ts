import type { Assessment } from './assessment.ts';
import type { Commitment } from './data-package.ts';
import { judgedBasis } from './known.ts';
import type { AheadLight, Light } from './light.ts';
import { yearOf, yearText } from './period.ts';
import { figuresBehind, isMarked, marksOf } from './provenance.ts';
import { rounded } from './quantity.ts';
import { perQuarter, runRateOf } from './run-rate.ts';
import { gapWords } from './sentence.ts';
import { commitmentState } from './vocabulary.ts';
import { dateWords, shortValue } from './wording.ts';

/** A target on one of its counting rules, for a column of a table that sets them side by side. */
export interface RuleColumn {
  readonly title: string;
  /** Whether the target is judged on it, or only assessed as if it were. */
  readonly standing: string;
  /** Who agreed, proposed or refused to count so, and when: `Refused by … on 30 September 2008`. */
  readonly decided: string;
  readonly now: Light;
  readonly yearEnd: AheadLight;
  /** One for each of the row names. */
  readonly cells: readonly string[];
  readonly illustrative: boolean;
}

/** What the rows of the table say of each rule, under the lights. */
export function ruleRows({ period }: Assessment): string[] {
  return [`Target for ${yearText(yearOf(period))}`, 'So far', 'Forecast', 'Needed a quarter'];
}

export function ruleColumn(assessment: Assessment, title: string): RuleColumn {
  const { known, judgement, forecast } = assessment;
  const { row } = known.record.measure;
  const { judged } = judgement;
  const marks = marksOf(assessment);
  const cell = (value: number | null | undefined): string => (value == null ? '–' : shortValue(value, row));
  return {
    title,
    standing: standingWords(assessment),
    decided: decidedWords(assessment),
    now: assessment.now,
    yearEnd: assessment.yearEnd?.light ?? 'no-forecast',
    cells: [
      cell(assessment.target),
      judged === null
        ? cell(assessment.actual)
        : `${cell(judged.actual)} of ${cell(judged.expected)} expected: ${gapWords(assessment)}`,
      forecast === null ? '–' : cell(rounded(forecast.value, row.decimals)),
      neededCell(assessment),
    ],
    illustrative: marks.light || isMarked(figuresBehind(assessment)),
  };
}

function neededCell({ known, judgement, period }: Assessment): string {
  const rate = runRateOf(known, judgement, period);
  if (rate === null) return '–';
  const { row } = known.record.measure;
  const best = rate.best === null ? '' : `; best so far ${perQuarter(rate.best, row)}`;
  return `${perQuarter(rate.needed, row)}${best}`;
}

function standingWords({ known, judgement: { basis, ifAgreed }, period }: Assessment): string {
  if (basis === judgedBasis(known, yearOf(period))) return 'Judged.';
  return ifAgreed ? 'As if it had been agreed.' : 'Not judged.';
}

/** How the target of the year stands on this rule: the last word on it, by whom and when. */
function decidedWords({ known, judgement: { basis }, period }: Assessment): string {
  const year = yearOf(period);
  const rows = known.record.commitments.filter(
    (row) =>
      row.basis === basis &&
      row.period === year &&
      (row.item === 'target' || row.item === 'stretch') &&
      row.recorded_on <= known.asAt.date,
  );
  const last = rows.reduce<Commitment | null>(
    (held, row) => (held === null || row.version >= held.version ? row : held),
    null,
  );
  if (last === null) return 'No target on this rule';
  const by = last.decided_by === null ? '' : ` by ${last.decided_by}`;
  const on = last.decided_on === null ? '' : ` on ${dateWords(last.decided_on)}`;
  return `${commitmentState(last.state)}${by}${on}`;
}
