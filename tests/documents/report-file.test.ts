import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type WriterThread, writerThread } from '../../server/documents/report-file.ts';

const MORTAL = join(import.meta.dirname, '../support/mortal-worker.ts');

/** What comes of documents of these titles, each as text or as the message of its error. */
function written(thread: WriterThread, ...titles: string[]): Promise<string[]> {
  return Promise.all(
    titles.map((title) =>
      thread
        .write((number) => ({ number, format: 'xlsx', workbook: { title, sheets: [] } }))
        .then(String, (error: Error) => error.message),
    ),
  );
}

it('each who waits is given what is theirs', async () => {
  expect(await written(writerThread(MORTAL), 'a', 'fail', 'b')).toEqual(['a', 'it cannot be written', 'b']);
});

it('where the thread ends, those who wait are told, and the next document has another thread', async () => {
  const thread = writerThread(MORTAL);
  const ended = 'the thread that writes documents ended';
  expect(await written(thread, 'later', 'end', 'a')).toEqual([ended, ended, ended]);
  expect(await written(thread, 'a')).toEqual(['a']);
});

it('the end of one does not touch another', async () => {
  const [one, other] = [writerThread(MORTAL), writerThread(MORTAL)];
  const waiting = written(other, 'b');
  await written(one, 'end');
  expect([await waiting, await written(other, 'c')]).toEqual([['b'], ['c']]);
});

it('twenty wait, and the next is refused', async () => {
  const thread = writerThread(MORTAL);
  const twenty = Array.from({ length: 20 }, () => 'later');
  const waiting = written(thread, ...twenty);
  expect(await written(thread, 'a')).toEqual([expect.stringContaining('Many documents are being written')]);
  expect(await waiting).toEqual(twenty);
  expect(await written(thread, 'a')).toEqual(['a']);
});
