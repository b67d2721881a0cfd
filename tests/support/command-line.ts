import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** What a command has printed, and how it ended. */
export interface Answer {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

/**
 * Runs the command line on the database in a folder.
 * @param program what is started with the command line's file and arguments after it
 * @param root where the project is
 */
export function laaIn(
  folder: string,
  environment: Record<string, string> = {},
  [command = '', ...before]: readonly string[] = [process.execPath],
  root: string = ROOT,
): (...args: string[]) => Answer {
  const env = { ...process.env, LAA_DATABASE: join(folder, 'laa.db'), ...environment };
  return (...args) =>
    answerOf(spawnSync(command, [...before, join(root, 'server/cli.ts'), ...args], { env, encoding: 'utf8' }));
}

function answerOf({ status, stdout, stderr }: SpawnSyncReturns<string>): Answer {
  return { status, out: stdout, error: stderr };
}
