interface Named {
  readonly indicator: string;
  readonly part: string;
}

const NATIONAL = /^NI (\d+)$/;

/** The agreement's order: NI by number, then other codes in plain string order, then part (contract.md). */
export function byAgreementOrder(a: Named, b: Named): number {
  const [first, second] = [nationalNumber(a.indicator), nationalNumber(b.indicator)];
  if (first !== second) return first - second;
  return plainly(a.indicator, b.indicator) || plainly(a.part, b.part);
}

function nationalNumber(indicator: string): number {
  const number = NATIONAL.exec(indicator)?.[1];
  return number === undefined ? Number.MAX_SAFE_INTEGER : Number(number);
}

/** Plain string order, by code point. */
export function plainly(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A code as it stands in an address: lower case, every run of other characters than letters and digits one `-`. */
export function codeAddress(code: string): string {
  return code
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** The address of a target: `/targets/laa2/ni-192`, `/targets/laa1/laa1-dv/a`. */
export function targetAddress(agreement: string, { indicator, part }: Named): string {
  const words = [agreement, indicator, ...(part === '' ? [] : [part])].map(codeAddress);
  return `/targets/${words.join('/')}`;
}
