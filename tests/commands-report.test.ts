import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecord, loadExample } from '../server/services/setup.ts';
import { COMMAND_LINE } from './support/authors.ts';
import { laaIn } from './support/command-line.ts';

const ASKED = ['report', '--agreement', 'LAA1', '--period', '2008/09 Q2', '--as-at', '2008-11-19'];

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'laa-'));
  const store = createRecord(join(folder, 'laa.db'), COMMAND_LINE);
  loadExample(store, COMMAND_LINE);
  store.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(format: string, out: string, environment: Record<string, string> = {}, ...more: string[]) {
  const answer = laaIn(folder, environment)(...ASKED, '--format', format, '--out', join(folder, out), ...more);
  return { ...answer, bytes: () => readFileSync(join(folder, out)) };
}

describe('report', () => {
  test.each([
    ['csv', '\ufeffagreement,'],
    ['xlsx', 'PK'],
    ['docx', 'PK'],
    ['pdf', '%PDF-1.7'],
  ])('writes %s, the same bytes in another time zone', (format, start) => {
    const here = written(format, `here.${format}`, { TZ: 'Europe/London' });
    expect([here.status, here.error, here.out]).toEqual([0, '', `written to ${join(folder, `here.${format}`)}\n`]);
    expect(here.bytes().toString('utf8').startsWith(start)).toBe(true);
    const there = written(format, `there.${format}`, { TZ: 'Pacific/Auckland' });
    expect(there.bytes().equals(here.bytes())).toBe(true);
  });

  test('of colours and of a partnership', () => {
    const { bytes } = written('csv', 'few.csv', {}, '--colours', 'red,green', '--partnership', 'OSCP');
    expect(bytes().toString().trim().split('\n')).toHaveLength(3);
  });

  test('of chosen columns', () => {
    const { bytes } = written('csv', 'columns.csv', {}, '--columns', 'overall,lead');
    expect(bytes().toString().split('\r\n')[0]).toBe('\ufeffagreement,indicator,part,title,lead,overall');
  });

  test.each([
    ['no such column', ['--format', 'csv', '--columns', 'price'], '--columns must be some of lead, contributors'],
    ['no format', ['--format', 'odt'], '--format must be one of csv, xlsx, docx, pdf'],
    ['no such colour', ['--format', 'csv', '--colours', 'purple'], '--colours must be some of green, amber, red'],
    ['no file', ['--format', 'csv', '--out', ''], '--out is needed'],
  ])('%s ends with 2', (_what, args, complaint) => {
    const { status, error } = laaIn(folder)(...ASKED, '--out', join(folder, 'x'), ...args);
    expect(status).toBe(2);
    expect(error).toContain(complaint);
  });

  test('an unknown agreement ends with 1', () => {
    const args = ASKED.map((word) => (word === 'LAA1' ? 'LAA9' : word));
    const { status, error } = laaIn(folder)(...args, '--format', 'csv', '--out', join(folder, 'x'));
    expect([status, error]).toEqual([1, expect.stringContaining('LAA9')]);
  });

  test('a file that cannot be written ends with 1 and says so', () => {
    const { status, error } = laaIn(folder)(...ASKED, '--format', 'csv', '--out', join(folder, 'nowhere', 'x.csv'));
    expect(status).toBe(1);
    expect(error).toContain('no such file or directory');
  });
});
