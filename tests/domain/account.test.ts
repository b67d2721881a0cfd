import { describe, expect, it } from 'vitest';
import { type AccountEntry, nameProblem, normalEmail, readAccountEntry } from '../../server/domain/account.ts';

const KNOWN = new Set(['OWP', 'OSCP', 'DAAT']);

const entry = (given: Partial<AccountEntry> = {}): AccountEntry => ({
  email: 'ann@council.example',
  name: 'Ann Other',
  post: 'Waste officer',
  role: 'officer',
  partnerships: [],
  ...given,
});

const read = (given: Partial<AccountEntry> = {}) => readAccountEntry(entry(given), KNOWN);

describe('an address', () => {
  it.each<[sentence: string, text: string, email: string]>([
    ['capitals become small', 'Ann@Council.Example', 'ann@council.example'],
    ['blanks around it go', '  ann@council.example\n', 'ann@council.example'],
    ['small already', 'ann@council.example', 'ann@council.example'],
  ])('%s', (_sentence, text, email) => {
    expect(normalEmail(text)).toBe(email);
  });

  it.each<[sentence: string, email: string, isAllowed: boolean]>([
    ['a usual one', 'ann@council.example', true],
    ['with a plus and dots', 'ann.other+laa@targets.council.gov.uk', true],
    ['with an apostrophe', "o'brien@council.example", true],
    ['a host without a dot', 'ann@localhost', true],
    ['nothing', '', false],
    ['blanks', '   ', false],
    ['no @', 'ann.council.example', false],
    ['nothing before the @', '@council.example', false],
    ['nothing after the @', 'ann@', false],
    ['two @', 'ann@council@example', false],
    ['a blank inside', 'ann other@council.example', false],
    ['a second line, as would make another header', 'ann@council.example\nBcc: all@council.example', false],
    ['two addresses', 'ann@council.example,bob@council.example', false],
    ['with its name', 'Ann <ann@council.example>', false],
  ])('%s', (_sentence, email, isAllowed) => {
    expect(read({ email }).problems).toEqual(
      isAllowed ? [] : [{ field: 'email', message: 'Enter an e-mail address, such as name@council.example.' }],
    );
  });
});

describe('an account as it will be kept', () => {
  it('what was typed, without blanks around it and with a small address', () => {
    const given = { email: ' Ann@Council.Example ', name: ' Ann Other ', post: ' Waste officer ' };
    expect(read(given)).toEqual({
      account: {
        email: 'ann@council.example',
        name: 'Ann Other',
        post: 'Waste officer',
        role: 'officer',
        partnerships: [],
      },
      problems: [],
    });
  });

  it.each<[sentence: string, given: Partial<AccountEntry>, partnerships: string[]]>([
    ['a lead has those that were ticked, sorted', { role: 'lead', partnerships: ['OWP', 'DAAT'] }, ['DAAT', 'OWP']],
    ['each once', { role: 'lead', partnerships: ['OWP', 'OWP'] }, ['OWP']],
    ['an officer has none, whatever was ticked', { role: 'officer', partnerships: ['OWP'] }, []],
    ['a Board member has none', { role: 'board', partnerships: ['OWP'] }, []],
    ['an administrator has none', { role: 'administrator', partnerships: ['nowhere'] }, []],
  ])('%s', (_sentence, given, partnerships) => {
    const { account, problems } = read(given);
    expect([account.partnerships, problems]).toEqual([partnerships, []]);
  });
});

describe('what is wrong, at its field', () => {
  const at = (length: number) => 'x'.repeat(length);
  it.each<[sentence: string, given: Partial<AccountEntry>, fields: string[]]>([
    ['no name', { name: '' }, ['name']],
    ['a name of blanks', { name: '  ' }, ['name']],
    ['no post', { post: ' ' }, ['post']],
    ['a name of 200 characters is allowed', { name: at(200) }, []],
    ['a name of 201 is not', { name: at(201) }, ['name']],
    ['a post of 200 characters is allowed', { post: at(200) }, []],
    ['a post of 201 is not', { post: at(201) }, ['post']],
    ['an address of 200 characters is allowed', { email: `${at(196)}@a.b` }, []],
    ['an address of 201 is not', { email: `${at(197)}@a.b` }, ['email']],
    ['no role', { role: '' }, ['role']],
    ['a role that there is not', { role: 'superuser' }, ['role']],
    ['a role in capitals', { role: 'Officer' }, ['role']],
    ['the name of something that every object has', { role: 'constructor' }, ['role']],
    ['a lead of nothing', { role: 'lead' }, ['partnerships']],
    ['a lead of a partnership that there is not', { role: 'lead', partnerships: ['OWP', 'X'] }, ['partnerships']],
    ['all at once', { email: '', name: '', post: '', role: '' }, ['email', 'name', 'post', 'role']],
  ])('%s', (_sentence, given, fields) => {
    expect(read(given).problems.map(({ field }) => field)).toEqual(fields);
  });

  it('an unknown role never becomes one that may change anything', () => {
    expect(read({ role: 'superuser' }).account.role).toBe('board');
  });
});

describe('a name that people give themselves', () => {
  it.each<[sentence: string, name: string, problem: string | null]>([
    ['a name', 'Ann Other', null],
    ['one letter', 'Ö', null],
    ['nothing', '', 'Enter your name.'],
    ['blanks', ' \t', 'Enter your name.'],
    ['200 characters', 'x'.repeat(200), null],
    ['201 characters', 'x'.repeat(201), 'Use at most 200 characters.'],
  ])('%s', (_sentence, name, problem) => {
    expect(nameProblem(name)).toBe(problem);
  });
});
