import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Headers of every answer, errors included (quality.md). Everything a page needs comes from this host. */
export function headers(): RequestHandler {
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
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a host to listen on, without brackets or port, reaches this machine only. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);
}

/**
 * Without sign-in the record is open to whoever reaches it. It listens on loopback only, so what is left are other
 * sites in the same browser: a foreign name that points here, and forms sent from elsewhere.
 */
export function ownSiteOnly(): RequestHandler {
  return (request, response, next) => {
    const host = request.headers.host ?? '';
    const site = request.headers['sec-fetch-site'];
    const origin = request.headers.origin;
    const foreignSite =
      site === undefined
        ? origin !== undefined && origin !== `http://${host}`
        : site !== 'same-origin' && site !== 'none';
    if (LOOPBACK.test(host) && (SAFE.has(request.method) || !foreignSite)) return next();
    response.status(403).type('text/plain').send('This request came from another site and was refused.');
  };
}
