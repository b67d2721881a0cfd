import { type IsoDate, type IsoMoment, isoMoment } from './domain/moment.ts';

/** The record's clock, in whole seconds, UTC. */
export type Clock = () => IsoMoment;

/** The machine's own clock: sessions, links, tokens, mail and the audit always use it (contract.md, LAA_TODAY). */
export const machineClock: Clock = () => isoMoment(Date.now());

/**
 * A clock that runs at the machine's pace, from the start of a day or, where that is later, from the newest row
 * that was recorded here: what is recorded next must not seem older than what is there (contract.md, LAA_TODAY).
 * @param today null for the machine's own day and time
 */
export function recordClock(today: IsoDate | null, lastRecordedAt: IsoMoment | null): Clock {
  const started = Date.now();
  const start = today === null ? started : Date.parse(`${today}T00:00:00Z`);
  const newest = lastRecordedAt === null ? 0 : Date.parse(lastRecordedAt);
  const offset = Math.max(start, newest) - started;
  return () => isoMoment(Date.now() + offset);
}
