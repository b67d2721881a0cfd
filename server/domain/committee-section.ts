import type { Change } from './board.ts';
import { LIGHT_SIGNS } from './light.ts';
import { outlookOf } from './outlook.ts';
import { needsDeciding, type PackFacts, type PackTarget } from './pack-report.ts';
import type { Period } from './period.ts';
import { isMarked, marksOf } from './provenance.ts';
import { type Counts, greyParts, notJudged } from './reconciliation.ts';
import { type Block, heading, marked, type Report, type Run, text, words } from './report.ts';
import { rewardSentence } from './reward-words.ts';
import { actionsWords, reasonOf } from './sentence.ts';
import { codeOf } from './vocabulary.ts';
import { countWords, dateWords, listWords, periodEndWords, periodWords, quarterWords } from './wording.ts';

/**
 * What a pack says, in paragraphs to be pasted into a report to a committee: no table, no picture, nothing that a page
 * of another council’s paper would have to be laid out for.
 */
export function committeeSection(facts: PackFacts): Report {
  const { period, board, meeting, asAt, reds, ambers } = facts;
  return {
    title: `Targets of the Local Area Agreements: ${periodWords(period)}`,
    under: `From the pack for the ${board} of ${dateWords(meeting.date)}, as known on ${dateWords(asAt.date)}.`,
    runningHead: '',
    date: asAt.date,
    smallPrint: null,
    blocks: [
      words(standing(facts)),
      ...pounds(facts),
      ...section('Red', reds.map(redParagraph)),
      ...section('Amber', ambers.length === 0 ? [] : [{ kind: 'list', items: ambers.map(amberLine) }]),
      ...section('Changes', changes(facts)),
      ...section('Returns', returns(facts)),
      ...section('Asked at the meeting before', answers(facts)),
      ...section(
        'Decisions asked for',
        needsDeciding(facts).map((runs) => words(runs)),
      ),
    ],
  };
}

/** A part that has nothing to say is left out. */
function section(title: string, blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [heading(2, title), ...blocks];
}

function standing({ counts, countsBefore, period }: PackFacts): Run[] {
  const grey = notJudged(counts) === 0 ? '' : ` (${listWords(greyParts(counts))})`;
  const colours = `${counts.green} were green, ${counts.amber} amber and ${counts.red} red, and ${notJudged(counts)} could not be judged${grey}`;
  return [
    text(
      `Of ${countWords(counts.total, 'target')}, ${colours} by ${periodEndWords(period)}.${since(countsBefore, period)}`,
    ),
  ];
}

function since(before: Counts | null, period: Period): string {
  if (before === null) return '';
  return ` In ${quarterWords(period - 1)} it was ${before.green} green, ${before.amber} amber and ${before.red} red.`;
}

function pounds({ reward, rewardIllustrative }: PackFacts): Block[] {
  return reward === null || reward.pot === 0 ? [] : [words(marked(rewardSentence(reward), rewardIllustrative))];
}

function nameOf({ assessment, lead }: PackTarget): string {
  return `${assessment.known.record.measure.row.title} (${codeOf(assessment)}, led by the ${lead})`;
}

function redParagraph(target: PackTarget): Block {
  const { assessment, commentary, openActions } = target;
  const needed = outlookOf(assessment).find(({ label }) => label === 'Still needed');
  return words([
    text(`${nameOf(target)}. `),
    ...marked(reasonOf(assessment), marksOf(assessment).light),
    ...(needed === undefined ? [] : [text(' Still needed: '), ...marked(needed.text, needed.illustrative)]),
    ...(commentary === null ? [] : [text(' '), ...marked(commentary.text, commentary.provenance === 'illustrative')]),
    text(' '),
    ...(openActions.length === 0
      ? [text('No action is open.')]
      : marked(`Being done: ${actionsWords(openActions, assessment.known.asAt.date)}.`, isMarked(openActions))),
  ]);
}

function amberLine(target: PackTarget): Run[] {
  return [text(`${nameOf(target)}: `), ...marked(reasonOf(target.assessment), marksOf(target.assessment).light)];
}

function changes({ changes: all, period }: PackFacts): Block[] {
  const said = (kind: Change['kind']): string[] =>
    all
      .filter((change) => change.kind === kind)
      .map(({ assessment, from, to }) => {
        const [was, is] = [from, to].map((light) => LIGHT_SIGNS[light].word.toLowerCase());
        return `${assessment.known.record.measure.row.title} (${codeOf(assessment)}) from ${was} to ${is}`;
      });
  const [worse, better] = [said('worse'), said('better')];
  return [
    ...(worse.length === 0 ? [] : [words([text(`Worse than in ${quarterWords(period - 1)}: ${listWords(worse)}.`)])]),
    ...(better.length === 0 ? [] : [words([text(`Better: ${listWords(better)}.`)])]),
  ];
}

/** Partnerships whose returns stand alike are named together. */
function returns({ returns: all }: PackFacts): Block[] {
  const alike = Map.groupBy(all, ({ standing }) => standing);
  const items = [...alike].map(([standing, rows]) => [
    text(`${standing}: ${listWords(rows.map(({ name }) => name))}.`),
  ]);
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

function answers({ asked, asAt }: PackFacts): Block[] {
  return asked.map(({ date, text: said, answer, answered_on: on, provenance }) => {
    const known = answer !== null && on !== null && on <= asAt.date ? answer : 'There is no answer yet.';
    return words(marked(`${dateWords(date)}: ${said} ${known}`, provenance === 'illustrative'));
  });
}
