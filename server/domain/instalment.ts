import { countWord } from './ahead-words.ts';
import type { Instalment } from './data-package.ts';
import { yearText } from './period.ts';
import { type Quantity, quantityNumber } from './quantity.ts';
import { shortNumber } from './wording.ts';

/** A yearly instalment of a payment, in pounds to the penny; the two parts make it up. */
export interface InstalmentPaid {
  readonly year: Instalment['year'];
  readonly pounds: number;
  readonly capital: number;
  readonly revenue: number;
}

const HUNDRED = 100;

/**
 * How a payment comes in instalments, capital and revenue (rules.md 7). Pennies that do not divide go to the last
 * instalment that has a share, and within one to revenue, so that all of them make up the payment.
 * @param rows of one agreement, in the order of their years; their shares sum to 100 per cent
 * @param payment in pounds
 */
export function instalmentsOf(rows: readonly Instalment[], payment: number): InstalmentPaid[] {
  // Whole pennies, so that halves of them are halves.
  const whole = Math.round(payment * HUNDRED);
  let left = whole;
  const last = rows.findLastIndex(({ share }) => share > 0);
  return rows.map(({ year, share, capital: part }, index) => {
    const pennies = index === last ? left : shareOf(whole, share);
    const capital = shareOf(pennies, part);
    left -= pennies;
    return { year, pounds: pennies / HUNDRED, capital: capital / HUNDRED, revenue: (pennies - capital) / HUNDRED };
  });
}

/** @param percent as the record keeps it */
function shareOf(pennies: number, percent: Quantity): number {
  return Math.round((pennies * quantityNumber(percent)) / HUNDRED);
}

/** `Paid in two yearly instalments: 50% in 2009/10 (50% of it capital, the rest revenue), …`; empty of none. */
export function instalmentWords(rows: readonly Instalment[]): string {
  if (rows.length === 0) return '';
  const parts = rows.map(
    ({ year, share, capital }) =>
      `${shortNumber(share)}% in ${yearText(year)} (${shortNumber(capital)}% of it capital, the rest revenue)`,
  );
  const many = rows.length === 1 ? 'one instalment' : `${countWord(rows.length)} yearly instalments`;
  return `Paid in ${many}: ${parts.join(', ')}.`;
}
