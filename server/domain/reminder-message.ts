import { daysBetween, type IsoDate } from './moment.ts';
import type { ReminderReturn } from './reminder.ts';
import { lateDays } from './return-dates.ts';
import { countWords, dateWords, periodWords } from './wording.ts';

/** A message as it is handed to the mail server. */
export interface ReminderMessage {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  /** A whole document: no colours of its own, so that it reads in dark mode, no pictures, nothing fetched. */
  readonly html: string;
}

/** Where the links of a message lead. */
export interface ReminderLinks {
  /** Where people reach the app, without a slash at its end. */
  readonly baseUrl: string;
  /** Where reminders are turned down, from the root of the site. */
  readonly preferencesAddress: string;
}

/**
 * A reminder of returns, as it is on a day.
 * @param items one or more, the most urgent first
 * @throws RangeError where there is no return to remind of
 */
export function reminderMessage(
  name: string,
  items: readonly ReminderReturn[],
  today: IsoDate,
  { baseUrl, preferencesAddress }: ReminderLinks,
): ReminderMessage {
  const subject = subjectOf(items, today);
  const greeting = `Dear ${oneLine(name)},`;
  const opening =
    items.length === 1
      ? 'This return waits for you:'
      : `These ${items.length} returns wait for you, the most urgent first:`;
  const preferences = `${baseUrl}${preferencesAddress}`;
  const parts = items.map((item) => ({
    title: titleOf(item),
    sentences: sentencesOf(item, today).join(' '),
    link: `${baseUrl}${item.address}`,
  }));
  const text = [
    greeting,
    opening,
    ...parts.map(({ title, sentences, link }) => `${title}\n${sentences}\n${link}`),
    `To turn these reminders down: ${preferences}`,
  ];
  const body = [
    `<p>${escaped(greeting)}</p>`,
    `<p>${escaped(opening)}</p>`,
    ...parts.map(
      ({ title, sentences, link }) =>
        `<p><strong>${escaped(title)}</strong><br>${escaped(sentences)}<br>${anchor(link, `Open the return: ${title}`)}</p>`,
    ),
    `<p>${anchor(preferences, 'Turn these reminders down')}</p>`,
  ];
  return { subject, text: `${text.join('\n\n')}\n`, html: documentOf(subject, body) };
}

/**
 * What an officer can copy to chase a return, in one paragraph.
 * @param baseUrl where people reach the app, for a link at the end; null for none
 */
export function chasingText(item: ReminderReturn, today: IsoDate, baseUrl: string | null = null): string {
  return [
    `The return of ${oneLine(item.partnershipName)} for ${periodWords(item.period)} ${deadline(item, today)}`,
    ...sentencesOf(item, today).slice(1),
    `Please send it ${askedFor(item.dates.due, today)}.`,
    ...(baseUrl === null ? [] : [`${baseUrl}${item.address}`]),
  ].join(' ');
}

function subjectOf(items: readonly ReminderReturn[], today: IsoDate): string {
  const [first, ...others] = items;
  if (first === undefined) throw new RangeError('a reminder without a return');
  const { due } = first.dates;
  const late = items.filter((item) => lateDays(item.dates.due, today) > 0).length;
  if (others.length === 0) {
    const when = late > 0 ? `${countWords(lateDays(due, today), 'day')} late` : `due on ${dateWords(due)}`;
    return `Return ${when}: ${titleOf(first)}`;
  }
  return `${items.length} returns to send, ${late > 0 ? `${late} of them late` : `the first due on ${dateWords(due)}`}`;
}

function titleOf({ partnershipName, period }: ReminderReturn): string {
  return `${oneLine(partnershipName)}, ${periodWords(period)}`;
}

/** The deadline first, then what stands in its way, then what waits for it. */
function sentencesOf(item: ReminderReturn, today: IsoDate): string[] {
  const { papersDue } = item.dates;
  return [
    `It ${deadline(item, today)}`,
    ...(item.state === 'sent-back' ? ['It was sent back to be put right.'] : []),
    missingSentence(item.missing),
    ...(papersDue !== null && papersDue >= today ? [`The Board’s papers are due on ${dateWords(papersDue)}.`] : []),
  ];
}

/** The end of a sentence about a return. */
function deadline({ dates: { due } }: ReminderReturn, today: IsoDate): string {
  const late = lateDays(due, today);
  if (late > 0) return `was due on ${dateWords(due)} and is ${countWords(late, 'day')} late.`;
  if (due === today) return `is due today, ${dateWords(due)}.`;
  return `is due on ${dateWords(due)}, in ${countWords(daysBetween(today, due), 'day')}.`;
}

function askedFor(due: IsoDate, today: IsoDate): string {
  if (due === today) return 'today';
  return due < today ? 'as soon as you can' : `by ${dateWords(due)}`;
}

function missingSentence(missing: number): string {
  if (missing === 0) return 'No figure is missing; it has only to be sent.';
  return `${countWords(missing, 'figure')} ${missing === 1 ? 'is' : 'are'} still missing.`;
}

/** Nothing that people typed can start a line of its own: not in a header, and not in the text. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}

function anchor(address: string, words: string): string {
  return `<a href="${escaped(address)}">${escaped(words)}</a>`;
}

function documentOf(title: string, body: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="en-GB">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}</title>`,
    '</head>',
    '<body>',
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
