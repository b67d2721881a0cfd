import type { BriefFacts, ChairFacts } from '../domain/brief.ts';
import { NotFound } from '../domain/errors.ts';
import { codeAddress } from '../domain/target-order.ts';
import { type BoardView, countsOf, rewardAcross } from './board.ts';
import { type MeetingName, type MeetingPageView, meetingView } from './meeting.ts';
import type { AsAtChoice, Deps } from './reading.ts';
import { type ReturnStanding, returnStandings } from './return-standings.ts';

/**
 * What the chairs of the partnerships that lead a target should know before a meeting.
 * @param partnership the code of one of them as in an address; null for all
 * @throws NotFound where there is no such meeting, it reviews no quarter, or nobody of that code leads a target
 */
export function briefFacts(deps: Deps, name: MeetingName, partnership: string | null): BriefFacts {
  const view = meetingView(deps, name);
  const { meeting, board, choice, boardView, reporting, asked } = view;
  if (boardView === null) throw new NotFound('This meeting reviews no quarter of an agreement.');
  const standings = returnStandings(deps, boardView.period);
  const chosen = reporting.filter(({ code }) => partnership === null || codeAddress(code) === codeAddress(partnership));
  if (chosen.length === 0) throw new NotFound('No partnership of that name leads a target of the quarter.');
  return {
    meeting,
    board: board.name,
    agreements: boardView.agreements,
    period: boardView.period,
    asAt: choice.asAt,
    decisions: asked,
    chairs: chosen.map((each) => ({
      ...chairFacts(each, boardView),
      standing: standingOf(
        standings.find(({ partnership: code }) => code === each.code),
        choice,
      ),
    })),
  };
}

function chairFacts(
  asked: MeetingPageView['reporting'][number],
  { agreements, cancelled, changes, groups }: BoardView,
): Omit<ChairFacts, 'standing'> {
  const targets = groups
    .flatMap(({ rows }) => rows)
    .filter(({ assessment }) => assessment.known.terms.lead === asked.code);
  return {
    asked,
    targets,
    counts: countsOf(targets.map(({ assessment }) => assessment)),
    changes: changes.filter(({ assessment }) => targets.some((target) => target.assessment === assessment)),
    ...rewardAcross(agreements, cancelled, targets),
  };
}

/** Of a meeting that is past all else is as known on its day; how a return stood then is not kept. */
function standingOf(standing: ReturnStanding | undefined, { chosen }: AsAtChoice): string | null {
  if (standing === undefined) return null;
  return chosen === null ? standing.words : `As it stands now: ${standing.words}`;
}
