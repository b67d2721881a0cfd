import { parse } from 'node-html-parser';
import type { Server } from './processes.ts';

/** Enters a record that is open to anybody as its officer; gives the cookies of that, as a browser sends them. */
export async function signIn({ origin }: Server): Promise<string> {
  const page = parse(await (await fetch(`${origin}/sign-in`)).text());
  const form = page
    .querySelectorAll('form[action="/sign-in/example"]')
    .find(({ text }) => text.includes('performance officer'));
  const account = form?.querySelector('[name="account"]')?.getAttribute('value');
  if (account === undefined) throw new Error('the sign-in page has no button for an officer');
  const body = new URLSearchParams({ account });
  const { status, headers } = await fetch(`${origin}/sign-in/example`, { method: 'POST', body, redirect: 'manual' });
  if (status !== 303) throw new Error(`the sign-in answered ${status}`);
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
