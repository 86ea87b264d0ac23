import { describe, expect, it, vi } from 'vitest';
import { arrange } from './arrange.ts';
import { bookingId, days, hours, later, someMorning, tenants } from './factories.ts';

let room = 0;

const { facility, app, people } = await arrange({ people: ['room_boss'] });
const { room_boss: boss } = people;

type Change = { readonly calendarChanged: { readonly cursor: string; readonly bookingId: string | null } };
const window = { from: someMorning(), to: later(someMorning(), days(7)) };
const changes =
  'subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) { calendarChanged(from: $from, to: $to, after: $after) { cursor bookingId } }';
const rooms = 'subscription { roomsChanged { all rooms { name version } } }';
const viewers = 'subscription { viewerChanged { user { displayName } } }';
const cursorDocument = 'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }';
async function cursor(): Promise<string> {
  return (await boss.get<{ calendar: { cursor: string } }>(cursorDocument, window)).calendar.cursor;
}
async function book(): Promise<string> {
  return facility.insertBooking({ startsAt: someMorning(), endsAt: later(someMorning(), hours(1)), room: (room += 1) });
}

/** The log as an older copy of the database has it, met by whoever connects anew. */
async function putBack(key: string): Promise<void> {
  await facility.owner.query('delete from domain_events where subject = $1', [key]);
  await facility.superuser.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'colab listener'`,
  );
}

describe('once another epoch has begun', () => {
  it('each subscription that goes by positions ends with CURSOR_INVALID, and the others of its socket go on', async () => {
    const socket = boss.connect();
    const following = socket.subscribe<Change>(changes, { ...window, after: await cursor() });
    const ofRooms = socket.subscribe<object>(rooms);
    const ofViewer = socket.subscribe<{ viewerChanged: { user: { displayName: string } } }>(viewers);
    await Promise.all([ofRooms.next(), ofViewer.next()]);
    const key = await book();
    await following.until(({ calendarChanged }) => calendarChanged.bookingId === bookingId(key));
    await putBack(key);
    for (const subscription of [following, ofRooms])
      expect((await subscription.ended)[0]?.extensions?.code).toBe('CURSOR_INVALID');

    await facility.owner.query(`update users set display_name = 'Still Told' where id = $1`, [
      facility.userKeys['room_boss'],
    ]);
    await ofViewer.until(({ viewerChanged }) => viewerChanged.user.displayName === 'Still Told');
    await socket.close();
  });

  it('a subscription over server-sent events is told the same', async () => {
    const leave = new AbortController();
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      signal: leave.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${boss.token}`,
      },
      body: JSON.stringify({ query: changes, variables: { ...window, after: await cursor() } }),
    });
    let text = '';
    const reading = (async () => {
      for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()))
        text += chunk;
    })();
    const key = await book();
    await vi.waitFor(() => expect(text).toContain(bookingId(key)), { timeout: 60_000 });
    await putBack(key);
    await reading;
    expect(text).toContain('CURSOR_INVALID');
    leave.abort();
  });

  it('the log is read whole from its beginning, over what was written while the clock was ahead, and that begins no further epoch', async () => {
    const insert = `insert into domain_events (at, tenant_id, type, subject, version) values (now() + interval '3 days', $1, 'booking_updated', gen_random_uuid(), 1) returning subject`;
    const { rows } = await facility.superuser.query<{ subject: string }>(insert, [tenants.TECH]);
    const epochs = async (): Promise<number> => (await facility.owner.query('select from event_epochs')).rowCount ?? 0;
    const count = await epochs();
    await vi.waitFor(async () => expect(await epochs()).toBe(count + 1), { timeout: 60_000 });
    const last = await book();
    const found: string[] = [];
    const page =
      'query ($after: EventCursor) { domainEvents(after: $after, first: 1) { cursor more events { bookingId } } }';
    type Page = {
      readonly domainEvents: { readonly cursor: string; readonly events: readonly { readonly bookingId: string }[] };
    };
    await vi.waitFor(
      async () => {
        found.length = 0;
        for (let after: string | null = null, isOver = false; !isOver;) {
          const { domainEvents }: Page = await boss.get<Page>(page, { after });
          found.push(...domainEvents.events.map((event) => event.bookingId));
          after = domainEvents.cursor;
          isOver = domainEvents.events.length === 0;
        }
        expect(found.slice(-2)).toEqual([bookingId(rows[0]?.subject ?? ''), bookingId(last)]);
      },
      { timeout: 60_000 },
    );
    expect(await epochs()).toBe(count + 1);
  });

  it('cursors from before are refused, and those of now are told what comes', async () => {
    const before = await cursor();
    const key = await book();
    const told = boss.connect().subscribe<Change>(changes, { ...window, after: before });
    await told.until(({ calendarChanged }) => calendarChanged.bookingId === bookingId(key));
    await putBack(key);
    await told.ended;
    const log = 'query ($after: EventCursor) { domainEvents(after: $after) { cursor events { bookingId } } }';
    expect((await boss.ask(log, { after: before })).errors[0]?.extensions?.code).toBe('CURSOR_INVALID');
    const after = await cursor();
    const comes = await book();
    const { domainEvents } = await vi.waitFor(
      async () => {
        const page = await boss.get<{ domainEvents: { events: readonly { bookingId: string }[] } }>(log, { after });
        expect(page.domainEvents.events).not.toHaveLength(0);
        return page;
      },
      { timeout: 60_000 },
    );
    expect(domainEvents.events.map((event) => event.bookingId)).toEqual([bookingId(comes)]);
  });
});
