import pg from 'pg';
import { type App, createApp } from '../src/app.ts';
import { createLog } from '../src/platform/log.ts';
import { answerBench } from './measured-process.ts';

/** A statement as it went to PostgreSQL; a name means that it was prepared. */
export type Statement = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

let app: App | undefined;
let spied: Statement[] | undefined;

type Sent = string | { readonly name?: string; readonly text: string; readonly values?: readonly unknown[] };
const send = pg.Client.prototype.query as (this: pg.Client, ...sent: unknown[]) => unknown;

answerBench({
  start: async (urls: { appUrl: string; eventsUrl: string; jobsUrl: string }) => {
    app = await createApp({ ...urls, secret: 'the secret of the bench', host: '127.0.0.1', port: 0, log: createLog('silent') });
    return app.url.replace('localhost', '127.0.0.1');
  },
  /** From now on every statement is kept, until `spied`. */
  spy: () => {
    spied = [];
    pg.Client.prototype.query = function (this: pg.Client, ...sent: [Sent, unknown?, unknown?]) {
      const [config, given] = sent;
      const { name = '', text, values = given } = typeof config === 'string' ? { text: config } : config;
      spied?.push({ name, text, values: Array.isArray(values) ? values : [] });
      return send.apply(this, sent);
    } as never;
  },
  spied: () => {
    pg.Client.prototype.query = send as never;
    return spied;
  },
  stop: async () => app?.close(),
});
