import { Agent, request } from 'node:http';

const PATIENCE = 20_000;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** From asking to the last byte, in milliseconds. */
  readonly time: number;
}

/** One connection that is kept open, as a browser has it. */
export interface Client {
  get(address: string): Promise<Answer>;
  /** Sends a form. */
  post(address: string, form: Readonly<Record<string, string>>): Promise<Answer>;
  close(): void;
}

/** @param cookie of somebody who is signed in; empty for nobody */
export function clientOf(origin: string, cookie = ''): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const common = { 'Accept-Encoding': 'gzip', ...(cookie === '' ? {} : { Cookie: cookie }) };
  return {
    get: (address) => send(agent, `${origin}${address}`, 'GET', common, ''),
    post: (address, form) => {
      const headers = { ...common, 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin };
      return send(agent, `${origin}${address}`, 'POST', headers, new URLSearchParams(form).toString());
    },
    close: () => agent.destroy(),
  };
}

function send(
  agent: Agent,
  url: string,
  method: string,
  headers: Record<string, string>,
  content: string,
): Promise<Answer> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, method, headers, timeout: PATIENCE }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          time: performance.now() - start,
        }),
      );
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer from ${url} in ${PATIENCE} ms`)));
    asked.on('error', reject);
    asked.end(content);
  });
}

/** The answer, or an error where it is another one than was expected: what failed is not worth timing. */
export function expected(answer: Answer, status: number): Answer {
  if (answer.status === status) return answer;
  throw new Error(`answered ${answer.status} instead of ${status}`);
}
