import type { AuditAction, AuditRow, AuditValues } from './audit.ts';
import { COLUMNS } from './data-package.ts';
import { countWords } from './wording.ts';

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
  updates: 'Update',
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

/** The values of a row as the data package writes them: `value 41.2; status final`. Empty where there are none. */
export function auditValueWords(object: string, values: AuditValues | null): string {
  return Object.entries(values ?? {})
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${valueWords(object, name, value)}`)
    .join('; ');
}

function valueWords(object: string, name: string, value: unknown): string {
  const columns = (COLUMNS as Readonly<Record<string, Readonly<Record<string, { text(value: unknown): string }>>>>)[
    object
  ];
  const column = columns?.[name];
  if (column !== undefined) return column.text(value);
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object' && value !== null) return countWords(Object.keys(value).length, 'file');
  return String(value);
}
