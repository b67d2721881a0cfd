import type { Account, Author } from '../domain/account.ts';
import type { IsoMoment } from '../domain/moment.ts';
import type { RoleGrant } from '../domain/role-grants.ts';
import type { Store } from '../store/store.ts';
import type { Mailer } from './mail.ts';

/** How the door is set; read once, from the environment. */
export interface AccessSettings {
  /** What cookies are signed and second factors sealed with. */
  readonly secret: string;
  /** Where people reach the app, without a slash at its end; links in messages begin with it. */
  readonly baseUrl: string;
  readonly production: boolean;
  /** Whether administrators and officers must have a second factor. */
  readonly secondFactorDemanded: boolean;
  /** Whether e-mail address and password open the door; without, single sign-on alone does. */
  readonly localSignIn: boolean;
  readonly singleSignOn: SingleSignOnSettings | null;
  /** Whether one person may freeze a pack and publish it: for councils too small for two. */
  readonly onePersonPacks: boolean;
}

export interface SingleSignOnSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim that holds a person's groups. */
  readonly roleClaim: string;
  /** What each group may do; empty where administrators link every person. */
  readonly grants: readonly RoleGrant[];
}

/** What every service of the door is given. Its clock is always the machine's. */
export interface AccessDeps {
  readonly store: Store;
  readonly clock: () => IsoMoment;
  readonly settings: AccessSettings;
  /** Null where no mail server is set: then links are shown to the administrator. */
  readonly mail: Mailer | null;
}

/** The person as the author of a write, now. */
export function authorOf({ clock }: Pick<AccessDeps, 'clock'>, account: Pick<Account, 'id'> | null): Author {
  return { actor: account?.id ?? null, at: clock() };
}
