import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { days, hours, later, openFacility, someMorning, type TestFacility, tenants } from '../../../test/factories.ts';
import { createLog } from '../log.ts';
import type { Position } from './event-cursor.ts';
import { EventStream } from './event-stream.ts';

const patience = { timeout: 60_000, interval: 20 };
let facility: TestFacility;
const opened: EventStream[] = [];

async function openStream(): Promise<EventStream> {
  const stream = new EventStream({ url: facility.database.eventsUrl, log: createLog('silent') });
  opened.push(stream);
  await stream.start();
  return stream;
}

beforeAll(async () => {
  facility = await openFacility();
});
afterAll(async () => {
  await Promise.all(opened.map((stream) => stream.close()));
  await facility.close();
});

let room = 0;
async function book(): Promise<string> {
  return facility.insertBooking({
    startsAt: later(someMorning(), days(3)),
    endsAt: later(someMorning(), days(3) + hours(1)),
    room: (room += 1),
  });
}
function knows(stream: EventStream, subject: string, after: Position): Promise<void> {
  return vi.waitFor(
    async () => expect((await stream.read(after)).events.map((event) => event.subject)).toContain(subject),
    patience,
  );
}
async function epochs(): Promise<string[]> {
  return (await facility.owner.query<{ reason: string }>('select reason from event_epochs order by number')).rows.map(
    ({ reason }) => reason,
  );
}
function cutListeners(): Promise<unknown> {
  return facility.superuser.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'colab listener'`,
  );
}
function refuses(stream: EventStream, position: Position): Promise<void> {
  return expect(stream.admit(position)).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
}

describe('the stream of events', () => {
  it.each([-3, 3])(
    'tells what is no longer kept by the clock of the database, whatever its server says: %i days off',
    async (off) => {
      const stream = await openStream();
      const { position } = stream;
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days(off) });
      try {
        const before = stream.position.at;
        await vi.waitFor(() => expect(stream.position.at).toBeGreaterThan(before), patience);
        expect(stream.keeps({ ...position, at: position.at - days(29) })).toBe(true);
        expect(stream.keeps({ ...position, at: position.at - days(31) })).toBe(false);
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it('tells a server that starts while a slow change is open of that change too, though others were committed since', async () => {
    await openStream();
    const slowly = await book();
    const writer = await facility.owner.connect();
    try {
      await writer.query('begin');
      await writer.query(`update bookings set notes = 'slow' where id = $1`, [slowly]);
      await book();
      const started = await openStream();
      const { position } = started;
      await writer.query('commit');
      await knows(started, slowly, position);
    } finally {
      await writer.query('rollback');
      writer.release();
    }
  });

  it('goes on after its line was cut, in the same epoch', async () => {
    const stream = await openStream();
    const before = stream.position;
    await cutListeners();
    await knows(stream, await book(), before);
    expect(stream.position.epoch).toBe(before.epoch);
    await stream.admit(before);
    expect(await epochs()).toHaveLength(1);
  });

  it('begins one new epoch on all servers where the log does not hold what was read, and tells in it what comes', async () => {
    const streams = [await openStream(), await openStream(), await openStream()];
    const start = streams.map(({ position }) => position);
    const gone = await book();
    await Promise.all(streams.map((stream, index) => knows(stream, gone, start[index] as Position)));
    const before = streams.map(({ position }) => position);
    const woken = Promise.all(
      streams.map((stream, index) => stream.changed(before[index] as Position, AbortSignal.timeout(60_000))),
    );

    await facility.owner.query('delete from domain_events where subject = $1', [gone]);
    await cutListeners();
    await woken;
    await vi.waitFor(
      () => expect(streams.some(({ position }, index) => position.epoch === before[index]?.epoch)).toBe(false),
      patience,
    );
    expect(new Set(streams.map(({ position }) => position.epoch)).size).toBe(1);
    expect((await epochs()).slice(1)).toEqual(['the log lost what had been read from it']);

    const after = streams.map(({ position }) => position);
    const comes = await book();
    for (const [index, stream] of streams.entries()) {
      await refuses(stream, before[index] as Position);
      await expect(stream.read(before[index] as Position)).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
      await knows(stream, comes, after[index] as Position);
    }
  });

  it('refuses a position of an event that the log does not hold on a server that started later, and begins a new epoch for everybody', async () => {
    const running = await openStream();
    const start = running.position;
    const gone = await book();
    await knows(running, gone, start);
    const position = running.position;
    await facility.owner.query('delete from domain_events where subject = $1', [gone]);
    const known = await epochs();

    const started = await openStream();
    await refuses(started, position);
    expect((await epochs()).slice(known.length)).toEqual(['a cursor names an event that the log does not hold']);
    await vi.waitFor(() => expect(running.position.epoch).not.toBe(position.epoch), patience);
    await vi.waitFor(() => expect(started.position.epoch).toBe(running.position.epoch), patience);
    // Also that of the same numbers, in a history in which they were given out again.
    await facility.superuser.query(
      `insert into domain_events (xid, seq, tenant_id, type, subject, version) overriding system value values ($1::text::xid8, $2, $3, 'booking_updated', gen_random_uuid(), 1)`,
      [position.xid.toString(), position.seq.toString(), tenants.TECH],
    );
    await refuses(started, { ...position, epoch: started.position.epoch });
  });

  it('takes a position of another server that is further on than itself, or from before it started', async () => {
    const first = await openStream();
    const before = first.position;
    await knows(first, await book(), before);
    const second = await openStream();
    await second.admit(before);
    await second.admit(first.position);
  });

  it('tells what is written after the clock of the database was days ahead and was put right', async () => {
    const stream = await openStream();
    const before = stream.position;
    const known = await epochs();
    await facility.superuser.query(
      `insert into domain_events (at, tenant_id, type, subject, version) values (now() + interval '3 days', $1, 'booking_updated', gen_random_uuid(), 1)`,
      [tenants.TECH],
    );
    await vi.waitFor(() => expect(stream.position.epoch).not.toBe(before.epoch), patience);
    expect((await epochs()).slice(known.length)).toEqual(['the clock of the database was put back']);
    const after = stream.position;
    await knows(stream, await book(), after);
    // One that starts now finds what was written ahead of the clock, and that this was dealt with.
    const started = await openStream();
    expect(started.position.epoch).toBe(after.epoch);
    await refuses(started, { ...started.position, at: Date.now() + days(3) });
  });

  it('begins a new epoch at the start of a server where events lie ahead of the clock', async () => {
    await Promise.all(opened.splice(0).map((stream) => stream.close()));
    await facility.superuser.query(
      `insert into domain_events (at, tenant_id, type, subject, version) values (now() + interval '3 days', $1, 'booking_updated', gen_random_uuid(), 1)`,
      [tenants.TECH],
    );
    const known = await epochs();
    const stream = await openStream();
    expect((await epochs()).slice(known.length)).toEqual(['the clock of the database was put back']);
    const after = stream.position;
    await knows(stream, await book(), after);
  });
});
