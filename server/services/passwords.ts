import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Unavailable } from '../domain/errors.ts';
import { passwordProblem } from '../domain/password.ts';

/** argon2id: 64 MiB, 3 passes (quality.md). */
const NOW: Parameters = { memory: 65_536, passes: 3, parallelism: 1 };
const TAG_LENGTH = 32;
/** As many as there are processors to check on: more would only fill the memory. */
const AT_ONCE = 2;
/** Who comes after so many in line is asked to come again, so that a flood cannot keep everybody waiting. */
const LONGEST_LINE = 20;

interface Parameters {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

interface Stored extends Parameters {
  readonly nonce: Buffer;
  readonly tag: Buffer;
}

const derive = promisify(argon2);

let running = 0;
const waiting: (() => void)[] = [];

/** Runs at most so many at once; the others wait in line. */
async function inLine<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= LONGEST_LINE) {
    throw new Unavailable('Too many people are signing in at this moment. Try again in a minute.');
  }
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

function tagOf(password: string, nonce: Buffer, parameters: Parameters, tagLength: number): Promise<Buffer> {
  // The same letter typed on two keyboards may come in two forms.
  return inLine(() => derive('argon2id', { message: password.normalize('NFC'), nonce, ...parameters, tagLength }));
}

/** The password's argon2id text with its parameters and salt, as is usual: `$argon2id$v=19$m=…,t=…,p=…$…$…`. */
export async function hashPassword(password: string, parameters: Parameters = NOW): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await tagOf(password, nonce, parameters, TAG_LENGTH);
  const { memory, passes, parallelism } = parameters;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

/** No password has this tag, and to find out takes as long as for any other. */
const NOBODY: Stored = { ...NOW, nonce: randomBytes(16), tag: randomBytes(TAG_LENGTH) };

export interface PasswordCheck {
  readonly right: boolean;
  /** The hash is of other parameters than new ones are, and should be made again. */
  readonly outdated: boolean;
}

/** @param stored null for an account that is not there or has no password: the answer takes as long */
export async function checkPassword(password: string, stored: string | null): Promise<PasswordCheck> {
  const held = stored === null ? null : parsed(stored);
  const { nonce, tag, ...parameters } = held ?? NOBODY;
  const given = await tagOf(password, nonce, parameters, tag.length);
  const { memory, passes, parallelism } = parameters;
  return {
    right: timingSafeEqual(given, tag) && held !== null,
    outdated: memory !== NOW.memory || passes !== NOW.passes || parallelism !== NOW.parallelism,
  };
}

function parsed(text: string): Stored | null {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(text);
  if (found === null) return null;
  const [, memory, passes, parallelism, nonce = '', tag = ''] = found;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

let common: Promise<ReadonlySet<string>> | null = null;

/** Loaded when the first password is chosen: the list is large and a start does not need it. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(Object.values(dictionary).flatMap((words) => words as readonly string[])),
  );
  return common;
}

/** Why a password cannot be chosen, in one sentence; null where it can. @param own words that belong to the person */
export async function newPasswordProblem(password: string, own: readonly string[]): Promise<string | null> {
  const words = await commonPasswords();
  return passwordProblem(password, [...own, ...PLACE], (word) => words.has(word));
}

const PLACE = ['laa target tracker', 'laatargettracker', 'target tracker', 'oxfordshire', 'public service board'];
