import type { Request, Response } from 'express';
import { AREAS, type Area, PERMISSIONS, type Reach, type RouteName, type Rule } from '../domain/permission.ts';
import { ROLES, type Role } from '../domain/role.ts';
import type { Routes } from './guard.ts';
import { sendPage } from './render.ts';

export interface PermissionRow {
  readonly route: RouteName;
  readonly does: string;
  /** Open to everybody. */
  readonly open: boolean;
  /** By role; null where it may not. */
  readonly reach: Readonly<Record<Role, Reach | null>>;
}

export interface PermissionsPage {
  readonly areas: readonly { readonly area: Area; readonly rows: readonly PermissionRow[] }[];
}

export function help(): Routes {
  return { 'GET /help': show, 'GET /help/permissions': permissions };
}

function show(_request: Request, response: Response): void {
  sendPage(response, {
    view: 'help/show',
    layout: { title: 'Help', section: 'help', knownOn: null, scripts: [] },
    page: () => null,
  });
}

function permissions(_request: Request, response: Response): void {
  sendPage(response, {
    view: 'help/permissions',
    layout: { title: 'Who may do what', section: 'help', knownOn: null, scripts: [] },
    page: () => ({ areas: AREAS.map((area) => ({ area, rows: rowsOf(area) })) }),
  });
}

function rowsOf(area: Area): PermissionRow[] {
  return (Object.entries(PERMISSIONS) as [RouteName, Rule][])
    .filter(([, rule]) => rule.area === area)
    .map(([route, { does, open, roles }]) => ({ route, does, open, reach: reachOf(roles) }));
}

function reachOf(roles: Rule['roles']): PermissionRow['reach'] {
  return Object.fromEntries(ROLES.map((role) => [role, roles[role] ?? null])) as PermissionRow['reach'];
}
