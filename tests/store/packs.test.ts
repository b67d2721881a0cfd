import { describe, expect, it } from 'vitest';
import { appendOnly } from '../support/append-only.ts';
import { COMMAND_LINE, TODAY } from '../support/authors.ts';
import { type MemoryStore, memoryStore, toldOf } from '../support/memory-store.ts';
import { meeting, partnership } from '../support/package-rows.ts';

const NOVEMBER = { board: 'PSB', date: '2008-11-19', revision: 1, made_at: TODAY, account: null } as const;
const CONTENT = {
  pack: 1,
  sequence: 1,
  inputs: Buffer.from('rows'),
  content: '{}',
  public_content: '{"public":true}',
  manifest: '{"pack":1}',
} as const;

const FILES = { pack: 1, files: '{"pack":1}', seal: 'another seal' } as const;

/** A pack that was published. */
function withPack(): MemoryStore {
  const memory = memoryStore();
  const { store } = memory;
  store.write(COMMAND_LINE, () => {
    store.rows.partnerships.insert(partnership({ code: 'PSB', kind: 'board' }));
    store.rows.partnerships.insert(partnership({ code: 'OWP' }));
    store.rows.meetings.insert(meeting({ board: 'PSB', date: '2008-11-19' }));
    store.packs.make(NOVEMBER);
    store.packs.mark({ pack: 1, partnership: 'OWP', reason: 'Late', at: TODAY, account: null });
    store.packs.append({ pack: 1, step: 'frozen', at: TODAY, account: null });
    store.packs.keepFile('ab', Buffer.from('a file'));
    store.packs.keep(CONTENT);
    store.packs.append({ pack: 1, step: 'published', at: TODAY, account: null });
    store.packs.seal({ pack: 1, sequence: 2, public_key: 'key', seal: 'seal' });
    store.packs.listFiles(FILES);
  });
  return memory;
}

describe('a pack', () => {
  it('is found again as it was kept', () => {
    const { store } = withPack();
    expect(store.packs.list()).toEqual([{ id: 1, ...NOVEMBER }]);
    expect(store.packs.find(2)).toBeNull();
    expect(store.packs.listSteps(1).map(({ sequence, step }) => [sequence, step])).toEqual([
      [1, 'frozen'],
      [2, 'published'],
    ]);
    expect(store.packs.listMissing(1)).toMatchObject([{ partnership: 'OWP', reason: 'Late' }]);
    expect(store.packs.findContent(1)).toEqual(CONTENT);
    expect(store.packs.findFile('ab')).toEqual(Buffer.from('a file'));
    expect(store.packs.findFile('cd')).toBeNull();
    expect(store.packs.findSeal(1)).toEqual({ pack: 1, sequence: 2, public_key: 'key', seal: 'seal' });
    expect(store.packs.findFileList(1)).toEqual(FILES);
    expect(store.packs.findFileList(2)).toBeNull();
    expect(store.contentFault()).toBeNull();
  });

  it('is numbered on, newest meeting first, revisions in their order', () => {
    const { store } = withPack();
    store.write(COMMAND_LINE, () => {
      store.rows.meetings.insert(meeting({ board: 'PSB', date: '2009-02-18' }));
      store.packs.make({ ...NOVEMBER, date: '2009-02-18' });
      store.packs.make({ ...NOVEMBER, revision: 2 });
    });
    expect(store.packs.list().map(({ id, date, revision }) => [id, date, revision])).toEqual([
      [2, '2009-02-18', 1],
      [1, '2008-11-19', 1],
      [3, '2008-11-19', 2],
    ]);
  });

  it('keeps the same file once', () => {
    const { store } = withPack();
    store.write(COMMAND_LINE, () => store.packs.keepFile('ab', Buffer.from('a file')));
    expect(store.packs.findFile('ab')).toEqual(Buffer.from('a file'));
    expect(store.contentFault()).toBeNull();
  });

  it('what is frozen last counts', () => {
    const { store } = withPack();
    store.write(COMMAND_LINE, () => {
      store.packs.append({ pack: 1, step: 'frozen', at: TODAY, account: null });
      store.packs.keep({ ...CONTENT, sequence: 3, content: '{"a":1}' });
    });
    expect(store.packs.findContent(1)?.content).toBe('{"a":1}');
  });

  it.each<[sentence: string, write: (memory: MemoryStore) => void]>([
    ['two seals', ({ store }) => store.packs.seal({ pack: 1, sequence: 1, public_key: 'k', seal: 's' })],
    ['two lists of files', ({ store }) => store.packs.listFiles(FILES)],
    ['files without a seal', ({ store }) => store.packs.listFiles({ ...FILES, pack: 2 })],
    ['one revision twice', ({ store }) => void store.packs.make(NOVEMBER)],
    ['a pack of no meeting', ({ store }) => void store.packs.make({ ...NOVEMBER, date: '2008-11-20' })],
    ['a content of no step', ({ store }) => store.packs.keep({ ...CONTENT, sequence: 9 })],
    [
      'the same return twice',
      ({ store }) => store.packs.mark({ pack: 1, partnership: 'OWP', reason: 'x', at: TODAY, account: null }),
    ],
  ])('has not %s', (_sentence, write) => {
    const memory = withPack();
    expect(() => memory.store.write(COMMAND_LINE, () => write(memory))).toThrow(/constraint failed/);
  });

  it('the audit tells of it, but for what is too long, of which it has the hashes', () => {
    const { store } = withPack();
    const [step, kept] = toldOf(store, () => {
      store.packs.append({ pack: 1, step: 'frozen', at: TODAY, account: null });
      store.packs.keep({ ...CONTENT, sequence: 3 });
    });
    expect(step).toMatchObject({ object: 'pack_steps', key: { pack: 1, sequence: 3 }, new: { step: 'frozen' } });
    expect(kept?.new).toEqual({ manifest: '{"pack":1}' });
  });
});

appendOnly(
  ['packs', 'pack_missing', 'pack_steps', 'pack_contents', 'pack_files', 'pack_seals', 'pack_file_lists'],
  withPack,
);
