import type { Account } from '../domain/account.ts';
import { Conflict, Invalid, type Problem } from '../domain/errors.ts';
import { addDays } from '../domain/moment.ts';
import { type RowName, rowKey } from '../domain/return-row.ts';
import { parseTypedDate } from '../domain/typed-date.ts';
import { dateWords } from '../domain/wording.ts';
import { keepForecasts } from './forecasts.ts';
import { holdingOfReturn, ownCodes } from './permissions.ts';
import type { Deps } from './reading.ts';
import { type ReturnContext, type ReturnQuestion, returnContext } from './return-context.ts';
import { appendEvent, type ReturnWriter, requireStep } from './returns.ts';

/**
 * Sends a return back with the reasons, each at its row.
 * @throws Invalid without a reason, Conflict where it is not submitted
 */
export function sendBack(
  deps: Deps,
  writer: ReturnWriter,
  question: ReturnQuestion,
  remarks: ReadonlyMap<string, string>,
): void {
  const { store } = deps;
  store.write(writer, () => {
    const context = returnContext(deps, question);
    requireStep(context, 'send-back', writer);
    const given = context.scope.flatMap(({ name }) => {
      const text = remarks.get(rowKey(name)) ?? '';
      return text === '' ? [] : [{ ...name, text }];
    });
    const problems = remarkProblems(context, given);
    if (problems.length > 0) throw new Invalid(problems);
    appendEvent(store, context, writer, 'sent-back', given);
  });
}

const REMARK_LIMIT = 1000;

function remarkProblems({ scope }: ReturnContext, given: readonly (RowName & { readonly text: string })[]): Problem[] {
  const [first] = scope;
  if (given.length === 0 && first !== undefined) {
    const message = 'Say at one target at least why the return goes back.';
    return [{ field: `remark.${rowKey(first.name)}`, message }];
  }
  return given.flatMap(({ text, ...name }) =>
    text.length > REMARK_LIMIT
      ? [{ field: `remark.${rowKey(name)}`, message: `Use at most ${REMARK_LIMIT} characters.` }]
      : [],
  );
}

/**
 * Signs a return off, and keeps what was forecast for its quarter then.
 * @param seen how many things had been done with the return when the officer looked
 * @throws Conflict where it is not submitted, or something was done with it since
 */
export function signOff(deps: Deps, writer: ReturnWriter, question: ReturnQuestion, seen: number): void {
  const { store } = deps;
  store.write(writer, () => {
    const context = returnContext(deps, question);
    requireStep(context, 'sign-off', writer);
    if (context.last?.sequence !== seen) {
      throw new Conflict('The return was sent back and submitted again after you looked. Look at it as it is now.');
    }
    keepForecasts(store, context, appendEvent(store, context, writer, 'signed-off'));
  });
}

export interface ReopeningEntry {
  /** The key of a row of the target. */
  readonly row: string;
  /** The number of an account. */
  readonly account: string;
  readonly until: string;
  readonly reason: string;
}

/** A target is opened again for so many days at most. */
export const LONGEST_REOPENING = 60;

/**
 * Opens one target of a return that is signed off again, for one person, until a day.
 * @throws Invalid that lists every problem at its field, Conflict where the return is not signed off
 */
export function reopenTarget(
  deps: Deps,
  writer: ReturnWriter & { readonly actor: number },
  question: ReturnQuestion,
  entry: ReopeningEntry,
): void {
  const { store } = deps;
  store.write(writer, () => {
    const context = returnContext(deps, question);
    requireStep(context, 'reopen', writer);
    const row = context.scope.find(({ name }) => rowKey(name) === entry.row);
    const account = reopenFor(deps, context.partnership).find(({ id }) => String(id) === entry.account);
    const until = parseTypedDate(entry.until);
    const last = addDays(context.today, LONGEST_REOPENING);
    const problems: (Problem | false)[] = [
      row === undefined && { field: 'row', message: 'Choose the target.' },
      account === undefined && { field: 'account', message: 'Choose the person.' },
      (until === null || until < context.today || until > last) && {
        field: 'until',
        message: `Choose a day from ${dateWords(context.today)} to ${dateWords(last)}.`,
      },
      entry.reason === '' && { field: 'reason', message: 'Say why it is opened again.' },
      entry.reason.length > 1000 && { field: 'reason', message: 'Use at most 1000 characters.' },
    ];
    const given = problems.filter((problem) => problem !== false);
    if (given.length > 0 || row === undefined || account === undefined || until === null) throw new Invalid(given);
    const { period, partnership, choice } = context;
    const { agreement, indicator, part } = row.name;
    const target = { period, partnership, agreement, indicator, part };
    const { reason } = entry;
    store.returns.reopen({
      ...target,
      account: account.id,
      until,
      reason,
      at: choice.asAt.moment,
      opened_by: writer.actor,
    });
    store.state.setRecordedAt(choice.asAt.moment);
  });
}

/**
 * People for whom a target of a return can be opened again: officers, and leads who answer for its partnership today.
 * @throws NotFound for an unknown partnership
 */
export function reopenFor(deps: Deps, partnership: string): Account[] {
  const { holders } = holdingOfReturn(deps, partnership);
  return deps.store.accounts.list().filter((account) => {
    const isHolder = account.role === 'lead' && ownCodes(deps, account).some((code) => holders.includes(code));
    return account.state === 'active' && (account.role === 'officer' || isHolder);
  });
}
