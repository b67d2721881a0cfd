import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const EXAMPLE = join(import.meta.dirname, '../../db/example');

/** A fresh folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'laa-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the example package to break. */
export function exampleCopy(): string {
  const folder = join(temporaryFolder(), 'package');
  cpSync(EXAMPLE, folder, { recursive: true });
  return folder;
}

/** Replaces a text that stands on a line (1 is the header) of a file, and only there. */
export function edit(folder: string, file: string, line: number, from: string, to: string): void {
  const path = join(folder, file);
  const lines = readFileSync(path, 'utf8').split('\n');
  const before = lines[line - 1] ?? '';
  if (before.split(from).length !== 2) throw new Error(`‘${from}’ does not stand once on line ${line} of ${file}`);
  lines[line - 1] = before.replace(from, () => to);
  writeFileSync(path, lines.join('\n'));
}

/** Every file of a folder, with its bytes as text. */
export function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}
