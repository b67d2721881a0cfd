import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { readReturnFile } from '../../server/documents/return-file.ts';
import { Invalid } from '../../server/domain/errors.ts';
import { HOSTILE } from '../support/hostile-files.ts';
import { csvFile, largeReturnSheet, returnCells } from '../support/return-sheets.ts';
import { tableXml, workbookFile } from '../support/workbook-files.ts';

const MEGABYTE = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What this thread holds, once all that can be is let go; that takes more than one turn. */
async function held(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    collect();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** What keeps the process running. A thread holds a port to this one for as long as it lives. */
const ports = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;

async function refusalOf(file: Buffer, milliseconds?: number): Promise<Invalid> {
  const thrown: unknown = await readReturnFile(file, milliseconds).catch((error: unknown) => error);
  if (!(thrown instanceof Invalid)) throw new Error('the file was not refused', { cause: thrown });
  return thrown;
}

let portsBefore = 0;

beforeAll(async () => {
  await readReturnFile(Buffer.from(csvFile([returnCells()])));
  portsBefore = ports();
});

describe('a hostile file is refused plainly', () => {
  it.each(HOSTILE)('%s', async (_what, make, sentence) => {
    const { problems } = await refusalOf(make());
    expect(problems).toHaveLength(1);
    expect(problems[0]?.field).toBe('file');
    expect(problems[0]?.message.slice(0, sentence.length)).toBe(sentence);
    expect(problems[0]?.message).toMatch(/^[A-Z][^\n]{20,400}\.$/);
    expect(ports()).toBe(portsBefore);
  });

  it('one that takes too long, and its thread is ended', async () => {
    const { message } = await refusalOf(workbookFile(), 1);
    expect(message).toBe(
      'The file took too long to read. Copy the answers into the sheet that was downloaded here, and send that.',
    );
    expect(ports()).toBe(portsBefore);
  });
});

describe('the server', () => {
  it('holds no more after all of them than before', async () => {
    const files = HOSTILE.map(([, make]) => make());
    const before = await held();
    for (const file of files) await refusalOf(file);
    expect((await held()) - before).toBeLessThan(4 * MEGABYTE);
  });

  it('is no larger after the heaviest of them, time and again', async () => {
    const heaviest = ['a directory that lies', '900,000 empty rows', '50,000 rows', 'one long text in every cell'];
    const files = HOSTILE.filter(([what]) => heaviest.includes(what)).map(([, make]) => make());
    expect(files).toHaveLength(heaviest.length);
    const readAll = async (): Promise<void> => {
      for (const file of files) await refusalOf(file);
    };
    await readAll();
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 4; round += 1) await readAll();
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MEGABYTE);
  });

  it('goes on with other things while a file is read', async () => {
    const file = workbookFile({ sheets: { Return: tableXml(largeReturnSheet(2000).rows.map(({ cells }) => cells)) } });
    let [isRead, turns] = [false, 0];
    const reading = readReturnFile(file).finally(() => {
      isRead = true;
    });
    while (!isRead) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    expect((await reading).rows).toHaveLength(2000);
    expect(turns).toBeGreaterThan(10);
  });
});

describe('what only looks dangerous is read', () => {
  it.each([
    ['a zip inside the workbook', workbookFile({ more: [{ name: 'xl/embeddings/a.zip', content: workbookFile() }] })],
    [
      'a part that shrinks a lot and stays small',
      workbookFile({ more: [{ name: 'xl/a.xml', content: ' '.repeat(MEGABYTE) }] }),
    ],
    ['a sheet called macro', workbookFile({ sheets: { Macro: tableXml([returnCells()]) } })],
    ['a link to a page', workbookFile({ more: [{ name: 'xl/worksheets/_rels/sheet1.xml.rels', content: '<a/>' }] })],
  ])('%s', async (_what, file) => {
    expect((await readReturnFile(file)).rows.map(({ cells }) => cells)).toEqual([returnCells()]);
  });
});
