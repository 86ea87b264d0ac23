import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { realpath, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { call, documentOf, type Outcome } from './booking-calls.ts';
import { Caller } from './client.ts';
import { listen } from './event-stream.ts';
import {
  bookingId,
  days,
  hours,
  later,
  openFacility,
  someMorning,
  type TestFacility,
  type Username,
} from './factories.ts';
import { buildGates, type Gate, heldClients, type Gates } from './gates.ts';
import { MailCatcher } from './mail-catcher.ts';
import { type ServerProcess, settingsFor, spawnServer, startProcess, startServer } from './servers.ts';
import { Random } from './random.ts';
import { proveStops } from './stopping-load.ts';
import { makeThrowawayFolder } from './throwaway-folder.ts';

let facility: TestFacility;
let gates: Gates;

beforeAll(async () => {
  facility = await openFacility();
  gates = await buildGates(facility);
});
afterAll(() => facility.close());

const window = { from: someMorning(), to: later(someMorning(), days(60)) };
const changes = 'subscription ($from: DateTime!, $to: DateTime!) { calendarChanged(from: $from, to: $to) { cursor } }';

type Booked = { readonly key: string; readonly startsAt: Date };
let room = 0;
/** Of the boss, who also moves it: so nobody is told, and no job is added. */
async function book(client = 'Sample Client', by: Username = 'room_boss'): Promise<Booked> {
  const startsAt = later(someMorning(), days(3));
  return {
    key: await facility.insertBooking({ startsAt, endsAt: later(startsAt, hours(1)), room: (room += 1), client, by }),
    startsAt,
  };
}
function moved({ key, startsAt }: Booked) {
  return {
    bookingId: bookingId(key),
    startsAt: later(startsAt, hours(2)),
    endsAt: later(startsAt, hours(3)),
  };
}
function move(caller: Caller, booked: Booked): Promise<Outcome> {
  return call(caller, 'rescheduleBooking', moved(booked));
}
async function hasMoved({ key, startsAt }: Booked): Promise<boolean> {
  return (
    (
      await facility.owner.query<{ starts_at: Date }>('select starts_at from bookings where id = $1', [key])
    ).rows[0]?.starts_at.getTime() !== startsAt.getTime()
  );
}

/** How a server answers somebody who comes with a connection of their own. */
async function knock(url: string, path: string) {
  const response = await fetch(`${url}${path}`, { headers: { connection: 'close' } });
  return { status: response.status, text: await response.text() };
}
async function isStopping({ url }: ServerProcess): Promise<boolean> {
  return (await knock(url, '/readyz')).status === 503;
}
async function lockWaits(): Promise<number> {
  return (
    (
      await facility.superuser.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and application_name = 'colab'`,
      )
    ).rowCount ?? 0
  );
}

/** A row that psql holds until it is released. */
async function holdRow({ key }: Booked): Promise<() => Promise<void>> {
  const holder = await facility.owner.connect();
  await holder.query('begin');
  await holder.query('select from bookings where id = $1 for update', [key]);
  return async () => {
    await holder.query('rollback');
    holder.release();
  };
}

describe('a server that is told to stop', () => {
  it('answers what is under way, whole and committed, and takes nothing new meanwhile; sockets and event streams are told to resume', async () => {
    const server = await startServer(facility.database);
    const boss = await Caller.signIn(server.url, 'room_boss');
    const socket = boss.connect();
    const feed = socket.subscribe<{ viewerChanged: object }>('subscription { viewerChanged { permissions } }');
    await feed.next();
    const stream = await listen(boss, changes, window);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect((await ask(agent, server, boss)).status).toBe(200);

    const booked = await book();
    const release = await holdRow(booked);
    const moving = move(boss, booked);
    await expect.poll(lockWaits).toBe(1);
    server.signal('SIGTERM');
    await expect.poll(() => isStopping(server)).toBe(true);
    expect((await knock(server.url, '/healthz')).status, 'it still lives').toBe(200);
    expect(await ask(agent, server, boss), 'over a line that was kept').toMatchObject({
      status: 503,
      connection: 'close',
      code: 'BUSY',
    });
    expect(await ask(undefined, server, boss), 'over a new line').toMatchObject({
      status: 503,
      connection: 'close',
      code: 'BUSY',
    });
    await expect(openSocket(server)).rejects.toThrow('503');
    expect((await socket.closed).code).toBe(1012);
    expect((await stream.next())?.errors?.[0]?.extensions['code']).toBe('RESUME');
    expect(await stream.next(), 'it ends, and is not cut off').toBeNull();

    await release();
    expect((await moving).__typename).toBe('RescheduleBookingPayload');
    expect(await hasMoved(booked)).toBe(true);
    expect(await server.ended).toBe(0);
    expect(
      server.said.filter((line) => line.startsWith('{')),
      'no error in the log',
    ).toEqual([]);
    agent.destroy();
  });

  it('rolls back in time what is not committed, and says so; waits for a commit under way; gives jobs back; hangs up on the deaf', async () => {
    const catcher = await MailCatcher.open();
    catcher.keepsWaiting = () => true;
    const server = await startProcess({
      ...settingsFor(facility.database),
      SMTP_URL: catcher.url,
      MAIL_FROM: 'Colab <colab@house.example>',
    });
    const boss = await Caller.signIn(server.url, 'room_boss');
    await mailSomething();
    await catcher.letter(1);
    const [inStatement, overSocket, atCommit] = [
      await book(heldClients.statement),
      await book(heldClients.statement),
      await book(heldClients.commit),
    ];
    const rolledBack = move(boss, inStatement);
    const socket = boss.connect();
    const answer = socket
      .subscribe<{ result: Outcome }>(documentOf('rescheduleBooking'), { input: moved(overSocket) })
      .next();
    const committed = move(boss, atCommit);
    const slow = dribble(server, boss);
    const deaf = await Promise.all(Array.from({ length: 50 }, () => openDeafSocket(server)));
    await waitAt('statement', 2);
    await waitAt('commit', 1);

    server.signal('SIGTERM');
    expect(await rolledBack).toMatchObject({
      __typename: 'BusyError',
      message: expect.stringContaining('Nothing was saved') as string,
    });
    expect((await answer)?.result.__typename).toBe('BusyError');
    expect((await socket.closed).code).toBe(1012);
    await gates.open('commit');
    expect((await committed).__typename).toBe('RescheduleBookingPayload');
    expect(await slow.answer).toMatch(/^HTTP\/1\.1 503 [^]*"code":"BUSY"/);
    expect(await server.ended).toBe(0);

    await gates.open('statement');
    await expect
      .poll(
        async () =>
          (
            await facility.superuser.query(
              `select from pg_stat_activity where datname = current_database() and application_name = 'colab'`,
            )
          ).rowCount,
      )
      .toBe(0);
    expect([await hasMoved(inStatement), await hasMoved(overSocket), await hasMoved(atCommit)]).toEqual([
      false,
      false,
      true,
    ]);
    const { rows } = await facility.superuser.query(
      'select attempts, locked_by from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where identifier = $1',
      ['mailNotification'],
    );
    expect(rows, 'nobody has it, and no try of it is lost').toEqual([{ attempts: 0, locked_by: null }]);
    for (const one of deaf) one.destroy();
    await catcher.close();
  });

  it(
    'answers whole what it has read, under 200 requests a second and with 100 sockets, and nothing is saved that was not told',
    { timeout: 60_000 },
    async () => {
      expect(await proveStops(1, 100, 14)).toMatchObject({ rounds: 1 });
    },
  );

  it(
    'ends with 0 at whatever moment of its start, and takes the database with it that it has just begun to make',
    { timeout: 60_000 },
    async () => {
      const random = new Random(14);
      const moments = ['Colab starts', 'Colab is ready', ...Array.from({ length: 2 }, () => random.below(1_500))];
      await expect(
        Promise.all([stopAt(moments.slice(0, 2)), stopAt(moments.slice(2)), stopInTheMaking()]),
      ).resolves.toEqual([[0, 0], [0, 0], { code: 0, postgres: 'gone' }]);
    },
  );

  it('answers whom it let in before all of it stood', async () => {
    await gates.holdJobs();
    const port = await freePort();
    const server = spawnServer(settingsFor(facility.database), port);
    const url = `http://127.0.0.1:${port}`;
    await expect
      .poll(() =>
        knock(url, '/healthz').then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
    expect(server.said.join('')).not.toContain('ready');
    const boss = await Caller.signIn(url, 'room_boss');
    const booked = await book();
    const release = await holdRow(booked);
    const moving = move(boss, booked);
    await expect.poll(lockWaits).toBe(1);
    server.signal('SIGTERM');
    await expect.poll(async () => (await knock(url, '/readyz')).status).toBe(503);
    await release();
    expect((await moving).__typename).toBe('RescheduleBookingPayload');
    await gates.open('jobs');
    expect(await server.ended).toBe(0);
  });
});

function waitAt(gate: Gate, count: number) {
  return expect.poll(() => gates.waiting(gate)).toBe(count);
}

/** Somebody is told that their booking was rejected, by a mail that is due now. */
async function mailSomething(): Promise<void> {
  await facility.owner.query(`update users set email = 'staff@house.example' where username = 'staff.tech'`);
  const { key } = await book('Sample Client', 'staff.tech');
  await facility.owner.query(
    `update bookings set status = 'REJECTED', room_id = null, status_reason = 'No room is left' where id = $1`,
    [key],
  );
  await facility.superuser.query('update graphile_worker._private_jobs set run_at = least(run_at, clock_timestamp())');
}

/** One server after the other, each stopped once it said something, or so many milliseconds after it began. */
async function stopAt(moments: readonly (string | number)[]): Promise<(number | NodeJS.Signals)[]> {
  const ends: (number | NodeJS.Signals)[] = [];
  for (const moment of moments) {
    const server = spawnServer(settingsFor(facility.database));
    await expect.poll(() => server.said.join('')).toContain(typeof moment === 'string' ? moment : 'Colab starts');
    if (typeof moment === 'number') await new Promise((resolve) => setTimeout(resolve, moment));
    server.signal('SIGTERM');
    ends.push(await server.ended);
  }
  return ends;
}

/** A server whose database is not there yet. */
async function stopInTheMaking() {
  const folder = await makeThrowawayFolder('colab-erp-stop-');
  const server = spawnServer({
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: '',
    APP_DATABASE_URL: '',
    EVENTS_DATABASE_URL: '',
    JOBS_DATABASE_URL: '',
    LOG_LEVEL: 'info',
  });
  await expect.poll(() => server.said.join('')).toContain('Making a PostgreSQL database');
  server.signal('SIGINT');
  const code = await server.ended;
  const made = await realpath(join(folder, 'data/postgres')).catch(() => folder);
  const postgres = existsSync(join(made, 'data/postmaster.pid')) ? 'runs' : 'gone';
  await rm(folder, { recursive: true, force: true });
  return { code, postgres };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

type Said = {
  readonly status: number | undefined;
  readonly connection: string | undefined;
  readonly code: string | undefined;
};

/** A question over a line of that agent's; one of its own without. */
function ask(agent: Agent | undefined, { url }: ServerProcess, { token }: Caller): Promise<Said> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/graphql`,
      {
        method: 'POST',
        agent: agent ?? false,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () => {
          const { errors } = JSON.parse(Buffer.concat(chunks).toString()) as {
            errors?: readonly { readonly extensions: { readonly code: string } }[];
          };
          resolve({ status: res.statusCode, connection: res.headers.connection, code: errors?.[0]?.extensions.code });
        });
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify({ query: '{ viewer { permissions } }' }));
  });
}

/** Somebody whose body never comes to an end. */
function dribble({ url }: ServerProcess, { token }: Caller) {
  const line = connect(Number(new URL(url).port), '127.0.0.1');
  line.write(
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nauthorization: Bearer ${token}\r\ncontent-length: 500\r\n\r\n{`,
  );
  const drops = setInterval(() => line.write(' '), 100);
  line.on('error', () => undefined);
  const answer = new Promise<string>((resolve) => {
    let text = '';
    line.on('data', (chunk: Buffer) => (text += chunk.toString()));
    line.on('close', () => {
      clearInterval(drops);
      resolve(text);
    });
  });
  return { answer };
}

async function openSocket({ url }: ServerProcess): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  return socket;
}

/** One that answers nothing, not even a close. */
async function openDeafSocket({ url }: ServerProcess): Promise<Socket> {
  const line = connect(Number(new URL(url).port), '127.0.0.1');
  line.on('error', () => undefined);
  line.write(
    'GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n',
  );
  await once(line, 'data');
  return line;
}
