import type { Change, LeadGroup } from './board.ts';
import { trendChart } from './chart.ts';
import { countsChart } from './chart-counts.ts';
import type { Commitment, Decision, Meeting, TargetTerms } from './data-package.ts';
import { decisionStandingWords, isOpenOn } from './decision.ts';
import type { KnownTarget } from './known.ts';
import { RAG, type Rag } from './light.ts';
import { periodEnd, periodText, yearText } from './period.ts';
import { type Counts, notJudged, reconcile, reconciliationLine } from './reconciliation.ts';
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
  type TableBlock,
  text,
  words,
} from './report.ts';
import { rewardSentence } from './reward-words.ts';
import { everyTarget, USUAL } from './risk-line.ts';
import { METHOD, type ReportTarget, type RiskFacts, targetBlocks } from './risk-report.ts';
import { changesSummary, reasonOf } from './sentence.ts';
import { codeOf, commitmentState, itemWords, reasonCode, stateWords, toleranceTerms } from './vocabulary.ts';
import { ageWords, countWords, dateWords, periodWords, quarterWords, shortValue } from './wording.ts';

/** A target of a pack. */
export interface PackTarget extends ReportTarget {
  readonly withoutNewAction: boolean;
}

/** A return of the quarter, as the pack tells of it. */
export interface PackReturn {
  readonly name: string;
  /** In words: signed off, or why it is missing. */
  readonly standing: string;
}

/** Something about a target that was set anew since the meeting before. */
export interface MovedTarget {
  readonly known: KnownTarget;
  readonly commitments: readonly Commitment[];
  readonly terms: readonly TargetTerms[];
}

export interface PackFacts extends Omit<RiskFacts, 'targets' | 'partnership' | 'colours' | 'columns'> {
  readonly meeting: Meeting;
  /** The name of the board. */
  readonly board: string;
  readonly revision: number;
  readonly targets: readonly PackTarget[];
  readonly reds: readonly PackTarget[];
  readonly ambers: readonly PackTarget[];
  /** Null where no agreement ran in the quarter before. */
  readonly countsBefore: Counts | null;
  readonly changes: readonly Change[];
  readonly groups: readonly LeadGroup<PackTarget>[];
  readonly asked: readonly Decision[];
  readonly returns: readonly PackReturn[];
  readonly moved: readonly MovedTarget[];
  /** Figures on few cases are kept back from whoever reads it. */
  readonly suppressed: boolean;
  /** Where it says otherwise than the revision before, by the headings there; empty for the first. */
  readonly corrected: readonly string[];
}

/** The pack of a meeting, in the order in which a Board reads it. */
export function packReport(facts: PackFacts): Report {
  const { meeting, board, period, asAt, agreements, revision } = facts;
  const second = revision === 1 ? '' : `, revision ${revision}`;
  return {
    title: `Performance and risk: ${periodWords(period)}`,
    under: `${board}, meeting of ${dateWords(meeting.date)}${second}; as known on ${dateWords(asAt.date)}`,
    runningHead: `${board}, ${dateWords(meeting.date)}${second}: ${quarterWords(period)}, ${agreements.map(({ code }) => code).join(', ')}`,
    date: asAt.date,
    smallPrint: null,
    blocks: [
      ...summary(facts),
      ...corrections(facts),
      ...youAsked(facts),
      ...redPages(facts),
      ...amberLines(facts),
      ...changed(facts),
      ...byPartnership(facts),
      ...doubts(facts),
      ...movedTargets(facts),
      ...toDecide(facts),
      ...annex(facts),
    ],
  };
}

const BREAK: Block = { kind: 'page-break' };

function part(title: string, blocks: readonly Block[], none: string): Block[] {
  return [heading(2, title), ...(blocks.length === 0 ? [words([text(none)])] : blocks)];
}

function summary(facts: PackFacts): Block[] {
  const { counts, reward, rewardIllustrative, cancelled, suppressed } = facts;
  const pounds = reward === null || reward.pot === 0 ? [] : [words(marked(rewardSentence(reward), rewardIllustrative))];
  const gone = cancelled.map((row) =>
    words([text(`The reward of ${row.agreement} was cancelled on ${dateWords(row.cancelled_on)}.`)]),
  );
  const toDo = needsDeciding(facts);
  return [
    heading(2, 'In short'),
    words([text(`${reconciliationLine(counts)}.`)], 'lead'),
    countsTable(facts),
    lightsTable(facts),
    ...pounds,
    ...gone,
    ...(suppressed ? [words([text(SUPPRESSED)])] : []),
    words([strong('To decide: '), text(toDo.length === 0 ? 'nothing is waiting.' : `${toDo.length} below.`)]),
    words([MARK, quiet(' marks what is illustrative: made up, because no source gives it.')], 'quiet'),
  ];
}

/** The heading under which a later revision names what it says otherwise. */
export const CORRECTED = 'What is corrected';

function corrections({ revision, corrected }: PackFacts): Block[] {
  if (revision === 1) return [];
  const items = corrected.map((place) => [text(place)]);
  const before = `Revision ${revision} says otherwise than revision ${revision - 1}, which stays as it was published, in:`;
  return [
    heading(2, CORRECTED),
    ...(items.length === 0
      ? [words([text(`Nothing: revision ${revision} says what revision ${revision - 1} said.`)])]
      : [words([text(before)]), { kind: 'list' as const, items }]),
  ];
}

const SUPPRESSED =
  'Not shown here: figures that rest on few cases, and what would tell them. A target whose figure is not shown has no colour here.';

function plainTable(caption: string, columns: TableBlock['columns'], rows: TableBlock['rows']): TableBlock {
  return { kind: 'table', caption, columns, rows };
}

const label = (words: string, share = 30) => ({ text: words, numeric: false, share });
const number = (words: string, share = 12) => ({ text: words, numeric: true, share });

function countsTable({ counts, countsBefore, period }: PackFacts): Block {
  const row = (name: Run, now: number, before: number | null): Run[][] => [
    [name],
    [text(String(now))],
    [text(before === null ? '–' : signed(now - before))],
  ];
  return plainTable(
    'How many targets have each colour',
    [label('Colour'), number('Targets'), number(`Since ${quarterWords(period - 1)}`, 24)],
    [
      ...RAG.map((light) => row(lightRun(light), counts[light], countsBefore?.[light] ?? null)),
      row(text('Not judged'), notJudged(counts), countsBefore && notJudged(countsBefore)),
      row(strong('All'), counts.total, countsBefore?.total ?? null),
    ],
  );
}

function signed(change: number): string {
  if (change === 0) return 'as many';
  return change > 0 ? `${change} more` : `${-change} fewer`;
}

/** The three lights side by side: a Board that looks at one only may be misled by it. */
function lightsTable({ targets }: PackFacts): Block {
  const count = (light: Rag, of: (target: PackTarget) => string | null): Run[] => [
    text(String(targets.filter((target) => of(target) === light).length)),
  ];
  return plainTable(
    'The three lights',
    [label('Colour'), number('Now'), number('Year end'), number('Stretch')],
    RAG.map((light) => [
      [lightRun(light)],
      count(light, ({ assessment }) => assessment.now),
      count(light, ({ assessment }) => assessment.yearEnd?.light ?? null),
      count(light, ({ assessment }) => assessment.stretch?.light ?? null),
    ]),
  );
}

function youAsked({ asked, asAt }: PackFacts): Block[] {
  const blocks = asked.flatMap((decision): Block[] => {
    const { date, text: said, answer, answered_on: on, owner_role: owner, provenance } = decision;
    const isAnswered = answer !== null && on !== null && on <= asAt.date;
    const standing = `${decisionStandingWords(decision, asAt.date)}${owner === null ? '' : `; ${owner}`}`;
    return [
      words([strong(`${dateWords(date)}. `), ...marked(said, provenance === 'illustrative')]),
      words([...(isAnswered ? [text(`${answer} `)] : []), quiet(standing)]),
    ];
  });
  return part('You asked', blocks, 'Nothing was asked at the meeting before, and nothing is open from earlier ones.');
}

/** What a page has room for beside the chart and the numbers. */
const MOST_LETTERS = 1500;
const MOST_ACTIONS = 6;

function onePage(target: PackTarget): Block[] {
  const { commentary, openActions } = target;
  const more = openActions.length - MOST_ACTIONS;
  return [
    ...targetBlocks(
      {
        ...target,
        commentary: commentary && { ...commentary, text: shortened(commentary.text) },
        openActions: openActions.slice(0, MOST_ACTIONS),
      },
      true,
    ),
    ...(more > 0 ? [words([text(`And ${countWords(more, 'more action')}.`)])] : []),
  ];
}

/** Cut after a word. */
function shortened(said: string): string {
  if (said.length <= MOST_LETTERS) return said;
  const cut = said.slice(0, MOST_LETTERS);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MOST_LETTERS - 100)).toWellFormed()} … (cut to fit this page)`;
}

/** Each on a page of its own. */
function redPages({ reds }: PackFacts): Block[] {
  if (reds.length === 0) return part('Red', [], 'No target is red.');
  return reds.flatMap((target, index) => [
    BREAK,
    ...(index === 0 ? [heading(2, 'Red, worst first')] : []),
    ...onePage(target),
  ]);
}

function amberLines({ ambers }: PackFacts): Block[] {
  const blocks = ambers.flatMap((target) => targetBlocks(target, false));
  return [...(blocks.length === 0 ? [] : [BREAK]), ...part('Amber, worst first', blocks, 'No target is amber.')];
}

function changed({ changes, targets, period }: PackFacts): Block[] {
  const moved = changes.filter(({ kind }) => kind === 'worse' || kind === 'better');
  const others = changes.filter((change) => !moved.includes(change));
  const rows = moved.flatMap(({ assessment, from, to }): Run[][][] => {
    const target = targets.find((each) => each.assessment === assessment);
    return target === undefined ? [] : [[nameRuns(target), [text(target.lead)], [lightRun(from)], [lightRun(to)]]];
  });
  const columns = [label('Target', 40), label('Led by'), label('Was', 15), label('Is', 15)];
  const table = plainTable('Worse first', columns, rows);
  return part(
    `What changed since ${quarterWords(period - 1)}`,
    [
      ...(rows.length === 0 ? [] : [table]),
      ...(others.length === 0 ? [] : [words([text(`${changesSummary(others, moved.length)}.`)])]),
    ],
    'No target has another colour than in the quarter before.',
  );
}

/** A target by its title and its code. */
export function nameRuns({ assessment }: PackTarget): Run[] {
  return [text(assessment.known.record.measure.row.title), quiet(` ${codeOf(assessment)}`)];
}

const WITHOUT_LEAD = USUAL.filter((column) => column !== 'lead');

function byPartnership({ groups }: PackFacts): Block[] {
  const chart = countsChart(
    'Targets by the partnership that leads them',
    groups.map(({ name, rows }) => ({
      label: name,
      href: null,
      counts: reconcile(rows.map(({ assessment }) => assessment.overall)),
    })),
  );
  return [
    BREAK,
    heading(2, 'By partnership'),
    { kind: 'picture', chart },
    ...groups.flatMap(({ name, rows }): Block[] => [
      heading(3, name),
      everyTarget(rows, `Targets that ${name} leads`, WITHOUT_LEAD),
      {
        kind: 'pictures',
        charts: rows.map(({ assessment }) => trendChart(assessment, 'small')).filter(({ blank }) => !blank),
      },
    ]),
  ];
}

function doubts({ targets, returns, asAt }: PackFacts): Block[] {
  const contradicting = targets.filter(({ contradictions }) => contradictions.length > 0);
  const old = targets
    .flatMap(({ assessment }) => (assessment.judgement.figure === null ? [] : [assessment]))
    .sort((a, b) => (a.judgement.figure?.period ?? 0) - (b.judgement.figure?.period ?? 0))
    .filter(({ judgement, period }) => (judgement.figure?.period ?? period) < period - 1);
  return [
    ...part(
      'Contradictions',
      contradicting.map((target) =>
        words([...nameRuns(target), text(`: ${target.contradictions.map((each) => each.text).join(' ')}`)]),
      ),
      'Nothing contradicts itself.',
    ),
    ...part(
      'Returns',
      returns.length === 0
        ? []
        : [
            plainTable(
              'Of the quarter',
              [label('Partnership', 40), label('Return', 40)],
              returns.map(({ name, standing }) => [[text(name)], [text(standing)]]),
            ),
          ],
      'No partnership had anything to return.',
    ),
    ...part(
      'Figures that are older than a quarter',
      old.map((assessment) => {
        const { figure } = assessment.judgement;
        const of =
          figure === null ? '' : `${periodText(figure.period)}, ${ageWords(periodEnd(figure.period), asAt.date)} old`;
        return words([
          text(assessment.known.record.measure.row.title),
          quiet(` ${codeOf(assessment)}`),
          text(`: ${of}.`),
        ]);
      }),
      'None.',
    ),
  ];
}

function movedTargets({ moved }: PackFacts): Block[] {
  const blocks = moved.flatMap(({ known, commitments, terms }): Block[] => {
    const { row } = known.record.measure;
    return [
      ...commitments.map((each) =>
        words([
          text(row.title),
          quiet(` ${codeOf({ known })}`),
          ...marked(`: ${commitmentWords(each, known)}`, each.provenance === 'illustrative'),
        ]),
      ),
      ...terms.map((each) =>
        words([
          text(row.title),
          quiet(` ${codeOf({ known })}`),
          text(
            `: its terms since ${dateWords(each.recorded_on)} (${stateWords(each.state).toLowerCase()})${each.reason === null ? '.' : `: ${each.reason}.`}`,
          ),
        ]),
      ),
    ];
  });
  return part('Changes to targets since the meeting before', blocks, 'No target was set anew.');
}

function commitmentWords(row: Commitment, { record }: KnownTarget): string {
  const value = row.item === 'reward-pot' ? '' : ` ${shortValue(row.value, record.measure.row)}`;
  const by = row.decided_by === null ? '' : ` by ${row.decided_by}`;
  const on = row.decided_on === null ? '' : ` on ${dateWords(row.decided_on)}`;
  const why = row.reason ?? reasonCode(row.reason_code);
  return `${itemWords(row.item).toLowerCase()} for ${yearText(row.period)}${value}, ${commitmentState(row.state).toLowerCase()}${by}${on}${why === '' || why === '–' ? '' : `: ${why}`}.`;
}

/** Reds that nothing new is done about, each as a question. */
export function needsAction(targets: readonly PackTarget[]): Run[][] {
  return targets
    .filter(({ withoutNewAction }) => withoutNewAction)
    .map((target) => [...nameRuns(target), text(': red for three quarters without a new action. What is to be done?')]);
}

/** What waits for the Board: reds that nothing new is done about, and what it asked and nobody has answered. */
export function needsDeciding({ targets, asked, asAt }: PackFacts): Run[][] {
  return [
    ...needsAction(targets),
    ...asked
      .filter((decision) => isOpenOn(decision, asAt.date))
      .map((decision) => [text(`${decision.text} `), quiet(decisionStandingWords(decision, asAt.date))]),
  ];
}

function toDecide(facts: PackFacts): Block[] {
  const items = needsDeciding(facts);
  return part('Decisions asked for', items.length === 0 ? [] : [{ kind: 'list', items }], 'None.');
}

function annex({ targets }: PackFacts): Block[] {
  return [
    BREAK,
    heading(2, 'Annex: every target'),
    everyTarget(targets, 'Targets in the order of their agreements'),
    heading(2, 'Annex: tolerances and who set them'),
    plainTable(
      'How far short of what is expected is still amber',
      [label('Target', 40), label('Tolerance', 40)],
      targets.map((target) => [nameRuns(target), [text(toleranceTerms(target.assessment.known.terms))]]),
    ),
    heading(2, 'Annex: why each has its colour'),
    plainTable(
      'The arithmetic in a sentence',
      [label('Target', 35), label('Why', 60)],
      targets.map((target) => [nameRuns(target), [text(reasonOf(target.assessment))]]),
    ),
    ...METHOD,
  ];
}
