import type { Account } from '../domain/account.ts';
import { invalid, NotFound } from '../domain/errors.ts';
import { addDays, endOfDay, type IsoDate, type IsoMoment } from '../domain/moment.ts';
import { parseTypedDate } from '../domain/typed-date.ts';
import { dateWords } from '../domain/wording.ts';
import type { ReturnLink } from '../store/return-links.ts';
import { type AccessDeps, authorOf } from './access.ts';
import type { Deps } from './reading.ts';
import { type ReturnQuestion, returnContext } from './return-context.ts';
import { newToken, tokenHash } from './tokens.ts';

/** A link can be made for so many days at most. */
export const LONGEST_DAYS = 60;

export interface ReturnLinkEntry {
  /** Who it is for, as it will stand beside what comes through it. */
  readonly name: string;
  /** The last day on which it opens the return, by the machine's clock. */
  readonly until: string;
}

/** A link as it is handed over: it is shown once, and kept as a hash only. */
export interface HandedReturnLink {
  readonly address: string;
  readonly name: string;
  readonly expires_at: IsoMoment;
}

/**
 * Makes a link to one return for somebody without an account.
 * @throws Invalid at the fields `name` and `until`, NotFound where there is no such return
 */
export function makeReturnLink(
  deps: Deps & AccessDeps,
  account: Account,
  question: ReturnQuestion,
  entry: ReturnLinkEntry,
): HandedReturnLink {
  const { store, clock, settings } = deps;
  const { period, partnership } = returnContext(deps, question);
  const { name, until } = readEntry(entry, clock().slice(0, 10));
  const token = newToken();
  const expires_at = endOfDay(until).moment;
  const author = authorOf(deps, account);
  store.write(author, () => {
    const made = { period, partnership, name, created_at: author.at, created_by: account.id, expires_at };
    store.returnLinks.insert({ hash: tokenHash(token), ...made });
  });
  return { address: `${settings.baseUrl}/guest/${token}`, name, expires_at };
}

function readEntry({ name, until }: ReturnLinkEntry, today: IsoDate): { name: string; until: IsoDate } {
  if (name === '') throw invalid('link_name', 'Say who the link is for, such as ‘Thames Valley Police, analyst’.');
  if (name.length > 200) throw invalid('link_name', 'Use at most 200 characters.');
  const day = parseTypedDate(until);
  const last = addDays(today, LONGEST_DAYS);
  if (day === null || day < today || day > last) {
    throw invalid('link_until', `Choose a day from today, ${dateWords(today)}, to ${dateWords(last)}.`);
  }
  return { name, until: day };
}

/** Takes a link back; what came through it stays. @throws NotFound where the return has no such link */
export function revokeReturnLink(
  deps: Deps & AccessDeps,
  account: Account,
  question: ReturnQuestion,
  id: number,
): void {
  const { store } = deps;
  const { period, partnership } = returnContext(deps, question);
  const link = store.returnLinks.find(id);
  if (link === null || link.period !== period || link.partnership !== partnership) {
    throw new NotFound('This return has no such link.');
  }
  const author = authorOf(deps, account);
  store.write(author, () => store.returnLinks.end(id, author.at));
}

export interface ListedLink extends ReturnLink {
  /** It still opens the return. */
  readonly open: boolean;
}

/** The links of a return, newest first. */
export function linksOf({ store, clock }: AccessDeps, name: Pick<ReturnLink, 'period' | 'partnership'>): ListedLink[] {
  return store.returnLinks.list(name).map((link) => ({ ...link, open: isOpen(link, clock()) }));
}

function isOpen({ ended_at: ended, expires_at: expires }: ReturnLink, now: IsoMoment): boolean {
  return ended === null && expires >= now;
}

/** @throws NotFound where it was revoked, has run out, or never was */
export function openReturnLink({ store, clock }: AccessDeps, token: string): ReturnLink {
  const link = store.returnLinks.findByHash(tokenHash(token));
  if (link !== null && isOpen(link, clock())) return link;
  throw new NotFound(
    'This link has run out, was taken back or is not whole. Ask the performance officer who sent it for another.',
  );
}
