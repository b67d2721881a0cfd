/** What a start in production depends on. */
export interface Start {
  readonly secret: string | null;
  readonly baseUrl: string | null;
  readonly trustProxy: number;
  /** Null without single sign-on. */
  readonly issuer: string | null;
  /** The permission bits of the database's file; null where the machine has none. */
  readonly fileMode: number | null;
  readonly isExample: boolean;
  readonly hasDemonstration: boolean;
}

const SECRET_LENGTH = 32;
/** Fewer different characters than this are a pattern. */
const FEWEST_CHARACTERS = 12;
/** Words of secrets that were copied from somewhere. */
const DEFAULTS = /change|secret|example|password|default|insert|your/i;

/**
 * Why the app must not start in production, in one line that names the cause; null where it may (quality.md).
 * What is most likely to be set wrongly comes first.
 */
export function productionProblem(start: Start): string | null {
  return secretProblem(start.secret) ?? addressProblem(start) ?? recordProblem(start);
}

const MAKE_ONE = '; make one with "openssl rand -base64 48"';

function secretProblem(secret: string | null): string | null {
  if (secret === null) return `LAA_SECRET is not set${MAKE_ONE}`;
  if (secret.length < SECRET_LENGTH) return `LAA_SECRET is shorter than ${SECRET_LENGTH} characters${MAKE_ONE}`;
  const isDefault = DEFAULTS.test(secret) || new Set(secret).size < FEWEST_CHARACTERS;
  return isDefault ? `LAA_SECRET is a default or a pattern${MAKE_ONE}` : null;
}

function addressProblem({ baseUrl, trustProxy, issuer }: Start): string | null {
  if (baseUrl === null) {
    return 'LAA_BASE_URL is not set; it is where people reach the app, such as https://targets.example.gov.uk';
  }
  if (!baseUrl.startsWith('https://')) {
    return `LAA_BASE_URL is ${baseUrl}: over plain http anybody on the way can read along; use https, with a proxy before the app`;
  }
  if (trustProxy === 0) {
    return 'LAA_TRUST_PROXY is 0: the app speaks plain http and needs a proxy that speaks https before it; set how many there are';
  }
  const isPlain = issuer !== null && !issuer.startsWith('https://');
  return isPlain ? `OIDC_ISSUER is ${issuer}; in production it must be https` : null;
}

function recordProblem({ fileMode, isExample, hasDemonstration }: Start): string | null {
  if (fileMode !== null && (fileMode & 0o007) !== 0) {
    return `the database can be read by everybody on this machine (mode ${(fileMode & 0o777).toString(8)}); set it with "chmod 640" or less`;
  }
  if (isExample) return 'the database holds the example, which is not for production';
  return hasDemonstration
    ? 'the database holds demonstration accounts, which anybody may enter; begin with an empty one'
    : null;
}
