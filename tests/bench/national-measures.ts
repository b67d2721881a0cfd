import type { Indicator } from '../../server/domain/data-package.ts';
import { type Quantity, wholeQuantity } from '../../server/domain/quantity.ts';

/** A kind of indicator as agreements held it, with the numbers that its figures are drawn around. */
export interface MeasureKind {
  readonly title: string;
  readonly row: Pick<
    Indicator,
    'unit' | 'decimals' | 'polarity' | 'measure' | 'pattern' | 'due_quarters' | 'numerator_label' | 'denominator_label'
  > & { readonly multiplier: Quantity | null };
  readonly path: 'linear' | 'step' | 'profile';
  readonly tolerance: { readonly mode: 'absolute' | 'relative' | 'share'; readonly of: Quantity };
  /** A quarter's typical value, and how far one quarter is from the next, in whole units. */
  readonly level: number;
  readonly spread: number;
  /** What is planned for three years, as a share of the level; its sign is that of the polarity. */
  readonly planned: number;
}

const COUNTED = {
  numerator_label: null,
  denominator_label: null,
  multiplier: null,
  unit: 'number',
  decimals: 0,
} as const;
const PER_CENT = { numerator_label: null, denominator_label: null, multiplier: null, unit: '%', decimals: 1 } as const;
const RATIO = {
  unit: '%',
  decimals: 1,
  numerator_label: 'Cases that met the standard',
  denominator_label: 'All cases',
  multiplier: wholeQuantity(100),
} as const;
const QUARTERLY = '1|2|3|4';

/** By how often each stands in an agreement: half are percentages, a third counts, the others come once a year. */
export const MEASURE_KINDS: readonly MeasureKind[] = [
  {
    title: 'Household waste sent for reuse, recycling and composting, last twelve months',
    row: { ...RATIO, polarity: 'higher', measure: 'snapshot', pattern: 'rolling', due_quarters: QUARTERLY },
    path: 'linear',
    tolerance: { mode: 'absolute', of: wholeQuantity(1) },
    level: 40,
    spread: 1.2,
    planned: 0.15,
  },
  {
    title: 'Serious acquisitive crimes recorded',
    row: { ...COUNTED, polarity: 'lower', measure: 'flow', pattern: 'plain', due_quarters: QUARTERLY },
    path: 'profile',
    tolerance: { mode: 'relative', of: wholeQuantity(5) },
    level: 420,
    spread: 40,
    planned: -0.1,
  },
  {
    title: 'Pupils with five good passes including English and mathematics',
    row: { ...PER_CENT, polarity: 'higher', measure: 'snapshot', pattern: 'plain', due_quarters: '2' },
    path: 'linear',
    tolerance: { mode: 'absolute', of: wholeQuantity(1) },
    level: 52,
    spread: 1.5,
    planned: 0.12,
  },
  {
    title: 'Working-age people on out-of-work benefits',
    row: { ...PER_CENT, polarity: 'lower', measure: 'snapshot', pattern: 'seasonal', due_quarters: QUARTERLY },
    path: 'linear',
    tolerance: { mode: 'relative', of: wholeQuantity(3) },
    level: 11,
    spread: 0.5,
    planned: -0.1,
  },
  {
    title: 'Smokers who had stopped at four weeks',
    row: { ...COUNTED, polarity: 'higher', measure: 'flow', pattern: 'plain', due_quarters: QUARTERLY },
    path: 'linear',
    tolerance: { mode: 'relative', of: wholeQuantity(4) },
    level: 300,
    spread: 30,
    planned: 0.12,
  },
  {
    title: 'Social care clients who hold their own budget',
    row: { ...RATIO, polarity: 'higher', measure: 'snapshot', pattern: 'plain', due_quarters: QUARTERLY },
    path: 'step',
    tolerance: { mode: 'share', of: wholeQuantity(20) },
    level: 18,
    spread: 1,
    planned: 0.3,
  },
  {
    title: 'Affordable homes delivered since April 2008',
    row: { ...COUNTED, polarity: 'higher', measure: 'running', pattern: 'plain', due_quarters: QUARTERLY },
    path: 'linear',
    tolerance: { mode: 'relative', of: wholeQuantity(5) },
    level: 90,
    spread: 12,
    planned: 0.1,
  },
  {
    title: 'People who feel that they belong to their neighbourhood',
    row: { ...PER_CENT, polarity: 'higher', measure: 'snapshot', pattern: 'plain', due_quarters: '4' },
    path: 'linear',
    tolerance: { mode: 'absolute', of: wholeQuantity(2) },
    level: 60,
    spread: 1.8,
    planned: 0.06,
  },
];
