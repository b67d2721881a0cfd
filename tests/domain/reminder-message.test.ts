import fc from 'fast-check';
import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../../server/domain/moment.ts';
import type { ReminderReturn } from '../../server/domain/reminder.ts';
import { chasingText, reminderMessage } from '../../server/domain/reminder-message.ts';
import { DEFAULT_SETTINGS, returnDates } from '../../server/domain/return-dates.ts';
import { meeting } from '../support/package-rows.ts';
import { period } from '../support/records.ts';

const SECOND = period('2008/09 Q2');

/** Due on 5 November 2008, the papers on the 12th. */
const november = [meeting({ board: 'PSB', date: '2008-11-19', papers_due: '2008-11-12', reviews: SECOND })];

function given(about: Partial<ReminderReturn> = {}): ReminderReturn {
  return {
    partnership: 'OSCP',
    partnershipName: 'Oxfordshire Safer Communities Partnership',
    period: SECOND,
    dates: returnDates(SECOND, november, DEFAULT_SETTINGS),
    state: 'open',
    missing: 3,
    address: '/returns/oscp/2008-09-q2',
    ...about,
  };
}

const waste = given({
  partnership: 'OWP',
  partnershipName: 'Oxfordshire Waste Partnership',
  missing: 0,
  state: 'draft',
  address: '/returns/owp/2008-09-q2',
});

const LINKS = { baseUrl: 'https://targets.example.gov.uk', preferencesAddress: '/account/reminders' };
const messageOn = (today: IsoDate, items = [given()], name = 'Ann Lee') => reminderMessage(name, items, today, LINKS);

describe('a reminder as plain text', () => {
  it('says what is due, what is missing, where, and how to have none of it', () => {
    expect(messageOn('2008-10-28').text).toBe(
      [
        'Dear Ann Lee,',
        '',
        'This return waits for you:',
        '',
        'Oxfordshire Safer Communities Partnership, July to September 2008',
        'It is due on 5 November 2008, in 8 days. 3 figures are still missing. The Board’s papers are due on 12 November 2008.',
        'https://targets.example.gov.uk/returns/oscp/2008-09-q2',
        '',
        'To turn these reminders down: https://targets.example.gov.uk/account/reminders',
        '',
      ].join('\n'),
    );
  });

  it('lists several in the order in which they are given', () => {
    const { text } = messageOn('2008-11-06', [given(), waste]);
    expect(text).toContain('These 2 returns wait for you, the most urgent first:');
    expect(text.indexOf('/returns/oscp/')).toBeLessThan(text.indexOf('/returns/owp/'));
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      'To turn these reminders down: https://targets.example.gov.uk/account/reminders',
    );
  });

  it.each<[string, IsoDate, string]>([
    ['eight days before', '2008-10-28', 'It is due on 5 November 2008, in 8 days.'],
    ['the day before', '2008-11-04', 'It is due on 5 November 2008, in 1 day.'],
    ['on the day', '2008-11-05', 'It is due today, 5 November 2008.'],
    ['the day after', '2008-11-06', 'It was due on 5 November 2008 and is 1 day late.'],
    ['a week after', '2008-11-14', 'It was due on 5 November 2008 and is 9 days late.'],
  ])('the deadline: %s', (_, today, sentence) => {
    expect(messageOn(today).text).toContain(sentence);
  });

  it.each<[string, Partial<ReminderReturn>, string]>([
    ['several figures', { missing: 3 }, 'days. 3 figures are still missing.'],
    ['one figure', { missing: 1 }, 'days. 1 figure is still missing.'],
    ['none', { missing: 0 }, 'days. No figure is missing; it has only to be sent.'],
    [
      'sent back',
      { missing: 1, state: 'sent-back' },
      'days. It was sent back to be put right. 1 figure is still missing.',
    ],
    [
      'sent back with all figures',
      { missing: 0, state: 'sent-back' },
      'days. It was sent back to be put right. No figure is missing; it has only to be sent.',
    ],
  ])('what is missing: %s', (_, about, words) => {
    expect(messageOn('2008-10-28', [given(about)]).text).toContain(words);
  });

  it.each<[string, IsoDate, boolean]>([
    ['on the day of the papers', '2008-11-12', true],
    ['the day after', '2008-11-13', false],
  ])('the Board’s papers are named while they are to come: %s', (_, today, named) => {
    expect(messageOn(today).text.includes('The Board’s papers are due on 12 November 2008.')).toBe(named);
  });

  it('says nothing of papers where no meeting reviews the quarter', () => {
    const alone = given({ dates: returnDates(SECOND, [], DEFAULT_SETTINGS) });
    expect(messageOn('2008-10-28', [alone]).text).not.toContain('papers');
  });
});

describe('its subject', () => {
  it.each<[string, IsoDate, ReminderReturn[], string]>([
    [
      'one return to come',
      '2008-11-04',
      [given()],
      'Return due on 5 November 2008: Oxfordshire Safer Communities Partnership, July to September 2008',
    ],
    [
      'one return on its day',
      '2008-11-05',
      [given()],
      'Return due on 5 November 2008: Oxfordshire Safer Communities Partnership, July to September 2008',
    ],
    [
      'one late return',
      '2008-11-06',
      [given()],
      'Return 1 day late: Oxfordshire Safer Communities Partnership, July to September 2008',
    ],
    ['several to come', '2008-11-04', [given(), waste], '2 returns to send, the first due on 5 November 2008'],
    ['several late', '2008-11-06', [given(), waste], '2 returns to send, 2 of them late'],
  ])('%s', (_, today, items, subject) => {
    expect(messageOn(today, items).subject).toBe(subject);
  });

  it('there is none without a return', () => {
    expect(() => messageOn('2008-11-04', [])).toThrow(RangeError);
  });
});

describe('a reminder as HTML', () => {
  it('says the same as the text, with links', () => {
    const page = parse(messageOn('2008-10-28', [given(), waste]).html);
    expect(page.querySelector('html')?.getAttribute('lang')).toBe('en-GB');
    expect(page.querySelectorAll('p').map((paragraph) => paragraph.structuredText)).toEqual([
      'Dear Ann Lee,',
      'These 2 returns wait for you, the most urgent first:',
      [
        'Oxfordshire Safer Communities Partnership, July to September 2008',
        'It is due on 5 November 2008, in 8 days. 3 figures are still missing. The Board’s papers are due on 12 November 2008.',
        'Open the return: Oxfordshire Safer Communities Partnership, July to September 2008',
      ].join('\n'),
      [
        'Oxfordshire Waste Partnership, July to September 2008',
        'It is due on 5 November 2008, in 8 days. No figure is missing; it has only to be sent. The Board’s papers are due on 12 November 2008.',
        'Open the return: Oxfordshire Waste Partnership, July to September 2008',
      ].join('\n'),
      'Turn these reminders down',
    ]);
    expect(page.querySelectorAll('a').map((link) => link.getAttribute('href'))).toEqual([
      'https://targets.example.gov.uk/returns/oscp/2008-09-q2',
      'https://targets.example.gov.uk/returns/owp/2008-09-q2',
      'https://targets.example.gov.uk/account/reminders',
    ]);
  });

  it('fetches nothing, follows nobody and has no colours of its own', () => {
    const { html } = messageOn('2008-10-28');
    expect(html).not.toMatch(/<(img|script|style|link|iframe|object|form|svg)\b|\ssrc=|style=|color:|bgcolor|url\(/i);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
  });

  it('shows signs as signs', () => {
    const odd = given({ partnershipName: `Children's <b>Trust</b> & "Friends"`, address: '/returns/a"b<c' });
    const { html } = messageOn('2008-10-28', [odd], '<i>Ann</i>');
    expect(html).toContain('<p>Dear &lt;i&gt;Ann&lt;/i&gt;,</p>');
    expect(html).toContain('<strong>Children&#39;s &lt;b&gt;Trust&lt;/b&gt; &amp; &quot;Friends&quot;, July');
    expect(html).toContain('href="https://targets.example.gov.uk/returns/a&quot;b&lt;c"');
    expect(html).not.toMatch(/<[bi]>/);
  });

  it('but not in the text and the subject, which are no HTML', () => {
    const { subject, text } = messageOn('2008-10-28', [given({ partnershipName: 'Health & Wellbeing' })]);
    expect(subject).toContain('Health & Wellbeing');
    expect(text).toContain('Health & Wellbeing');
  });
});

describe('what people typed starts no line of its own', () => {
  const BREAKS = /[\r\n\u0085\u2028\u2029\v\f\0]/;

  it.each<[string, string]>([
    ['a line feed', 'Safer\nBcc: all@example.org'],
    ['carriage return and line feed', 'Safer\r\nBcc: all@example.org'],
    ['a carriage return', 'Safer\rBcc: all@example.org'],
    ['a next line', 'Safer\u0085Bcc: all@example.org'],
    ['a line separator', 'Safer\u2028Bcc: all@example.org'],
    ['a nought', 'Safer\0Bcc: all@example.org'],
  ])('%s', (_, partnershipName) => {
    const { subject, text } = messageOn('2008-10-28', [given({ partnershipName })], partnershipName);
    expect(subject).not.toMatch(BREAKS);
    expect(subject).toContain('Safer Bcc: all@example.org, July to September 2008');
    expect(text.split(BREAKS).filter((line) => line.startsWith('Bcc'))).toEqual([]);
    expect(chasingText(given({ partnershipName }), '2008-10-28')).not.toMatch(BREAKS);
  });

  it('whatever it is', () => {
    const anyText = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(anyText, anyText, (name, partnershipName) => {
        const { subject, text, html } = messageOn('2008-10-28', [given({ partnershipName })], name);
        expect(subject).not.toMatch(BREAKS);
        expect(text.split(/[\r\n\u0085\u2028\u2029\v\f]/)).toHaveLength(10);
        expect(parse(html).querySelectorAll('p')).toHaveLength(4);
        expect(parse(html).querySelectorAll('a')).toHaveLength(2);
      }),
    );
  });
});

describe('what an officer can copy', () => {
  it.each<[string, IsoDate, Partial<ReminderReturn>, string]>([
    [
      'a late return',
      '2008-11-07',
      {},
      'The return of Oxfordshire Safer Communities Partnership for July to September 2008 was due on 5 November 2008 and is 2 days late. 3 figures are still missing. The Board’s papers are due on 12 November 2008. Please send it as soon as you can.',
    ],
    [
      'one to come',
      '2008-10-28',
      { missing: 1 },
      'The return of Oxfordshire Safer Communities Partnership for July to September 2008 is due on 5 November 2008, in 8 days. 1 figure is still missing. The Board’s papers are due on 12 November 2008. Please send it by 5 November 2008.',
    ],
    [
      'one that is due today',
      '2008-11-05',
      { missing: 0, state: 'sent-back' },
      'The return of Oxfordshire Safer Communities Partnership for July to September 2008 is due today, 5 November 2008. It was sent back to be put right. No figure is missing; it has only to be sent. The Board’s papers are due on 12 November 2008. Please send it today.',
    ],
  ])('%s', (_, today, about, text) => {
    expect(chasingText(given(about), today)).toBe(text);
  });

  it('ends with a link where there is one', () => {
    expect(chasingText(given(), '2008-11-07', LINKS.baseUrl)).toMatch(
      / Please send it as soon as you can\. https:\/\/targets\.example\.gov\.uk\/returns\/oscp\/2008-09-q2$/,
    );
  });
});
