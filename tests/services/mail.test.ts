import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailer } from '../../server/services/mail.ts';
import { type MailServer, mailServer } from '../support/mail-server.ts';

const FROM = 'LAA target tracker <laa@county.example>';
const MESSAGE = { to: 'ann.archer@county.example', subject: 'Your account', text: 'Set your password here.\n' };

describe('a mail server that takes messages', () => {
  let server: MailServer;
  beforeAll(async () => {
    server = await mailServer();
  });
  afterAll(() => server.close());

  it('gets them from the sender that is set, with their subject and text', async () => {
    await mailer(server.url, FROM)(MESSAGE);
    const [message] = server.received;
    expect(message).toMatchObject({ from: 'laa@county.example', to: ['ann.archer@county.example'] });
    expect(message?.headers).toMatchObject({ from: FROM, to: MESSAGE.to, subject: 'Your account' });
    expect(message?.headers['content-type']).toMatch(/^text\/plain/);
    expect(message?.text).toBe('Set your password here.\n');
  });

  it.each([
    ['letters with accents', 'Siân, Orla Ní Bhriain and Zoë'],
    ['a line longer than mail allows', 'word '.repeat(400).trim()],
    ['a line with a full stop alone', 'one\n.\ntwo'],
    ['text that looks like a header', 'Bcc: somebody@evil.example'],
  ])('%s come as they were written', async (_sentence, text) => {
    await mailer(server.url, FROM)({ ...MESSAGE, text: `${text}\n` });
    const last = server.received.at(-1);
    expect(last?.text).toBe(`${text}\n`);
    expect(last?.to).toEqual(['ann.archer@county.example']);
  });

  it('line breaks in a subject or an address add no header and no addressee', async () => {
    const subject = 'Your account\r\nBcc: somebody@evil.example';
    await mailer(
      server.url,
      FROM,
    )({ ...MESSAGE, subject, to: 'ann.archer@county.example\r\nX-Evil: yes' }).catch(() => {});
    const last = server.received.at(-1);
    expect(last?.headers).not.toHaveProperty('bcc');
    expect(last?.headers).not.toHaveProperty('x-evil');
    expect(server.received.flatMap(({ to }) => to).filter((address) => address.includes('evil'))).toEqual([]);
  });

  it('twenty at once all arrive', async () => {
    const before = server.received.length;
    const send = mailer(server.url, FROM);
    await Promise.all(Array.from({ length: 20 }, (_, index) => send({ ...MESSAGE, subject: `Message ${index}` })));
    const subjects = server.received.slice(before).map(({ headers }) => headers.subject);
    expect(new Set(subjects).size).toBe(20);
  });
});

describe('a mail server that does not take a message', () => {
  it('that refuses the addressee is told of, in its own words', async () => {
    const server = await mailServer({
      onRcptTo: (_address, _session, done) => done(new Error('nobody here of that name')),
    });
    await expect(mailer(server.url, FROM)(MESSAGE)).rejects.toThrow('nobody here of that name');
    expect(server.received).toEqual([]);
    await server.close();
  });

  it('that is not there is told of', async () => {
    const server = await mailServer();
    await server.close();
    await expect(mailer(server.url, FROM)(MESSAGE)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('a mail server that asks who is there', () => {
  const auth = { authOptional: false, allowInsecureAuth: true } as const;
  const known = { username: 'laa', password: 'p4ss/w@rd of the mail' };
  const urlOf = ({ port }: MailServer, { username, password }: typeof known) =>
    `smtp://${encodeURIComponent(username)}:${encodeURIComponent(password)}@127.0.0.1:${port}`;

  const asking = () =>
    mailServer({
      ...auth,
      onAuth: ({ username, password }, _session, done) => {
        const isKnown = username === known.username && password === known.password;
        done(isKnown ? null : new Error('Who are you?'), { user: username });
      },
    });

  it('takes them with the name and password of the address', async () => {
    const server = await asking();
    await mailer(urlOf(server, known), FROM)(MESSAGE);
    expect(server.received).toHaveLength(1);
    await server.close();
  });

  it('refuses others, and what is said of that does not hold the password', async () => {
    const server = await asking();
    const error = await mailer(
      urlOf(server, { ...known, password: 'another-Secret-9' }),
      FROM,
    )(MESSAGE).catch((e) => e);
    expect(error).toBeInstanceOf(Error);
    expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toMatch(/another-Secret-9/);
    expect(server.received).toEqual([]);
    await server.close();
  });
});
