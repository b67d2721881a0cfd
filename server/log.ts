import pino, { type Logger } from 'pino';

export type Log = Logger;

/** One JSON line an event, on standard error, so that what a command prints stays its own. */
export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
