import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileSpool } from '../../server/documents/file-spool.ts';
import { temporaryFolder } from '../support/folders.ts';

it('gives back what it was given, in any order, and takes its file away in the end', () => {
  const path = join(temporaryFolder(), 'rows');
  const spool = fileSpool(path);
  const pieces = ['one', '', 'three'.repeat(50_000), 'four'].map((text) => spool.keep(Buffer.from(text)));
  expect(pieces.toReversed().map((piece) => piece().toString())).toEqual(['four', 'three'.repeat(50_000), '', 'one']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  spool.close();
  expect(existsSync(path)).toBe(false);
});

it('takes no file that is there', () => {
  const path = join(temporaryFolder(), 'rows');
  writeFileSync(path, 'somebody else’s');
  expect(() => fileSpool(path)).toThrow(/EEXIST/);
});

it('says so where what was kept is no longer there', () => {
  const path = join(temporaryFolder(), 'rows');
  const spool = fileSpool(path);
  const piece = spool.keep(Buffer.from('one'));
  writeFileSync(path, '');
  expect(piece).toThrow('what was kept of a file is no longer there');
  spool.close();
});
