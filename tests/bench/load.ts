import { CONNECTIONS } from './measure.ts';
import { outputOf, type Server } from './processes.ts';

/** What came of a round of load. */
export interface Load {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds under which 99 of 100 answers came. */
  readonly p99: number;
  /** Processor time of the server for one request, in microseconds. */
  readonly used: number;
}

interface Reported {
  readonly requests: { readonly average: number; readonly total: number };
  readonly latency: { readonly p99: number };
  readonly errors: number;
  readonly timeouts: number;
  readonly non2xx: number;
}

/**
 * Asks for one address from 50 connections, from a process of its own.
 * @param cookie of who is signed in on all of them
 */
export async function loadOn(server: Server, address: string, cookie: string, seconds: number): Promise<Load> {
  const headers = ['-H', 'accept-encoding=gzip', '-H', `cookie=${cookie}`];
  const options = ['-j', '-c', String(CONNECTIONS), '-d', String(seconds), ...headers, `${server.origin}${address}`];
  const before = server.used();
  const output = await outputOf('node_modules/autocannon/autocannon.js', options, (seconds + 10) * 1000);
  const { requests, latency, errors, timeouts, non2xx } = JSON.parse(output) as Reported;
  if (errors + timeouts + non2xx > 0) throw new Error(`${errors + timeouts + non2xx} requests failed under load`);
  const used = ((server.used() - before) * 1000) / requests.total;
  return { rate: requests.average, p99: latency.p99, used };
}
