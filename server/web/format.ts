import type { AccountState } from '../domain/account.ts';
import type { Assessment } from '../domain/assessment.ts';
import { ATTENDANCES, attendanceField, attendanceWords } from '../domain/attendance.ts';
import { auditValueWords, auditWords } from '../domain/audit-wording.ts';
import { cancellationWords } from '../domain/cancellation.ts';
import { certaintyOf } from '../domain/certainty.ts';
import type { Agreement, Figure, Partnership, Provenance } from '../domain/data-package.ts';
import { decisionStandingWords, isOpenOn } from '../domain/decision.ts';
import { type BrierScore, methodName, scoreSentence } from '../domain/forecast-score.ts';
import { instalmentsOf, instalmentWords } from '../domain/instalment.ts';
import { judgedBasisFirst, levelFacts } from '../domain/levels.ts';
import { type AheadLight, LIGHT_SIGNS, LIGHTS, type Light, RAG } from '../domain/light.ts';
import { isInHand } from '../domain/narrative.ts';
import { neededBars } from '../domain/needed-bars.ts';
import { outlookOf } from '../domain/outlook.ts';
import { atRiskOf, briefOutlook } from '../domain/outlook-brief.ts';
import { PACK_FORMATS, type PackFormat, packStateWords } from '../domain/pack.ts';
import {
  type Period,
  parsePeriodAddress,
  periodAddress,
  periodEnd,
  periodText,
  quarterOf,
  yearOf,
  yearText,
} from '../domain/period.ts';
import type { Area } from '../domain/permission.ts';
import { isMarked, marksOf, provenanceOf } from '../domain/provenance.ts';
import { type Fraction, fractionNumber, type Quantity } from '../domain/quantity.ts';
import { greyWords, notJudged, reconciliationLine } from '../domain/reconciliation.ts';
import { rewardMarks } from '../domain/reward.ts';
import { rewardSentence, thresholdWords } from '../domain/reward-words.ts';
import { CHOSEN_COLUMNS, COLUMN_WORDS } from '../domain/risk-summary.ts';
import { oneOf, ROLES, type Role, rolePurpose, roleWords } from '../domain/role.ts';
import { isJudgedBasis, notJudgedWords, ruleColumn, ruleRows } from '../domain/rules-compared.ts';
import {
  actionsWords,
  changesSummary,
  changeWords,
  gapWords,
  milestoneWords,
  missingWords,
  reasonOf,
  sinceWords,
  stateSentence,
} from '../domain/sentence.ts';
import { sparkline } from '../domain/sparkline.ts';
import { agreementYears, labelOf, targetFieldOf } from '../domain/target-entry.ts';
import { codeAddress, targetAddress } from '../domain/target-order.ts';
import * as vocabulary from '../domain/vocabulary.ts';
import {
  ageWords,
  countWords,
  dateWords,
  listWords,
  momentWords,
  nearestValue,
  numberWords,
  periodWords,
  polarityWords,
  poundsWords,
  quarterWords,
  shortNumber,
  shortPounds,
  shortValue,
  unitWords,
  upperFirst,
  valueWords,
} from '../domain/wording.ts';
import { improvementWords, ratioWords, ruleWords, turningPoints, workingOf } from '../domain/working.ts';
import { problemOf } from './forms.ts';
import { returnFormat } from './return-format.ts';

/** Which agreement, quarter and as-at a page shows, so that its links lead to the same. Null is not chosen. */
export interface Context {
  readonly period: Period | null;
  readonly asAt: string | null;
}

/** An address with the parameters that are not null. */
export function href(path: string, parameters: Record<string, string | null>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

function contextHref(path: string, { period, asAt }: Context, more: Record<string, string | null> = {}): string {
  return href(path, { ...more, period: period === null ? null : periodAddress(period), as_at: asAt });
}

function boardHref(agreement: string | null, context: Context): string {
  return contextHref('/', context, { agreement: agreement === null ? null : codeAddress(agreement) });
}

/** @param basis a counting rule to ask for; null for the one on which the target is judged */
function targetHref(assessment: Pick<Assessment, 'known'>, context: Context, basis: string | null = null): string {
  const { agreement, measure } = assessment.known.record;
  return contextHref(targetAddress(agreement.code, measure.row), context, { basis });
}

function signed(change: number): string {
  return change === 0 ? 'no change' : `${change > 0 ? '+' : '−'}${Math.abs(change)}`;
}

/** A mean in per cent with its sign: `+1.4%`. */
function signedPercent(percent: number | null): string {
  if (percent === null) return '–';
  const size = Math.abs(percent).toFixed(1);
  return size === '0.0' ? '0.0%' : `${percent > 0 ? '+' : '−'}${size}%`;
}

/** Why forecasts cannot be held against what came. */
function leftOutWords({ moved, notJudged }: { moved: number; notJudged: number }): string {
  const parts = [
    moved === 0 ? '' : `${countWords(moved, 'forecast')} whose target was changed afterwards`,
    notJudged === 0
      ? ''
      : `${countWords(notJudged, 'forecast')} whose target was parked or taken out before the year ended`,
  ];
  return listWords(parts.filter((part) => part !== ''));
}

function outOf(part: number, whole: number): string {
  return whole === 0 ? '–' : `${part} of ${whole}`;
}

/** The score with how many chances it is of. */
function brierWords(brier: BrierScore | null): string {
  return brier === null ? '–' : `${brier.score.toFixed(2)} (${brier.count})`;
}

function climatologyWords(brier: BrierScore | null): string {
  return brier === null ? '–' : brier.climatology.toFixed(2);
}

function rowOf({ known }: Pick<Assessment, 'known'>) {
  return known.record.measure.row;
}

/** A judged value of an assessment with the short form of its unit; a dash where there is none. */
function judgedValue(assessment: Assessment, value: Quantity | null | undefined): string {
  return value === null || value === undefined ? '–' : shortValue(value, rowOf(assessment));
}

function figureWords(figure: Figure, assessment: Pick<Assessment, 'known'>): string {
  if (figure.value !== null) return valueWords(figure.value, rowOf(assessment));
  return figure.missing_reason === null ? '–' : `no figure: ${missingWords(figure.missing_reason)}`;
}

function agreementsWords(agreements: readonly Agreement[]): string {
  return listWords(agreements.map((agreement) => agreement.title));
}

function isIllustrative(provenance: Provenance | null): boolean {
  return provenance === 'illustrative';
}

/** Where the terms of a target are changed. */
function termsHref({ record }: Assessment['known']): string {
  return targetAddress(record.agreement.code, record.measure.row).replace(/^\/targets/, '/terms');
}

/** Partnerships of some kinds to choose from, and those that are chosen already, whatever their kind. */
function partnershipOptions(
  partnerships: readonly Partnership[],
  kinds: readonly Partnership['kind'][],
  chosen: string,
): { value: string; text: string }[] {
  const held = chosen.split('|');
  return partnerships
    .filter(({ kind, code }) => kinds.includes(kind) || held.includes(code))
    .map(({ code, name }) => ({ value: code, text: name }));
}

const SORT_WORDS = {
  agreement: 'As in the agreement',
  title: 'Title',
  colour: 'Colour, red first',
  partnership: 'Partnership',
  worst: 'Worst first',
} as const;

const AREA_WORDS: Record<Area, string> = {
  record: 'Reading the record',
  entry: 'Changing the record',
  account: 'One’s own account',
  administration: 'Accounts and audit',
  door: 'Open to everybody',
};

const ACCOUNT_STATE_WORDS: Record<AccountState, string> = {
  invited: 'Invited, no password yet',
  active: 'Active',
  disabled: 'Disabled',
};

/** What the form of a figure calls its fields, where that is another word than the column's. */
const FIGURE_WORDS: Readonly<Record<string, string>> = {
  period: 'Quarter',
  basis: 'Counting rule',
  value: 'Figure',
  status: 'Is it final?',
  missing_reason: 'Why there is no figure',
};

/** In the order in which lists have them. */
const PARTNERSHIP_KINDS: readonly Partnership['kind'][] = ['thematic', 'board', 'other', 'delivery-group'];

/** What a form calls one of its fields. */
function fieldWords(name: string): string {
  const ofReturn = returnFormat.rowNameWords(name);
  if (ofReturn !== null) return ofReturn;
  const figure = FIGURE_WORDS[name];
  if (figure !== undefined) return figure;
  const year = /^target_(\d{4})$/.exec(name)?.[1];
  return year === undefined ? labelOf(name) : `Target for ${yearText(Number(year))}`;
}

/** What was entered in a field, as a form shows it. */
function enteredWords(name: string, value: string): string {
  const period = name === 'period' ? parsePeriodAddress(value) : null;
  if (period !== null) return periodWords(period);
  const reason = name === 'missing_reason' && vocabulary.missingReasons.find((option) => option.value === value);
  return reason ? reason.text : value;
}

/** `performance officer`, within a sentence. */
function roleName(role: Role): string {
  return oneOf(role).replace(/^an? /, '');
}

function wholeNumber(number: number): string {
  return number.toLocaleString('en-GB');
}

/** Why a risk summary is no page and no paper, and what to do. */
export function tooManyWords(size: number): string {
  return `${wholeNumber(size)} targets are too many to read. Choose an agreement, or take all of them away as Excel or CSV.`;
}

/** What a file is known as to who opens it. */
const FILE_WORDS: Readonly<Record<PackFormat, string>> = { pdf: 'PDF', docx: 'Word', xlsx: 'Excel', csv: 'CSV' };

/** What templates print with; each is a function of what it is given and nothing else. */
export const format = {
  ...vocabulary,
  ...returnFormat,
  roles: ROLES,
  partnershipKinds: PARTNERSHIP_KINDS,
  roleWords,
  roleName,
  rolePurpose,
  areaWords: (area: Area) => AREA_WORDS[area],
  accountState: (state: AccountState) => ACCOUNT_STATE_WORDS[state],
  auditWords,
  auditValueWords,
  fieldWords,
  enteredWords,
  termsHref,
  partnershipOptions,
  agreementYears,
  targetFieldOf,
  sortWords: SORT_WORDS,
  lights: LIGHTS,
  rag: RAG,
  boardHref,
  attendances: ATTENDANCES,
  attendanceField,
  attendanceWords,
  decisionStandingWords,
  packStateWords,
  wholeNumber,
  tooManyWords,
  summaryColumns: CHOSEN_COLUMNS.map((column) => [column, COLUMN_WORDS[column]] as const),
  packFileKinds: PACK_FORMATS.map((ending) => ({ ending, word: FILE_WORDS[ending] })),
  publishedTargetHref: (pack: number, { known: { record } }: Assessment) =>
    `/published/${pack}${targetAddress(record.agreement.code, record.measure.row)}`,
  upperFirst,
  isOpenOn,
  meetingHref: ({ board, date }: { board: string; date: string }) => `/meetings/${codeAddress(board)}/${date}`,
  changesSummary,
  problemOf,
  codeAddress,
  targetAddress,
  periodEnd,
  workingOf,
  stateSentence,
  marksOf,
  isMarked,
  ratioWords,
  levelFacts,
  outlookOf,
  certaintyOf,
  neededBars,
  methodName,
  scoreSentence,
  ruleColumn,
  ruleRows,
  isJudgedBasis,
  notJudgedWords,
  briefOutlook,
  atRiskOf,
  shortPounds,
  rewardMarks,
  cancellationWords,
  instalmentsOf,
  instalmentWords,
  rewardSentence,
  thresholdWords,
  poundsWords,
  exactPounds: (pounds: Fraction) => poundsWords(fractionNumber(pounds)),
  judgedBasisFirst,
  sparkline,
  turningPoints,
  ruleWords,
  improvementWords,
  href,
  contextHref,
  targetHref,
  partnershipHref: (code: string, context: Context) => contextHref(`/partnerships/${codeAddress(code)}`, context),
  isInHand,
  momentWords,
  signed,
  signedPercent,
  outOf,
  leftOutWords,
  brierWords,
  climatologyWords,
  plainValue: nearestValue,
  judgedValue,
  figureWords,
  agreementsWords,
  isIllustrative,
  provenanceOf,
  reasonOf,
  gapWords,
  milestoneWords,
  sinceWords,
  actionsWords,
  changeWords,
  notJudged,
  greyWords,
  reconciliationWords: reconciliationLine,
  yearOf,
  sign: (light: Light | AheadLight) => LIGHT_SIGNS[light],
  periodAddress,
  periodText,
  quarterOf,
  periodWords,
  quarterWords,
  yearText,
  dateWords,
  ageWords,
  countWords,
  listWords,
  numberWords,
  shortNumber,
  shortValue,
  valueWords,
  unitWords,
  polarityWords,
} as const;

export type Format = typeof format;
