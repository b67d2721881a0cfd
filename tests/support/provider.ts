import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AccountClaims, type Adapter, type AdapterPayload, type JWK, Provider } from 'oidc-provider';
import type { SingleSignOnSettings } from '../../server/services/access.ts';

const CLIENT_ID = 'laa-targets';
const CLIENT_SECRET = 'Pr0vider-tests-only-8fKq2Zx7';

/** Somebody whom the provider knows, with what it tells of them. */
export type Claims = Readonly<Record<string, unknown>>;

/** An OpenID provider on this machine, whose people sign in there by being chosen. */
export interface TestProvider {
  readonly settings: SingleSignOnSettings;
  /** What it was asked at its authorisation address, newest last. */
  readonly asked: readonly URLSearchParams[];
  /** What it knows of a person; it is told at their next sign-in. */
  know(subject: string, claims: Claims): void;
  /** Who sits before the provider's own sign-in page; null for somebody who turns away from it. */
  seat(subject: string | null): void;
  /** From here on nothing answers at its address. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
}

/** The signing key of all providers in one run. */
const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }) as JWK;

/** @param app the address of the app, to which the provider sends people back */
export async function startProvider(
  app: string,
  given: Partial<Pick<SingleSignOnSettings, 'roleClaim' | 'grants'>> = {},
): Promise<TestProvider> {
  const people = new Map<string, Claims>();
  const asked: URLSearchParams[] = [];
  let seated: string | null = null;
  let server = createServer();
  const port = await listen(server, 0);
  const issuer = `http://127.0.0.1:${port}`;
  const roleClaim = given.roleClaim ?? 'groups';
  const provider = providerOf(issuer, app, roleClaim, people);
  const answer = provider.callback();

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    if (pathname === '/auth') asked.push(searchParams);
    if (pathname.startsWith('/seat/')) void takeSeat(provider, request, response, seated);
    else void answer(request, response);
  };
  server.on('request', serve);

  return {
    settings: { issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, roleClaim, grants: given.grants ?? [] },
    asked,
    know: (subject, claims) => void people.set(subject, claims),
    seat: (subject) => {
      seated = subject;
    },
    goDown: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
    comeBack: async () => {
      server = createServer(serve);
      await listen(server, port);
    },
  };
}

/** The server's port. It ends with the process. */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  server.unref();
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function providerOf(issuer: string, app: string, roleClaim: string, people: ReadonlyMap<string, Claims>): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [`${app}/sign-in/single/callback`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    adapter: keeping(),
    cookies: { keys: ['a key of the tests'] },
    jwks: { keys: [{ ...KEY, use: 'sig', alg: 'RS256', kid: 'tests' }] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/seat/${uid}` },
    // As large providers do, the ID token tells all that the scopes allow.
    conformIdTokenClaims: false,
    claims: { openid: ['sub', roleClaim], email: ['email'], profile: ['name'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ ...people.get(sub), sub }) as AccountClaims,
    }),
    // Nobody is asked whether the app may know them.
    loadExistingGrant: async ({ oidc }) => {
      const { Grant } = oidc.provider;
      const grant = new Grant({ clientId: CLIENT_ID, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
  });
}

/** Keeps what the provider must remember for as long as the provider is there. */
function keeping(): (name: string) => Adapter {
  const kept = new Map<string, AdapterPayload>();
  const drop = (isGone: (payload: AdapterPayload) => boolean): void => {
    for (const [key, payload] of kept) if (isGone(payload)) kept.delete(key);
  };
  return (name) => ({
    upsert: async (id, payload) => void kept.set(`${name} ${id}`, payload),
    find: async (id) => kept.get(`${name} ${id}`),
    findByUid: async (uid) => [...kept.values()].find((payload) => payload.uid === uid),
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const payload = kept.get(`${name} ${id}`);
      if (payload !== undefined) payload.consumed = 1;
    },
    destroy: async (id) => void kept.delete(`${name} ${id}`),
    revokeByGrantId: async (grant) => drop(({ grantId }) => grantId === grant),
  });
}

async function takeSeat(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  seated: string | null,
): Promise<void> {
  const result =
    seated === null
      ? { error: 'access_denied', error_description: 'The person turned away' }
      : { login: { accountId: seated } };
  await provider.interactionFinished(request, response, result);
}
