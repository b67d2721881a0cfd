import { z } from 'zod';
import { Invalid } from './domain/errors.ts';
import { type IsoDate, parseDate } from './domain/moment.ts';

export interface Config {
  /** The database's file. */
  readonly database: string;
  /** 0 lets the machine choose one. */
  readonly port: number;
  readonly host: string;
  /** The day on which the record's clock starts; null for the machine's own. */
  readonly today: IsoDate | null;
  readonly production: boolean;
}

/** Every variable that is read, with what it must be; an empty one counts as not given. */
const ENVIRONMENT = z.object({
  LAA_DATABASE: z.string().default('data/laa.db'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  LAA_TODAY: z
    .string()
    .refine((text) => parseDate(text) !== null)
    .nullable()
    .default(null),
  NODE_ENV: z.string().default('development'),
});

const ALLOWED: Readonly<Record<string, string>> = {
  PORT: 'a port from 0 to 65535',
  LAA_TODAY: 'a date such as 2008-11-19',
};

/** @throws Invalid with one line for each variable that has a bad value */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { data, error } = ENVIRONMENT.safeParse(given);
  if (error !== undefined) throw new Invalid(error.issues.map(({ path }) => badValue(String(path[0]), given)));
  const { LAA_DATABASE: database, PORT: port, HOST: host, LAA_TODAY: today, NODE_ENV } = data;
  return { database, port, host, today, production: NODE_ENV === 'production' };
}

function badValue(name: string, given: Readonly<Record<string, unknown>>) {
  return { field: name, message: `${name} is ${JSON.stringify(given[name])}; ${ALLOWED[name] ?? 'a text'} is needed` };
}
