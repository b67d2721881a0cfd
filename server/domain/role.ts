/** What a person with an account may be; the public has none. */
export const ROLES = ['administrator', 'officer', 'lead', 'board'] as const;

export type Role = (typeof ROLES)[number];

const WORDS: Record<Role, { readonly one: string; readonly many: string; readonly does: string }> = {
  administrator: { one: 'Administrator', many: 'administrators', does: 'accounts, settings and the audit' },
  officer: { one: 'Performance officer', many: 'performance officers', does: 'the whole record' },
  lead: {
    one: 'Partnership lead',
    many: 'partnership leads',
    does: 'figures, commentary and actions of the targets that their partnerships lead or contribute to',
  },
  board: { one: 'Board member', many: 'Board members', does: 'reads everything but returns in the making' },
};

export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

export function roleWords(role: Role): string {
  return WORDS[role].one;
}

/** `performance officers`, for sentences that say who can. */
export function rolesWords(role: Role): string {
  return WORDS[role].many;
}

/** `an administrator`, for sentences that say who somebody is. */
export function oneOf(role: Role): string {
  const { one } = WORDS[role];
  const words = role === 'board' ? one : one.toLowerCase();
  return `${role === 'administrator' ? 'an' : 'a'} ${words}`;
}

/** What a role is for, to stand beside its name. */
export function rolePurpose(role: Role): string {
  return WORDS[role].does;
}

/** Roles whose password alone would open too much: with the demand on, they need a second factor. */
export function needsSecondFactor(role: Role): boolean {
  return role === 'administrator' || role === 'officer';
}
