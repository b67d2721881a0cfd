import { Secret, TOTP } from 'otpauth';
import { toString as qrText } from 'qrcode';
import type { IsoMoment } from '../domain/moment.ts';

const STEP = 30;
/** A phone's clock may be a step behind or before. */
const SKEW = 1;

/** A new secret, in base 32 as authenticator apps take it. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The time step of which a code is; null where it is none of about now. */
export function stepOf(secret: string, code: string, now: IsoMoment): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = Date.parse(now);
  const delta = new TOTP({ secret: Secret.fromBase32(secret), period: STEP }).validate({
    token,
    timestamp,
    window: SKEW,
  });
  return delta === null ? null : Math.floor(timestamp / 1000 / STEP) + delta;
}

/** What an authenticator app reads from the picture. */
function addressOf(secret: string, label: string): string {
  return new TOTP({ issuer: 'LAA target tracker', label, secret: Secret.fromBase32(secret), period: STEP }).toString();
}

/** The picture to point a phone at, as an address that an image can have. */
export async function secretPicture(secret: string, label: string): Promise<string> {
  const svg = await qrText(addressOf(secret, label), { type: 'svg', margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
