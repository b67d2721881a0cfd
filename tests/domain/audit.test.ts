import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  AUDIT_START,
  type AuditValues,
  auditText,
  chainFault,
  changedValues,
  type StoredAuditRow,
} from '../../server/domain/audit.ts';

const ROW: StoredAuditRow = {
  sequence: 5,
  at: '2026-11-25T09:00:00Z',
  actor: 7,
  action: 'changed',
  object: 'milestones',
  key: '{"title":"Contract let"}',
  old: '{"weight":null}',
  new: '{"weight":1}',
  hash: 'f'.repeat(64),
};
const BEFORE = { sequence: 4, hash: 'a'.repeat(64) };

it('the chain begins before row 1 with 64 noughts', () => {
  expect(AUDIT_START).toEqual({
    sequence: 0,
    hash: '0000000000000000000000000000000000000000000000000000000000000000',
  });
});

describe('what a hash is taken over', () => {
  it('the hash before it and every part of the row, in one order', () => {
    expect(auditText(BEFORE.hash, 5, ROW)).toBe(
      `["${'a'.repeat(64)}",5,"2026-11-25T09:00:00Z",7,"changed","milestones",` +
        '"{\\"title\\":\\"Contract let\\"}","{\\"weight\\":null}","{\\"weight\\":1}"]',
    );
  });

  it.each<[string, Partial<StoredAuditRow>]>([
    ['when', { at: '2026-11-25T09:00:01Z' }],
    ['who', { actor: 8 }],
    ['nobody in place of somebody', { actor: null }],
    ['what was done', { action: 'added' }],
    ['the table', { object: 'meetings' }],
    ['the key', { key: '{}' }],
    ['the old values', { old: null }],
    ['the new values', { new: '{"weight":2}' }],
    ['the old and the new exchanged', { old: ROW.new, new: ROW.old }],
    ['a part moved into the one beside it', { action: 'changed', object: '', key: 'milestones' }],
  ])('%s changes it', (_sentence, given) => {
    expect(auditText(BEFORE.hash, 5, { ...ROW, ...given })).not.toBe(auditText(BEFORE.hash, 5, ROW));
  });

  it('so does the hash before it, and the place in the chain', () => {
    const texts = [auditText(BEFORE.hash, 5, ROW), auditText('b'.repeat(64), 5, ROW), auditText(BEFORE.hash, 6, ROW)];
    const hashes = texts.map((text) => createHash('sha256').update(text).digest('hex'));
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('a row in the chain', () => {
  it.each<[sentence: string, sequence: number, hash: string, fault: string | null]>([
    ['follows the one before it', 5, ROW.hash, null],
    ['has another hash', 5, 'e'.repeat(64), 'row 5 is not as it was written, or follows another row than it did'],
    ['leaves one out', 6, ROW.hash, 'row 5 is missing: row 6 follows row 4'],
    ['comes again', 4, ROW.hash, 'row 5 is missing: row 4 follows row 4'],
  ])('%s', (_sentence, sequence, hash, fault) => {
    expect(chainFault(BEFORE, { ...ROW, sequence }, hash)).toBe(fault);
  });
});

describe('what differs between two versions', () => {
  it.each<[sentence: string, old: AuditValues, now: AuditValues, oldLeft: AuditValues, newLeft: AuditValues]>([
    ['nothing', { a: 1, b: null }, { a: 1, b: null }, {}, {}],
    ['one of two', { a: 1, b: 2 }, { a: 1, b: 3 }, { b: 2 }, { b: 3 }],
    ['a value that was not there', { a: null }, { a: 0 }, { a: null }, { a: 0 }],
    ['a value taken away', { a: 'x' }, { a: null }, { a: 'x' }, { a: null }],
    ['nought and a text of nought', { a: 0 }, { a: '0' }, { a: 0 }, { a: '0' }],
    ['the empty text and none', { a: '' }, { a: null }, { a: '' }, { a: null }],
    ['only the new one has it', {}, { a: 1 }, {}, { a: 1 }],
    ['only the old one has it', { a: 1 }, {}, { a: 1 }, {}],
    ['lists that hold the same', { a: ['x', 'y'] }, { a: ['x', 'y'] }, {}, {}],
    ['lists in another order', { a: ['x', 'y'] }, { a: ['y', 'x'] }, { a: ['x', 'y'] }, { a: ['y', 'x'] }],
  ])('%s', (_sentence, old, now, oldLeft, newLeft) => {
    expect(changedValues(old, now)).toEqual({ old: oldLeft, new: newLeft });
  });
});
