/** How the sentences start with which a file is refused, written by hand. */
export const EMPTY = 'The file is empty.';
export const TOO_LARGE = 'The file is larger than 5 MB.';
export const OTHER = 'The file is neither an Excel workbook (.xlsx) nor a CSV file.';
export const DAMAGED = 'The file is damaged or was not made by a spreadsheet program.';
export const UNPACKED = 'The file unpacks to far more than a return holds, so it was not opened.';
export const DEFINITIONS = 'The file holds definitions of its own (a DOCTYPE)';
export const MACROS = 'The workbook holds macros, and files with macros are not taken.';
export const LINKS = 'The workbook is linked to other files or data.';
export const PASSWORD = 'The file is protected with a password and cannot be opened here.';
export const ROWS = 'The sheet has more than 2,000 rows.';
export const CELLS = 'The sheet holds far more than a return does.';
export const OLD = 'The file is an old Office file, such as Excel 97–2003 (.xls).';
export const OPEN_DOCUMENT = 'The file is an OpenDocument file (.ods).';
export const BINARY = 'The file is a binary workbook (.xlsb).';
export const NO_HEADER = 'No row with the names of the columns was found.';
