import { CsvError, parse } from 'csv-parse/sync';
import { type Invalid, invalid } from '../domain/errors.ts';
import { csvText } from './csv-text.ts';
import { columnNamed, type TableCell, type TableLine } from './return-header.ts';
import { MOST_CELLS, MOST_ROWS, refusal } from './return-refusals.ts';
import type { Table } from './return-table.ts';

const SEPARATORS = [',', ';', '\t'] as const;
type Separator = (typeof SEPARATORS)[number];

/** Where the table starts in a text, and what separates its cells. */
interface Start {
  readonly separator: Separator;
  readonly offset: number;
  readonly linesAbove: number;
}

const MOST_LINES_ABOVE = 200;
const LONGEST_HEADER = 2000;
/** Characters of one row: sixteen cells as full as a workbook allows would hold half a million. */
const MOST_IN_RECORD = 500_000;

const FAULTS: Readonly<Record<string, string>> = {
  INVALID_OPENING_QUOTE:
    'a quote stands inside a cell without quotes. Put quotes around the whole cell and double the one in it',
  CSV_INVALID_CLOSING_QUOTE:
    'text follows a closing quote. Put quotes around the whole cell and double those inside it',
  CSV_QUOTE_NOT_CLOSED: 'a cell starts with a quote and never ends. Close it with another quote',
  CSV_MAX_RECORD_SIZE: 'a cell starts with a quote and never ends. Close it with another quote',
};

/**
 * A CSV file as a table. Commas, semicolons and tabs separate, whichever parts the header row into the most names;
 * what stands above that row is left out. Stops, and throws Invalid, at more rows than a return has.
 */
export function csvTable(bytes: Buffer): Table {
  const text = csvText(bytes);
  const start = startOf(text);
  if (start === null) return { source: 'commas', lines: [] };
  const source = start.separator === ',' ? 'commas' : 'others';
  return { source, lines: csvLines(text.slice(start.offset), start) };
}

/** Null where no line near the top holds a name of a column. */
function startOf(text: string): Start | null {
  let best: Start | null = null;
  let [most, offset] = [0, 0];
  for (let linesAbove = 0; linesAbove < MOST_LINES_ABOVE && offset < text.length; linesAbove += 1) {
    const found = text.indexOf('\n', offset);
    const end = found === -1 ? text.length : found;
    const line = text.slice(offset, Math.min(end, offset + LONGEST_HEADER));
    for (const separator of SEPARATORS) {
      const names = namesIn(line, separator);
      if (names > most) [best, most] = [{ separator, offset, linesAbove }, names];
    }
    offset = end + 1;
  }
  return best;
}

function namesIn(line: string, separator: Separator): number {
  return line.split(separator).filter((cell) => columnNamed(cell.replace(/^\s*"|"\s*$/g, '')) !== null).length;
}

function csvLines(text: string, { separator, linesAbove }: Start): TableLine[] {
  const lines: TableLine[] = [];
  let count = 0;
  const keep = (record: string[], { lines: ended }: { lines: number }): null => {
    const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    const filled = [...record.entries()].filter(([, cell]) => cell !== '');
    count += filled.length;
    if (count > MOST_CELLS) throw refusal('cells');
    if (filled.length === 0) return null;
    lines.push({ line: linesAbove + ended - breaks, cells: new Map(filled.map(([at, cell]) => [at, cellOf(cell)])) });
    if (lines.length > MOST_ROWS + 1) throw refusal('rows');
    return null;
  };
  try {
    parse(text, {
      delimiter: separator,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MOST_IN_RECORD,
      on_record: keep,
    });
    return lines;
  } catch (error) {
    throw error instanceof CsvError ? faultOf(error, linesAbove) : error;
  }
}

function cellOf(text: string): TableCell {
  return text.startsWith('=') ? { kind: 'formula' } : { kind: 'text', text };
}

function faultOf(error: CsvError, linesAbove: number): Invalid {
  const { lines } = error as { lines?: unknown };
  const line = typeof lines === 'number' ? lines + linesAbove : linesAbove + 1;
  return invalid(
    'file',
    `Near line ${line} ${FAULTS[error.code] ?? 'the file cannot be read as CSV. Save it again as CSV'}.`,
  );
}
