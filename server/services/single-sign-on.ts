import * as client from 'openid-client';
import { z } from 'zod';
import { type Account, normalEmail } from '../domain/account.ts';
import { Forbidden, invalid, NotFound, Unavailable } from '../domain/errors.ts';
import { roleWords } from '../domain/role.ts';
import { grantedBy } from '../domain/role-grants.ts';
import { type AccessDeps, authorOf, type SingleSignOnSettings } from './access.ts';
import { isLast } from './accounts.ts';

/** What a session keeps between leaving for the provider and coming back. */
export interface SignOnTrip {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const found = new WeakMap<SingleSignOnSettings, Promise<client.Configuration>>();

/** What the provider says of itself, asked for once; a provider that did not answer is asked again. */
function configurationOf(settings: SingleSignOnSettings): Promise<client.Configuration> {
  const held = found.get(settings);
  if (held !== undefined) return held;
  const issuer = new URL(settings.issuer);
  // Only a provider on this machine, for trying things out, may be spoken to without TLS.
  const execute = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  const asked = client.discovery(issuer, settings.clientId, settings.clientSecret, undefined, { execute });
  found.set(settings, asked);
  asked.catch(() => found.delete(settings));
  return asked;
}

function settingsOf({ settings }: AccessDeps): SingleSignOnSettings {
  if (settings.singleSignOn === null) throw new NotFound('There is no single sign-on here.');
  return settings.singleSignOn;
}

const SILENT = 'The single sign-on does not answer. Try again in a minute.';

/** Where to send the browser, and what to keep until it comes back. @throws NotFound, Unavailable */
export async function leave(deps: AccessDeps): Promise<{ readonly address: string; readonly trip: SignOnTrip }> {
  const settings = settingsOf(deps);
  const trip = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
  };
  const configuration = await configurationOf(settings).catch((error: Error) => {
    throw new Unavailable(SILENT, { cause: error });
  });
  const address = client.buildAuthorizationUrl(configuration, {
    redirect_uri: callbackOf(deps),
    scope: 'openid email profile',
    code_challenge: await client.calculatePKCECodeChallenge(trip.verifier),
    code_challenge_method: 'S256',
    state: trip.state,
    nonce: trip.nonce,
  });
  return { address: address.href, trip };
}

function callbackOf({ settings }: AccessDeps): string {
  return `${settings.baseUrl}/sign-in/single/callback`;
}

/** What of an ID token counts; of everything else only the groups, under the name that the settings give. */
const CLAIMS = z.looseObject({
  iss: z.string(),
  sub: z.string(),
  name: claimed(),
  email: claimed(),
});

/** A text that may be missing; what is blank, or no text, is. */
function claimed() {
  return z
    .string()
    .transform((text) => text.trim() || null)
    .nullable()
    .catch(null);
}

const GROUPS = z.union([z.array(z.string()), z.string().transform((group) => [group])]).catch([]);

interface Person {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  readonly groups: readonly string[];
}

/**
 * Who has come back from the provider, as an account. A person is known by issuer and subject alone: an e-mail
 * address can be given to somebody else.
 * @param query the address's query as it came, with its question mark
 * @param trip what the session kept; null where nobody left from here
 * @throws Invalid where the answer is not to our question, Forbidden where the person may not come in
 */
export async function arrive(deps: AccessDeps, query: string, trip: SignOnTrip | null): Promise<Account> {
  const settings = settingsOf(deps);
  if (trip === null)
    throw invalid('state', 'This sign-on was not begun in this browser. Begin again from the sign-in page.');
  const person = await personOf(deps, settings, query, trip);
  const { store } = deps;
  const found = store.write(authorOf(deps, null), () => accountOf(deps, settings, person));
  if (typeof found === 'string') throw new Forbidden(REFUSALS[found]);
  return found;
}

/** Why somebody whom the provider knows may not come in. They name nobody: refusals are logged. */
const REFUSALS = {
  unlinked:
    'The single sign-on knows you, but no account here is yours yet. An administrator can link it; ask one, then sign in again.',
  groups:
    'The single sign-on knows you, but none of your groups there may come in here. Ask whoever looks after the groups, then sign in again.',
  disabled: 'Your account here is disabled. An administrator can enable it again.',
} as const;

async function personOf(
  deps: AccessDeps,
  settings: SingleSignOnSettings,
  query: string,
  trip: SignOnTrip,
): Promise<Person> {
  const configuration = await configurationOf(settings).catch((error: Error) => {
    throw new Unavailable(SILENT, { cause: error });
  });
  const tokens = await client
    .authorizationCodeGrant(configuration, new URL(callbackOf(deps) + query), {
      expectedState: trip.state,
      expectedNonce: trip.nonce,
      pkceCodeVerifier: trip.verifier,
      idTokenExpected: true,
    })
    .catch((error: Error) => {
      if (isSilence(error)) throw new Unavailable(SILENT, { cause: error });
      throw invalid('code', 'The single sign-on’s answer cannot be used. Begin again from the sign-in page.');
    });
  const claims = CLAIMS.parse(tokens.claims());
  const email = claims.email === null ? null : normalEmail(claims.email);
  return {
    issuer: claims.iss,
    subject: claims.sub,
    name: (claims.name ?? email ?? claims.sub).slice(0, 200),
    email,
    groups: GROUPS.parse(claims[settings.roleClaim]),
  };
}

/** No answer came at all, or none in time. */
function isSilence(error: Error): boolean {
  const code = 'code' in error ? error.code : null;
  return code === 'OAUTH_TIMEOUT' || (error instanceof TypeError && code === null);
}

/**
 * The account of a person, set up or brought up to date where the provider's groups say what they may do; or why there
 * is none.
 */
function accountOf(deps: AccessDeps, settings: SingleSignOnSettings, person: Person): Account | keyof typeof REFUSALS {
  const { store } = deps;
  const { issuer, subject, name } = person;
  const at = deps.clock();
  const identity =
    store.identities.findBySubject(issuer, subject) ??
    store.identities.insert({ issuer, subject, label: labelOf(person), account: null, first_seen_at: at });
  const held = identity.account === null ? null : store.accounts.find(identity.account);
  if (held?.state === 'disabled') return 'disabled';
  if (settings.grants.length === 0) return held ?? 'unlinked';
  const granted = knownGrant(deps, grantedBy(person.groups, settings.grants));
  // Groups decide alone: who is in none of them any more cannot come in by them either.
  if (granted === null) return 'groups';
  if (held !== null) {
    return follow(deps, held, granted);
  }
  // An address that an account has already may be somebody else's: then an administrator must say who it is.
  if (person.email === null || store.accounts.findByEmail(person.email) !== null) return 'unlinked';
  const account = store.accounts.insert(
    { email: person.email, name, post: roleWords(granted.role), ...granted, demonstration: false },
    at,
  );
  store.accounts.setState(account.id, 'active');
  store.identities.link(identity.id, account.id);
  return { ...account, state: 'active' };
}

/**
 * The account as its groups say. The last administrator stays one whatever they say: nobody else could let anybody in.
 * A post that only named the role goes with it.
 */
function follow(deps: AccessDeps, held: Account, granted: NonNullable<ReturnType<typeof grantedBy>>): Account {
  const { store } = deps;
  const isSame = held.role === granted.role;
  if (!isSame && isLast(deps, held)) return held;
  const post = held.post === roleWords(held.role) ? roleWords(granted.role) : held.post;
  if (!isSame) store.sessions.removeAll(held.id, null);
  store.accounts.update(held.id, { ...held, ...granted, post });
  return { ...held, ...granted, post };
}

function knownGrant({ store }: AccessDeps, granted: ReturnType<typeof grantedBy>): ReturnType<typeof grantedBy> {
  if (granted === null || granted.role !== 'lead') return granted;
  const known = new Set(store.rows.partnerships.list().map(({ code }) => code));
  const partnerships = granted.partnerships.filter((code) => known.has(code));
  return partnerships.length === 0 ? null : { role: 'lead', partnerships };
}

function labelOf({ name, email }: Person): string {
  return email === null || email === name ? name : `${name} (${email})`;
}
