import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import { hours, later, someMorning, tenants } from './factories.ts';

/** The database in which the statements of the whole cluster are counted. */
let statistics: pg.Client;

const { facility, app } = await arrange();

beforeAll(async () => {
  const url = new URL(facility.database.superuserUrl);
  url.pathname = '/postgres';
  statistics = new pg.Client(url.href);
  await statistics.connect();
});
afterAll(() => statistics.end());

type Log = {
  readonly domainEvents: {
    readonly cursor: string;
    readonly more: boolean;
    readonly events: readonly { readonly type: string }[];
  };
};
const document =
  'query ($after: EventCursor) { domainEvents(after: $after, first: 20) { cursor more events { type } } }';

/** How many blocks the application read of the log, in memory or not: a count, and no time. */
async function blocksOf(ask: () => Promise<unknown>): Promise<number> {
  await statistics.query('select pg_stat_statements_reset()');
  await ask();
  const { rows } = await statistics.query<{ blocks: number }>(
    `select sum(shared_blks_hit + shared_blks_read)::int as blocks from pg_stat_statements s join pg_database d on d.oid = s.dbid
     where d.datname = $1 and s.userid = 'colab_app'::regrole and s.query ~* 'eventsAfter'`,
    [new URL(facility.database.ownerUrl).pathname.slice(1)],
  );
  return rows[0]?.blocks ?? Number.NaN;
}

/** As a busy month of the other division makes them, and the wake-up calls of its people. */
const busyMonth = `
  insert into domain_events (tenant_id, type, subject, version, recipients)
  select case when n % 2 = 0 then $1::uuid end, 'booking_updated', gen_random_uuid(), 1, case when n % 2 = 0 then '{}' else array[gen_random_uuid()] end
  from generate_series(1, 40000) n`;

it('reading the log of one division costs what it finds, however busy the other one is', async () => {
  const viewer = await Caller.signIn(app.url, 'viewer.tech');
  const { domainEvents: start } = await viewer.get<Log>(document);
  for (let room = 1; room <= 5; room += 1)
    await facility.insertBooking({ startsAt: someMorning(), endsAt: later(someMorning(), hours(1)), room });
  const read = async (): Promise<void> => {
    const { domainEvents } = await viewer.get<Log>(document, { after: start.cursor });
    expect(domainEvents.events).toHaveLength(5);
    expect(domainEvents.more).toBe(false);
  };
  // Each connection makes its own plan, and after some uses one for all parameters: none of them may be dear.
  const repeatedly = async (): Promise<void> => {
    for (let time = 0; time < 10; time += 1) await read();
  };
  await repeatedly();
  const quiet = await blocksOf(repeatedly);
  await facility.superuser.query(busyMonth, [tenants.TRAINING]);
  await repeatedly();
  const busy = await blocksOf(repeatedly);
  expect(quiet).toBeGreaterThan(0);
  // The trees of the indexes grow by a level or two; 40,000 events would be some thousand blocks each time.
  expect(busy).toBeLessThan(quiet + 10 * 20);
});
