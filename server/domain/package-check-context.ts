import type { Agreement, Indicator, Row } from './data-package.ts';
import { firstPeriod, lastPeriod } from './known.ts';
import { shown } from './package-problem.ts';
import { periodText } from './period.ts';
import { exact, over, quantityText, rounded, step, times } from './quantity.ts';

interface Contexts {
  readonly indicators: Indicator;
  readonly agreements: Agreement;
}

type Checked = 'targets' | 'figures' | 'commentaries' | 'instalments' | 'cancellations';

/** What a row must be beside the row of an indicator or an agreement that it belongs to. */
export interface ContextRule<F extends Checked, C extends keyof Contexts> {
  readonly column: keyof Row<F> & string;
  readonly reads: readonly (keyof Row<F> & string)[];
  /** What is read of the other row; the first is blamed where a replaced row makes one in the record wrong. */
  readonly context: readonly (keyof Contexts[C] & string)[];
  /** What is wrong, and what is allowed; null where nothing is. */
  check(row: Row<F>, context: Contexts[C]): string | null;
}

export const TARGET_OF_INDICATOR: readonly ContextRule<'targets', 'indicators'>[] = [
  {
    column: 'path',
    reads: ['path'],
    context: ['measure'],
    check: ({ path }, { measure }) => {
      const allowed = { snapshot: ['linear', 'step'], flow: ['linear', 'profile'], running: ['linear'] }[measure];
      return allowed.includes(path) ? null : `${path} is no path of a ${measure}; ${allowed.join(' or ')} is allowed`;
    },
  },
  {
    column: 'profile',
    reads: ['profile'],
    context: ['measure'],
    check: ({ profile }, { measure }) =>
      profile !== null && measure !== 'flow' ? `stands beside a ${measure}; only a flow may have one` : null,
  },
];

export const FIGURE_OF_INDICATOR: readonly ContextRule<'figures', 'indicators'>[] = [
  {
    column: 'value',
    reads: ['value'],
    context: ['decimals'],
    check: ({ value }, { decimals }) =>
      value !== null && value % step(decimals) !== 0
        ? `${quantityText(value)} is finer than the indicator; ${places(decimals)} allowed`
        : null,
  },
  {
    column: 'numerator',
    reads: ['value', 'numerator', 'denominator'],
    context: ['multiplier'],
    check: ({ value, numerator, denominator }, { multiplier }) =>
      multiplier === null && value !== null && numerator !== null && denominator !== null
        ? 'stands beside an indicator without a multiplier; an empty cell is allowed'
        : null,
  },
  {
    column: 'value',
    reads: ['value', 'numerator', 'denominator'],
    context: ['multiplier', 'decimals'],
    check: miscounted,
  },
];

function places(decimals: number): string {
  return decimals === 0 ? 'whole numbers are' : `at most ${decimals} decimal place${decimals === 1 ? ' is' : 's are'}`;
}

/** Numerator / denominator × multiplier is the value, rounded half away from zero to the indicator's decimals. */
function miscounted(figure: Row<'figures'>, { multiplier, decimals }: Indicator): string | null {
  const { value, numerator, denominator } = figure;
  if (value === null || numerator === null || denominator === null || denominator === 0) return null;
  // A value that is finer than the indicator is told as that.
  if (multiplier === null || value % step(decimals) !== 0) return null;
  const counted = rounded(times(over(exact(numerator), exact(denominator)), exact(multiplier)), decimals);
  if (counted === value) return null;
  const [n, d, m] = [numerator, denominator, multiplier].map(quantityText);
  return `${quantityText(value)} is not ${n} / ${d} × ${m}; ${quantityText(counted)} is allowed`;
}

export const COMMENTARY_OF_AGREEMENT: readonly ContextRule<'commentaries', 'agreements'>[] = [
  {
    column: 'period',
    reads: ['period'],
    context: ['last_year', 'first_year'],
    check: ({ period }, agreement) => {
      const [first, last] = [firstPeriod(agreement), lastPeriod(agreement)];
      // An agreement that ends before it begins is told as that.
      if (last < first || (period >= first && period <= last)) return null;
      return `${periodText(period)} is outside the agreement; ${periodText(first)} to ${periodText(last)} is allowed`;
    },
  },
];

/** Where no reward was agreed, none is paid and none cancelled. */
export const REWARD_OF_AGREEMENT: readonly ContextRule<'instalments' | 'cancellations', 'agreements'>[] = [
  {
    column: 'agreement',
    reads: ['agreement'],
    context: ['reward_scheme'],
    check: ({ agreement }, { reward_scheme: scheme }) =>
      scheme === 'none'
        ? `${shown(agreement)} has the reward scheme none; an agreement with per-target or whole-agreement is allowed`
        : null,
  },
];
