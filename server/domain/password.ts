/** Shorter ones can be guessed from a stolen hash (quality.md). */
export const PASSWORD_LENGTH = 12;
/** Longer ones are refused before they are hashed. */
const LONGEST = 256;
/** Fewer different characters than this are a pattern, however many there are. */
const FEWEST_CHARACTERS = 5;

const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Why a password cannot be used, in one sentence; null where it can. No rule of composition: any 12 characters that
 * nobody guesses first will do.
 * @param own words that belong to the person or the place, such as their name and e-mail address
 * @param isCommon whether a word in small letters is among the passwords that are tried first
 */
export function passwordProblem(
  password: string,
  own: readonly string[],
  isCommon: (word: string) => boolean,
): string | null {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH)
    return `Use ${PASSWORD_LENGTH} characters or more; three or four words in a row will do.`;
  if (length > LONGEST) return `Use at most ${LONGEST} characters.`;
  const small = password.toLowerCase();
  if (new Set(small).size < FEWEST_CHARACTERS || isRepeated(small) || isRun(small)) {
    return 'This password follows a pattern that is guessed early. Choose another one.';
  }
  const cores = [small, coreOf(small), coreOf(spelled(small))];
  if ([...cores, ...cores.map(pieceOf)].some(isCommon)) {
    return 'This password is among those that are tried first. Choose another one.';
  }
  if (isMadeOf(small, own)) {
    return 'This password is made of your name, your address or the name of this place. Choose another one.';
  }
  return null;
}

/** Without the digits and signs that people put around a word to make it long enough. */
function coreOf(text: string): string {
  return text.replace(/^[^a-z]+|[^a-z]+$/g, '');
}

/** With letters where people put digits and signs that look like them; those at the end stay, to be cut off. */
function spelled(text: string): string {
  const end = /[^a-z]*$/.exec(text)?.index ?? text.length;
  return [...text.slice(0, end)].map((sign) => LETTERS[sign] ?? sign).join('') + text.slice(end);
}

/** `abcabcabcabc`: one piece of up to six characters again and again. */
function isRepeated(text: string): boolean {
  return [1, 2, 3, 4, 5, 6].some(
    (size) =>
      text ===
      text
        .slice(0, size)
        .repeat(Math.ceil(text.length / size))
        .slice(0, text.length),
  );
}

/** `123456789012`, `abcdefghijkl`: every character follows the one before, upwards or downwards. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((sign, index) => sign.charCodeAt(0) - text.charCodeAt(index));
  const isStep = (by: number) => steps.every((step) => step === by || step === -9 * by);
  return isStep(1) || isStep(-1);
}

/** `qwerty` of `qwertyqwerty`: what a text consists of again and again, itself where it does not. */
function pieceOf(text: string): string {
  return /^(.{4,}?)\1+$/.exec(text)?.[1] ?? text;
}

/** Whether words of four letters or more, the longest first, leave less than five characters of it. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  const long = words.map((word) => word.toLowerCase()).filter(({ length }) => length >= 4);
  const left = long.sort((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text);
  return left.length < FEWEST_CHARACTERS;
}
