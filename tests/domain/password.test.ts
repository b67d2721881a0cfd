import { describe, expect, it } from 'vitest';
import { passwordProblem } from '../../server/domain/password.ts';

const SHORT = 'Use 12 characters or more; three or four words in a row will do.';
const LONG = 'Use at most 256 characters.';
const PATTERN = 'This password follows a pattern that is guessed early. Choose another one.';
const COMMON = 'This password is among those that are tried first. Choose another one.';
const OWN = 'This password is made of your name, your address or the name of this place. Choose another one.';

const FIRST_TRIED = new Set(['password', 'liverpool', 'qwerty', 'letmein', 'trustno1trustno1']);
const ANN = ['ann.cowley@council.example', 'ann.cowley', 'council.example', 'Ann Cowley', 'Ann', 'Cowley', 'AnnCowley'];

const problem = (password: string): string | null => passwordProblem(password, ANN, (word) => FIRST_TRIED.has(word));

describe('length alone counts, in characters', () => {
  /** Letters that neither repeat nor run. */
  const letters = (length: number) =>
    Array.from({ length }, (_, index) => String.fromCharCode(97 + ((index * index * 7 + index * 3) % 26))).join('');
  const faces = '😀🐘🌍🚀🎻🧭🍋🔧🐝🌵🎲🧵';

  it.each<[sentence: string, password: string, problem: string | null]>([
    ['nothing', '', SHORT],
    ['11 characters', 'kxvbqmzrtwp', SHORT],
    ['12 characters', 'kxvbqmzrtwpg', null],
    ['12 characters, of which one is at the end and a blank', 'kxvbqmzrtwp ', null],
    ['11 pictures, each of two code units', [...faces].slice(0, 11).join(''), SHORT],
    ['12 pictures', faces, null],
    ['words with blanks between them', 'orbit walnut cello frost', null],
    ['letters of other alphabets', 'съешьещёэтих', null],
    ['small letters only: there is no rule of composition', 'walnutcellofrost', null],
    ['256 characters', letters(256), null],
    ['257 characters', letters(257), LONG],
    ['256 pictures', `${faces.repeat(22).slice(0, 2 * 255)}x`, null],
    ['a million characters', letters(1_000_000), LONG],
  ])('%s', (_sentence, password, expected) => {
    expect(problem(password)).toBe(expected);
  });
});

describe('patterns', () => {
  it.each<[sentence: string, password: string, problem: string | null]>([
    ['one character', 'aaaaaaaaaaaa', PATTERN],
    ['one picture', '😀'.repeat(12), PATTERN],
    ['only blanks', ' '.repeat(12), PATTERN],
    ['four different characters', 'abcdbcadcbda', PATTERN],
    ['four different characters, in capitals and small', 'aBcDbCaDcBdA', PATTERN],
    ['five different characters', 'abcdbcaecbda', null],
    ['a piece of three', 'abcabcabcabc', PATTERN],
    ['a piece of five, cut off at the end', 'xkqvzxkqvzxk', PATTERN],
    ['a piece of six', 'xkqvzwxkqvzw', PATTERN],
    ['a piece of six in other capitals', 'xkqvzwXKQVZW', PATTERN],
    ['digits upwards, over nine', '123456789012', PATTERN],
    ['digits downwards, over nought', '987654321098', PATTERN],
    ['letters upwards', 'abcdefghijkl', PATTERN],
    ['letters downwards', 'lkjihgfedcba', PATTERN],
    ['letters upwards but for the last', 'abcdefghijkz', null],
  ])('%s', (_sentence, password, expected) => {
    expect(problem(password)).toBe(expected);
  });
});

describe('what is tried first, whatever is put around it', () => {
  it.each<[sentence: string, password: string, problem: string | null]>([
    ['in the list as it is', 'trustno1trustno1', COMMON],
    ['in capitals', 'TrustNo1TrustNo1', COMMON],
    ['digits after it', 'password1234', COMMON],
    ['digits before it', '1234password', COMMON],
    ['a capital, a year and a sign', 'Liverpool2008!', COMMON],
    ['signs in place of letters', 'P@$$w0rd1234', COMMON],
    ['twice', 'qwertyqwerty12', COMMON],
    ['twice with nothing around it', 'letmeinletmein', COMMON],
    ['twice with signs in place of letters', 'l3tm3!nl3tm3!n', COMMON],
    ['with another word it is another password', 'password walnut', null],
  ])('%s', (_sentence, password, expected) => {
    expect(problem(password)).toBe(expected);
  });
});

describe('what belongs to the person', () => {
  it.each<[sentence: string, password: string, problem: string | null]>([
    ['the name', 'Ann Cowley 12', OWN],
    ['the name without its blank', 'anncowley2008', OWN],
    ['the name turned round', 'Cowley-Ann-08', null],
    ['the surname twice', 'cowleycowley8', OWN],
    ['the address', 'Ann.Cowley@Council.Example', OWN],
    ['what stands before the @, with four characters more', 'ann.cowley.123', OWN],
    ['the same with five more', 'ann.cowley.1234', null],
    ['two words of theirs, one after the other', 'cowleycouncil.example1', OWN],
    ['the surname among words', 'walnut cowley frost', null],
    ['a name of three letters is too short to count', 'ann walnut fr', null],
  ])('%s', (_sentence, password, expected) => {
    expect(problem(password)).toBe(expected);
  });

  it('a name of four letters counts, one of three does not', () => {
    const made = (name: string) => passwordProblem(`${name}`.repeat(3).concat('7xq9'), [name], () => false);
    expect([made('lucy'), made('luc')]).toEqual([OWN, null]);
  });
});

it('no sentence repeats what was typed', () => {
  for (const typed of ['short', 'password1234', 'abcabcabcabc', 'anncowley2008']) {
    expect(problem(typed)).not.toContain(typed);
  }
});
