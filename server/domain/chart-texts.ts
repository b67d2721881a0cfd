/** What every chart says in words. */
export interface ChartTexts {
  readonly title: string;
  /** What the chart shows, to be read out. */
  readonly sentence: string;
  /** What the values are. */
  readonly unit: string;
  readonly notes: readonly string[];
  /** A figure or commitment that is shown is illustrative. */
  readonly illustrative: boolean;
  /** The same numbers. */
  readonly table: ChartTable;
}

/** What is said of one place on a chart, to a pointer and to the keyboard. */
export interface PointWords {
  readonly heading: string;
  readonly details: readonly string[];
}

/** A table of the numbers of a chart; the first cell of a row is its heading, and leads to its address. */
export interface ChartTable {
  readonly caption: string;
  readonly columns: readonly { readonly text: string; readonly numeric: boolean }[];
  readonly rows: readonly { readonly href: string | null; readonly cells: readonly string[] }[];
}
