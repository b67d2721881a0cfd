import { z } from 'zod';
import { Invalid } from './domain/errors.ts';
import { type IsoDate, parseDate } from './domain/moment.ts';
import { parseRoleGrants, type RoleGrant } from './domain/role-grants.ts';

export interface Config {
  /** The database's file. */
  readonly database: string;
  /** 0 lets the machine choose one. */
  readonly port: number;
  readonly host: string;
  /** The day on which the record's clock starts; null for the machine's own. */
  readonly today: IsoDate | null;
  readonly production: boolean;
  /** What cookies are signed and second factors sealed with; null where none is set. */
  readonly secret: string | null;
  /** Where people reach the app, without a slash at its end; null where it is not set. */
  readonly baseUrl: string | null;
  /** How many proxies stand before the app. */
  readonly trustProxy: number;
  readonly secondFactorDemanded: boolean;
  readonly localSignIn: boolean;
  readonly onePersonPacks: boolean;
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  readonly singleSignOn: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly roleClaim: string;
    readonly grants: readonly RoleGrant[];
  } | null;
}

const text = z.string().nullable().default(null);
const url = (protocols: readonly string[]) =>
  z
    .string()
    .refine((given) => protocols.includes(URL.parse(given)?.protocol ?? ''))
    .nullable()
    .default(null);

/** Every variable that is read, with what it must be; an empty one counts as not given. */
const ENVIRONMENT = z.object({
  LAA_DATABASE: z.string().default('data/laa.db'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  LAA_TODAY: z
    .string()
    .refine((given) => parseDate(given) !== null)
    .nullable()
    .default(null),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  LAA_SECRET: text,
  LAA_BASE_URL: url(['http:', 'https:']),
  LAA_TRUST_PROXY: z.string().regex(/^\d$/).transform(Number).default(0),
  LAA_SECOND_FACTOR: z.enum(['demanded', 'offered']).nullable().default(null),
  LAA_LOCAL_SIGN_IN: z.enum(['on', 'off']).default('on'),
  LAA_ONE_PERSON_PACKS: z.enum(['on', 'off']).default('off'),
  SMTP_URL: url(['smtp:', 'smtps:']),
  MAIL_FROM: text,
  OIDC_ISSUER: url(['http:', 'https:']),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  OIDC_ROLE_CLAIM: z.string().default('groups'),
  OIDC_ROLES: z
    .string()
    .default('')
    .transform((given, context) => {
      const grants = parseRoleGrants(given);
      if (grants !== null) return grants;
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    }),
});

type Environment = z.infer<typeof ENVIRONMENT>;

const ALLOWED: Readonly<Record<string, string>> = {
  PORT: 'a port from 0 to 65535',
  LAA_TODAY: 'a date such as 2008-11-19',
  NODE_ENV: 'production, development or test',
  LAA_BASE_URL: 'an address such as https://targets.example.gov.uk',
  LAA_TRUST_PROXY: 'how many proxies stand before the app, 0 to 9',
  LAA_SECOND_FACTOR: 'demanded or offered',
  LAA_LOCAL_SIGN_IN: 'on or off',
  LAA_ONE_PERSON_PACKS: 'on or off',
  SMTP_URL: 'an address such as smtp://mail.example.gov.uk:587',
  OIDC_ISSUER: 'an address such as https://login.example.gov.uk/tenant',
  OIDC_ROLES: 'groups and roles such as laa-officers=officer;laa-safer=lead:OSCP',
};

/** Variables that are never shown, not even where they are wrong. */
const SECRET: ReadonlySet<string> = new Set(['LAA_SECRET', 'OIDC_CLIENT_SECRET', 'SMTP_URL']);

/** Which variables make sense only with another one. */
const TOGETHER: readonly (readonly [given: keyof Environment, needed: keyof Environment])[] = [
  ['SMTP_URL', 'MAIL_FROM'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_SECRET'],
  ['OIDC_CLIENT_ID', 'OIDC_ISSUER'],
];

/** @throws Invalid with one line for each variable that has a bad value, or lacks another one */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { data, error } = ENVIRONMENT.safeParse(given);
  if (error !== undefined) throw new Invalid(error.issues.map(({ path }) => badValue(String(path[0]), given)));
  const missing = TOGETHER.filter(([one, other]) => data[one] !== null && data[other] === null);
  if (missing.length > 0) {
    throw new Invalid(missing.map(([one, other]) => ({ field: other, message: `${other} is needed with ${one}` })));
  }
  if (data.LAA_LOCAL_SIGN_IN === 'off' && data.OIDC_ISSUER === null) {
    const message = 'LAA_LOCAL_SIGN_IN is off; OIDC_ISSUER is needed, or nobody can sign in';
    throw new Invalid([{ field: 'OIDC_ISSUER', message }]);
  }
  return configOf(data);
}

function configOf(data: Environment): Config {
  const production = data.NODE_ENV === 'production';
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = data;
  return {
    database: data.LAA_DATABASE,
    port: data.PORT,
    host: data.HOST,
    today: data.LAA_TODAY,
    production,
    secret: data.LAA_SECRET,
    baseUrl: data.LAA_BASE_URL?.replace(/\/+$/, '') ?? null,
    trustProxy: data.LAA_TRUST_PROXY,
    secondFactorDemanded: data.LAA_SECOND_FACTOR === null ? production : data.LAA_SECOND_FACTOR === 'demanded',
    localSignIn: data.LAA_LOCAL_SIGN_IN === 'on',
    onePersonPacks: data.LAA_ONE_PERSON_PACKS === 'on',
    smtpUrl: data.SMTP_URL,
    mailFrom: data.MAIL_FROM,
    singleSignOn:
      issuer === null || clientId === null || clientSecret === null
        ? null
        : { issuer, clientId, clientSecret, roleClaim: data.OIDC_ROLE_CLAIM, grants: data.OIDC_ROLES },
  };
}

function badValue(name: string, given: Readonly<Record<string, unknown>>) {
  const value = SECRET.has(name) ? 'not usable' : JSON.stringify(given[name]);
  return { field: name, message: `${name} is ${value}; ${ALLOWED[name] ?? 'a text'} is needed` };
}
