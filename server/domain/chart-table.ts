import { aheadWords } from './chart-ahead.ts';
import { committed } from './chart-levels.ts';
import type { ChartTable } from './chart-texts.ts';
import type { Place, Trend } from './chart-trend.ts';
import { actualWords, trendUnit } from './chart-words.ts';
import { latestBaseline } from './known.ts';
import { LIGHT_SIGNS } from './light.ts';
import { periodText, yearOf, yearText } from './period.ts';
import type { Quantity } from './quantity.ts';
import { shortValue } from './wording.ts';

/** The same numbers as the chart, a quarter a row. */
export function trendTable(trend: Trend): ChartTable {
  const { known, judgement } = trend.assessment;
  const { row } = known.record.measure;
  const baseline = latestBaseline(judgement.book);
  const columns = tableColumns(trend);
  return {
    caption: `${row.title}: ${trendUnit(row).toLowerCase()}${
      baseline === null ? '' : `; baseline ${yearText(baseline.period)}: ${shortValue(baseline.value, row)}`
    }`,
    columns: columns.map(({ text, numeric }) => ({ text, numeric })),
    rows: trend.places.map((place, index) => ({
      href: null,
      cells: columns.map(({ cell }) => cell(place, index) || '–'),
    })),
  };
}

interface TableColumn {
  readonly text: string;
  readonly numeric: boolean;
  cell(place: Place, index: number): string;
}

function tableColumns(trend: Trend): TableColumn[] {
  const { ahead } = trend;
  const { row } = trend.assessment.known.record.measure;
  const value = (quantity: Quantity | null | undefined) => (quantity == null ? '' : shortValue(quantity, row));
  const target = (place: Place) => committed(trend, yearOf(place.period));
  const stretches = trend.places.some((place) => target(place).stretch !== null);
  const number = (text: string, cell: TableColumn['cell']): TableColumn => ({ text, numeric: true, cell });
  return [
    { text: 'Quarter', numeric: false, cell: (place) => periodText(place.period) },
    number(row.measure === 'flow' ? 'Year to date' : 'Actual', (place) => valueCell(trend, place)),
    number('Expected', (place) => value(place.expected)),
    number('Target for the year', (place) => value(target(place).target)),
    ...(stretches ? [number('Stretch', (place) => value(target(place).stretch))] : []),
    ...(ahead === null ? [] : [number('Forecast', (_, index) => (index === ahead.to ? aheadWords(ahead, trend) : ''))]),
    {
      text: 'Colour of the figure',
      numeric: false,
      cell: ({ light }) => (light === null ? '' : LIGHT_SIGNS[light].word),
    },
    ...trend.others.map(({ name, values }) => number(name, (_, index) => value(values[index]))),
  ];
}

function valueCell(trend: Trend, place: Place): string {
  const { row } = trend.assessment.known.record.measure;
  if (place.actual === null) return actualWords(trend, place);
  return `${shortValue(place.actual, row)}${place.provisional ? ' (provisional)' : ''}`;
}
