import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';

/** One record of a CSV file as it stands there. */
export interface CsvRecord {
  /** The line on which it starts, from 1; a quoted cell may hold further line breaks. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Why the rest of a file cannot be read. */
export interface CsvFault {
  readonly line: number;
  /** The cell of the record at fault, from 0; null where it is the file as a whole. */
  readonly cell: number | null;
  readonly message: string;
}

const LINE_BREAK = 10;
const RETURN = 13;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

const FAULTS: Readonly<Record<string, string>> = {
  INVALID_OPENING_QUOTE:
    'a quote stands inside a cell without quotes; quote the whole cell and double the quotes in it',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote; quote the whole cell and double the quotes in it',
  CSV_QUOTE_NOT_CLOSED: 'a quoted cell never ends; every opening quote needs a closing one',
};

/** The records of a CSV file (UTF-8, RFC 4180, LF or CRLF), blank lines left out, as far as it can be read. */
export function csvRecords(file: Buffer): { records: CsvRecord[]; fault: CsvFault | null } {
  const marked = file.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  const bytes = marked ? file.subarray(BYTE_ORDER_MARK.length) : file;
  const fault = faultOfText(bytes);
  return fault === null ? parsed(bytes) : { records: [], fault };
}

function faultOfText(bytes: Buffer): CsvFault | null {
  const zero = bytes.indexOf(0);
  if (zero !== -1) {
    const line = lineBreaks(bytes, 0, zero) + 1;
    return { line, cell: null, message: 'holds a NUL byte; a CSV file is plain text in UTF-8' };
  }
  if (isUtf8(bytes)) return null;
  return { line: firstForeignLine(bytes), cell: null, message: 'is not in UTF-8; save it as CSV in UTF-8' };
}

function firstForeignLine(bytes: Buffer): number {
  let [line, start] = [1, 0];
  for (;;) {
    const end = bytes.indexOf(LINE_BREAK, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return line;
    [line, start] = [line + 1, end + 1];
  }
}

function parsed(bytes: Buffer): { records: CsvRecord[]; fault: CsvFault | null } {
  const records: CsvRecord[] = [];
  let [line, position] = [1, 0];
  const skipBlankLines = (): void => {
    for (; bytes[position] === LINE_BREAK || bytes[position] === RETURN; position += 1) {
      if (bytes[position] === LINE_BREAK) line += 1;
    }
  };
  // The parser's own count of lines takes a CRLF in a quoted cell for two, its count of bytes is right.
  const keep = (cells: string[], { bytes: end }: { bytes: number }): null => {
    skipBlankLines();
    records.push({ line, cells });
    line += lineBreaks(bytes, position, end);
    position = end;
    return null;
  };
  try {
    parse(bytes, {
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: keep,
    });
    return { records, fault: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    skipBlankLines();
    return { records, fault: faultOf(error, line) };
  }
}

function faultOf(error: CsvError, line: number): CsvFault {
  const cell = (error as { index?: unknown }).index;
  const message = FAULTS[error.code] ?? `cannot be read as CSV: ${error.message}`;
  return { line, cell: typeof cell === 'number' ? cell : null, message };
}

function lineBreaks(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_BREAK, from); at !== -1 && at < to; at = bytes.indexOf(LINE_BREAK, at + 1)) {
    count += 1;
  }
  return count;
}
