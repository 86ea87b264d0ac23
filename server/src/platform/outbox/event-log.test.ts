import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { openFacility, openFacilityIn, someMorning, tenants, hours, later } from '../../../test/factories.ts';
import { secret } from '../../../test/secret.ts';
import { startEmbeddedPostgres } from '../../../embedded-postgres/embedded-postgres.ts';
import { migrate } from '../database/migrate.ts';
import { prepareRoles } from '../database/prepare-roles.ts';
import { beginningOf } from './event-cursor.ts';
import { EventLog } from './event-log.ts';

/** Whether a new connection is answered. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    await client.end();
    return true;
  } catch {
    return false;
  }
}

describe('the event log', () => {
  it('goes by the numbers of transactions, also where they gain a digit', async () => {
    const facility = await openFacility();
    const log = new EventLog(facility.database.eventsUrl);
    const xids = [8, 9, 10, 11, 98, 99, 100, 101, 400, 500];
    for (const xid of xids.toReversed()) {
      await facility.superuser.query(
        `insert into domain_events (xid, tenant_id, type, subject, version) values ($1::text::xid8, $2, 'booking_updated', gen_random_uuid(), 1)`,
        [xid, tenants.TECH],
      );
    }
    const seen: number[] = [];
    for (let position = beginningOf('', Date.now()), more = true; more;) {
      const page = await log.read(position, 3);
      seen.push(...page.events.map((event) => Number(event.position.xid)));
      ({ position, more } = page);
    }
    expect(seen).toEqual(xids);
    await log.close();
    await facility.close();
  });

  it('steps over nothing after a crash of PostgreSQL, which gives unused transaction numbers out again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'colab-erp-log-'));
    await chmod(folder, 0o755);
    const postgres = await startEmbeddedPostgres(folder, () => undefined);
    await migrate(postgres.ownerUrl, () => undefined);
    const urls = await prepareRoles({ ownerUrl: postgres.ownerUrl, secret });
    const facility = await openFacilityIn({ ...postgres, ...urls, drop: async () => undefined });
    const log = new EventLog(urls.eventsUrl);
    const idle = new pg.Client(postgres.ownerUrl);
    const gone = new Promise((resolve) => idle.on('error', resolve));
    await idle.connect();

    const startsAt = someMorning();
    const booked = (day: number) =>
      facility.insertBooking({
        startsAt: later(startsAt, hours(24 * day)),
        endsAt: later(startsAt, hours(24 * day + 1)),
        room: 1,
      });
    await booked(0);
    for (let round = 0; round < 30; round += 1) await idle.query('begin; select pg_current_xact_id(); rollback');
    const position = (await log.read(await log.newest(''), 10)).position;
    const pid = postgres.postmasterPid();
    process.kill(pid, 'SIGKILL');
    await gone;

    // A line from before may still be served for a moment: only a new one is of the server that stands again.
    await expect.poll(() => answers(postgres.ownerUrl)).toBe(true);
    let key: string | undefined;
    while (key === undefined) key = await booked(1).catch(() => undefined);
    const { events } = await log.read(position, 10);
    expect(events.map((event) => event.subject)).toEqual([key]);
    await log.close();
    await facility.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);
});
