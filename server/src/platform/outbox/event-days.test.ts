import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { days, openFacility, type TestFacility } from '../../../test/factories.ts';
import { createLog } from '../log.ts';
import { EventStream } from './event-stream.ts';

let facility: TestFacility;

beforeAll(async () => {
  facility = await openFacility();
});
afterAll(() => facility.close());

async function daysOfLog(): Promise<string[]> {
  const { rows } = await facility.owner.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'domain_events'::regclass and c.relname <> 'domain_events_default' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Today's stays, for what is written meanwhile. Gives back the names of the thirty days after it. */
async function dropDaysAhead(): Promise<string[]> {
  const { rows } = await facility.owner.query<{ name: string }>(
    `select 'domain_events_' || to_char((now() at time zone 'UTC')::date + ahead, 'YYYYMMDD') as name from generate_series(1, 30) ahead`,
  );
  const names = rows.map(({ name }) => name);
  await facility.owner.query(`drop table if exists ${names.join(', ')}`);
  return names;
}

function openStream(): EventStream {
  return new EventStream({ url: facility.database.eventsUrl, log: createLog('silent') });
}

describe('the days of the log', () => {
  it('are made thirty days ahead by servers that start at once, and those that are too old go', async () => {
    await facility.superuser.query(`
      create table domain_events_19990101 (like domain_events including defaults);
      alter table domain_events attach partition domain_events_19990101 for values from ('1999-01-01Z') to ('1999-01-02Z')`);
    const ahead = await dropDaysAhead();
    const streams = [openStream(), openStream(), openStream()];
    await Promise.all(streams.map((stream) => stream.start()));
    const made = await daysOfLog();
    expect(made).toEqual(expect.arrayContaining(ahead));
    expect(made).not.toContain('domain_events_19990101');
    await Promise.all(streams.map((stream) => stream.close()));
  });

  it('are made each day by a server that runs', async () => {
    const stream = openStream();
    await stream.start();
    const ahead = await dropDaysAhead();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days(1) + 1 });
    try {
      await expect.poll(daysOfLog).toEqual(expect.arrayContaining(ahead));
    } finally {
      vi.useRealTimers();
      await stream.close();
    }
  });
});
