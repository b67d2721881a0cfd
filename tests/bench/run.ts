/**
 * The promises of speed, measured side by side in one run (quality.md, "It is fast"). `--quick` measures less; a word,
 * such as `documents`, only what has it in its name.
 * Ends with 1 where a promise is missed or could not be measured.
 */
import { assessing } from './assessing.ts';
import { countyPages } from './county.ts';
import { createDatabases, type Databases } from './databases.ts';
import { documentLines } from './documents.ts';
import { firstPage } from './first-page.ts';
import { CONNECTIONS, type Effort, FULL, QUICK } from './measure.ts';
import { pages } from './pages.ts';
import { returnLines } from './returns.ts';
import { saves } from './saves.ts';
import { starting } from './starting.ts';
import { type Line, notRun, passes, tableOf } from './table.ts';

type Work = (databases: Databases, effort: Effort) => Line | readonly Line[] | Promise<Line | readonly Line[]>;

const WORKS: readonly (readonly [what: string, work: Work])[] = [
  ['assessing', ({ national }, effort) => assessing(national, effort)],
  ['pages of the example under load', ({ example, folder }, effort) => pages(example, folder, effort)],
  ['a county’s pages of the nation under load', ({ national, folder }, effort) => pages(national, folder, effort)],
  ['a county’s pages in the nation', countyPages],
  ['saving, example', ({ example }, effort) => saves(example, effort)],
  ['saving, national', ({ national }, effort) => saves(national, effort)],
  ['a return of sixty targets', returnLines],
  ['documents', documentLines],
  ['the first page', ({ example }) => firstPage(example)],
  ['starting, example', ({ example }, effort) => starting(example, effort)],
  ['starting, national', ({ national }, effort) => starting(national, effort)],
];

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What goes wrong in one measurement leaves the others to be taken. */
async function linesOf([what, work]: (typeof WORKS)[number], databases: Databases, effort: Effort): Promise<Line[]> {
  say(`… ${what}`);
  try {
    return [await work(databases, effort)].flat();
  } catch (error) {
    return [notRun(what, error instanceof Error ? error.message : String(error))];
  }
}

async function run(effort: Effort, works: typeof WORKS): Promise<void> {
  const start = performance.now();
  say('… the example and a national record of 8,056 targets');
  const databases = createDatabases();
  const lines: Line[] = [];
  for (const work of works) lines.push(...(await linesOf(work, databases, effort)));
  say(`\n${tableOf(lines)}`);
  const missed = lines.filter((line) => !passes(line)).length;
  const seconds = Math.round((performance.now() - start) / 1000);
  say(`Pages under load: ${CONNECTIONS} connections, gzip, signed in as an officer.`);
  say('A saved figure: a figure and its commentary, durable, each with its audit row.');
  say(`${lines.length - missed} of ${lines.length} lines pass; ${seconds} s.`);
  process.exitCode = missed === 0 ? 0 : 1;
}

// Interrupted, it still ends its servers and takes its files away.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const works = WORKS.filter(([what]) => asked.every((word) => what.includes(word)));
if (works.length === 0) throw new Error(`Nothing that is measured has ${asked.join(' and ')} in its name.`);
await run(process.argv.includes('--quick') ? QUICK : FULL, works);
