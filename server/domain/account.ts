import type { Problem } from './errors.ts';
import type { IsoMoment } from './moment.ts';
import { isRole, type Role } from './role.ts';

/** `invited` until a password is set; `disabled` may never come in. */
export const ACCOUNT_STATES = ['invited', 'active', 'disabled'] as const;

export type AccountState = (typeof ACCOUNT_STATES)[number];

/** A person who may come in. */
export interface Account {
  readonly id: number;
  /** In small letters: addresses that differ in case are one. */
  readonly email: string;
  readonly name: string;
  /** What stands beside the figures that they record, such as `Waste Partnership co-ordinator`. */
  readonly post: string;
  readonly role: Role;
  readonly state: AccountState;
  /** One of the example's, which anybody may enter; never in production. */
  readonly demonstration: boolean;
  /** Codes of the partnerships that a lead answers for; empty for other roles. */
  readonly partnerships: readonly string[];
}

/** Who is asking, as far as the rules need to know. */
export type Actor = Pick<Account, 'id' | 'role' | 'name' | 'post' | 'partnerships'>;

/** Who writes, and when by the machine's clock: what the audit keeps of a write. */
export interface Author {
  /** The account; null for the command line. */
  readonly actor: number | null;
  readonly at: IsoMoment;
}

/** Who records something, with what stands beside it. */
export interface Writer extends Author {
  readonly post: string;
}

/** What an administrator types to set an account up or change it. */
export interface AccountEntry {
  readonly email: string;
  readonly name: string;
  readonly post: string;
  readonly role: string;
  readonly partnerships: readonly string[];
}

export type NewAccount = Pick<Account, 'email' | 'name' | 'post' | 'role' | 'partnerships'>;

const LIMIT = 200;
/** One @ with something on either side, no space: whether it exists only a message can show. */
const EMAIL = /^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+$/;

export function normalEmail(text: string): string {
  return text.trim().toLowerCase();
}

/**
 * Reads what was typed; every problem is named at its field.
 * @param known the codes of partnerships that there are
 */
export function readAccountEntry(
  entry: AccountEntry,
  known: ReadonlySet<string>,
): { readonly account: NewAccount; readonly problems: readonly Problem[] } {
  const [email, name, post] = [normalEmail(entry.email), entry.name.trim(), entry.post.trim()];
  const role = isRole(entry.role) ? entry.role : null;
  const partnerships = [...new Set(role === 'lead' ? entry.partnerships : [])].sort();
  const checks: readonly [field: keyof AccountEntry, isWrong: boolean, message: string][] = [
    ['email', !EMAIL.test(email), 'Enter an e-mail address, such as name@council.example.'],
    ['name', name === '', 'Enter the person’s name.'],
    ['post', post === '', 'Enter the post, such as Waste Partnership co-ordinator.'],
    ...(['email', 'name', 'post'] as const).map((field): [keyof AccountEntry, boolean, string] => [
      field,
      entry[field].length > LIMIT,
      `Use at most ${LIMIT} characters.`,
    ]),
    ['role', role === null, 'Choose what the person may do.'],
    ['partnerships', role === 'lead' && partnerships.length === 0, 'Choose at least one partnership for a lead.'],
    ['partnerships', partnerships.some((code) => !known.has(code)), 'Choose partnerships that are in the list.'],
  ];
  const problems = checks.flatMap(([field, isWrong, message]) => (isWrong ? [{ field, message }] : []));
  return { account: { email, name, post, role: role ?? 'board', partnerships }, problems };
}

/** A name that a person gives themselves; null where it can be used. */
export function nameProblem(name: string): string | null {
  if (name.trim() === '') return 'Enter your name.';
  return name.length > LIMIT ? `Use at most ${LIMIT} characters.` : null;
}
