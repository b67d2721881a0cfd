import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Figure } from '../../server/domain/data-package.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { openPage, problemsOn, sendForm, textOf } from '../support/page.ts';
import { period } from '../support/records.ts';
import {
  ASSAULTS,
  BEHAVIOUR,
  check,
  DETECTIONS,
  EMPTY_DAY,
  fillIn,
  INCIDENTS,
  isLocked,
  newPerson,
  RETURN,
  type rowOn,
  saidOf,
  submitWhole,
  withTyped,
} from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

let test: TestApp;

beforeEach(() => {
  test = testApp();
  test.setNow(EMPTY_DAY);
});
afterEach(() => test.store.close());

function figuresOf(indicator: string, part = '', quarter = '2008/09 Q2'): Figure[] {
  return test.store.rows.figures
    .list()
    .filter((row) => row.indicator === indicator && row.part === part && row.basis === 'standard')
    .filter((row) => row.period === period(quarter) && row.recorded_at <= test.deps.now());
}

/** From a day on another partnership leads a target. */
function handOver(indicator: string, part: string, lead: string, day: string): void {
  const terms = test.store.rows.targets.list().findLast((row) => row.indicator === indicator && row.part === part);
  if (terms === undefined) throw new Error(`there is no target ${indicator} ${part}`);
  test.store.write(COMMAND_LINE, () =>
    test.store.rows.targets.insert({ ...terms, version: terms.version + 1, recorded_on: day, lead }),
  );
}

describe('a figure that a return has answered', () => {
  it('cannot be changed through the return of a partnership that leads the target since', async () => {
    await submitWhole(test.as('lead'));
    await check(test.as('officer'), 'sign-off');
    handOver('OX2030 4', 'c', 'CYPT', '2008-10-25');
    test.setNow('2008-12-20T09:00:00Z');
    const next = newPerson(test, 'lead', 'Noor of the Trust', ['CYPT']);
    const page = await openPage(test.as(next), '/returns/2008-09-q3/cypt');
    expect(page.root.querySelector(`[id="value.${BEHAVIOUR}"]`)).toBeNull();
    const before = figuresOf('OX2030 4', 'c');
    const form = withTyped(page, '/returns/2008-09-q3/cypt');
    const crafted = {
      ...form,
      [`seen.${BEHAVIOUR}`]: '0',
      [`value.${BEHAVIOUR}`]: '-9',
      [`status.${BEHAVIOUR}`]: 'final',
    };
    await sendForm(test.as(next), '/returns/2008-09-q3/cypt', { ...crafted, step: 'save' });
    expect(figuresOf('OX2030 4', 'c')).toEqual(before);
  });

  it('stays with the partnership that led the target when the return opened', async () => {
    handOver('OX2030 4', 'c', 'CYPT', '2008-10-25');
    test.setNow('2008-10-27T09:00:00Z');
    expect(isLocked(await openPage(test.as('lead'), RETURN), BEHAVIOUR)).toBe(false);
  });

  it('is locked in a later return that had asked for it as owed', async () => {
    // Health and Wellbeing had no figures for the first quarter of 2008/09.
    test.setNow('2008-11-19T09:00:00Z');
    const [own, later] = ['/returns/2008-09-q1/hwb', '/returns/2008-09-q2/hwb'];
    const owed = rowKeys(await openPage(test.app, later)).filter((key) => key.endsWith('2008-09-q1'));
    expect(owed.length).toBeGreaterThan(0);
    const [first = ''] = owed;
    const typed = withTyped(await openPage(test.app, later), later, { [first]: { value: '1' } });
    await sendForm(test.app, later, { ...typed, step: 'save' });
    const reasons = Object.fromEntries(owed.map((key) => [key, { missing_reason: 'not-collected' }]));
    const answered = withTyped(await openPage(test.app, own), own, reasons);
    expect((await sendForm(test.app, own, { ...answered, step: 'submit' })).headers.location).toContain('submitted');
    const page = await openPage(test.app, later);
    expect(isLocked(page, first)).toBe(true);
    expect(saidOf(page, first)).toContain(
      'Locked: part of the return of Health and Wellbeing Partnership Board for April to June 2008, submitted on',
    );
  });
});

/** The keys of the rows of a return. */
function rowKeys({ root }: { root: Parameters<typeof rowOn>[0]['root'] }): string[] {
  return root.querySelectorAll('[data-row]').map((row) => row.getAttribute('data-row') ?? '');
}

describe('a draft and the record', () => {
  it('a figure that came in after it was typed is shown before it is overwritten', async () => {
    await fillIn(test.as('lead'), { [ASSAULTS]: { numerator: '981', denominator: '633080' } });
    test.setNow('2008-10-24T11:00:00Z');
    const direct = { period: '2008-09-q2', basis: 'standard', value: '1.6', status: 'final', step: 'save', seen: '0' };
    await sendForm(test.app, '/figures/laa2/ni-20', direct);
    const page = await openPage(test.as('lead'), RETURN);
    expect(saidOf(page, ASSAULTS)).toContain(
      '1.60 per 1,000 population was recorded on 24 October 2008, 11:00 by Performance officer, after this was typed.',
    );
    // Sent again, it is a choice, and the note says why.
    const form = withTyped(page, RETURN, { [ASSAULTS]: { note: 'Police count of 20 October' } });
    await sendForm(test.as('lead'), RETURN, { ...form, step: 'save' });
    expect(saidOf(await openPage(test.as('lead'), RETURN), ASSAULTS)).not.toContain('after this was typed');
  });

  it('a figure keeps the name of whoever typed it, and the words that of whoever wrote them', async () => {
    const analyst = newPerson(test, 'lead', 'Lou Analyst', ['OSCP']);
    await fillIn(test.as(analyst), { [INCIDENTS]: { value: '1504' } });
    await submitWhole(test.as('lead'));
    expect(figuresOf('LAA1 DV', 'a').at(-1)).toMatchObject({ value: 15_040_000, recorded_by: 'Post of Lou Analyst' });
    const said = test.store.rows.commentaries
      .list()
      .findLast(
        (row) =>
          row.indicator === 'LAA1 DV' &&
          row.part === 'a' &&
          row.period === period('2008/09 Q2') &&
          row.provenance === 'entered',
      );
    expect(said?.recorded_by).toBe('Manager, Safer Communities Unit');
  });

  it('an action that a row has made gets its next version, and comes back to life by nobody', async () => {
    await submitWhole(test.as('lead'));
    const made = () =>
      test.store.rows.actions.list().filter((row) => row.title === 'Review of cases that ended without a charge');
    expect(made()).toMatchObject([{ version: 1, state: 'planned', due: '2008-12-31' }]);
    await check(test.as('officer'), 'send-back', { [DETECTIONS]: 'When?' });
    await fillIn(test.as('lead'), { [DETECTIONS]: { action_due: '31/1/2009' } }, 'submit');
    expect(made()).toMatchObject([{ version: 1 }, { version: 2, due: '2009-01-31', state: 'planned' }]);
    const [{ action = 0 } = {}] = made();
    const done = {
      title: 'Review of cases that ended without a charge',
      state: 'done',
      action: String(action),
      seen: '2',
    };
    await sendForm(test.app, '/actions/laa1/laa1-dv/b', {
      ...done,
      owner_role: '',
      due: '',
      expected_effect: '',
      expected_by: '',
    });
    await check(test.as('officer'), 'send-back', { [DETECTIONS]: 'Why?' });
    await fillIn(test.as('lead'), { [DETECTIONS]: { commentary: 'Fewer arrests end in a charge.' } }, 'submit');
    expect(made().at(-1)).toMatchObject({ version: 3, state: 'done' });
  });
});

describe('checking', () => {
  it('takes no other step than the two', async () => {
    await submitWhole(test.as('lead'));
    const page = await sendForm(test.app, `${RETURN}/check`, { step: 'garbage', seen: '1' });
    expect(page.status).toBe(422);
    expect(Object.values(problemsOn(page))).toEqual(['Sign the return off or send it back, by the buttons below it.']);
  });

  it('a reason that is typed is sent by no button but its own', async () => {
    await submitWhole(test.as('lead'));
    const page = await openPage(test.app, RETURN);
    const remark = page.root.querySelector(`[id="remark.${INCIDENTS}"]`);
    expect(remark?.getAttribute('form')).toBe('send-back');
    const buttons = page.root.querySelectorAll('#send-back button').map(textOf);
    expect(buttons).toEqual(['Send the return back']);
  });

  it('a reason has a thousand characters at most', async () => {
    await submitWhole(test.as('lead'));
    const field = `remark.${INCIDENTS}`;
    const page = await sendForm(test.app, `${RETURN}/check`, { step: 'send-back', [field]: 'x'.repeat(1001) });
    expect([page.status, problemsOn(page)[field]]).toEqual([
      422,
      'Domestic violence: domestic incidents reported to the police (a): Use at most 1000 characters.',
    ]);
  });
});
