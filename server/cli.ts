import { parseArgs } from 'node:util';
import { recordClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { assessmentText } from './documents/assessment-text.ts';
import { assessmentJson } from './domain/assessment-json.ts';
import { Conflict, Invalid, NotFound } from './domain/errors.ts';
import { type IsoDate, parseDate } from './domain/moment.ts';
import { problemLines } from './domain/package-problem.ts';
import { type Period, parsePeriodAddress } from './domain/period.ts';
import { type AssessmentQuestion, assessAgreement } from './services/assessments.ts';
import { exportPackage, importPackage, RefusedPackage } from './services/data-package.ts';
import { chooseAsAt, type Deps } from './services/reading.ts';
import { createRecord, openRecord } from './services/setup.ts';

interface Command {
  readonly usage: string;
  readonly does: string;
  /** @throws WrongUsage, or an error of the domain with what a person should read */
  run(args: string[], config: Config): void | Promise<void>;
}

/** The command line was not written as the help says. */
class WrongUsage extends Error {}

const COMMANDS: Readonly<Record<string, Command>> = {
  init: {
    usage: 'init',
    does: 'creates an empty database',
    run: (args, { database }) => {
      usage(args, {}, 0);
      createRecord(database).close();
      print(`created ${database}`);
    },
  },
  import: {
    usage: 'import DIR [--check]',
    does: 'checks and loads a data package; --check only checks',
    run: (args, { database }) => {
      const { values, words } = usage(args, { check: { type: 'boolean' } }, 1);
      importFrom(database, words[0] ?? '', values.check === true);
    },
  },
  export: {
    usage: 'export DIR [--as-at DATE]',
    does: 'writes the data package; --as-at leaves out what was recorded later',
    run: (args, config) => {
      const { values, words } = usage(args, { 'as-at': { type: 'string' } }, 1);
      exportTo(config, words[0] ?? '', dateOption(values['as-at']));
    },
  },
  assess: {
    usage: 'assess --agreement A [--period "2008/09 Q2"] [--as-at DATE] [--basis B] [--json]',
    does: 'the assessment of every target: a table, or JSON',
    run: (args, config) => {
      const texts = { agreement: { type: 'string' }, period: { type: 'string' }, basis: { type: 'string' } } as const;
      const { values } = usage(args, { ...texts, 'as-at': { type: 'string' }, json: { type: 'boolean' } }, 0);
      if (values.agreement === undefined) throw new WrongUsage('--agreement is needed');
      assessFrom(config, values.json === true, {
        agreement: String(values.agreement),
        period: periodOption(values.period),
        asAt: dateOption(values['as-at']),
        basis: values.basis === undefined ? null : String(values.basis),
      });
    },
  },
};

function assessFrom({ database, today }: Config, json: boolean, question: AssessmentQuestion): void {
  withRecord(database, (store) => {
    const assessed = assessAgreement(depsOf(store, today), question);
    print(json ? JSON.stringify(assessmentJson(assessed), null, 2) : assessmentText(assessed));
  });
}

function importFrom(database: string, folder: string, check: boolean): void {
  withRecord(database, (store) => {
    const counts = importPackage(store, folder, { check, progress });
    for (const [file, { new: added, identical, replaced }] of Object.entries(counts)) {
      print(`${file}.csv: ${added} new, ${identical} identical, ${replaced} replaced`);
    }
    print(check ? 'no problem found; nothing was stored, as asked' : 'stored');
  });
}

function exportTo({ database, today }: Config, folder: string, day: IsoDate | null): void {
  withRecord(database, (store) => {
    const asAt = day === null ? null : chooseAsAt(depsOf(store, today), day).asAt.date;
    const counts = exportPackage(store, folder, asAt);
    for (const [file, rows] of counts) print(`${file}.csv: ${rows} rows`);
    print(`written to ${folder}`);
  });
}

/** The record with its own clock, as the server has it. */
function depsOf(store: Deps['store'], today: IsoDate | null): Deps {
  const { today: own, last_recorded_at: lastRecordedAt } = store.state.find();
  return { store, now: recordClock(today ?? own, lastRecordedAt) };
}

function withRecord(database: string, work: (store: Deps['store']) => void): void {
  const store = openRecord(database);
  try {
    work(store);
  } finally {
    store.close();
  }
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

function usage(args: string[], options: Options, count: number) {
  try {
    const { values, positionals: words } = parseArgs({ args, options, allowPositionals: true });
    if (words.length !== count) throw new WrongUsage(`${words.length} words given, ${count} needed`);
    return { values, words };
  } catch (error) {
    throw error instanceof WrongUsage ? error : new WrongUsage((error as Error).message);
  }
}

function dateOption(text: unknown): IsoDate | null {
  if (text === undefined) return null;
  const date = typeof text === 'string' ? parseDate(text) : null;
  if (date === null) throw new WrongUsage(`--as-at: ${text} is not a date such as 2008-11-19`);
  return date;
}

function periodOption(text: unknown): Period | null {
  if (text === undefined) return null;
  const period = typeof text === 'string' ? parsePeriodAddress(text) : null;
  if (period === null) throw new WrongUsage(`--period: ${text} is not a quarter such as "2008/09 Q2"`);
  return period;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

function progress(doing: string): void {
  if (process.stderr.isTTY) complain(`${doing} …`);
}

function help(): string {
  const lines = Object.values(COMMANDS).map(({ usage, does }) => `  ${usage}\n      ${does}`);
  return ['usage: npm run -s laa -- COMMAND', ...lines].join('\n');
}

/** Exit 0 done · 1 refused · 2 wrong usage (contract.md). */
async function main([name = '', ...args]: string[]): Promise<number> {
  if (name === 'help' || name === '--help') {
    print(help());
    return 0;
  }
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined) throw new WrongUsage(name === '' ? 'no command given' : `there is no command ${name}`);
    await command.run(args, readConfig());
    return 0;
  } catch (error) {
    for (const line of complaintOf(error)) complain(line);
    return error instanceof WrongUsage ? 2 : 1;
  }
}

function complaintOf(error: unknown): string[] {
  if (error instanceof WrongUsage) return [error.message, help()];
  if (error instanceof RefusedPackage) return [...problemLines(error.found), 'nothing was stored'];
  if (error instanceof Invalid) return error.problems.map(({ message }) => message);
  if (error instanceof NotFound || error instanceof Conflict) return [error.message];
  return [`the command failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
}

process.exitCode = await main(process.argv.slice(2));
