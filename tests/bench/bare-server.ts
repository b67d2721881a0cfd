/**
 * What Node's own server can do: it sends the bytes it was given, and nothing else. Run as a process of its own
 * with a file of addresses and their answers.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The answer to an address: its headers, and its bytes in base 64. */
export interface BareAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function serve(file: string): void {
  const given = JSON.parse(readFileSync(file, 'utf8')) as Record<string, BareAnswer>;
  const answers = new Map(
    Object.entries(given).map(([address, { headers, body }]) => {
      const bytes = Buffer.from(body, 'base64');
      return [address, { headers: { ...headers, 'Content-Length': bytes.length }, bytes }];
    }),
  );
  const server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    response.writeHead(answer === undefined ? 404 : 200, answer?.headers);
    response.end(answer?.bytes);
  });
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
  process.on('SIGTERM', () => process.exit(0));
}

if (process.argv[1] === import.meta.filename) serve(process.argv[2] ?? '');
