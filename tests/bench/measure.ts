/** How much is measured: all of it, or for a quick look. */
export interface Effort {
  readonly rounds: number;
  /** Of one round of load. */
  readonly seconds: number;
  /** How often a short thing is repeated in a round. */
  readonly repeats: number;
}

export const FULL: Effort = { rounds: 3, seconds: 3, repeats: 100 };
export const QUICK: Effort = { rounds: 2, seconds: 1, repeats: 30 };

export const CONNECTIONS = 50;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export interface Pair {
  readonly own: number;
  readonly other: number;
}

/**
 * Two things measured in turn, so that whatever else the machine does disturbs both.
 * @param ratio the median of own / other within a round
 */
export interface Compared extends Pair {
  readonly ratio: number;
}

export function comparedBy(rounds: readonly Pair[]): Compared {
  return {
    own: median(rounds.map(({ own }) => own)),
    other: median(rounds.map(({ other }) => other)),
    ratio: median(rounds.map(({ own, other }) => own / other)),
  };
}

/** Milliseconds that a piece of work takes. */
export function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

export function times(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

export const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en-GB')}/s`;
export const milliseconds = (time: number): string => `${time.toFixed(time < 10 ? 2 : 0)} ms`;
export const microseconds = (time: number): string => `${Math.round(time)} µs`;
export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
