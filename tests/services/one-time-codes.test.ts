import { describe, expect, it } from 'vitest';
import { isoMoment } from '../../server/domain/moment.ts';
import { newSecret, secretPicture, stepOf } from '../../server/services/one-time-codes.ts';

/** `12345678901234567890` in base 32, the secret of RFC 6238, appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/** Seconds since 1970 as a moment. */
const at = (seconds: number): string => isoMoment(seconds * 1000);

describe('the codes of RFC 6238, appendix B, of which six digits are used', () => {
  it.each<[seconds: number, code: string, step: number]>([
    [59, '94287082', 0x1],
    [1_111_111_109, '07081804', 0x23523ec],
    [1_111_111_111, '14050471', 0x23523ed],
    [1_234_567_890, '89005924', 0x273ef07],
    [2_000_000_000, '69279037', 0x3f940aa],
    [20_000_000_000, '65353130', 0x27bc86aa],
  ])('at %i seconds: %s', (seconds, code, step) => {
    expect(stepOf(SECRET, code.slice(2), at(seconds))).toBe(step);
  });
});

describe('a phone’s clock may be a step behind or before', () => {
  /** The step of the code below, which is 1,111,111,110 to 1,111,111,139 seconds. */
  const STEP = 0x23523ed;
  it.each<[sentence: string, seconds: number, isTaken: boolean]>([
    ['two steps before, in its last second', 1_111_111_079, false],
    ['one step before, in its first second', 1_111_111_080, true],
    ['one step before, in its last second', 1_111_111_109, true],
    ['in its first second', 1_111_111_110, true],
    ['in its last second', 1_111_111_139, true],
    ['one step after, in its first second', 1_111_111_140, true],
    ['one step after, in its last second', 1_111_111_169, true],
    ['two steps after, in its first second', 1_111_111_170, false],
  ])('%s', (_sentence, seconds, isTaken) => {
    expect(stepOf(SECRET, '050471', at(seconds))).toBe(isTaken ? STEP : null);
  });
});

describe('a code as it is typed', () => {
  it.each<[sentence: string, typed: string, isTaken: boolean]>([
    ['as it is shown', '050 471', true],
    ['with blanks around it', ' 050471\n', true],
    ['with another digit', '050472', false],
    ['without its nought', '50471', false],
    ['with one digit more', '0504710', false],
    ['all eight digits', '14050471', false],
    ['nothing', '', false],
    ['blanks', '      ', false],
    ['letters', 'abcdef', false],
    ['a minus sign', '-50471', false],
    ['a decimal point', '05047.1', false],
    ['digits of another script', '٠٥٠٤٧١', false],
  ])('%s', (_sentence, typed, isTaken) => {
    expect(stepOf(SECRET, typed, at(1_111_111_111)) !== null).toBe(isTaken);
  });

  it('of another secret is none', () => {
    expect(stepOf('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', '050471', at(1_111_111_111))).toBeNull();
  });
});

describe('a new secret', () => {
  it('has 160 bits in base 32, and never comes twice', () => {
    const secrets = Array.from({ length: 100 }, newSecret);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new Set(secrets).size).toBe(100);
  });

  it('is shown as a picture that stands in the page itself', async () => {
    const picture = await secretPicture(SECRET, 'ann@council.example');
    const [head, data = ''] = picture.split(',');
    expect(head).toBe('data:image/svg+xml;base64');
    const svg = Buffer.from(data, 'base64').toString('utf8');
    expect(svg).toMatch(/^<svg [^>]*viewBox/);
    expect(svg).not.toMatch(/<script|href|ann@|GEZD/);
    expect(await secretPicture(newSecret(), 'ann@council.example')).not.toBe(picture);
  });
});
