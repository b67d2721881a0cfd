import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { assessmentText } from '../documents/assessment-text.ts';
import { assessmentJson } from '../domain/assessment-json.ts';
import { Conflict } from '../domain/errors.ts';
import type { IsoDate } from '../domain/moment.ts';
import { momentWords } from '../domain/wording.ts';
import { type AssessmentQuestion, assessAgreement } from '../services/assessments.ts';
import { exportPackage, importPackage } from '../services/data-package.ts';
import { firstLink } from '../services/links.ts';
import { chooseAsAt } from '../services/reading.ts';
import { createRecord, openRecord } from '../services/setup.ts';
import {
  baseUrlOf,
  type Commands,
  commandLine,
  dateOption,
  depsOf,
  periodOption,
  print,
  progress,
  usage,
  WrongUsage,
  withRecord,
} from './command.ts';

export const RECORD_COMMANDS: Commands = {
  init: {
    usage: 'init',
    does: 'creates an empty database, and prints a link for the first administrator while there is none',
    run: (args, config) => {
      usage(args, {}, 0);
      initialise(config);
    },
  },
  import: {
    usage: 'import DIR [--check]',
    does: 'checks and loads a data package; --check only checks',
    run: (args, config) => {
      const { values, words } = usage(args, { check: { type: 'boolean' } }, 1);
      return importFrom(config, words[0] ?? '', values.check === true);
    },
  },
  export: {
    usage: 'export DIR [--as-at DATE]',
    does: 'writes the data package; --as-at leaves out what was recorded later',
    run: (args, config) => {
      const { values, words } = usage(args, { 'as-at': { type: 'string' } }, 1);
      return exportTo(config, words[0] ?? '', dateOption(values['as-at']));
    },
  },
  assess: {
    usage: 'assess --agreement A [--period "2008/09 Q2"] [--as-at DATE] [--basis B] [--json]',
    does: 'the assessment of every target: a table, or JSON',
    run: (args, config) => {
      const texts = { agreement: { type: 'string' }, period: { type: 'string' }, basis: { type: 'string' } } as const;
      const { values } = usage(args, { ...texts, 'as-at': { type: 'string' }, json: { type: 'boolean' } }, 0);
      if (values.agreement === undefined) throw new WrongUsage('--agreement is needed');
      return assessFrom(config, values.json === true, {
        agreement: String(values.agreement),
        period: periodOption(values.period),
        asAt: dateOption(values['as-at']),
        basis: values.basis === undefined ? null : String(values.basis),
      });
    },
  },
};

/** May be said again while nobody can sign in: the link before it no longer counts then. */
function initialise(config: Config): void {
  const { database } = config;
  const isThere = existsSync(database);
  const store = isThere ? openRecord(database) : createRecord(database, commandLine());
  try {
    if (isThere && store.accounts.listAdministrators(config.localSignIn).length > 0) {
      throw new Conflict(`the database ${database} exists already, and has an administrator`);
    }
    const link = firstLink(store, { baseUrl: baseUrlOf(config), localSignIn: config.localSignIn }, commandLine());
    if (!isThere) print(`created ${database}`);
    print(`The first administrator sets up their account here, once, until ${momentWords(link.expires_at)}:`);
    print(link.address);
  } finally {
    store.close();
  }
}

function assessFrom(config: Config, json: boolean, question: AssessmentQuestion): Promise<void> {
  return withRecord(config.database, (store) => {
    const assessed = assessAgreement(depsOf(store, config), question);
    print(json ? JSON.stringify(assessmentJson(assessed), null, 2) : assessmentText(assessed));
  });
}

function importFrom({ database }: Config, folder: string, check: boolean): Promise<void> {
  return withRecord(database, (store) => {
    const counts = importPackage(store, folder, commandLine(), { check, progress });
    for (const [file, { new: added, identical, replaced }] of Object.entries(counts)) {
      print(`${file}.csv: ${added} new, ${identical} identical, ${replaced} replaced`);
    }
    print(check ? 'no problem found; nothing was stored, as asked' : 'stored');
  });
}

function exportTo(config: Config, folder: string, day: IsoDate | null): Promise<void> {
  return withRecord(config.database, (store) => {
    const asAt = day === null ? null : chooseAsAt(depsOf(store, config), day).asAt.date;
    const counts = exportPackage(store, folder, asAt);
    for (const [file, rows] of counts) print(`${file}.csv: ${rows} rows`);
    print(`written to ${folder}`);
  });
}
