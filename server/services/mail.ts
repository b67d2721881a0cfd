import { createTransport } from 'nodemailer';

export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same as a page, where it has one. */
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Hands a message over to the mail server. Rejects where that does not take it. */
export type Mailer = (message: Message) => Promise<void>;

/** Milliseconds: somebody is waiting for the page that says whether the message has gone. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 } as const;

/** Whether the mail server is on this machine. */
function isHere(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}

/**
 * @param url `smtp://…` or `smtps://…`, with name and password where the server wants them
 * @param from what messages come from
 * @param tls whether the line to a server on another machine must be closed to others: links open accounts
 */
export function mailer(url: string, from: string, { tls }: { readonly tls: boolean } = { tls: false }): Mailer {
  const transport = createTransport({ url, ...PATIENCE, requireTLS: tls && !isHere(url) }, { from });
  return async (message) => {
    // Text that people typed stands in the text alone: a subject never carries a line break.
    const { headers = {}, ...rest } = message;
    await transport.sendMail({ ...rest, headers: { ...headers }, disableFileAccess: true, disableUrlAccess: true });
  };
}
