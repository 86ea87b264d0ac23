import { describe, expect, it } from 'vitest';
import { createLog } from '../src/platform/log.ts';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import { listen as listenTo } from './event-stream.ts';
import { bookingId, days, hours, later, someMorning } from './factories.ts';
import { fragmentBomb } from './oversized.ts';
import { startApp } from './servers.ts';

const startsAt = later(someMorning(), days(3));
const window = { from: someMorning(), to: later(someMorning(), days(30)) };
const changes =
  'subscription ($from: DateTime!, $to: DateTime!) { calendarChanged(from: $from, to: $to) { cursor bookingId } }';

const { facility, app, clock } = await arrange({ now: new Date(), settings: { limits: { sockets: 2 } } });

type Change = { readonly calendarChanged?: { readonly bookingId: string | null } };
function listen(caller: Caller, query = changes, headers: Record<string, string> = {}) {
  return listenTo<Change>(caller, query, window, headers);
}

let room = 0;
async function book(): Promise<string> {
  return bookingId(await facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(1)), room: (room += 1) }));
}

describe('a subscription over server-sent events', () => {
  it('delivers what changes, and ends with the session', async () => {
    const staff = await Caller.signIn(app.url, 'staff.tech');
    const stream = await listen(staff);
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    const id = await book();
    expect((await stream.next())?.data?.calendarChanged?.bookingId).toBe(id);
    await facility.owner.query('update sessions set ended_at = now() where user_id = $1', [
      facility.userKeys['staff.tech'],
    ]);
    await book();
    expect((await stream.next())?.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect(await stream.next()).toBeNull();
  });

  it('ends with the token', async () => {
    const staff = await Caller.signIn(app.url, 'staff2.tech');
    clock.now = later(clock.now, hours(0.25) - 200);
    const stream = await listen(staff);
    expect((await stream.next())?.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect(await stream.next()).toBeNull();
  });

  it('is one of so many that a person may hold, and is given back by leaving', async () => {
    const boss = await Caller.signIn(app.url, 'room_boss');
    const held = [await listen(boss), await listen(boss)];
    const third = await listen(boss);
    expect((await third.next())?.errors?.[0]?.extensions).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: 'sockets',
      max: 2,
    });
    held[0]?.leave();
    // Nothing happens in its window meanwhile: it is the leaving that ends it.
    const lines = async () => /^colab_lines (\d+)$/m.exec(await (await fetch(`${app.url}/metrics`)).text())?.[1];
    await expect.poll(lines).toBe('1');
    const again = await listen(boss);
    const id = await book();
    // What was booked before may still be told: events wait for every transaction of the cluster that is older.
    let told = (await again.next())?.data?.calendarChanged?.bookingId;
    while (told !== undefined && told !== id) told = (await again.next())?.data?.calendarChanged?.bookingId;
    expect(told).toBe(id);
    again.leave();
    held[1]?.leave();
  });

  it('is passed on at once by a proxy that would keep it back, and says now and then that it lives', async () => {
    const stream = await listen(await Caller.signIn(app.url, 'viewer.tech'));
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no');
    const greeted = 3;
    await expect.poll(stream.bytes).toBeGreaterThan(greeted);
    stream.leave();
  });

  it('is told to resume when its database goes away, as a socket is', async () => {
    const said: string[] = [];
    const own = await startApp(facility.database, undefined, {
      log: createLog('warn', { write: (line) => void said.push(line) }),
    });
    const key = await facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(1)), room: (room += 1) });
    const stream = await listen(await Caller.signIn(own.url, 'viewer.training'));
    const {
      rows: [database],
    } = await facility.superuser.query<{ name: string }>('select current_database() as name');
    // The event reader keeps its connections: what it tells of cannot be read.
    await facility.superuser.query(`alter database ${database?.name} connection limit 0`);
    await facility.superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'colab'`,
    );
    await facility.superuser.query('update bookings set num_learners = num_learners + 1 where id = $1', [key]);
    let told = await stream.next();
    while (told && !told.errors) told = await stream.next();
    await facility.superuser.query(`alter database ${database?.name} connection limit -1`);
    expect(told?.errors?.[0]?.extensions['code']).toBe('RESUME');
    expect(await stream.next()).toBeNull();
    await own.close();
    const lines = said.map((line) => JSON.parse(line) as { level: number });
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
  });

  it('is not for strangers, for pages of other sites, nor for documents without bounds', async () => {
    const [nobody, boss] = [new Caller(app.url, null), await Caller.signIn(app.url, 'admin')];
    expect((await (await listen(nobody)).next())?.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect((await listen(boss, changes, { origin: 'https://stranger.example' })).response.status).toBe(403);
    expect((await (await listen(boss, fragmentBomb())).next())?.errors?.[0]?.extensions).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: 'tokens',
    });
  });
});
