import type pg from 'pg';
import { makePool } from './connections.ts';

/** Long enough for a busy machine, and short enough for an answer within 2 s. */
const answerMs = 1_500;
/** Longer than any write may last. */
const writersBackMs = 15_000;

export type Readiness = { readonly ready: boolean; readonly reason: string };

/** Checks whether this server can serve: each of its roles gets an answer to a new statement, and writers come back. */
export class ReadinessCheck {
  readonly #pools: readonly { readonly role: string; readonly pool: pg.Pool }[];
  readonly #writersStuckMs: () => number;
  #asking: Promise<Readiness> | undefined;

  /**
   * @param urls by the name of the role that each is for @param writersStuckMs for how long all writers have been in
   * use and none came back
   */
  constructor(urls: Readonly<Record<string, string>>, writersStuckMs: () => number) {
    this.#pools = Object.entries(urls).map(([role, url]) => ({
      role,
      pool: makePool({
        connectionString: url,
        max: 1,
        connectionTimeoutMillis: answerMs,
        query_timeout: answerMs,
        application_name: 'colab readiness',
      }),
    }));
    this.#writersStuckMs = writersStuckMs;
  }

  /** Callers at the same time share one answer, which comes within 2 s. */
  ask(): Promise<Readiness> {
    this.#asking ??= this.#look().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async close(): Promise<void> {
    await Promise.all(this.#pools.map(({ pool }) => pool.end()));
  }

  async #look(): Promise<Readiness> {
    if (this.#writersStuckMs() > writersBackMs)
      return { ready: false, reason: 'no connection for writing came back for 15 s' };
    const silent = await Promise.all(this.#pools.map(async ({ role, pool }) => ((await answers(pool)) ? [] : [role])));
    const roles = silent.flat();
    return roles.length === 0
      ? { ready: true, reason: 'ready' }
      : { ready: false, reason: `the database does not answer ${roles.join(', ')}` };
  }
}

/**
 * Connecting and asking together have `answerMs`: a connection that must be made anew leaves less time for the
 * question.
 */
async function answers(pool: pg.Pool): Promise<boolean> {
  const timeout = new Promise<boolean>((resolve) => setTimeout(resolve, answerMs, false).unref());
  const reply = pool.query('select /* readiness */ 1').then(
    () => true,
    () => false,
  );
  return Promise.race([reply, timeout]);
}
