import type { Period } from '../domain/period.ts';
import { returnStateWords } from '../domain/return-state.ts';
import { countWords } from '../domain/wording.ts';
import type { Deps } from './reading.ts';
import { type DeskReturn, returnDesk } from './return-desk.ts';

/** A partnership's return of a quarter, as a paper tells of it. */
export interface ReturnStanding {
  /** Its code. */
  readonly partnership: string;
  readonly name: string;
  /** In words, with what is missing and how late it is. */
  readonly words: string;
  readonly isSignedOff: boolean;
}

/** The returns of a quarter, by partnership; none for a quarter that the desk no longer shows. */
export function returnStandings(deps: Deps, period: Period | null): ReturnStanding[] {
  const desk = returnDesk(deps);
  const column = desk.quarters.findIndex((each) => each.period === period);
  return desk.lines.flatMap(({ partnership: { code, name }, returns }) => {
    const own = column === -1 ? null : returns[column];
    if (own == null) return [];
    return [{ partnership: code, name, words: standingWords(own), isSignedOff: own.state === 'signed-off' }];
  });
}

function standingWords({ state, missing, daysLate }: DeskReturn): string {
  const words = state === 'brought-in' ? 'Figures in, and no return was submitted' : returnStateWords(state);
  const lacks = missing === 0 ? '' : `; ${countWords(missing, 'figure')} missing`;
  return `${words}${lacks}${daysLate === 0 ? '' : `, ${countWords(daysLate, 'day')} late`}`;
}
