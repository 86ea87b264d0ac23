import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { makeClient } from '../src/platform/database/connections.ts';

/**
 * A pooler in transaction mode with a single session, as far as simple queries take it: whoever asks is served by that
 * session, one after the other.
 */
export async function openTransactionPooler(url: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const client = makeClient({ connectionString: url, application_name: 'pooler' });
  await client.connect();
  const session = client.connection.stream;
  session.removeAllListeners('data');
  let turn: Promise<unknown> = Promise.resolve();
  const server = createServer((caller) => {
    caller.on('error', () => undefined);
    caller.once('data', () => {
      caller.write(signedIn);
      caller.on('data', (message: Buffer) => {
        if (message[0] === ends) return void caller.end();
        turn = turn.then(() => serve(session, message, caller));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = new URL(url);
  own.hostname = '127.0.0.1';
  own.port = String((server.address() as AddressInfo).port);
  return {
    url: own.href,
    close: async () => {
      session.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const ends = 'X'.charCodeAt(0);
const ready = Buffer.from('Z\0\0\0\x05I', 'latin1');
/** AuthenticationOk, and that it waits for a query. */
const signedIn = Buffer.concat([Buffer.from('R\0\0\0\x08\0\0\0\0', 'latin1'), ready]);

async function serve(session: Duplex, message: Buffer, caller: Duplex): Promise<void> {
  session.write(message);
  for (let answer = Buffer.alloc(0); !answer.subarray(-ready.length).equals(ready);) {
    const [bytes] = (await once(session, 'data')) as [Buffer];
    answer = Buffer.concat([answer, bytes]);
    caller.write(bytes);
  }
}
