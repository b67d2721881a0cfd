import type { Account } from '../domain/account.ts';
import { Invalid } from '../domain/errors.ts';
import type { IsoDate } from '../domain/moment.ts';
import { periodAddress } from '../domain/period.ts';
import { type DueReminder, dueReminders, type ReminderReturn } from '../domain/reminder.ts';
import { chasingText, reminderMessage } from '../domain/reminder-message.ts';
import { REMINDERS, type ReminderKind } from '../domain/return-dates.ts';
import { standingIn } from '../domain/succession.ts';
import { codeAddress } from '../domain/target-order.ts';
import { type AccessDeps, authorOf } from './access.ts';
import { ownCodes } from './permissions.ts';
import { type Deps, readingOf } from './reading.ts';
import { type ReturnDesk, returnDesk } from './return-desk.ts';

type AllDeps = Deps & AccessDeps;

const PREFERENCES = '/account/reminders';

/** Returns that wait for somebody, with the partnership that answers for each today. */
function waiting(deps: Deps, { toChase }: ReturnDesk): ReminderReturn[] {
  const partnerships = readingOf(deps.store).partnerships();
  const today = deps.now().slice(0, 10);
  return toChase.map((row) => {
    const code = standingIn(row.partnership, partnerships, today);
    return {
      partnership: code,
      partnershipName: row.holder.name,
      period: row.period,
      dates: row.dates,
      state: row.state === 'sent-back' ? 'sent-back' : row.state === 'draft' ? 'draft' : 'open',
      missing: row.missing,
      address: `/returns/${periodAddress(row.period)}/${codeAddress(row.partnership)}`,
    };
  });
}

/** A return to chase, who answers for it, and the text to send them. */
export interface Chasing {
  readonly item: ReturnDesk['toChase'][number];
  readonly people: readonly Account[];
  readonly text: string;
}

/** What to send whom about the returns that are owed, the latest first; by the record's clock. */
export function chasing(deps: AllDeps, desk: ReturnDesk): Chasing[] {
  const leads = activeLeads(deps);
  const items = waiting(deps, desk);
  return desk.toChase.flatMap((item, index) => {
    const told = items[index];
    if (told === undefined) return [];
    const people = leads.filter((account) => ownCodes(deps, account).includes(told.partnership));
    return [{ item, people, text: chasingText(told, desk.choice.asAt.date, deps.settings.baseUrl) }];
  });
}

function activeLeads({ store }: Deps): Account[] {
  return store.accounts.list().filter(({ role, state }) => role === 'lead' && state === 'active');
}

/** What a run of the reminders did. */
export interface RemindersRun {
  readonly sent: number;
  readonly failed: number;
}

/**
 * Sends today's reminders, by the machine's clock, one a person. Each is put in hand before it is sent: whatever
 * happens in between, none is sent twice; one that the mail server refused is tried again on the next day.
 */
export async function sendReminders(deps: AllDeps): Promise<RemindersRun> {
  const { store, mail, clock } = deps;
  if (mail === null) return { sent: 0, failed: 0 };
  const today = clock().slice(0, 10);
  const due = remindersDue(deps, today);
  let [sent, failed] = [0, 0];
  for (const reminder of due) {
    if (!claim(deps, reminder, today)) continue;
    const isSent = await send(deps, reminder, today);
    store.reminders.note(reminder.account, today, isSent ? 'sent' : 'failed');
    if (isSent) sent += 1;
    else failed += 1;
  }
  return { sent, failed };
}

function claim({ store }: AllDeps, { account, kind }: DueReminder, day: IsoDate): boolean {
  return store.reminders.claim({ account, kind, day });
}

function remindersDue(deps: AllDeps, today: IsoDate): DueReminder[] {
  const { store, settings } = deps;
  const refusals = store.reminders.refusals();
  const lastDays = store.reminders.lastDays();
  const people = activeLeads(deps)
    // Nobody reads the mail of the example's accounts.
    .filter(({ demonstration }) => !(demonstration && settings.production))
    .map((account) => ({
      account: account.id,
      codes: ownCodes(deps, account),
      refused: refusals.get(account.id) ?? new Set<ReminderKind>(),
      lastSent: lastDays.get(account.id) ?? null,
    }));
  return dueReminders(today, waiting(deps, returnDesk(deps)), people);
}

async function send(deps: AllDeps, { account: id, items }: DueReminder, today: IsoDate): Promise<boolean> {
  const { store, mail, settings } = deps;
  const account = store.accounts.find(id);
  if (account === null || mail === null) return false;
  const links = { baseUrl: settings.baseUrl, preferencesAddress: PREFERENCES };
  const { subject, text, html } = reminderMessage(account.name, items, today, links);
  const headers = { 'List-Unsubscribe': `<${settings.baseUrl}${PREFERENCES}>`, 'Auto-Submitted': 'auto-generated' };
  try {
    await mail({ to: account.email, subject, text, html, headers });
    return true;
  } catch {
    return false;
  }
}

/** The kinds of reminder that a person has turned down. */
export function refusedReminders({ store }: Deps, account: Account): ReminderKind[] {
  return store.reminders.refusedBy(account.id);
}

/** @param wanted the kinds that a person wants; every other one is turned down */
export function chooseReminders(deps: AllDeps, account: Account, wanted: readonly string[]): void {
  const unknown = wanted.filter((kind) => !REMINDERS.some((each) => each === kind));
  if (unknown.length > 0) throw new Invalid([{ field: 'wanted', message: 'Choose reminders that are in the list.' }]);
  const refused = REMINDERS.filter((kind) => !wanted.includes(kind));
  deps.store.write(authorOf(deps, account), () => deps.store.reminders.refuse(account.id, refused));
}
