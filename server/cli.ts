import { AUDIT_COMMANDS } from './commands/audit.ts';
import { type Commands, complain, print, WrongUsage } from './commands/command.ts';
import { PACK_COMMANDS } from './commands/pack.ts';
import { RECORD_COMMANDS } from './commands/record.ts';
import { REPORT_COMMANDS } from './commands/report.ts';
import { RETURN_COMMANDS } from './commands/returns.ts';
import { USER_COMMANDS } from './commands/user.ts';
import { readConfig } from './config.ts';
import { Conflict, Invalid, NotFound } from './domain/errors.ts';
import { problemLines } from './domain/package-problem.ts';
import { RefusedPackage } from './services/data-package.ts';

const COMMANDS: Commands = {
  ...RECORD_COMMANDS,
  ...REPORT_COMMANDS,
  ...PACK_COMMANDS,
  ...RETURN_COMMANDS,
  ...USER_COMMANDS,
  ...AUDIT_COMMANDS,
};

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
