import type { NewAccount } from './account.ts';
import { isRole, type Role } from './role.ts';

/** What the members of a group at the single sign-on may do here. */
export interface RoleGrant {
  readonly group: string;
  readonly role: Role;
  /** For leads: the partnerships that they answer for. */
  readonly partnerships: readonly string[];
}

/**
 * Reads `group=role` pairs with semicolons between them, and for leads their partnerships after a colon:
 * `laa-officers=officer;laa-safer=lead:OSCP,DAAT`. A group's own name may hold `=`. Null where the text is none.
 */
export function parseRoleGrants(text: string): RoleGrant[] | null {
  const grants = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): RoleGrant | null => {
      const [, group = '', role = '', codes = ''] = /^(.+)=([a-z]+)(?::([^=]+))?$/.exec(part) ?? [];
      const partnerships = codes.split(',').flatMap((code) => (code.trim() === '' ? [] : [code.trim()]));
      if (!isRole(role) || (role === 'lead') !== partnerships.length > 0) return null;
      return { group: group.trim(), role, partnerships };
    });
  return grants.includes(null) ? null : (grants as RoleGrant[]);
}

/** Where somebody is in several groups, the role that may do most counts. */
const ORDER: readonly Role[] = ['administrator', 'officer', 'lead', 'board'];

/** What somebody in these groups may do; null where none of them is granted anything. */
export function grantedBy(
  groups: readonly string[],
  grants: readonly RoleGrant[],
): Pick<NewAccount, 'role' | 'partnerships'> | null {
  const granted = grants.filter(({ group }) => groups.includes(group));
  const role = ORDER.find((candidate) => granted.some((grant) => grant.role === candidate));
  if (role === undefined) return null;
  const partnerships = granted.filter((grant) => grant.role === role).flatMap((grant) => grant.partnerships);
  return { role, partnerships: [...new Set(partnerships)].sort() };
}
