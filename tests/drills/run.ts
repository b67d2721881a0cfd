/** `npm run drill -- NAME …`: the full form of a drill, and each of its mutants seen red. Without a name, all. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DRILLS, type Drill, type Mutant } from './drills.ts';

const ROOT = join(import.meta.dirname, '../..');
/** All that the tests need. */
const PARTS = ['server', 'views', 'public', 'db', 'tests', 'package.json', 'tsconfig.json', 'vitest.config.ts'];

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

function runTests(
  folder: string,
  { tests, only }: Drill,
  effort: 'full' | 'quick',
  more: readonly string[] = [],
): Outcome {
  const filter = only === undefined ? [] : ['-t', only];
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const { stdout } = spawnSync(process.execPath, [vitest, 'run', ...tests, ...filter, ...more], {
    cwd: folder,
    env: { ...process.env, DRILL: effort },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const [, passed = '0', failed = '1'] = /(\d+) passed, (\d+) failed\s*$/.exec(stdout) ?? [];
  return { passed: Number(passed), failed: Number(failed) };
}

/** The tests on a copy of the project with the mutant in it. */
function runMutant(drill: Drill, { file, from, to }: Mutant): Outcome {
  const copy = mkdtempSync(join(tmpdir(), 'laa-mutant-'));
  try {
    for (const part of PARTS) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'dir');
    const code = readFileSync(join(copy, file), 'utf8');
    if (code.split(from).length !== 2) throw new Error(`‘${from}’ does not stand once in ${file}`);
    writeFileSync(
      join(copy, file),
      code.replace(from, () => to),
    );
    // One test that is red will do: the others may wait for what will never come.
    return runTests(copy, drill, 'quick', ['--bail', '1', '--testTimeout', '20000']);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Whether the promise is kept, and every mutant was found. */
function isKept(name: string, drill: Drill): boolean {
  const { passed, failed } = runTests(ROOT, drill, 'full');
  say(`${name}: ${passed} passed, ${failed} failed`);
  const found = drill.mutants.map((mutant) => {
    const outcome = runMutant(drill, mutant);
    say(`  ${outcome.failed > 0 ? 'red  ' : 'GREEN'} ${mutant.what}`);
    return outcome.failed > 0;
  });
  return failed === 0 && passed > 0 && found.every(Boolean);
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(DRILLS, name));
if (unknown.length > 0) {
  process.stderr.write(`there is no drill ${unknown.join(', ')}; there are ${Object.keys(DRILLS).join(', ')}\n`);
  process.exit(2);
}
const asked = Object.entries(DRILLS).filter(([name]) => names.length === 0 || names.includes(name));
const results = asked.map(([name, drill]) => isKept(name, drill));
process.exitCode = results.every(Boolean) ? 0 : 1;
