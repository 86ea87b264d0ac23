import type pg from 'pg';
import { makeClient } from '../database/connections.ts';
import { runOn } from '../database/run-on.ts';
import { LogReading } from './log-reading.ts';

export type ReaderLineOptions = {
  readonly url: string;
  /**
   * How long an answer may take, ms. A connection that a firewall has forgotten is silent: nothing comes, nothing
   * closes.
   */
  readonly answerMs: number;
  readonly onNotification: () => void;
  readonly onLost: () => void;
};

/**
 * The one connection that listens and reads. It looks up each notification on the same connection, so a connection that
 * is made anew cannot go unnoticed, and each read shows that it still works. LISTEN belongs to a session.
 */
export class ReaderLine extends LogReading {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    super((query) => runOn(client, query));
    this.#client = client;
  }

  static async open({ url, answerMs, onNotification, onLost }: ReaderLineOptions): Promise<ReaderLine> {
    const client = makeClient({
      connectionString: url,
      connectionTimeoutMillis: answerMs,
      query_timeout: answerMs,
      application_name: 'colab listener',
    });
    try {
      await client.connect();
      await client.query('listen /* listen */ domain_events');
    } catch (error) {
      client.connection.stream.destroy();
      throw error;
    }
    client.on('error', onLost);
    client.on('end', onLost);
    client.on('notification', onNotification);
    return new ReaderLine(client);
  }

  /** Closes without telling the server, which on a silent connection would never answer. */
  close(): void {
    this.#client.connection.stream.destroy();
  }
}
