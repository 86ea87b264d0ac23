import type { Database } from '../database/database.ts';
import type { EventStream } from '../outbox/event-stream.ts';
import type { FairTurns } from './limits/fair-turns.ts';
import { gauge, mayReadMetrics, metricsText, type RequestCounts } from './metrics.ts';
import type { Route } from './serve-http.ts';
import type { Tally } from './tally.ts';

type Options = {
  readonly token: string | undefined;
  readonly counts: RequestCounts;
  readonly db: Database;
  readonly events: EventStream;
  readonly sockets: () => { readonly sockets: number; readonly subscriptions: number };
  /** Counts the sockets of signed-in people, and their streams of server-sent events. */
  readonly streams: Tally;
  readonly turns: FairTurns;
};

/** `/metrics`, for Prometheus. */
export function serveMetrics({ token, counts, db, events, sockets, streams, turns }: Options): Route {
  return async (req, res) => {
    if (!mayReadMetrics(req, token)) {
      res
        .writeHead(403, { 'content-type': 'text/plain; charset=utf-8' })
        .end('From this machine, or with METRICS_TOKEN as a bearer token.\n');
      return;
    }
    // Metrics matter most when the database is away.
    const lag = await events.log.lag(events.position).catch(() => null);
    const openCounts = sockets();
    const { rss: resident, heapUsed: heap, external } = process.memoryUsage();
    const text = metricsText([
      counts.sample,
      gauge('sockets', 'WebSockets that are open.', openCounts.sockets),
      ...turns.samples,
      gauge('lines', 'Sockets and event streams of signed-in people.', streams.total),
      gauge('subscriptions', 'Operations that are open on WebSockets.', openCounts.subscriptions),
      gauge(
        'stream_readable',
        'Whether the event log could be read just now, and changes reach this server.',
        lag === null || !events.isReadable ? 0 : 1,
      ),
      gauge(
        'stream_lag_seconds',
        'How long the oldest committed event that this server has not read has waited: for an older transaction to end, or for its line to PostgreSQL.',
        lag?.seconds ?? Number.NaN,
      ),
      gauge(
        'stream_fence_holder',
        'Process id of the PostgreSQL session whose transaction holds the fence; its value is the age of that transaction in seconds, NaN where the role may not know.',
        lag?.holder ? [{ labels: { pid: String(lag.holder.pid) }, value: lag.holder.seconds ?? Number.NaN }] : [],
      ),
      gauge(
        'pool_connections',
        'Connections to PostgreSQL.',
        db.pools().flatMap(({ pool, open: all, idle }) => [
          { labels: { pool, state: 'busy' }, value: all - idle },
          { labels: { pool, state: 'idle' }, value: idle },
        ]),
      ),
      gauge(
        'pool_waiting',
        'Statements that wait for a connection.',
        db.pools().map(({ pool, waiting }) => ({ labels: { pool }, value: waiting })),
      ),
      gauge(
        'writes_waiting',
        'Writes that wait for others at the same booking or room, without a connection.',
        db.lines.waiting,
      ),
      gauge('resident_bytes', 'Memory of this process; what its engine once took it mostly keeps.', resident),
      gauge('heap_bytes', 'Of that, what is in use, buffers included.', heap + external),
    ]);
    res.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text);
  };
}
