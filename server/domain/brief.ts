import { type AskedToReport, isAbout } from './agenda.ts';
import type { Change } from './board.ts';
import type { Agreement, Decision, Meeting } from './data-package.ts';
import { decisionStandingWords, isOpenOn } from './decision.ts';
import { LIGHT_SIGNS, type Light } from './light.ts';
import type { AsAt } from './moment.ts';
import { outlookOf } from './outlook.ts';
import { nameRuns, needsAction, type PackTarget } from './pack-report.ts';
import type { Period } from './period.ts';
import { marksOf } from './provenance.ts';
import { type Counts, reconciliationLine } from './reconciliation.ts';
import {
  type Block,
  heading,
  lightRun,
  MARK,
  marked,
  quiet,
  type Report,
  type Run,
  strong,
  text,
  words,
} from './report.ts';
import type { RewardTotal } from './reward.ts';
import { rewardSentence } from './reward-words.ts';
import { changesSummary, reasonOf } from './sentence.ts';
import { dateWords, listWords, periodWords, quarterWords } from './wording.ts';

/** What the chair of a partnership should know before a meeting. */
export interface ChairFacts {
  readonly asked: AskedToReport;
  readonly targets: readonly PackTarget[];
  readonly counts: Counts;
  /** Of its targets alone. */
  readonly changes: readonly Change[];
  readonly reward: Omit<RewardTotal, 'scheme'> | null;
  readonly rewardIllustrative: boolean;
  /** Its return of the quarter, in words; null where none is due. */
  readonly standing: string | null;
}

export interface BriefFacts {
  readonly meeting: Meeting;
  /** The name of the board. */
  readonly board: string;
  readonly agreements: readonly Agreement[];
  readonly period: Period;
  readonly asAt: AsAt;
  /** What was asked at the meeting before, and is open from earlier ones. */
  readonly decisions: readonly Decision[];
  readonly chairs: readonly ChairFacts[];
}

/** A page for each chair: where the targets stand, what changed, what will be asked, what is to be decided. */
export function briefReport(facts: BriefFacts): Report {
  const { meeting, board, period, asAt, chairs } = facts;
  const [only] = chairs.length === 1 ? chairs : [];
  return {
    title: only === undefined ? 'Brief for the chairs' : `Brief for the chair: ${only.asked.name}`,
    under: `${board}, meeting of ${dateWords(meeting.date)}: ${periodWords(period)}; as known on ${dateWords(asAt.date)}`,
    runningHead: `Brief for the chairs: ${board}, ${dateWords(meeting.date)}`,
    date: asAt.date,
    smallPrint: null,
    blocks: chairs.flatMap((chair, index) => [
      ...(index === 0 ? [] : [{ kind: 'page-break' } as const]),
      ...pageOf(chair, facts),
    ]),
  };
}

function pageOf(chair: ChairFacts, facts: BriefFacts): Block[] {
  const { asked, counts, reward, rewardIllustrative, standing } = chair;
  const because =
    asked.reasons.length === 0
      ? 'Not asked to report at this meeting.'
      : `Asked to report at this meeting, because of ${listWords([...asked.reasons])}.`;
  return [
    heading(2, asked.name),
    words([text(`${reconciliationLine(counts)}.`)], 'lead'),
    words([strong('Chair: '), text(`${asked.chair ?? 'not on record'}. `), text(because)]),
    ...part('What changed', changed(chair, facts), 'No target has another colour than in the quarter before.'),
    ...part('Questions to expect', questions(chair, facts), 'Nothing is red, worse, contradictory or asked.'),
    ...part('To be decided', toDecide(chair, facts), 'Nothing is waiting.'),
    ...(reward === null || reward.pot === 0
      ? []
      : [heading(3, 'Pounds'), words(marked(rewardSentence(reward), rewardIllustrative))]),
    heading(3, 'Return for the quarter'),
    words([text(standing === null ? 'None is due.' : `${standing}.`)]),
    words([MARK, quiet(' marks what is illustrative: made up, because no source gives it.')], 'quiet'),
  ];
}

function part(title: string, items: readonly (readonly Run[])[], none: string): Block[] {
  return [heading(3, title), items.length === 0 ? words([text(none)]) : { kind: 'list', items }];
}

function changed({ changes, targets }: ChairFacts, { period }: BriefFacts): Run[][] {
  const moved = changes.filter(({ kind }) => kind === 'worse' || kind === 'better');
  const others = changes.filter((change) => !moved.includes(change));
  return [
    ...moved.flatMap(({ assessment, from, to }): Run[][] => {
      const target = targets.find((each) => each.assessment === assessment);
      return target === undefined
        ? []
        : [[...nameRuns(target), text(`: ${quarterWords(period - 1)} `), lightRun(from), text(', now '), lightRun(to)]];
    }),
    ...(others.length === 0 ? [] : [[text(`${changesSummary(others, moved.length)}.`)]]),
  ];
}

/** What a Board that reads the pack will ask: why, how it is to be made good, and what became of what it asked. */
function questions({ targets, changes }: ChairFacts, { decisions, asAt }: BriefFacts): Run[][] {
  const ofLight = (light: Light): PackTarget[] => targets.filter(({ assessment }) => assessment.overall === light);
  const worse = changes.filter(({ kind, to }) => kind === 'worse' && to !== 'red');
  const owed = decisions.filter((each) => isOpenOn(each, asAt.date) && targets.some((target) => isAbout(each, target)));
  return [
    ...ofLight('red').map((target) => [...nameRuns(target), text(': why is it red? '), ...answered(target)]),
    ...worse.flatMap(({ assessment, from, to }): Run[][] => {
      const target = targets.find((each) => each.assessment === assessment);
      if (target === undefined) return [];
      const [was, is] = [from, to].map((light) => LIGHT_SIGNS[light].word.toLowerCase());
      return [[...nameRuns(target), text(`: why has it gone from ${was} to ${is}? `), ...answered(target)]];
    }),
    ...targets
      .filter(({ contradictions }) => contradictions.length > 0)
      .map((target) => [...nameRuns(target), text(`: ${target.contradictions.map((each) => each.text).join(' ')}`)]),
    ...ofLight('no-return').map((target) => [...nameRuns(target), text(': where is the figure?')]),
    ...owed.map((decision) => [
      text(`Asked on ${dateWords(decision.date)}: ${decision.text} `),
      quiet(decisionStandingWords(decision, asAt.date)),
    ]),
  ];
}

/** What the record answers: the arithmetic, and what it would take. */
function answered({ assessment }: PackTarget): Run[] {
  const needed = outlookOf(assessment).find(({ label }) => label === 'Still needed');
  return [
    ...marked(reasonOf(assessment), marksOf(assessment).light),
    ...(needed === undefined ? [] : [text(' Still needed: '), ...marked(needed.text, needed.illustrative)]),
  ];
}

function toDecide({ targets }: ChairFacts, { decisions, asAt }: BriefFacts): Run[][] {
  const overdue = decisions.filter(
    (each) =>
      isOpenOn(each, asAt.date) &&
      each.due !== null &&
      each.due < asAt.date &&
      targets.some((target) => isAbout(each, target)),
  );
  return [
    ...needsAction(targets),
    ...overdue.map((each) => [text(`${each.text} `), quiet(decisionStandingWords(each, asAt.date))]),
  ];
}
