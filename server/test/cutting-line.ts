import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Before the statement reaches PostgreSQL, or when it has and nobody will hear the answer. */
export type Moment = 'before' | 'after';

/**
 * The way to a PostgreSQL that breaks where it is told to: at one statement of all that go through, counted from when it
 * was armed. It reads the protocol as far as that takes: a statement is a simple query, or what a Sync ends.
 */
export class CuttingLine {
  readonly url: string;
  readonly #close: () => void;
  readonly #open = new Set<Socket>();
  #armed: { left: number; readonly moment: Moment } | null = null;

  private constructor(url: string, close: () => void) {
    this.url = url;
    this.#close = close;
  }

  static async to(url: string): Promise<CuttingLine> {
    const { hostname, port } = new URL(url);
    let line: CuttingLine;
    const server = createServer((caller) => line.#join(caller, connect({ host: hostname, port: Number(port) })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const own = new URL(url);
    own.hostname = '127.0.0.1';
    own.port = String((server.address() as AddressInfo).port);
    line = new CuttingLine(own.href, () => void server.close());
    return line;
  }

  /** The next break: at the statement of this number, from 0. */
  arm(statement: number, moment: Moment): void {
    this.#armed = { left: statement, moment };
  }

  get isArmed(): boolean {
    return this.#armed !== null;
  }

  /** Whether the break is still to come. */
  disarm(): boolean {
    const waits = this.#armed !== null;
    this.#armed = null;
    return waits;
  }

  /** From now on nothing comes through the connections that are open, and nothing closes; new ones work. */
  silence(): void {
    for (const socket of this.#open) socket.removeAllListeners('data').pause();
  }

  close(): void {
    this.#close();
    for (const socket of this.#open) socket.destroy();
  }

  #join(caller: Socket, database: Socket): void {
    const hangUp = (): void => {
      for (const socket of [caller, database]) {
        this.#open.delete(socket);
        socket.destroy();
      }
    };
    for (const socket of [caller, database]) {
      this.#open.add(socket);
      socket.on('error', hangUp).on('close', hangUp);
    }
    database.on('data', (bytes) => caller.write(bytes));
    let rest = Buffer.alloc(0);
    let begun = false;
    caller.on('data', (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      for (;;) {
        const head = begun ? 1 : 0;
        if (rest.length < head + 4) return;
        const length = head + rest.readInt32BE(head);
        if (rest.length < length) return;
        const message = rest.subarray(0, length);
        rest = rest.subarray(length);
        const isStatement = begun && ['Q', 'S'].includes(String.fromCharCode(message[0] ?? 0));
        begun = true;
        const cut = isStatement ? this.#pass() : null;
        if (cut !== 'before') database.write(message);
        if (cut === 'before') return hangUp();
        // What was sent still reaches PostgreSQL; the line to the caller is gone.
        if (cut === 'after') {
          caller.destroy();
          database.end();
          return;
        }
      }
    });
  }

  #pass(): Moment | null {
    const armed = this.#armed;
    if (armed === null) return null;
    if (armed.left-- > 0) return null;
    this.#armed = null;
    return armed.moment;
  }
}
