import { type Invalid, invalid } from '../domain/errors.ts';

/** The largest file that is read, in bytes. */
export const MOST_BYTES = 5 * 1024 * 1024;
/** The most rows below the header. */
export const MOST_ROWS = 2000;
/** The most cells with something in them. */
export const MOST_CELLS = 100_000;

const AS_WORKBOOK = 'save it as ‘Excel Workbook (*.xlsx)’ and send it again';
const INTO_OURS = 'Copy the answers into the sheet that was downloaded here, and send that.';

/** Why a file is not read, and what to do next. */
const REFUSALS = {
  empty: 'The file is empty. Save the return again as XLSX or CSV, and send that.',
  'over-size': `The file is larger than 5 MB. A return is one sheet of text and numbers. ${INTO_OURS}`,
  'old-workbook': `The file is an old Office file, such as Excel 97–2003 (.xls). Open it in Excel, ${AS_WORKBOOK}.`,
  password: 'The file is protected with a password and cannot be opened here. Take the password off and send it again.',
  'open-document': `The file is an OpenDocument file (.ods). Open it, ${AS_WORKBOOK}.`,
  'binary-workbook': `The file is a binary workbook (.xlsb). Open it in Excel, ${AS_WORKBOOK}.`,
  'other-type': 'The file is neither an Excel workbook (.xlsx) nor a CSV file. Send the return as one of them.',
  macros: `The workbook holds macros, and files with macros are not taken. Open it in Excel, ${AS_WORKBOOK}: that leaves them out.`,
  links: `The workbook is linked to other files or data. Break the links (in Excel: Data, Edit Links or Queries & Connections), ${AS_WORKBOOK}.`,
  damaged: `The file is damaged or was not made by a spreadsheet program. Open it in Excel, ${AS_WORKBOOK}.`,
  unpacked: `The file unpacks to far more than a return holds, so it was not opened. ${INTO_OURS}`,
  definitions: `The file holds definitions of its own (a DOCTYPE), which no spreadsheet program writes, so it was not opened. ${INTO_OURS}`,
  rows: 'The sheet has more than 2,000 rows. A return has one row a target: take out what does not belong to it and send it again.',
  cells: `The sheet holds far more than a return does. ${INTO_OURS}`,
  slow: `The file took too long to read. ${INTO_OURS}`,
} as const;

export type Refusal = keyof typeof REFUSALS;

/** The refusal of a whole file; it belongs to the field with which the file was sent. */
export function refusal(reason: Refusal): Invalid {
  return invalid('file', REFUSALS[reason]);
}
