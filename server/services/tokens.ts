import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { dayNumber, type IsoMoment } from '../domain/moment.ts';

/** 256 bits that nobody guesses, fit for an address or a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. It has 256 bits of chance in it, so that a plain hash gives nothing away. */
export function tokenHash(token: string): string {
  return hash('sha256', token, 'hex');
}

const CODE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A code to write down: 80 bits in four groups, without letters that look like digits. */
export function newRecoveryCode(): string {
  const letters = [...randomBytes(16)].map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length] ?? '');
  return [0, 4, 8, 12].map((start) => letters.slice(start, start + 4).join('')).join('-');
}

/** What is kept of a recovery code: as it may be typed, without regard to case, spaces and hyphens. */
export function recoveryCodeHash(code: string): string {
  return tokenHash(code.toUpperCase().replace(/[^A-Z0-9]/g, ''));
}

/** A key for one purpose: what is known of one gives nothing away of another. */
function keyFor(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}

/** The key that this installation seals packs with. */
export function signingKey(secret: string): KeyObject {
  // PKCS #8 of an Ed25519 key is this head and the 32 bytes of the key (RFC 8410).
  const head = Buffer.from('302e020100300506032b657004220420', 'hex');
  return createPrivateKey({ key: Buffer.concat([head, keyFor(secret, 'packs')]), format: 'der', type: 'pkcs8' });
}

/** A text that only this installation can read again. */
export function seal(secret: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, 'seal'), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Null where it was sealed with another secret, or was changed. */
export function unseal(secret: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, 'seal'), bytes.subarray(0, 12), {
      authTagLength: 16,
    });
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** A browser is known again for so long. */
export const DEVICE_DAYS = 180;

/**
 * A mark that a browser keeps, to be known again by as one that an account has signed in from. It counts for a while,
 * and only as long as the account has the password that it had then.
 * @param password what is kept of it; null for an account without one
 */
export function newDeviceMark(secret: string, account: number, password: string | null, now: IsoMoment): string {
  const nonce = randomBytes(16).toString('base64url');
  const day = String(dayNumber(now.slice(0, 10)));
  return `${nonce}.${day}.${deviceProof(secret, account, password, nonce, day)}`;
}

/** The number of the browser that a mark is of; null where the mark does not count for this account. */
export function deviceOf(
  secret: string,
  account: number,
  password: string | null,
  mark: string,
  now: IsoMoment,
): string | null {
  const [nonce = '', day = '', proof = '', ...more] = mark.split('.');
  const [given, right] = [Buffer.from(proof), Buffer.from(deviceProof(secret, account, password, nonce, day))];
  const isOwn = more.length === 0 && given.length === right.length && timingSafeEqual(given, right);
  return isOwn && dayNumber(now.slice(0, 10)) - Number(day) < DEVICE_DAYS ? nonce : null;
}

function deviceProof(secret: string, account: number, password: string | null, nonce: string, day: string): string {
  const said = JSON.stringify([account, password === null ? null : tokenHash(password), nonce, day]);
  return createHmac('sha256', keyFor(secret, 'device')).update(said).digest('base64url');
}
