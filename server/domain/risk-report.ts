import type { Assessment } from './assessment.ts';
import { worstFirst } from './board.ts';
import { trendChart } from './chart.ts';
import type { Contradiction } from './contradiction.ts';
import type { Action, Agreement, Cancellation, Commentary } from './data-package.ts';
import type { History } from './history.ts';
import { LIGHT_SIGNS, type Light } from './light.ts';
import type { AsAt } from './moment.ts';
import { outlookOf } from './outlook.ts';
import type { Period } from './period.ts';
import { isMarked, marksOf, provenanceOf } from './provenance.ts';
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
import { everyTarget, USUAL } from './risk-line.ts';
import type { ChosenColumn } from './risk-summary.ts';
import { actionsWords, reasonOf, sinceWords } from './sentence.ts';
import { codeOf } from './vocabulary.ts';
import { countWords, dateWords, listWords, periodWords, polarityWords, quarterWords, unitWords } from './wording.ts';

/** A target with what is said and done about it. */
export interface ReportTarget {
  readonly assessment: Assessment;
  readonly history: History;
  /** The name of the partnership that leads it. */
  readonly lead: string;
  readonly commentary: Commentary | null;
  readonly openActions: readonly Action[];
  readonly contradictions: readonly Contradiction[];
}

export interface RiskFacts {
  readonly agreements: readonly Agreement[];
  readonly period: Period;
  readonly asAt: AsAt;
  /** The name of the one that is asked for; null for all. */
  readonly partnership: string | null;
  /** The colours that are asked for; null for all. */
  readonly colours: readonly Light[] | null;
  /** What is said of each target in one line; null for the usual. */
  readonly columns: readonly ChosenColumn[] | null;
  /** Of every target of the agreements, or of the partnership, whatever its colour. */
  readonly counts: Counts;
  /** Those of the colours that are asked for, in the agreement's order. */
  readonly targets: readonly ReportTarget[];
  readonly reward: Omit<RewardTotal, 'scheme'> | null;
  readonly rewardIllustrative: boolean;
  readonly cancelled: readonly Cancellation[];
}

/** The risk summary as a paper: what is red and why, what is amber, and every target in one line. */
export function riskReport(facts: RiskFacts): Report {
  const { agreements, period, asAt, targets, columns } = facts;
  const of = listWords(agreements.map(({ title }) => title));
  return {
    title: 'Risk summary',
    under: `${of}: ${periodWords(period)} (${quarterWords(period)}), as known on ${dateWords(asAt.date)}`,
    runningHead: `Risk summary, ${listWords(agreements.map(({ code }) => code))}, ${quarterWords(period)}`,
    date: asAt.date,
    smallPrint: null,
    blocks: [
      ...summary(facts),
      ...inDetail('Red, worst first', ofLight(targets, 'red'), true),
      ...inDetail('Amber, worst first', ofLight(targets, 'amber'), false),
      ...listed(targets, columns),
      ...METHOD,
    ],
  };
}

function ofLight(targets: readonly ReportTarget[], light: Light): ReportTarget[] {
  return targets
    .filter(({ assessment }) => assessment.overall === light)
    .sort((a, b) => worstFirst(a.assessment, b.assessment));
}

function summary({ partnership, colours, counts, targets, reward, rewardIllustrative, cancelled }: RiskFacts): Block[] {
  const led = partnership === null ? [] : [words([text(`Targets led by ${partnership}.`)])];
  const shown =
    colours === null
      ? []
      : [
          words([
            text(
              `Shown here: ${listWords(colours.map((light) => LIGHT_SIGNS[light].word.toLowerCase()))}, ${countWords(targets.length, 'target')} of ${counts.total}.`,
            ),
          ]),
        ];
  const pounds = reward === null || reward.pot === 0 ? [] : [words(marked(rewardSentence(reward), rewardIllustrative))];
  const gone = cancelled.map((row) =>
    words([text(`The reward of ${row.agreement} was cancelled on ${dateWords(row.cancelled_on)}.`)]),
  );
  const made = targets.some(({ assessment }) => isMade(assessment));
  const note = made
    ? [words([MARK, quiet(' marks what is illustrative: made up, because no source gives it.')], 'quiet')]
    : [];
  return [...led, words([text(`${reconciliationLine(counts)}.`)], 'lead'), ...shown, ...pounds, ...gone, ...note];
}

function isMade(assessment: Assessment): boolean {
  return marksOf(assessment).light || provenanceOf(assessment) === 'illustrative';
}

function inDetail(title: string, targets: readonly ReportTarget[], withChart: boolean): Block[] {
  if (targets.length === 0) return [];
  return [heading(2, title), ...targets.flatMap((target) => targetBlocks(target, withChart))];
}

/** One target under its title. */
export function targetBlocks(target: ReportTarget, withChart: boolean): Block[] {
  return [heading(3, target.assessment.known.record.measure.row.title), ...targetStory(target, withChart)];
}

/** What is told of a target: the lights, why, the picture, what lies ahead, what is said and done. */
export function targetStory(target: ReportTarget, withChart: boolean): Block[] {
  const { assessment, lead, history, contradictions } = target;
  const { row } = assessment.known.record.measure;
  const since = history.since === null ? '' : `; ${sinceWords(assessment, history.since)}`;
  const about = `${codeOf(assessment)}; led by ${lead}; ${unitWords(row.unit)}, ${polarityWords(row.polarity)}${since}`;
  const warnings = contradictions.map((each) => words([strong('A contradiction. '), text(each.text)]));
  return [
    words([quiet(about)], 'quiet'),
    words(lightRuns(assessment)),
    words(marked(reasonOf(assessment), marksOf(assessment).light)),
    ...warnings,
    ...(withChart ? [{ kind: 'picture' as const, chart: trendChart(assessment) }] : []),
    { kind: 'facts', facts: [...aheadFacts(assessment), ...storyFacts(target)] },
  ];
}

function lightRuns({ now, yearEnd, stretch, ownView }: Assessment): Run[] {
  const runs: Run[] = [text('Now '), lightRun(now), text('  Year end '), lightRun(yearEnd?.light ?? 'no-forecast')];
  if (stretch !== null) runs.push(text('  Stretch '), lightRun(stretch.light));
  if (ownView !== null) runs.push(text('  The lead says '), lightRun(ownView));
  return runs;
}

function aheadFacts(assessment: Assessment): { label: string; runs: Run[] }[] {
  return outlookOf(assessment).map(({ label, text: said, illustrative }) => ({
    label,
    runs: marked(said, illustrative),
  }));
}

function storyFacts({ assessment, commentary, openActions }: ReportTarget): { label: string; runs: Run[] }[] {
  const said =
    commentary === null
      ? [text('Nothing has been said about it.')]
      : [
          ...marked(commentary.text, commentary.provenance === 'illustrative'),
          ...(commentary.period === assessment.period ? [] : [quiet(` (said for ${periodWords(commentary.period)})`)]),
        ];
  const done =
    openActions.length === 0
      ? [text('No action is open.')]
      : marked(actionsWords(openActions, assessment.known.asAt.date), isMarked(openActions));
  return [
    { label: 'What lies behind it', runs: said },
    { label: 'Being done', runs: done },
  ];
}

function listed(targets: readonly ReportTarget[], columns: RiskFacts['columns']): Block[] {
  if (targets.length === 0) return [words([text('No target has one of these colours.')])];
  const usual = columns === null ? ', each with its colour, its figure and what was expected' : '';
  const caption = `Targets in the agreement’s order${usual}`;
  return [heading(2, 'Every target'), everyTarget(targets, caption, columns ?? USUAL)];
}

/** How the colours come about, for whoever reads a paper without the app. */
export const METHOD: readonly Block[] = [
  heading(2, 'How the colours come about'),
  words([
    text(
      'The light now sets a target’s last figure against what was expected by then: green where it is there or better, amber where it is short by no more than the target’s tolerance, red beyond that. The light of the year’s end sets the forecast, with its chance where that is known, against the year’s target. The colour of a target is the worse of the two. Targets without a figure that can be judged have a word and no colour; they are counted, never left out.',
    ),
  ]),
];
