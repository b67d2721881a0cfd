import { parse } from 'node-html-parser';
import type { Page } from './page.ts';

/** Somebody with a browser of their own, who goes wherever a site sends them. */
export interface Visiting {
  /** Opens an address and follows where it leads. */
  open(address: string): Promise<Page>;
  /** Opens an address and says where it leads, without going there; null where it is a page. */
  step(address: string): Promise<string | null>;
  /** Sends a form and follows where it leads. */
  send(address: string, fields: Readonly<Record<string, string>>): Promise<Page>;
  /** All that the browser keeps for the site of an address. */
  cookies(address: string): string;
}

const MOST_STEPS = 12;

/** Cookies are kept by site; all pages are fetched by real requests. */
export function visiting(): Visiting {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (address: string): Map<string, string> => {
    const { origin } = new URL(address);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };
  const cookies = (address: string): string =>
    [...jarOf(address)].map(([name, value]) => `${name}=${value}`).join('; ');

  async function ask(address: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string> | undefined), cookie: cookies(address) };
    const response = await fetch(address, { ...init, headers, redirect: 'manual' });
    const jar = jarOf(address);
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  async function follow(address: string, first: Response): Promise<Page> {
    let [at, response] = [address, first];
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const next = leadsTo(at, response);
      if (next === null) return pageOf(response);
      await response.body?.cancel();
      [at, response] = [next, await ask(next)];
    }
    throw new Error(`${address} leads on and on`);
  }

  return {
    open: async (address) => follow(address, await ask(address)),
    step: async (address) => {
      const response = await ask(address);
      await response.body?.cancel();
      return leadsTo(address, response);
    },
    send: async (address, fields) => {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' };
      const body = new URLSearchParams(fields).toString();
      return follow(address, await ask(address, { method: 'POST', headers, body }));
    },
    cookies,
  };
}

async function pageOf(response: Response): Promise<Page> {
  const html = await response.text();
  return { status: response.status, headers: Object.fromEntries(response.headers), html, root: parse(html) };
}

function leadsTo(address: string, { status, headers }: Response): string | null {
  const location = headers.get('location');
  return status >= 300 && status < 400 && location !== null ? new URL(location, address).href : null;
}
