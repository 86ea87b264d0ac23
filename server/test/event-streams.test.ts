import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { Caller } from './client.ts';
import { bookingId, days, hours, later, openFacility, someMorning, type TestFacility } from './factories.ts';
import { fragmentBomb } from './oversized.ts';
import { startApp } from './servers.ts';

let facility: TestFacility;
let app: App;
let now = new Date();
const startsAt = later(someMorning(), days(3));
const window = { from: someMorning(), to: later(someMorning(), days(30)) };
const changes = 'subscription ($from: DateTime!, $to: DateTime!) { calendarChanged(from: $from, to: $to) { cursor bookingId } }';

beforeAll(async () => {
  facility = await openFacility();
  app = await startApp(facility.database, () => now, { limits: { sockets: 2 } });
});
afterAll(async () => {
  await app.close();
  await facility.close();
});

type Told = { readonly data?: { readonly calendarChanged?: { readonly bookingId: string | null } } | null; readonly errors?: readonly { readonly extensions: Record<string, unknown> }[] };

/** A subscription over server-sent events, as it comes. */
const listen = async (caller: Caller, query = changes, headers: Record<string, string> = {}) => {
  const leave = new AbortController();
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    signal: leave.signal,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...(caller.token === null ? {} : { authorization: `Bearer ${caller.token}` }), ...headers },
    body: JSON.stringify({ query, variables: window }),
  });
  const events = (async function* () {
    let text = '';
    for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const data = /^data: (.+)$/m.exec(part)?.[1];
        if (data !== undefined) yield JSON.parse(data) as Told;
      }
    }
  })();
  const next = async (): Promise<Told | null> => {
    const { done, value } = await events.next();
    return done ? null : value;
  };
  return { response, next, leave: () => leave.abort() };
};

let room = 0;
const book = async (): Promise<string> => bookingId(await facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(1)), room: (room += 1) }));

describe('a subscription over server-sent events', () => {
  it('delivers what changes, and ends with the session', async () => {
    const staff = await Caller.signIn(app.url, 'staff.tech');
    const stream = await listen(staff);
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    const id = await book();
    expect((await stream.next())?.data?.calendarChanged?.bookingId).toBe(id);
    await facility.owner.query('update sessions set ended_at = now() where user_id = $1', [facility.userKeys['staff.tech']]);
    await book();
    expect((await stream.next())?.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect(await stream.next()).toBeNull();
  });

  it('ends with the token', async () => {
    const staff = await Caller.signIn(app.url, 'staff2.tech');
    const before = now;
    now = later(now, hours(0.25) - 200);
    const stream = await listen(staff);
    expect((await stream.next())?.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect(await stream.next()).toBeNull();
    now = before;
  });

  it('is one of so many that a person may hold, and is given back by leaving', async () => {
    const boss = await Caller.signIn(app.url, 'room_boss');
    const held = [await listen(boss), await listen(boss)];
    const third = await listen(boss);
    expect((await third.next())?.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'sockets', max: 2 });
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

  it('is not for strangers, for pages of other sites, nor for documents without bounds', async () => {
    const [nobody, boss] = [new Caller(app.url, null), await Caller.signIn(app.url, 'admin')];
    expect((await (await listen(nobody)).next())?.errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
    expect((await listen(boss, changes, { origin: 'https://stranger.example' })).response.status).toBe(403);
    expect((await (await listen(boss, fragmentBomb())).next())?.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'tokens' });
  });
});
