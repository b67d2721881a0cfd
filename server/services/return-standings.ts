import type { Period } from '../domain/period.ts';
import { returnStateWords } from '../domain/return-state.ts';
import { countWords } from '../domain/wording.ts';
import type { Deps } from './reading.ts';
import { type DeskReturn, deskOf } from './return-desk.ts';

/** A partnership's return of a quarter, as a paper tells of it. */
export interface ReturnStanding {
  /** Its code. */
  readonly partnership: string;
  readonly name: string;
  /** In words, with what is missing and how late it is. */
  readonly words: string;
  readonly isSignedOff: boolean;
}

/** The returns of a quarter, by partnership. @param period null for none */
export function returnStandings(deps: Deps, period: Period | null): ReturnStanding[] {
  if (period === null) return [];
  return deskOf(deps, [period]).lines.flatMap(({ partnership: { code, name }, returns: [own] }) =>
    own == null
      ? []
      : [{ partnership: code, name, words: standingWords(own), isSignedOff: own.state === 'signed-off' }],
  );
}

function standingWords({ state, missing, daysLate }: DeskReturn): string {
  const words = state === 'brought-in' ? 'Figures in, and no return was submitted' : returnStateWords(state);
  const lacks = missing === 0 ? '' : `; ${countWords(missing, 'figure')} missing`;
  return `${words}${lacks}${daysLate === 0 ? '' : `, ${countWords(daysLate, 'day')} late`}`;
}
