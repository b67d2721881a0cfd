import { type IsoDate, type IsoMoment, parseDate, parseMoment } from './moment.ts';
import { type Period, parsePeriod, parseYear, periodText, type Year, yearText } from './period.ts';
import { parseQuantity, type Quantity, quantityText } from './quantity.ts';

/** A typed column of the data package: how its text becomes a value, and back. */
export interface Column<T = unknown> {
  /** Null where the text is not such a value. Never called with an empty text. */
  parse(text: string): T | null;
  text(value: T): string;
  /** What is allowed, to finish the sentence "… is not". */
  readonly allowed: string;
  readonly required: boolean;
  /** What an empty cell is: "not stated", except in a key, where it is the empty text. */
  readonly empty: '' | null;
  /** The column's field in the Table Schema of `datapackage.json`. */
  readonly schema: {
    readonly type: string;
    readonly format?: string;
    readonly constraints?: Record<string, unknown>;
  };
}

const PERIOD_PATTERN = '\\d{4}/\\d{2} Q[1-4]';
const YEAR_PATTERN = '\\d{4}/\\d{2}';
const SHARE = '\\d+(\\.\\d+)?';
const asIs = (text: string): string => text;

function column<T>(
  parse: (text: string) => T | null,
  text: (value: T) => string,
  allowed: string,
  schema: Column['schema'],
): Column<T | null> {
  return { parse, text: (value) => (value === null ? '' : text(value)), allowed, required: false, empty: null, schema };
}

function textLike<T extends string>(
  allowed: string,
  schema: Column['schema'],
  accepts: (text: string) => boolean,
): Column<T | null> {
  return column<T>((text) => (accepts(text) ? (text as T) : null), asIs, allowed, schema);
}

export const text = (): Column<string | null> => textLike('text', { type: 'string' }, () => true);

/** A part of a key that may be empty: the empty text is a value like any other. */
export const keyPart = (): Column<string> => ({ ...text(), empty: '', text: asIs });

export function oneOf<const T extends string>(...values: readonly T[]): Column<T | null> {
  const list = values.join(', ');
  return textLike<T>(`one of ${list}`, { type: 'string', constraints: { enum: values } }, (given) =>
    (values as readonly string[]).includes(given),
  );
}

function listOf(item: string, allowed: string): Column<string | null> {
  const pattern = `${item}(\\|${item})*`;
  const whole = new RegExp(`^${pattern}$`);
  return textLike(allowed, { type: 'string', constraints: { pattern } }, (given) => whole.test(given));
}

export const codes = () => listOf('[^|]+', 'codes joined by |');
export const quarters = () => listOf('[1-4]', 'quarters such as 1|2|3|4');
export const shares = () => listOf(SHARE, 'shares such as 24|26|25|25');

export const year = (): Column<Year | null> =>
  column(parseYear, yearText, 'a financial year such as 2008/09', {
    type: 'string',
    constraints: { pattern: YEAR_PATTERN },
  });

export const period = (): Column<Period | null> =>
  column(parsePeriod, periodText, 'a quarter such as 2008/09 Q2', {
    type: 'string',
    constraints: { pattern: PERIOD_PATTERN },
  });

export const date = (): Column<IsoDate | null> =>
  column(parseDate, asIs, 'a date such as 2008-11-19', { type: 'date', format: '%Y-%m-%d' });

export const moment = (): Column<IsoMoment | null> =>
  column(parseMoment, asIs, 'a time such as 2008-11-19T09:30:00Z', { type: 'datetime', format: '%Y-%m-%dT%H:%M:%SZ' });

interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
}

function within(value: number, unit: number, { minimum, maximum }: Bounds): boolean {
  return (minimum === undefined || value >= minimum * unit) && (maximum === undefined || value <= maximum * unit);
}

function boundsText({ minimum, maximum }: Bounds): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  return minimum === undefined ? '' : `, ${minimum} or more`;
}

function bounded(type: string, bounds: Bounds): Column['schema'] {
  return Object.keys(bounds).length === 0 ? { type } : { type, constraints: { ...bounds } };
}

export const decimal = (bounds: Bounds = {}): Column<Quantity | null> =>
  column(
    (given) => {
      const value = parseQuantity(given);
      return value !== null && within(value, 10_000, bounds) ? value : null;
    },
    quantityText,
    `a number with at most 4 decimal places and a point${boundsText(bounds)}`,
    bounded('number', bounds),
  );

export const integer = (bounds: Bounds = {}): Column<number | null> =>
  column(
    (given) => (/^-?\d{1,9}$/.test(given) && within(Number(given), 1, bounds) ? Number(given) : null),
    String,
    `a whole number${boundsText(bounds)}`,
    bounded('integer', bounds),
  );

/** A cell that must not be empty. */
export function required<T>(optional: Column<T | null>): Column<T> {
  const { constraints, ...rest } = optional.schema;
  return {
    ...optional,
    parse: optional.parse as Column<T>['parse'],
    text: optional.text as Column<T>['text'],
    required: true,
    schema: { ...rest, constraints: { required: true, ...constraints } },
  };
}
