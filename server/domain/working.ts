import type { Assessment } from './assessment.ts';
import type { Commitment, Figure } from './data-package.ts';
import type { Flip } from './flip.ts';
import type { Judged } from './judged.ts';
import { type KnownTarget, latestBaseline, targetOfYear } from './known.ts';
import { LIGHT_SIGNS } from './light.ts';
import type { ExpectedShare, Path, PathPoint } from './path.ts';
import { type Period, periodText, quarterOf, yearOf, yearText } from './period.ts';
import { marksOf } from './provenance.ts';
import { fraction, fractionNumber, rounded, times } from './quantity.ts';
import { gapWords } from './sentence.ts';
import {
  countWords,
  dateWords,
  differenceWords,
  listWords,
  numberWords,
  shortNumber,
  shortValue,
  toleranceWords,
} from './wording.ts';

/** One line of the arithmetic behind a light (rules.md 5.1). */
export interface WorkingLine {
  readonly label: string;
  /** How the value comes about; empty where it was entered as it is. */
  readonly sum: string;
  readonly value: string;
  /** Where an input comes from: its version, and when and by whom it was recorded. */
  readonly origin: string;
  /** Who set it, where that is to be seen at once; empty otherwise. */
  readonly setBy: string;
  /** The value rests on something that no source gives. */
  readonly illustrative: boolean;
}

const RULES: Readonly<Record<string, string>> = {
  '3.1': 'a target that is parked, or has nothing agreed to be judged against',
  '3.3': 'a figure that is missing or late',
  '3.4': 'the figure against what was expected by then',
  '3.5': 'the worse of the last figure and the milestones since',
  '3.6': 'milestones, while no figure is due',
};

/** The rule that decided, with its number in the rules (rules.md 5.1). */
export function ruleWords({ judgement }: Assessment): string {
  return `Rule ${judgement.rule}: ${RULES[judgement.rule] ?? ''}`;
}

/** The arithmetic, line by line; without a judged figure, what is known of its parts. */
export function workingOf(assessment: Assessment): WorkingLine[] {
  const { judged } = assessment.judgement;
  const marks = marksOf(assessment);
  const marked = (illustrative: boolean, lines: readonly Line[]) => lines.map((one) => ({ ...one, illustrative }));
  return [
    ...marked(marks.baseline, baselineLine(assessment)),
    ...marked(marks.target, targetLine(assessment)),
    ...marked(marks.expected, judged === null ? [] : [expectedLine(assessment, judged)]),
    ...marked(marks.actual, actualLine(assessment)),
    ...marked(marks.gap, judged === null ? [] : [gapLine(assessment, judged)]),
    ...marked(marks.expected && assessment.known.terms.tolerance_mode !== 'absolute', toleranceLine(assessment)),
  ];
}

type Line = Omit<WorkingLine, 'illustrative'>;

function line(label: string, sum: string, value: string, origin = '', setBy = ''): Line {
  return { label, sum, value, origin, setBy };
}

function baselineLine({ known, judgement, baseline }: Assessment): Line[] {
  const commitment = latestBaseline(judgement.book);
  if (commitment === null || baseline === null) return [];
  const label = `Baseline, ${yearText(commitment.period)}`;
  return [line(label, '', shortValue(baseline, known.record.measure.row), commitmentOrigin(commitment))];
}

function targetLine({ known, judgement, target, period }: Assessment): Line[] {
  if (target === null) return [];
  const commitment = targetOfYear(judgement.book, yearOf(period));
  const label = `Target for ${yearText(yearOf(period))}`;
  const value = shortValue(target, known.record.measure.row);
  if (commitment === null) return [line(label, 'the path at the year’s end', value)];
  return [line(label, '', value, commitmentOrigin(commitment))];
}

function commitmentOrigin({ version, state, decided_by: by, decided_on: on }: Commitment): string {
  const who = by === null ? '' : ` by ${by}`;
  return `version ${version}, ${state}${who}${on === null ? '' : ` on ${dateWords(on)}`}`;
}

function expectedLine({ known, judgement, period }: Assessment, judged: Judged): Line {
  const { row } = known.record.measure;
  const quarter = judgement.quarter ?? period;
  const { sum, origin } =
    judgement.path === null ? shareSum(known, judged, judged.share, quarter) : pathSum(known, judgement.path, quarter);
  return line(`Expected by ${periodText(quarter)}`, sum, shortValue(judged.expected, row), origin);
}

type Sum = Pick<WorkingLine, 'sum' | 'origin'>;

function shareSum(known: KnownTarget, judged: Judged, share: ExpectedShare | null, quarter: Period): Sum {
  if (share === null || judged.target === null) return { sum: '', origin: '' };
  const { measure } = known.record;
  const whole = numberWords(judged.target.value, measure.row.decimals);
  if (share.source === 'equal-quarters') {
    const soFar = measure.quarters.filter((due) => due <= quarterOf(quarter)).length;
    return { sum: `${whole} × ${soFar}/${measure.quarters.length}`, origin: 'the same in every quarter' };
  }
  const percent = shortNumber(rounded(times(share.share, fraction(100)), 2));
  const origin =
    share.source === 'own-profile'
      ? `the target’s own profile ${known.terms.profile?.replaceAll('|', ', ') ?? ''}`
      : `the mean of ${listWords(share.years.map(yearText))}`;
  return { sum: `${whole} × ${percent}%`, origin };
}

function pathSum(known: KnownTarget, path: Path, quarter: Period): Sum {
  const { row } = known.record.measure;
  const before = path.points.findLast((point) => point.period <= quarter);
  const after = path.points.find((point) => point.period > quarter);
  if (before === undefined || after === undefined || before.period === quarter || path.shape === 'step') {
    const held = before ?? after;
    return { sum: '', origin: held === undefined ? '' : `the path holds ${pointWords(held)}` };
  }
  const [from, to] = [numberWords(before.value, row.decimals), numberWords(after.value, row.decimals)];
  const [steps, all] = [quarter - before.period, after.period - before.period];
  return {
    sum: `${from} + (${to} − ${from}) × ${steps}/${all}`,
    origin: `a straight line from ${pointWords(before)} to ${pointWords(after)}`,
  };
}

const POINT_NAMES: Record<PathPoint['kind'], string> = {
  baseline: 'the baseline',
  target: 'the target',
  start: 'zero',
};

function pointWords({ kind, period }: PathPoint): string {
  return `${POINT_NAMES[kind]} at ${periodText(period)}`;
}

function actualLine({ known, judgement, actual }: Assessment): Line[] {
  if (actual === null) return [];
  const { row } = known.record.measure;
  const figures = (judgement.yearToDate?.quarters ?? []).flatMap(
    ({ period }) => known.figures.get(judgement.basis)?.get(period) ?? [],
  );
  const inputs = figures.length > 0 ? figures : judgement.figure === null ? [] : [judgement.figure];
  const sum = figures.length > 1 ? figures.map(({ value }) => numberWords(value ?? 0, row.decimals)).join(' + ') : '';
  const label = `Actual${row.measure === 'flow' ? ', year to date' : ''}`;
  return [
    line(label, sum || ratioWords(judgement.figure), shortValue(actual, row), listWords(inputs.map(figureOrigin))),
  ];
}

/** `122,404 of 299,845` where a figure was entered with its parts, `– of 109` with one of them; empty with none. */
export function ratioWords(figure: Pick<Figure, 'numerator' | 'denominator'> | null): string {
  if (figure === null || (figure.numerator === null && figure.denominator === null)) return '';
  const [numerator, denominator] = [figure.numerator, figure.denominator].map((part) =>
    part === null ? '–' : shortNumber(part),
  );
  return `${numerator} of ${denominator}`;
}

function figureOrigin({ period, version, status, recorded_at: at }: Figure): string {
  return `${periodText(period)} version ${version}, ${status ?? 'no value'}, recorded ${dateWords(at.slice(0, 10))}`;
}

function gapLine(assessment: Assessment, judged: Judged): Line {
  const { row } = assessment.known.record.measure;
  const [actual, expected] = [numberWords(judged.actual, row.decimals), numberWords(judged.expected, row.decimals)];
  return line(
    'Gap',
    `${actual} − ${expected}`,
    gapWords(assessment),
    row.polarity === 'lower' ? 'lower is better' : '',
  );
}

function toleranceLine({ known, judgement }: Assessment): Line[] {
  const { row } = known.record.measure;
  const { judged } = judgement;
  if (judged === null) return [];
  const by = known.terms.tolerance_set_by;
  const setBy = by === null ? '' : `set by: ${by}`;
  const sum = toleranceSum(known, judged, judgement.quarter);
  return [line('Tolerance', sum, toleranceWords(judged.tolerance, row.decimals), '', setBy)];
}

function toleranceSum(known: KnownTarget, judged: Judged, quarter: Period | null): string {
  const { tolerance, tolerance_mode: mode } = known.terms;
  if (tolerance === null || mode === null) return 'none is set';
  const { row } = known.record.measure;
  const size = shortNumber(tolerance);
  if (mode === 'relative') return `${size}% of ${numberWords(judged.expected, row.decimals)} expected`;
  if (mode === 'share') return `${size}% of the planned improvement`;
  if (judged.share === null || quarter === null) return '';
  return `${size} × ${shortNumber(rounded(times(judged.share.share, fraction(100)), 2))}% of the year`;
}

/**
 * What would make the light now the next better and the next worse colour (rules.md 5.5), as sentences; where the light
 * of the year's end is worse and decides, they say that they are of the light now.
 */
export function turningPoints(assessment: Assessment): string[] {
  const { better, worse } = assessment.flips;
  return [better, worse].flatMap((flip) => (flip === null ? [] : [flipSentence(assessment, flip)]));
}

function flipSentence({ known, judgement, decidedBy }: Assessment, flip: Flip): string {
  const { row } = known.record.measure;
  const up = flip.at > (judgement.judged?.actual ?? 0);
  const change = `${differenceWords(flip.change, row)} ${up ? 'more' : 'less'}`;
  const cases = flip.cases === null ? '' : ` (${countWords(flip.cases, 'case')} ${up ? 'more' : 'fewer'})`;
  const { word } = LIGHT_SIGNS[flip.colour];
  const colour = decidedBy === 'year_end' ? `Now would be ${word.toLowerCase()}` : word;
  return `${colour} with ${change}${cases}: ${shortValue(flip.at, row)}.`;
}

/** How much of the way from the baseline to the target is done (rules.md 5.3), in whole per cent, as a sentence. */
export function improvementWords(share: NonNullable<Assessment['improvementShare']>): string {
  const percent = Math.round(fractionNumber(share) * 100);
  return percent < 0
    ? `It is further from the target than the baseline was, by ${-percent}% of the planned improvement.`
    : `${percent}% of the planned improvement is reached.`;
}
