import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  growingPart,
  IN_MEMORY,
  packedPart,
  type Spool,
  storedPart,
  zipPieces,
} from '../../server/documents/zip-writing.ts';

const textIn = (zip: Uint8Array, name: string): string => Buffer.from(unzipSync(zip)[name] ?? []).toString();

function grown(texts: readonly string[], spool: Spool = IN_MEMORY): Buffer {
  const part = growingPart(spool);
  for (const text of texts) part.add(text);
  return Buffer.concat([
    ...zipPieces([packedPart('first.txt', 'before'), part.end('long.xml'), packedPart('last.txt', 'after')]),
  ]);
}

describe('a part that grows, read by another library', () => {
  it.each<[sentence: string, texts: string[]]>([
    ['to which nothing was added', []],
    ['of one short text', ['<a/>']],
    ['of many short texts', Array.from({ length: 20_000 }, (_, index) => `<row>${index} ünïcödé 🙂</row>`)],
    ['of one text longer than a piece', ['é'.repeat(100_000)]],
  ])('%s is what was added, and so are its neighbours', (_sentence, texts) => {
    const zip = grown(texts);
    expect(textIn(zip, 'long.xml')).toBe(texts.join(''));
    expect([textIn(zip, 'first.txt'), textIn(zip, 'last.txt')]).toEqual(['before', 'after']);
  });

  it('waits in its spool piece by piece, and is taken from there one piece at a time', () => {
    let [kept, inHand, most] = [0, 0, 0];
    const spool: Spool = {
      keep: (piece) => {
        kept += 1;
        return () => {
          inHand += 1;
          most = Math.max(most, inHand);
          return piece;
        };
      },
    };
    const part = growingPart(spool);
    for (let row = 0; row < 20_000; row += 1) part.add(`<row>${row}</row>`);
    for (const _ of zipPieces([part.end('long.xml')])) inHand = 0;
    // 308,890 letters at 16,384 a piece: 18 whole ones, the rest, and the end.
    expect(kept).toBe(20);
    expect(most).toBe(1);
  });
});

it('the same parts are the same bytes, and their order is kept', () => {
  const zip = (): Buffer =>
    Buffer.concat([...zipPieces([packedPart('b.txt', 'b'), storedPart('a.png', Buffer.from('a'))])]);
  expect(zip().equals(zip())).toBe(true);
  expect(Object.entries(unzipSync(zip())).map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['b.txt', 'b'],
    ['a.png', 'a'],
  ]);
});
