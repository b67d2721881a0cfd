import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';
import type { Log } from '../log.ts';
import type { AccessDeps } from '../services/access.ts';

const YEAR = 31_536_000;

/** Headers of every answer, errors included (quality.md). Everything a page needs comes from this host. */
export function headers({ settings }: AccessDeps): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: settings.baseUrl.startsWith('https://') ? { maxAge: YEAR } : false,
    xFrameOptions: { action: 'deny' },
  });
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a host to listen on, without brackets or port, reaches this machine only. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);
}

const SENTENCES = {
  forged: 'This request came from another site and was refused.',
  type: 'Only the forms of this site are taken.',
} as const;

const STATUS = { forged: 403, type: 415 } as const;

/** The forms that have a file in them. */
const WITH_FILE = /^\/(returns\/[^/]+\/[^/]+\/sheet|verify)\/?$/i;

/** A form as this site's pages send it, or nothing at all. */
function isForm(request: Request): boolean {
  const { 'content-type': type } = request.headers;
  const taken = WITH_FILE.test(request.path) ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  return type === undefined || request.is(taken) !== false;
}

/**
 * Refuses what this site did not ask for, before anything else looks at it: requests under a foreign name, and forms
 * that another site sends through the browser. Browsers say where a request comes from in Sec-Fetch-Site, older ones
 * in Origin; a request with neither comes from no browser, and has no cookie that it was not given. The name is that
 * of the settings: what a proxy forwards of it anybody may have written.
 */
export function ownSiteOnly({ settings }: AccessDeps, log: Log): RequestHandler {
  const own = new URL(settings.baseUrl);
  return (request, response, next) => {
    const { host = '', origin, 'sec-fetch-site': site } = request.headers;
    const isHere = !settings.production && LOOPBACK.test(host);
    const origins = isHere ? [own.origin, `http://${host}`] : [own.origin];
    const because = host === own.host || isHere ? refusalOf(request, origins) : 'forged';
    if (because === null) {
      next();
      return;
    }
    log.info({ event: 'refused', because, site, origin, host, address: request.ip }, 'not a request of this site');
    response.status(STATUS[because]).type('text/plain').send(SENTENCES[because]);
  };
}

/** Reading is open to links from anywhere; what changes something is not. */
function refusalOf(request: Request, origins: readonly string[]): keyof typeof SENTENCES | null {
  if (SAFE.has(request.method)) return null;
  if (isForeign(request, origins)) return 'forged';
  return isForm(request) ? null : 'type';
}

function isForeign({ headers: { 'sec-fetch-site': site, origin } }: Request, origins: readonly string[]): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && !origins.includes(origin);
}
