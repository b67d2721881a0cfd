import { type Axis, axisFor } from './chart-axis.ts';
import type { ChartTexts, PointWords } from './chart-texts.ts';
import { RAG, type Rag } from './light.ts';
import { type Period, periodText, quarterOf, yearOf, yearText } from './period.ts';
import { wholeQuantity } from './quantity.ts';
import { type Counts, notJudged } from './reconciliation.ts';
import { countWords, listWords, quarterWords, upperFirst } from './wording.ts';

/** How many targets have each colour: a bar for each partnership, or a column for each quarter. */
export interface CountsChart extends ChartTexts {
  readonly kind: 'counts' | 'quarters';
  readonly bars: readonly Bar[];
  /** The scale of the number of targets. */
  readonly axis: Axis;
}

export interface Bar {
  readonly label: string;
  /** The year that a quarter belongs to; empty for a partnership. */
  readonly group: string;
  readonly href: string | null;
  readonly total: number;
  readonly shares: BarShares;
  readonly words: PointWords;
}

/** Every kind of grey is one share: not judged. */
export type BarShares = Readonly<Record<Rag | 'grey', number>>;

export interface PartnershipCounts {
  readonly label: string;
  readonly href: string | null;
  readonly counts: Counts;
}

export interface QuarterCounts {
  readonly period: Period;
  readonly counts: Counts;
}

/** Worst first, so that the reds of all bars stand on the same line. */
const SHARES = [...RAG.toReversed(), 'grey'] as const;

/** The colours of targets by partnership, in the order given. */
export function countsChart(title: string, rows: readonly PartnershipCounts[]): CountsChart {
  return {
    kind: 'counts',
    title,
    sentence: partnershipsSentence(rows),
    ...shared(rows.map(({ label, href, counts }) => barOf(label, '', href, counts, label))),
    table: tableOf(
      title,
      'Partnership',
      rows.map(({ label, href, counts }) => ({ label, href, counts })),
    ),
  };
}

/** The colours of targets in each quarter, ascending. */
export function quartersChart(title: string, rows: readonly QuarterCounts[]): CountsChart {
  return {
    kind: 'quarters',
    title,
    sentence: quartersSentence(rows),
    ...shared(rows.map(quarterBar)),
    table: tableOf(
      title,
      'Quarter',
      rows.map(({ period, counts }) => ({ label: periodText(period), href: null, counts })),
    ),
  };
}

function quarterBar({ period, counts }: QuarterCounts): Bar {
  return barOf(`Q${quarterOf(period)}`, yearText(yearOf(period)), null, counts, quarterWords(period));
}

function shared(bars: readonly Bar[]): Pick<CountsChart, 'bars' | 'axis' | 'unit' | 'notes' | 'illustrative'> {
  const totals = bars.map((bar) => wholeQuantity(bar.total));
  const axis = axisFor(totals, { unit: 'number', decimals: 0 }, { fromZero: true });
  return { bars, axis, unit: 'Number of targets', notes: [], illustrative: false };
}

function barOf(label: string, group: string, href: string | null, counts: Counts, heading: string): Bar {
  const shares = sharesOf(counts);
  const details = [countWords(counts.total, 'target'), ...shareWords(shares)];
  return { label, group, href, total: counts.total, shares, words: { heading: upperFirst(heading), details } };
}

function sharesOf(counts: Counts): BarShares {
  return { green: counts.green, amber: counts.amber, red: counts.red, grey: notJudged(counts) };
}

/** `3 red`, `6 green`, `2 not judged`: those that there are, worst first. */
function shareWords(shares: BarShares): string[] {
  return SHARES.filter((share) => shares[share] > 0).map(
    (share) => `${shares[share]} ${share === 'grey' ? 'not judged' : share}`,
  );
}

function partnershipsSentence(rows: readonly PartnershipCounts[]): string {
  const total = rows.reduce((sum, { counts }) => sum + counts.total, 0);
  if (total === 0) return 'There are no targets.';
  const shares = rows.map(({ counts }) => sharesOf(counts)).reduce(addShares);
  const of = `${countWords(total, 'target')} of ${countWords(rows.length, 'partnership')}`;
  const reds = rows.filter(({ counts }) => counts.red > 0);
  const most = Math.max(...reds.map(({ counts }) => counts.red));
  const worst = listWords(reds.filter(({ counts }) => counts.red === most).map(({ label }) => label));
  return `${of}: ${listWords(shareWords(shares))}.${reds.length < 2 ? '' : ` Most red, ${most}: ${worst}.`}`;
}

function addShares(a: BarShares, b: BarShares): BarShares {
  return { green: a.green + b.green, amber: a.amber + b.amber, red: a.red + b.red, grey: a.grey + b.grey };
}

function quartersSentence(rows: readonly QuarterCounts[]): string {
  const last = rows.at(-1);
  if (last === undefined || last.counts.total === 0) return 'There are no targets.';
  const now = `${upperFirst(quarterWords(last.period))}: ${countWords(last.counts.total, 'target')}, of these ${listWords(shareWords(sharesOf(last.counts)))}.`;
  const before = rows.find((row) => row.period === last.period - 4);
  if (before === undefined || before.counts.total === 0) return now;
  return `${now} A year before: ${countWords(before.counts.total, 'target')}, of these ${listWords(shareWords(sharesOf(before.counts)))}.`;
}

const HEADINGS = ['Targets', 'Red', 'Amber', 'Green', 'Not judged'];

function tableOf(title: string, first: string, rows: readonly PartnershipCounts[]): CountsChart['table'] {
  return {
    caption: title,
    columns: [{ text: first, numeric: false }, ...HEADINGS.map((text) => ({ text, numeric: true }))],
    rows: rows.map(({ label, href, counts }) => {
      const shares = sharesOf(counts);
      return { href, cells: [label, String(counts.total), ...SHARES.map((share) => String(shares[share]))] };
    }),
  };
}
