import { connect, createServer, type AddressInfo } from 'node:net';

/** What PostgreSQL answers while it starts up or recovers. */
function notYet(): Buffer {
  const fields = Buffer.from('SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0');
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** The way to a PostgreSQL that turns the first callers away as one does that is not ready yet. */
export async function startingPostgres(
  url: string,
  turnsAway: number,
): Promise<{ readonly url: string; callers(): number; close(): void }> {
  const { hostname, port } = new URL(url);
  let callers = 0;
  const server = createServer((caller) => {
    callers += 1;
    caller.on('error', () => undefined);
    if (callers <= turnsAway) {
      caller.once('data', () => caller.end(notYet()));
      return;
    }
    const database = connect({ host: hostname, port: Number(port) });
    database.on('error', () => caller.destroy());
    caller.on('close', () => database.destroy());
    caller.pipe(database).pipe(caller);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = new URL(url);
  own.hostname = '127.0.0.1';
  own.port = String((server.address() as AddressInfo).port);
  return { url: own.href, callers: () => callers, close: () => void server.close() };
}
