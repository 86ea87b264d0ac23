import pg from 'pg';

type WithApplicationName = { readonly application_name: string };

/**
 * TCP asks whether the other side is still there once a connection has been quiet for so long, which detects a host
 * that is gone. A firewall that forgot the connection is detected by `query_timeout`, where something waits for an
 * answer.
 */
const keepAliveSettings = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

type GiveBack = (fault?: Error | boolean) => void;

/**
 * A connection to PostgreSQL whose loss ends nothing but itself. It has its error listener from the beginning: between
 * connecting and first use there is a moment without any other listener, and an error then would end the process.
 */
export class Connection extends pg.Client {
  /** On the clock of this process, in milliseconds. */
  readonly madeAt = performance.now();
  #giveBack: GiveBack = () => undefined;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // A caller with a statement under way, or with the next one, learns of the loss from that statement.
    this.on('error', () => undefined);
  }

  /** Ends the connection without telling the server; every statement under way fails now. */
  cut(): void {
    this.connection.stream.destroy();
  }

  /**
   * The pool sets this function anew with each checkout. Only a connection outside of a transaction goes back; any
   * other is cut, and the pool makes another one in its place.
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

/** Makes a connection that is not yet connected. The caller ends it. */
export function makeClient(config: pg.ClientConfig & WithApplicationName): pg.Client {
  return new Connection({ ...keepAliveSettings, ...config });
}

/** Makes a pool of such connections. Those that are lost while unused are simply made anew. */
export function makePool(config: pg.PoolConfig & WithApplicationName & { readonly max: number }): pg.Pool {
  const pool = new pg.Pool({ ...keepAliveSettings, ...config, Client: Connection });
  pool.on('error', () => undefined);
  // graphile-worker warns of a pool that gives new connections no listener. Here they are born with one.
  pool.on('connect', () => undefined);
  return pool;
}
