import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../server/domain/account.ts';
import { reminding } from '../../server/jobs/reminding.ts';
import { mailer } from '../../server/services/mail.ts';
import { type RemindersRun, sendReminders } from '../../server/services/reminders.ts';
import { COMMAND_LINE } from '../support/authors.ts';
import { type MailServer, mailServer, partsOf, type Received } from '../support/mail-server.ts';
import { openPage, sendForm } from '../support/page.ts';
import { check, INCIDENTS, newPerson, submitWhole } from '../support/returns.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

/*
 * The return of Safer Communities for 2008/09 Q2 opens on Wednesday 8 October 2008 and is due on 5 November. Seven
 * working days before is Monday 27 October, one is 4 November; one after is 6 November, seven are 14 November.
 */
const OPENS = '2008-10-08';
const WEEK_BEFORE = '2008-10-27';
const DAY_BEFORE = '2008-11-04';

const FROM = 'LAA target tracker <laa@county.example>';
const LEAD = 'lead@example.invalid';

let server: MailServer;
/** Addresses that the mail server does not take. */
let refused: Set<string>;

beforeEach(async () => {
  refused = new Set();
  server = await mailServer({
    onRcptTo: ({ address }, _session, done) =>
      done(refused.has(address) || refused.has('*') ? new Error('nobody here of that name') : null),
  });
});
afterEach(() => server.close());

function mailing(settings: Parameters<typeof testApp>[0] = {}): TestApp {
  return testApp({ mail: mailer(server.url, FROM), ...settings });
}

/** Runs the reminders of a morning. */
function morning(test: TestApp, day: string): Promise<RemindersRun> {
  test.setNow(`${day}T07:30:00Z`);
  test.setClock(`${day}T07:30:00Z`);
  return sendReminders(test.deps);
}

const addressees = (): string[] => server.received.flatMap(({ to }) => to).sort();

function leadOf({ store }: TestApp): Account {
  return store.accounts.findByEmail(LEAD) as Account;
}

/** The message to an address. */
function messageTo(address: string): Received {
  const found = server.received.filter(({ to }) => to.includes(address));
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${address} has ${found.length} messages`);
  return found[0];
}

describe('who is reminded', () => {
  it('of an opening is the lead, once', async () => {
    const test = mailing();
    expect(await morning(test, '2008-10-07')).toEqual({ sent: 0, failed: 0 });
    expect(await morning(test, OPENS)).toEqual({ sent: 1, failed: 0 });
    expect(addressees()).toEqual([LEAD]);
    expect(await morning(test, OPENS)).toEqual({ sent: 0, failed: 0 });
    expect(await morning(test, '2008-10-09')).toEqual({ sent: 0, failed: 0 });
    expect(server.received).toHaveLength(1);
  });

  it('is everybody who answers for a partnership, and nobody else', async () => {
    const test = mailing();
    const [other, waste, closed] = [
      newPerson(test, 'lead', 'Olu Adeyemi', ['OSCP']),
      newPerson(test, 'lead', 'Zoe of Waste', ['OWP']),
      newPerson(test, 'lead', 'Gone Away', ['OSCP']),
    ];
    newPerson(test, 'lead', 'Without Partnership', []);
    newPerson(test, 'officer', 'Pat Officer');
    test.store.write(COMMAND_LINE, () => {
      test.store.accounts.setState(closed.id, 'disabled');
      const invited = {
        name: 'New',
        post: 'Lead',
        role: 'lead',
        partnerships: ['OSCP'],
        demonstration: false,
      } as const;
      test.store.accounts.insert({ ...invited, email: 'invited@test.invalid' }, COMMAND_LINE.at);
    });
    expect(await morning(test, WEEK_BEFORE)).toEqual({ sent: 3, failed: 0 });
    expect(addressees()).toEqual([LEAD, other.email, waste.email].sort());
    expect(partsOf(messageTo(waste.email))['text/plain']).toContain('Oxfordshire Waste Partnership');
    expect(partsOf(messageTo(waste.email))['text/plain']).not.toContain('Safer Communities');
    expect(partsOf(messageTo(LEAD))['text/plain']).not.toContain('Waste');
  });

  it('is told in one message of all that waits for them, the most urgent first', async () => {
    const test = mailing();
    const busy = newPerson(test, 'lead', 'Busy Bee', ['OSCP', 'HWB']);
    await morning(test, WEEK_BEFORE);
    const { headers } = messageTo(busy.email);
    expect(headers.subject).toBe('3 returns to send, 1 of them late');
    const text = partsOf(messageTo(busy.email))['text/plain'] ?? '';
    // Due on 27 August and 61 days late; the other two are due on the same day and stand by name.
    expect(text.match(/http:\S+\/returns\/\S+/g)).toEqual([
      'http://127.0.0.1:3000/returns/2008-09-q1/hwb',
      'http://127.0.0.1:3000/returns/2008-09-q2/hwb',
      'http://127.0.0.1:3000/returns/2008-09-q2/oscp',
    ]);
    expect(text).toContain('was due on 27 August 2008 and is 61 days late.');
  });

  it('is not reminded of what is submitted, and is again of what was sent back', async () => {
    const test = mailing();
    test.setNow('2008-10-24T09:00:00Z');
    await submitWhole(test.as('lead'));
    expect(await morning(test, WEEK_BEFORE)).toEqual({ sent: 0, failed: 0 });
    await check(test.as('officer'), 'send-back', { [INCIDENTS]: 'Why?' });
    expect(await morning(test, DAY_BEFORE)).toEqual({ sent: 1, failed: 0 });
    expect(partsOf(messageTo(LEAD))['text/plain']).toContain('It was sent back to be put right.');
  });

  it('is not reminded of a return whose figures have come in otherwise', async () => {
    const test = mailing();
    // NI 20 was the last, on 14 November 2008.
    expect(await morning(test, '2008-11-19')).toEqual({ sent: 0, failed: 0 });
  });

  it('is nobody of the example in production', async () => {
    const test = mailing({ production: true, baseUrl: 'https://targets.test.invalid' });
    expect(await morning(test, WEEK_BEFORE)).toEqual({ sent: 0, failed: 0 });
  });

  it('is nobody where the record stands in 2008 and the machine does not', async () => {
    const test = mailing();
    test.setNow(`${WEEK_BEFORE}T07:30:00Z`);
    expect(await sendReminders(test.deps)).toEqual({ sent: 0, failed: 0 });
    expect(server.received).toEqual([]);
  });
});

describe('the message', () => {
  it('says what is due, how much is missing and where, in plain text and as a page', async () => {
    await morning(mailing(), WEEK_BEFORE);
    const message = messageTo(LEAD);
    expect(message.from).toBe('laa@county.example');
    expect(message.headers.subject).toBe(
      'Return due on 5 November 2008: Oxfordshire Safer Communities Partnership, July to September 2008',
    );
    expect(message.headers['content-type']).toMatch(/^multipart\/alternative/);
    const { 'text/plain': text = '', 'text/html': html = '' } = partsOf(message);
    for (const part of [text, html]) {
      expect(part).toContain('Dear Example lead,');
      expect(part).toContain('It is due on 5 November 2008, in 9 days.');
      expect(part).toContain('The Board’s papers are due on 12 November 2008.');
      expect(part).toContain('http://127.0.0.1:3000/returns/2008-09-q2/oscp');
      expect(part).toContain('http://127.0.0.1:3000/account/reminders');
    }
    expect(html).toContain('<html lang="en-GB">');
    expect(html).not.toMatch(/<img|<script|src=|style=/);
  });

  it('counts what the lead can still give', async () => {
    // DV a and b, NI 20, the shops, crime, damage and behaviour; the source of NI 40 publishes in January.
    await morning(mailing(), OPENS);
    expect(partsOf(messageTo(LEAD))['text/plain']).toContain('7 figures are still missing.');
  });

  it('says that no person sent it, and where reminders are turned down', async () => {
    await morning(mailing(), WEEK_BEFORE);
    expect(messageTo(LEAD).headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      'list-unsubscribe': '<http://127.0.0.1:3000/account/reminders>',
    });
  });

  it('leads to pages that are there', async () => {
    const test = mailing();
    await morning(test, WEEK_BEFORE);
    const links = (partsOf(messageTo(LEAD))['text/plain'] ?? '').match(/http:\S+/g) ?? [];
    expect(links).toHaveLength(2);
    for (const link of links) expect((await openPage(test.as('lead'), new URL(link).pathname)).status).toBe(200);
  });
});

describe('never two within five days', () => {
  it('whatever their kinds: the day after is told on the fifth day after the day before', async () => {
    const test = mailing();
    const days: string[] = [];
    for (let day = 1; day <= 14; day += 1) {
      const date = `2008-11-${String(day).padStart(2, '0')}`;
      if ((await morning(test, date)).sent > 0) days.push(date);
    }
    // The first run catches up on 27 October; the 4th is too soon after the 1st, the 6th is the next that is free.
    expect(days).toEqual(['2008-11-01', '2008-11-06', '2008-11-14']);
  });

  it('also where people came to be sent something else meanwhile', async () => {
    const test = mailing();
    await morning(test, DAY_BEFORE);
    expect((await morning(test, '2008-11-08')).sent).toBe(0);
    expect((await morning(test, '2008-11-09')).sent).toBe(1);
  });
});

describe('what a person has turned down', () => {
  it('is not sent; the other kinds are', async () => {
    const test = mailing();
    await sendForm(test.as('lead'), '/account/reminders', { wanted: ['opening', 'day-before'] });
    expect((await morning(test, WEEK_BEFORE)).sent).toBe(0);
    expect((await morning(test, DAY_BEFORE)).sent).toBe(1);
  });

  it('is not sent of another return either, and each person’s choice is their own', async () => {
    const test = mailing();
    newPerson(test, 'lead', 'Olu Adeyemi', ['OSCP']);
    await sendForm(test.as(leadOf(test)), '/account/reminders', {});
    expect((await morning(test, WEEK_BEFORE)).sent).toBe(1);
    expect(addressees()).toEqual(['olu.adeyemi@test.invalid']);
  });
});

describe('nothing is sent twice', () => {
  it('by two runs at once', async () => {
    const test = mailing();
    const runs = await Promise.all([
      morning(test, WEEK_BEFORE),
      morning(test, WEEK_BEFORE),
      morning(test, WEEK_BEFORE),
    ]);
    expect(runs.reduce((sum, { sent }) => sum + sent, 0)).toBe(1);
    expect(server.received).toHaveLength(1);
  });

  it('after a process that ended between sending and noting', async () => {
    const test = mailing();
    test.store.reminders.claim({ account: leadOf(test).id, kind: 'week-before', day: WEEK_BEFORE });
    expect(await morning(test, WEEK_BEFORE)).toEqual({ sent: 0, failed: 0 });
    expect(await morning(test, '2008-10-28')).toEqual({ sent: 0, failed: 0 });
    expect(server.received).toEqual([]);
    expect(await morning(test, DAY_BEFORE)).toEqual({ sent: 1, failed: 0 });
  });

  it('is noted before it is sent', async () => {
    const seen: unknown[] = [];
    const test = testApp({
      mail: async () => void seen.push(...test.store.reminders.listSince(WEEK_BEFORE)),
    });
    await morning(test, WEEK_BEFORE);
    const claimed = { account: leadOf(test).id, day: WEEK_BEFORE, kind: 'week-before' };
    expect(seen).toEqual([{ ...claimed, outcome: null }]);
    expect(test.store.reminders.listSince(WEEK_BEFORE)).toEqual([{ ...claimed, outcome: 'sent' }]);
  });
});

describe('a mail server that does not take it', () => {
  it('is tried again the next day, and not on the same', async () => {
    const test = mailing();
    refused.add('*');
    expect(await morning(test, WEEK_BEFORE)).toEqual({ sent: 0, failed: 1 });
    refused.clear();
    expect(await morning(test, WEEK_BEFORE)).toEqual({ sent: 0, failed: 0 });
    expect(await morning(test, '2008-10-28')).toEqual({ sent: 1, failed: 0 });
    expect(server.received).toHaveLength(1);
  });

  it('for one person does not hold up the others', async () => {
    const test = mailing();
    const other = newPerson(test, 'lead', 'Olu Adeyemi', ['OSCP']);
    refused.add(LEAD);
    expect(await morning(test, WEEK_BEFORE)).toEqual({ sent: 1, failed: 1 });
    expect(addressees()).toEqual([other.email]);
  });

  it('and is not there at all does no harm', async () => {
    const gone = await mailServer();
    await gone.close();
    const test = testApp({ mail: mailer(gone.url, FROM) });
    expect(await morning(test, WEEK_BEFORE)).toEqual({ sent: 0, failed: 1 });
  });
});

describe('without a mail server', () => {
  it('nothing is noted as sent, and the desk has the texts to copy', async () => {
    const test = testApp();
    expect(await morning(test, WEEK_BEFORE)).toEqual({ sent: 0, failed: 0 });
    expect(test.store.reminders.listSince('2008-01-01')).toEqual([]);
    expect((await openPage(test.as('officer'), '/returns')).html).toContain('chase__text');
  });
});

it('every working morning they go out by themselves, and the log says how many', async () => {
  const lines: string[] = [];
  const test = mailing();
  test.setNow(`${WEEK_BEFORE}T07:30:00Z`);
  test.setClock(`${WEEK_BEFORE}T07:30:00Z`);
  const job = reminding(test.deps, pino({ base: null }, { write: (line: string) => void lines.push(line) }));
  await job.trigger();
  job.stop();
  expect(server.received).toHaveLength(1);
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ event: 'reminders', sent: 1, failed: 0 }),
  ]);
  expect(lines.join('')).not.toContain(LEAD);
});
