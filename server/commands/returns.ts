import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { Conflict, Invalid, NotFound } from '../domain/errors.ts';
import { periodText } from '../domain/period.ts';
import { whoCan } from '../domain/permission.ts';
import { periodWords } from '../domain/wording.ts';
import { admissionByEmail, returnParty } from '../services/permissions.ts';
import type { Deps } from '../services/reading.ts';
import type { ReturnQuestion } from '../services/return-context.ts';
import { compareSheet, questionIn, readSheet, type SheetComparison } from '../services/return-sheets.ts';
import { type ReturnWriter, saveRows } from '../services/returns.ts';
import { type Commands, commandLine, depsOf, print, usage, withRecord } from './command.ts';

export const RETURN_COMMANDS: Commands = {
  'import-return': {
    usage: 'import-return FILE [--user E-MAIL] [--check]',
    does: 'takes a filled quarterly return, CSV or XLSX, as its draft; --check prints the differences only',
    run: (args, config) => {
      const { values, words } = usage(args, { user: { type: 'string' }, check: { type: 'boolean' } }, 1);
      const user = values.user === undefined ? null : String(values.user);
      return importReturn(config, words[0] ?? '', user, values.check === true);
    },
  },
};

async function importReturn(config: Config, file: string, user: string | null, isCheck: boolean): Promise<void> {
  const rows = await readSheet(bytesOf(file));
  await withRecord(config.database, (store) => {
    const deps = depsOf(store, config);
    const question = questionIn(rows);
    const writer = writerFor(deps, user, question);
    const comparison = compareSheet(deps, question, writer, rows);
    for (const line of differenceLines(comparison)) print(line);
    // Problems are listed whether or not it was only to be checked, and then nothing is stored.
    if (comparison.problems.length > 0) throw new Invalid(comparison.problems);
    if (isCheck) print('nothing was stored, as asked');
    else save(deps, writer, comparison);
  });
}

/** @throws NotFound where it cannot be read */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new NotFound(`${file} cannot be read`);
  }
}

/** Without a person the command line stands for an officer: whoever runs it may read the record's file. */
function writerFor(deps: Deps, user: string | null, question: ReturnQuestion): ReturnWriter {
  const author = commandLine();
  if (user === null) return { ...author, post: 'Command line', party: 'officer', account: null };
  const admission = admissionByEmail(deps, user);
  if (admission === null) throw new NotFound(`there is no active account ${user}`);
  const party = returnParty(deps, admission, question.partnership);
  if (party === 'other') throw new Conflict(whoCan('POST /returns/:period/:partnership'));
  const { account } = admission;
  return { ...author, actor: account.id, post: account.post, party, account };
}

function differenceLines({ view, differences }: SheetComparison): string[] {
  const { holder, period } = view.context;
  return [
    `${holder.name}, ${periodWords(period)}`,
    ...differences.map(({ row: { row }, column, from, to }) => {
      const { agreement, indicator, part } = row.name;
      const { basis, quarter } = row.name;
      const name = [agreement, indicator, part, basis].filter((word) => word !== '').join(' ');
      return `${name}, ${periodText(quarter)}: ${column}: ${JSON.stringify(from)} becomes ${JSON.stringify(to)}`;
    }),
    ...(differences.length === 0 ? ['the sheet says what the return says already'] : []),
  ];
}

/** @throws Invalid with every problem of a row that was not kept; then none is */
function save(deps: Deps, writer: ReturnWriter, { question, sent }: SheetComparison): void {
  deps.store.write(writer, () => {
    const outcomes = saveRows(deps, writer, question, sent);
    const problems = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? outcome.problems : []));
    if (problems.length > 0) throw new Invalid(problems);
    if (outcomes.some(({ kind }) => kind === 'overtaken')) {
      throw new Conflict('somebody else typed something meanwhile; take a new sheet');
    }
  });
  print('saved as the draft of the return; it is submitted on its page');
}
