import { describe, expect, it } from 'vitest';
import type { AuditAction, AuditValues } from '../../server/domain/audit.ts';
import { auditValueWords, auditWords } from '../../server/domain/audit-wording.ts';
import { FILE_NAMES } from '../../server/domain/data-package.ts';

describe('what was done, in words', () => {
  it.each<[object: string, AuditAction, words: string]>([
    ['figures', 'added', 'Figure added'],
    ['targets', 'added', 'Terms of a target added'],
    ['milestones', 'changed', 'Milestone changed'],
    ['instalments', 'changed', 'Instalment of a reward changed'],
    ['cancellations', 'added', 'Cancelled reward added'],
    ['suppressions', 'changed', 'Small numbers kept back changed'],
    ['package', 'imported', 'Data package imported'],
    ['record', 'created', 'Record created'],
    ['accounts', 'changed', 'Account changed'],
    ['account_partnerships', 'removed', 'Partnership of an account removed'],
    ['recovery_codes', 'changed', 'Recovery code changed'],
    ['a table of later', 'added', 'a table of later added'],
  ])('%s %s: %s', (object, action, words) => {
    expect(auditWords({ object, action })).toBe(words);
  });

  it.each([
    ...FILE_NAMES,
    'accounts',
    'account_partnerships',
    'account_links',
    'second_factors',
    'recovery_codes',
    'identities',
  ])('%s has a name that is not the table’s', (object) => {
    expect(auditWords({ object, action: 'added' })).toMatch(/^[A-Z][a-z -]+ added$/);
    expect(auditWords({ object, action: 'added' })).not.toContain(object);
  });
});

describe('values, as the data package writes them', () => {
  it.each<[sentence: string, object: string, values: AuditValues | null, words: string]>([
    ['none', 'figures', null, ''],
    ['an empty set', 'figures', {}, ''],
    ['a quantity and a word', 'figures', { value: 412_000, status: 'final' }, 'value 41.2; status final'],
    ['nought is a value', 'figures', { value: 0 }, 'value 0'],
    ['below nought', 'figures', { value: -6000 }, 'value -0.6'],
    ['a quarter', 'figures', { period: 8033, version: 2 }, 'period 2008/09 Q2; version 2'],
    ['a year', 'commitments', { period: 2010 }, 'period 2010/11'],
    ['what is empty is left out', 'figures', { note: null, part: '', value: 10_000 }, 'value 1'],
    ['names without their underscores', 'figures', { missing_reason: 'suppressed' }, 'missing reason suppressed'],
    ['a table that no package has', 'accounts', { role: 'lead', demonstration: false }, 'role lead; demonstration: no'],
    ['a list', 'accounts', { codes: ['OWP', 'ESP'] }, 'codes OWP, ESP'],
    ['the files of an import, counted', 'package', { files: { 'a.csv': '0', 'b.csv': '1' } }, '2 files'],
    ['one file', 'package', { files: { 'a.csv': '0' } }, '1 file'],
    [
      'the rows of an import, added up over its files',
      'package',
      { rows: { a: { new: 3, identical: 2, replaced: 0 }, b: { new: 1, identical: 0, replaced: 0 } } },
      '4 new rows and 2 identical rows',
    ],
    ['an import of nothing', 'package', { rows: { a: { new: 0, identical: 0, replaced: 0 } } }, 'no row'],
    ['what its facts add up to is for machines', 'package', { content: { figures: 'a1' } }, ''],
    ['a moment', 'account_links', { ended_at: '2026-11-25T09:05:00Z' }, 'ended at 25 November 2026, 09:05'],
    ['a column that the package does not know', 'figures', { other: 3 }, 'other 3'],
  ])('%s', (_sentence, object, values, words) => {
    expect(auditValueWords(object, values)).toBe(words);
  });
});
