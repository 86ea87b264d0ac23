import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { arrange } from './arrange.ts';
import { Caller } from './client.ts';
import { days, later, password, someMorning } from './factories.ts';

const limits = { sockets: 3, waitingSockets: 4, waitingMs: 300, backlogBytes: 10_000, messageBytes: 20_000 };

const { facility, app, people } = await arrange({ people: ['room_boss'], settings: { limits } });
const { room_boss: boss } = people;

/** A socket that says what it is told, and nothing by itself. */
async function open(headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return socket;
}
async function closeOf(socket: WebSocket): Promise<number> {
  return ((await once(socket, 'close')) as [number])[0];
}
function say(socket: WebSocket, message: object): void {
  return socket.send(JSON.stringify(message));
}
async function introduce(socket: WebSocket, caller: Caller): Promise<void> {
  const answered = once(socket, 'message');
  say(socket, { type: 'connection_init', payload: { authorization: `Bearer ${caller.token}` } });
  await answered;
}
function subscribe(socket: WebSocket, id: string, query: string, variables = {}): void {
  return say(socket, { id, type: 'subscribe', payload: { query, variables } });
}
const follow = `subscription { bookingChanged(id: "Qm9va2luZzowMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwZmY=") { cursor } }`;

describe('a socket', () => {
  it('closes with 4429 at its 101st subscription, and hears nothing of the 20,000 behind it', async () => {
    const socket = await open();
    await introduce(socket, boss);
    const closed = closeOf(socket);
    for (let index = 0; index < 20_000; index += 1) subscribe(socket, String(index), follow);
    const meanwhile = await boss.ask('{ viewer { permissions } }');
    expect(meanwhile.errors).toEqual([]);
    expect(await closed).toBe(4429);
  });

  it('carries no session: who signs in, refreshes or starts a display over one is sent to HTTP, and nothing has happened', async () => {
    const asked = [
      `mutation { did: signIn(input: { username: "room_boss", password: "${password}", tokens: true }) { __typename ... on NotAllowedError { message } } }`,
      'mutation { did: refreshSession(input: { refreshToken: "x", tokens: true }) { __typename ... on NotAllowedError { message } } }',
      'mutation { did: startDisplay(name: "Lobby", tokens: true) { __typename ... on NotAllowedError { message } } }',
    ];
    const caller = await Caller.signIn(app.url, 'room_boss');
    const open = async () =>
      (await facility.superuser.query<{ n: number }>('select count(*)::int as n from sessions where ended_at is null'))
        .rows[0]?.n;
    const before = await open();
    const connection = caller.connect();
    for (const mutation of asked) {
      expect(await connection.subscribe<object>(mutation, {}).next(), mutation).toEqual({
        did: { __typename: 'NotAllowedError', message: expect.stringContaining('as an HTTP request') as string },
      });
    }
    await connection.close();
    expect(await open()).toBe(before);
  });

  it('closes with 1012 when the database is away at the very start of a subscription: its client comes back', async () => {
    const socket = await open();
    await introduce(socket, boss);
    const closed = closeOf(socket);
    const { rows } = await facility.superuser.query<{ name: string }>('select quote_ident(current_database()) as name');
    const name = rows[0]?.name ?? '';
    await facility.superuser.query(`alter database ${name} connection limit 0`);
    try {
      await facility.superuser.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'colab'`,
      );
      subscribe(socket, '1', follow);
      expect(await closed).toBe(1012);
    } finally {
      await facility.superuser.query(`alter database ${name} connection limit -1`);
    }
    await expect.poll(async () => (await boss.ask('{ viewer { permissions } }')).errors).toEqual([]);
  });

  it('closes with 1009 at a message that is too long', async () => {
    const socket = await open();
    await introduce(socket, boss);
    subscribe(socket, '1', `{ ${' '.repeat(limits.messageBytes)} __typename }`);
    expect(await closeOf(socket)).toBe(1009);
  });

  it('is the last that a person may hold: the next one closes with 1013, until one is given back', async () => {
    const staff = await Caller.signIn(app.url, 'staff.tech');
    const held = await Promise.all(
      [0, 1, 2].map(async () => {
        const socket = await open();
        await introduce(socket, staff);
        return socket;
      }),
    );
    const next = await open();
    say(next, { type: 'connection_init', payload: { authorization: `Bearer ${staff.token}` } });
    expect(await closeOf(next)).toBe(1013);
    const other = await open();
    await introduce(other, boss);
    const [first] = held;
    first?.close();
    if (first) await closeOf(first);
    for (;;) {
      const again = await open();
      const answer = Promise.race([once(again, 'message').then(() => 'in'), closeOf(again)]);
      say(again, { type: 'connection_init', payload: { authorization: `Bearer ${staff.token}` } });
      if ((await answer) === 'in') break;
    }
  });

  it('that says nothing is closed, and only so many of one address may wait', async () => {
    const silent = await Promise.all(Array.from({ length: limits.waitingSockets }, () => open()));
    const closed = Promise.all(silent.map(closeOf));
    await expect(open()).rejects.toThrow('429');
    expect(await closed).toEqual(silent.map(() => 4408));
    const socket = await open();
    socket.close();
  });

  it('whose reader reads nothing is closed with 1013 once too much waits for it; others go on', async () => {
    const socket = await open();
    await introduce(socket, await Caller.signIn(app.url, 'staff.training'));
    const closed = closeOf(socket);
    socket.pause();
    const wide = `{ ${Array.from({ length: 12 }, (_, index) => `a${index}: __schema { types { name fields { name description } } }`).join(' ')} }`;
    for (let index = 0; index < 20; index += 1) subscribe(socket, String(index), wide);
    const other = boss.connect();
    const window = { from: someMorning(), to: later(someMorning(), days(30)) };
    const { calendar } = await boss.get<{ calendar: { cursor: string } }>(
      'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
      window,
    );
    const stream = other.subscribe<{ calendarChanged: unknown }>(
      'subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) { calendarChanged(from: $from, to: $to, after: $after) { cursor bookingId } }',
      { ...window, after: calendar.cursor },
    );
    await facility.insertBooking({
      startsAt: later(someMorning(), days(1)),
      endsAt: later(someMorning(), days(1) + 3_600_000),
      room: 3,
    });
    expect(await stream.next()).toBeDefined();
    await other.close();
    // What had been sent before can be read; the line was cut behind it.
    socket.resume();
    expect([1013, 1006]).toContain(await closed);
  });
});
