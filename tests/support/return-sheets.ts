import {
  ANSWER_COLUMNS,
  RETURN_COLUMNS,
  type ReturnCells,
  type ReturnSheet,
  type SheetRow,
} from '../../server/domain/return-sheet.ts';

/** One target of a return, as it would be answered. */
export function returnCells(given: Partial<ReturnCells> = {}): ReturnCells {
  return {
    return_id: 'OSCP-2008-Q2-7',
    agreement: 'LAA2',
    indicator: 'NI 20',
    part: '',
    basis: 'standard',
    title: 'Assault with less serious injury',
    unit: 'offences',
    period: '2008/09 Q2',
    value: '41.2',
    numerator: '',
    denominator: '',
    status: 'provisional',
    missing_reason: '',
    commentary: 'Fewer assaults in the town centres.',
    cause: 'Small numbers',
    own_view: 'amber',
    ...given,
  };
}

export function sheetRow(given: Partial<ReturnCells> = {}, answers: SheetRow['answers'] = ANSWER_COLUMNS): SheetRow {
  return { cells: returnCells(given), answers };
}

export function returnSheet(rows: readonly SheetRow[] = [sheetRow()]): ReturnSheet {
  return {
    title: 'Oxfordshire Safer Communities Partnership, July to September 2008',
    guidance: ['Answer in the pale cells.', 'Send the file back before 31 October 2008.'],
    rows,
  };
}

/** A return of the size of a large partnership’s. */
export function largeReturnSheet(count = 60): ReturnSheet {
  return returnSheet(
    Array.from({ length: count }, (_, index) =>
      sheetRow({
        indicator: `NI ${index + 1}`,
        title: `Indicator ${index + 1} of the national set, in full as the catalogue has it`,
        commentary: 'The fall follows the work of the town centre marshals; the numbers are small.'.repeat(3),
      }),
    ),
  );
}

export const HEADER = RETURN_COLUMNS.join(',');

/** A CSV file as somebody else would write it. */
export function csvFile(rows: readonly ReturnCells[], separator = ','): string {
  const quoted = (text: string): string => (/[",;\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((cells) => RETURN_COLUMNS.map((column) => quoted(cells[column])).join(separator));
  return `${[RETURN_COLUMNS.join(separator), ...lines].join('\n')}\n`;
}
