import pg from 'pg';

type Named = { readonly application_name: string };

/**
 * TCP asks whether the other side is still there once a connection has been quiet for so long. That finds a host that is
 * gone; a firewall that forgot the connection is found by `query_timeout`, where something waits for an answer.
 */
const always = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

type GiveBack = (fault?: Error | boolean) => void;

/**
 * A connection to PostgreSQL whose loss ends nothing but itself. The listener is there from the beginning: between
 * connecting and being used there is a moment in which nobody else listens, and an error there would end the process.
 */
export class Connection extends pg.Client {
  /** On the clock of this process, in milliseconds. */
  readonly madeAt = performance.now();
  #giveBack: GiveBack = () => undefined;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // Whoever has a statement under way, or sends the next one, is told by that statement.
    this.on('error', () => undefined);
  }

  /** Ends it without a word to the server; every statement under way fails now. */
  cut(): void {
    this.connection.stream.destroy();
  }

  /**
   * The pool hands out this function anew with each checkout. Whatever happened meanwhile, only a connection outside of a
   * transaction goes back; any other is cut, and the pool makes another one in its place.
   */
  get release(): GiveBack {
    return this.#giveBack;
  }

  set release(giveBack: GiveBack) {
    this.#giveBack = (fault) => {
      const clean = !fault && this.getTransactionStatus() === 'I';
      if (!clean) this.cut();
      giveBack(clean ? undefined : (fault ?? true));
    };
  }
}

/** A connection of its own, not yet connected. Whoever makes it ends it. */
export function makeClient(config: pg.ClientConfig & Named): pg.Client {
  return new Connection({ ...always, ...config });
}

/** A pool of such connections. Those that are lost while nobody uses them are simply made anew. */
export function makePool(config: pg.PoolConfig & Named & { readonly max: number }): pg.Pool {
  const pool = new pg.Pool({ ...always, ...config, Client: Connection });
  pool.on('error', () => undefined);
  // graphile-worker warns of a pool that gives new connections no listener. Here they are born with one.
  pool.on('connect', () => undefined);
  return pool;
}
