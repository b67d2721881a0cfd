import type { AuditAction, AuditRow, AuditValues } from './audit.ts';
import { COLUMNS } from './data-package.ts';
import { parseMoment } from './moment.ts';
import { countWords, listWords, momentWords } from './wording.ts';

const OBJECTS: Readonly<Record<string, string>> = {
  record: 'Record',
  package: 'Data package',
  agreements: 'Agreement',
  partnerships: 'Partnership',
  indicators: 'Indicator',
  bases: 'Counting rule',
  targets: 'Terms of a target',
  commitments: 'Commitment',
  milestones: 'Milestone',
  figures: 'Figure',
  commentaries: 'Commentary',
  actions: 'Action',
  meetings: 'Meeting',
  decisions: 'Decision',
  meeting_attendance: 'Who came to a meeting',
  updates: 'Update',
  instalments: 'Instalment of a reward',
  cancellations: 'Cancelled reward',
  suppressions: 'Small numbers kept back',
  return_rows: 'Draft row of a return',
  return_events: 'Step of a return',
  return_remarks: 'Reason for sending a row back',
  return_reopenings: 'Target opened again',
  kept_forecasts: 'Forecast kept at a sign-off',
  packs: 'Pack',
  pack_missing: 'Return that a pack goes without',
  pack_steps: 'Step of a pack',
  pack_contents: 'Content of a pack',
  pack_files: 'File of a pack',
  pack_file_lists: 'Files of a published pack',
  pack_seals: 'Seal of a pack',
  return_links: 'Link to a return',
  return_settings: 'Dates of returns',
  reminder_refusals: 'Reminder turned down',
  accounts: 'Account',
  account_partnerships: 'Partnership of an account',
  account_links: 'Link to set a password',
  second_factors: 'Second factor',
  recovery_codes: 'Recovery code',
  identities: 'Person of the single sign-on',
};

const ACTIONS: Record<AuditAction, string> = {
  added: 'added',
  changed: 'changed',
  removed: 'removed',
  imported: 'imported',
  created: 'created',
};

/** `Figure added`. */
export function auditWords({ object, action }: Pick<AuditRow, 'object' | 'action'>): string {
  return `${OBJECTS[object] ?? object} ${ACTIONS[action]}`;
}

/**
 * The values of a row as the data package writes them, `value 41.2; status final`, and of an import how many files and
 * rows it had. Empty where there are none.
 */
export function auditValueWords(object: string, values: AuditValues | null): string {
  return Object.entries(values ?? {})
    .filter(([name, value]) => value !== null && value !== '' && !SUMS.has(name))
    .map(([name, value]) => wordsOf(object, name, value))
    .join('; ');
}

/** What only a machine can read. */
const SUMS: ReadonlySet<string> = new Set(['content']);

type Columns = Readonly<Record<string, { text(value: unknown): string }>>;

function wordsOf(object: string, name: string, value: unknown): string {
  const columns = (COLUMNS as unknown as Readonly<Record<string, Columns>>)[object];
  const column = columns?.[name];
  const label = name.replaceAll('_', ' ');
  if (column !== undefined) return `${label} ${column.text(value)}`;
  if (Array.isArray(value)) return `${label} ${value.join(', ')}`;
  if (typeof value === 'object' && value !== null) return countedWords(value);
  if (typeof value === 'boolean') return `${label}: ${value ? 'yes' : 'no'}`;
  const moment = typeof value === 'string' ? parseMoment(value) : null;
  return `${label} ${moment === null ? String(value) : momentWords(moment)}`;
}

/** The files of an import by their hashes, or its rows by what was done with them: how many there are. */
function countedWords(byFile: object): string {
  const counts = Object.values(byFile).filter((count) => typeof count === 'object' && count !== null);
  if (counts.length === 0) return countWords(Object.keys(byFile).length, 'file');
  const sum = (kind: string) => counts.reduce((total: number, count) => total + Number(count[kind] ?? 0), 0);
  const kinds = ['new', 'identical', 'replaced'].filter((kind) => sum(kind) > 0);
  return kinds.length === 0 ? 'no row' : listWords(kinds.map((kind) => countWords(sum(kind), `${kind} row`)));
}
