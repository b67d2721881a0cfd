import type { Actor } from './account.ts';
import { oneOf, ROLES, type Role, rolesWords } from './role.ts';
import { listWords } from './wording.ts';

/** `any`: whatever it belongs to. `own`: what the person's partnerships answer for, while it can still change. */
export type Reach = 'any' | 'own';

/** What a table of permissions is grouped by. */
export const AREAS = ['record', 'entry', 'account', 'administration', 'door'] as const;

export type Area = (typeof AREAS)[number];

export interface Rule {
  readonly area: Area;
  /** What the person would do, to follow ‘can’: `see the Board’s view`. */
  readonly does: string;
  /** Open to everybody, with or without an account. */
  readonly open: boolean;
  readonly roles: Readonly<Partial<Record<Role, Reach>>>;
}

const EVERY: Rule['roles'] = { administrator: 'any', officer: 'any', lead: 'any', board: 'any' };
const ADMINISTRATOR: Rule['roles'] = { administrator: 'any' };
const OFFICER: Rule['roles'] = { officer: 'any' };
const HOLDERS: Rule['roles'] = { officer: 'any', lead: 'own' };

function open(does: string): Rule {
  return { area: 'door', does, open: true, roles: EVERY };
}

function rule(area: Area, roles: Rule['roles'], does: string): Rule {
  return { area, does, open: false, roles };
}

/**
 * Every route of the app, and who may use it. A route that does not stand here is refused when the app starts; the
 * page of permissions prints this table.
 */
export const PERMISSIONS = {
  'GET /': rule('record', EVERY, 'see the Board’s view of a quarter'),
  'GET /targets': rule('record', EVERY, 'list the targets'),
  'GET /targets.csv': rule('record', EVERY, 'take the risk summary away'),
  'GET /targets/:agreement/:indicator{/:part}': rule('record', EVERY, 'see a target with its working'),
  'GET /partnerships': rule('record', EVERY, 'list the partnerships'),
  'GET /partnerships/:code': rule('record', EVERY, 'see a partnership'),
  'GET /reward': rule('record', EVERY, 'see what hangs on the stretch targets'),
  'GET /reward.csv': rule('record', EVERY, 'take the reward away as a table'),
  'GET /report': rule('record', EVERY, 'choose a risk summary and read it'),
  'GET /report.csv': rule('record', EVERY, 'take the risk summary away as a table'),
  'GET /report.xlsx': rule('record', EVERY, 'take the risk summary away as a workbook'),
  'GET /report.docx': rule('record', EVERY, 'take the risk summary away as a document'),
  'GET /report.pdf': rule('record', EVERY, 'take the risk summary away as a PDF'),
  'GET /exports/:id': rule('record', EVERY, 'see how far a large risk summary of theirs is written'),
  'GET /exports/:id/file': rule('record', EVERY, 'take it away'),
  'GET /exports/:id/state': rule('record', EVERY, 'see it change'),
  'GET /forecasts': rule('record', EVERY, 'see how forecasts did'),
  'GET /forecasts.csv': rule('record', EVERY, 'take the forecasts away as a table'),
  'GET /help': rule('record', EVERY, 'read the help'),
  'GET /help/permissions': rule('record', EVERY, 'see who may do what'),
  'POST /figures/:agreement/:indicator{/:part}': rule('entry', HOLDERS, 'record a figure and a commentary'),
  'GET /actions/:agreement/:indicator{/:part}': rule('entry', HOLDERS, 'see the forms of what is being done'),
  'POST /actions/:agreement/:indicator{/:part}': rule('entry', HOLDERS, 'say how an action stands'),
  'GET /returns': rule('record', EVERY, 'see where the returns stand'),
  'GET /returns/:period/:partnership.csv': rule('entry', HOLDERS, 'take the sheet of a return away'),
  'GET /returns/:period/:partnership.xlsx': rule('entry', HOLDERS, 'take the sheet of a return away'),
  'GET /returns/:period/:partnership': rule('entry', HOLDERS, 'see a return'),
  'GET /returns/:period/:partnership/rows': rule('entry', HOLDERS, 'see what others type into a return'),
  'POST /returns/:period/:partnership': rule('entry', HOLDERS, 'fill in and submit a return'),
  'POST /returns/:period/:partnership/sheet': rule('entry', HOLDERS, 'bring the sheet of a return back'),
  'POST /returns/:period/:partnership/check': rule('entry', OFFICER, 'send a return back or sign it off'),
  'POST /returns/:period/:partnership/reopen': rule('entry', OFFICER, 'open a target of a return again'),
  'POST /returns/:period/:partnership/links': rule('entry', OFFICER, 'make or revoke a link to a return'),
  'GET /packs': rule('record', EVERY, 'list the packs of meetings'),
  'GET /packs/:id': rule('record', EVERY, 'see a pack'),
  'GET /packs/:id.csv': rule('record', EVERY, 'take the targets of a pack away as a table'),
  'GET /packs/:id.xlsx': rule('record', EVERY, 'take a pack away as a workbook'),
  'GET /packs/:id.docx': rule('record', EVERY, 'take a pack away as a document'),
  'GET /packs/:id.pdf': rule('record', EVERY, 'take a pack away as a PDF'),
  'GET /packs/:id/section': rule('record', EVERY, 'read a pack as paragraphs for a committee report'),
  'GET /packs/:id/section.txt': rule('record', EVERY, 'take these paragraphs away'),
  'GET /packs/:id/verify': rule('record', EVERY, 'have a pack made again and compared'),
  'POST /packs': rule('entry', OFFICER, 'begin a pack'),
  'POST /packs/:id/missing': rule('entry', OFFICER, 'say which returns a pack goes without'),
  'POST /packs/:id/freeze': rule('entry', OFFICER, 'freeze a pack for a second person to look at'),
  'POST /packs/:id/open': rule('entry', OFFICER, 'make a frozen pack a draft again'),
  'POST /packs/:id/publish': rule('entry', OFFICER, 'publish a pack that another person froze'),
  'GET /meetings/:board/:date': rule('record', EVERY, 'see a meeting: its agenda, what was asked and decided'),
  'GET /meetings/:board/:date/brief': rule('record', EVERY, 'read the brief of the chairs'),
  'GET /meetings/:board/:date/brief.docx': rule('record', EVERY, 'take the brief of the chairs away as a document'),
  'GET /meetings/:board/:date/brief.pdf': rule('record', EVERY, 'take the brief of the chairs away as a PDF'),
  'GET /meetings': rule('record', EVERY, 'see the Board’s meetings and the dates of returns'),
  'POST /meetings/:board/:date': rule('entry', OFFICER, 'record a decision or a challenge of a meeting'),
  'POST /meetings/:board/:date/attendance': rule('entry', OFFICER, 'note who came to a meeting'),
  'POST /meetings/:board/:date/:number': rule('entry', OFFICER, 'record what came of one'),
  'POST /meetings': rule('entry', OFFICER, 'add or change a meeting'),
  'POST /meetings/dates': rule('entry', OFFICER, 'change how the dates of returns follow from meetings'),
  'GET /targets/new': rule('entry', OFFICER, 'set up a target'),
  'POST /targets/new': rule('entry', OFFICER, 'add a target'),
  'GET /terms/:agreement/:indicator{/:part}': rule('entry', OFFICER, 'see the form that changes a target'),
  'POST /terms/:agreement/:indicator{/:part}': rule('entry', OFFICER, 'change a target'),
  'GET /account': rule('account', EVERY, 'see their own account'),
  'GET /account/kept': rule('account', EVERY, 'go on with what they were entering'),
  'POST /account/kept': rule('account', EVERY, 'let go of what they were entering'),
  'POST /account/name': rule('account', EVERY, 'change their own name'),
  'POST /account/password': rule('account', EVERY, 'change their own password'),
  'POST /account/sessions': rule('account', EVERY, 'end their own sessions'),
  'GET /account/reminders': rule('account', EVERY, 'see which reminders they get'),
  'POST /account/reminders': rule('account', EVERY, 'turn reminders down'),
  'GET /account/second-factor': rule('account', EVERY, 'set up their second factor'),
  'POST /account/second-factor': rule('account', EVERY, 'confirm their second factor'),
  'POST /account/second-factor/remove': rule('account', EVERY, 'take their second factor away'),
  'POST /account/recovery-codes': rule('account', EVERY, 'make new recovery codes'),
  'GET /admin': rule('administration', ADMINISTRATOR, 'see all accounts'),
  'POST /admin/accounts': rule('administration', ADMINISTRATOR, 'invite a person'),
  'GET /admin/accounts/:id': rule('administration', ADMINISTRATOR, 'see an account'),
  'POST /admin/accounts/:id': rule('administration', ADMINISTRATOR, 'change an account'),
  'POST /admin/accounts/:id/state': rule('administration', ADMINISTRATOR, 'disable an account, or enable it again'),
  'POST /admin/accounts/:id/link': rule('administration', ADMINISTRATOR, 'send a new link'),
  'POST /admin/accounts/:id/second-factor': rule(
    'administration',
    ADMINISTRATOR,
    'take a person’s second factor away, where the phone is lost',
  ),
  'POST /admin/identities/:id': rule('administration', ADMINISTRATOR, 'link a single sign-on to an account'),
  'GET /audit': rule('administration', ADMINISTRATOR, 'search the audit'),
  'GET /audit.csv': rule('administration', ADMINISTRATOR, 'take the audit away'),
  'GET /sign-in': open('see the sign-in page'),
  'POST /sign-in': open('sign in'),
  'POST /sign-in/example': open('enter an account of the example'),
  'GET /sign-in/code': open('be asked for the second factor'),
  'POST /sign-in/code': open('give the second factor'),
  'GET /sign-in/forgotten': open('say that the password is forgotten'),
  'POST /sign-in/forgotten': open('ask for a link to set another password'),
  'GET /sign-in/single': open('go to the single sign-on'),
  'GET /sign-in/single/callback': open('come back from the single sign-on'),
  'POST /sign-out': open('sign out'),
  'GET /links/:token': open('open an invitation or a reset'),
  'POST /links/:token': open('set a password by a link'),
  'GET /guest/:token': open('open a return by a link'),
  'GET /guest/:token/rows': open('see what others type into a return by a link'),
  'POST /guest/:token': open('type into a return by a link'),
  'GET /published': open('list the published packs'),
  'GET /published/:id': open('read a published pack'),
  'GET /published/:id.csv': open('take the targets of a published pack away as a table'),
  'GET /published/:id.xlsx': open('take a published pack away as a workbook'),
  'GET /published/:id.docx': open('take a published pack away as a document'),
  'GET /published/:id.pdf': open('take a published pack away as a PDF'),
  'GET /published/:id/partnerships': open('see the partnerships of a published pack'),
  'GET /published/:id/partnerships/:code': open('see a partnership with its published update'),
  'GET /published/:id/targets/:agreement/:indicator{/:part}': open('see a target of a published pack'),
  'GET /verify': open('check a file that was taken away'),
  'POST /verify': open('have a file compared with the published packs'),
  'GET /accessibility': open('read the accessibility statement'),
  'GET /privacy': open('read the privacy notice'),
  'GET /health': open('ask whether the app is alive'),
  'GET /assets': open('load styles, scripts and the icon'),
} as const satisfies Readonly<Record<string, Rule>>;

export type RouteName = keyof typeof PERMISSIONS;

export function ruleOf(route: RouteName): Rule {
  return PERMISSIONS[route];
}

/** What a route is about, as far as permission depends on it. */
export interface Holding {
  /** Codes of the partnerships that answer for it today. */
  readonly holders: readonly string[];
  /** Their names, that of the one that leads it first. */
  readonly holderNames: readonly string[];
  /** Why a lead can no longer change it, as a sentence; null while they can. */
  readonly closed: string | null;
}

export type Refusal = 'sign-in' | 'role' | 'ownership' | 'state';

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly because: Refusal; readonly sentence: string };

const YES: Verdict = { allowed: true };

/**
 * Whether a person may use a route.
 * @param codes the partnerships that the person answers for today; see `standingIn`
 * @param holding what the route is about, where that depends on whose it is; null otherwise
 */
export function decide(
  route: RouteName,
  actor: Pick<Actor, 'role'> | null,
  codes: readonly string[],
  holding: Holding | null,
): Verdict {
  const { open: isOpen, roles, does } = ruleOf(route);
  if (isOpen) return YES;
  if (actor === null) return no('sign-in', 'Sign in first.');
  const reach = roles[actor.role];
  if (reach === 'any') return YES;
  if (reach === undefined) return no('role', `${whoCan(route)} You are signed in as ${oneOf(actor.role)}.`);
  // Without a word on whose it is, it is nobody's own.
  if (holding === null || !holding.holders.some((code) => codes.includes(code))) {
    return no('ownership', whoCan(route, holding?.holderNames));
  }
  if (holding.closed !== null) return no('state', `${holding.closed} Only ${anywhere(route)} can ${does} now.`);
  return YES;
}

function no(because: Refusal, sentence: string): Verdict {
  return { allowed: false, because, sentence };
}

function anywhere(route: RouteName): string {
  const { roles } = ruleOf(route);
  return listWords(ROLES.filter((role) => roles[role] === 'any').map(rolesWords));
}

/**
 * Who can do it, as a sentence: `Only performance officers, and partnership leads of Safer Communities, can …`.
 * @param holderNames the partnerships that answer for what it is about; left out where that is not known
 */
export function whoCan(route: RouteName, holderNames?: readonly string[]): string {
  const { roles, does } = ruleOf(route);
  const owners = ROLES.filter((role) => roles[role] === 'own').map(rolesWords);
  const whose = holderNames === undefined ? 'who answer for it' : `of ${listWords(holderNames)}`;
  const also = owners.length === 0 ? '' : `, and ${listWords(owners)} ${whose},`;
  return `Only ${anywhere(route)}${also} can ${does}.`;
}
