import { createTransport } from 'nodemailer';

export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Hands a message over to the mail server. Rejects where that does not take it. */
export type Mailer = (message: Message) => Promise<void>;

/** Milliseconds: somebody is waiting for the page that says whether the message has gone. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 } as const;

/**
 * @param url `smtp://…` or `smtps://…`, with name and password where the server wants them
 * @param from what messages come from
 */
export function mailer(url: string, from: string): Mailer {
  const transport = createTransport({ url, ...PATIENCE }, { from });
  return async (message) => {
    // Text that people typed stands in the text alone: a subject never carries a line break.
    await transport.sendMail({ ...message, disableFileAccess: true, disableUrlAccess: true });
  };
}
