import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A way to PostgreSQL through a firewall that forgets: on `silence` every connection that is open now goes on to be open
 * at both ends, and nothing passes any more. New ones pass.
 */
export type Firewall = {
  /** The same database, reached through it. */
  through(url: string): string;
  silence(): void;
  /** How many connections pass. */
  passing(): number;
  close(): Promise<void>;
};

export async function openFirewall(url: string): Promise<Firewall> {
  const { hostname, port } = new URL(url);
  const passing = new Set<() => void>();
  const sockets = new Set<Socket>();
  const server = createServer((caller) => {
    const database = connect({ host: hostname, port: Number(port) });
    const forget = (): void => {
      passing.delete(forget);
      caller.unpipe(database).resume();
      database.unpipe(caller).resume();
    };
    for (const [socket, other] of [
      [caller, database],
      [database, caller],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        // What was forgotten is not closed at the other end either.
        if (passing.delete(forget)) other.destroy();
      });
    }
    passing.add(forget);
    caller.pipe(database);
    database.pipe(caller);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = (server.address() as AddressInfo).port;
  return {
    through: (other) => {
      const through = new URL(other);
      through.host = `127.0.0.1:${own}`;
      return through.href;
    },
    silence: () => {
      for (const forget of [...passing]) forget();
    },
    passing: () => passing.size,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of [...sockets]) socket.destroy();
      await closed;
    },
  };
}
