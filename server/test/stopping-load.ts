import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { expect } from 'vitest';
import WebSocket from 'ws';
import { bookingInput, documentOf } from './booking-calls.ts';
import { Caller } from './client.ts';
import { days, hours, later, openFacility, someMorning, type TestFacility } from './factories.ts';
import { Random } from './random.ts';
import { settingsFor, type ServerProcess, startProcess } from './servers.ts';

export type StopFigures = Readonly<Record<string, number>>;

type Sent = {
  readonly id: string;
  readonly writes: boolean;
  /** What came back: null where the line was broken instead. */
  answer: { readonly status: number; readonly text: string } | null;
  /** It went over a line that had carried another one before. */
  overKeptLine: boolean;
  /** When its own line was made, in milliseconds since 1970, as this process saw it. */
  connectedAt: number | null;
  failure: string | null;
};

const perSecond = 200;
/** A machine that is busy otherwise gets fewer, and not a queue that nobody has let in. */
const mostAtOnce = 100;
const window = { from: someMorning(), to: later(someMorning(), days(7)) };
const reads =
  'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor occupancies { id startsAt endsAt } } }';
const follows =
  'subscription ($from: DateTime!, $to: DateTime!) { calendarChanged(from: $from, to: $to) { cursor bookingId } }';

/**
 * Servers are told to stop under 200 requests a second, every second of them a write, and so many open sockets. Each
 * request that a server has read is answered whole; what was answered as saved is there, and nothing else; only lines are
 * reset that were kept for another request, or made when the server no longer took any; each socket is told to come back;
 * each server ends with 0. How long that took is given back: a machine that does other things as well is no measure.
 */
export async function proveStops(rounds: number, sockets: number, seed: number): Promise<StopFigures> {
  const facility = await openFacility();
  const random = new Random(seed);
  const total: Record<string, number> = {
    rounds,
    sent: 0,
    answered: 0,
    saved: 0,
    refused: 0,
    reset: 0,
    unseen: 0,
    longestStopMs: 0,
  };
  try {
    for (let round = 0; round < rounds; round += 1) {
      const figures = await stopOnce(facility, random, sockets);
      for (const [name, value] of Object.entries(figures))
        total[name] = name === 'longestStopMs' ? Math.max(total[name] ?? 0, value) : (total[name] ?? 0) + value;
    }
    return total;
  } finally {
    await facility.close();
  }
}

async function stopOnce(facility: TestFacility, random: Random, count: number): Promise<StopFigures> {
  const most = String(count + 10);
  const server = await startProcess({
    ...settingsFor(facility.database),
    LOG_LEVEL: 'info',
    MAX_SOCKETS_PER_USER: most,
    MAX_WAITING_SOCKETS_PER_ADDRESS: most,
    MAX_COST_PER_MINUTE: '100000000',
  });
  const boss = await Caller.signIn(server.url, 'room_boss');
  const codes = await followMany(server, boss, count);
  const load = new Load(server, boss, random);
  await load.untilAnswered(50 + random.below(200));
  const asked = performance.now();
  server.signal('SIGTERM');
  const code = await server.ended;
  const longestStopMs = Math.round(performance.now() - asked);
  const sent = await load.end();
  expect(code, server.said.join('')).toBe(0);
  expect(await Promise.all(codes)).toEqual(codes.map(() => 1012));

  const read = new Set(server.said.flatMap((line) => /"requestId":"([^"]+)".*"msg":"request"/.exec(line)?.[1] ?? []));
  const broken = sent.filter(({ answer }) => answer === null);
  expect(
    broken.filter(({ id }) => read.has(id)),
    'read, and not answered',
  ).toEqual([]);
  const reset = broken.filter(({ failure }) => failure !== 'ECONNREFUSED');
  // What the kernel took in the moment of the end, and the process was never given.
  const unseen = reset.filter(({ overKeptLine }) => !overKeptLine);
  const acceptedUntil = acceptedUntilOf(server);
  expect(
    unseen.filter(({ connectedAt }) => connectedAt !== null && connectedAt < acceptedUntil),
    'came while the server still took connections, and was reset',
  ).toEqual([]);
  const { saved, refused } = await expectKept(facility, sent);
  return {
    sent: sent.length,
    answered: sent.length - broken.length,
    saved,
    refused,
    reset: reset.length - unseen.length,
    unseen: unseen.length,
    longestStopMs,
  };
}

/** The moment until which that server accepted every connection, as its log says. */
function acceptedUntilOf({ said }: ServerProcess): number {
  const moment = /"acceptedUntil":"([^"]+)"/.exec(said.join(''))?.[1];
  if (moment === undefined) throw new Error('The server does not say until when it accepted connections.');
  return Date.parse(moment);
}

/** What was told as saved is there; what was told as not saved, or not told at all, is not. */
async function expectKept(
  { owner }: TestFacility,
  sent: readonly Sent[],
): Promise<{ readonly saved: number; readonly refused: number }> {
  const writes = sent.filter(({ writes: isWrite }) => isWrite);
  const { rows } = await owner.query<{ id: string }>(
    'select client_name as id from bookings where client_name = any($1)',
    [writes.map(({ id }) => id)],
  );
  const told = writes.filter(({ answer }) => answer?.text.includes('CreateBookingsPayload'));
  expect(rows.map(({ id }) => id).toSorted()).toEqual(told.map(({ id }) => id).toSorted());
  const refused = sent.filter(({ answer }) => answer !== null && /"code":"BUSY"|BusyError/.test(answer.text));
  const strange = sent.filter(
    ({ answer }) =>
      answer !== null && !/CreateBookingsPayload|RoomTakenError|BusyError|"code":"BUSY"|"cursor"/.test(answer.text),
  );
  expect(strange).toEqual([]);
  return { saved: told.length, refused: refused.length };
}

/** Sockets that follow the calendar. Gives back the code that each is closed with. */
async function followMany({ url }: ServerProcess, { token }: Caller, count: number): Promise<Promise<number>[]> {
  const codes: Promise<number>[] = [];
  const open = async (): Promise<void> => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    codes.push(new Promise((resolve) => socket.once('close', resolve)));
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    await once(socket, 'message');
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: follows, variables: window } }));
  };
  const opener = async (): Promise<void> => {
    while (codes.length < count) await open();
  };
  await Promise.all(Array.from({ length: 20 }, opener));
  return codes;
}

/** So many requests a second, as long as not too many wait for their answer, over lines that are kept. */
class Load {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #sent: Sent[] = [];
  readonly #pending: Promise<void>[] = [];
  readonly #timer: NodeJS.Timeout;
  #answered = 0;
  #due = 0;
  #underWay = 0;
  #wake: () => void = () => undefined;

  constructor({ url }: ServerProcess, { token }: Caller, random: Random) {
    const began = performance.now();
    this.#timer = setInterval(() => {
      const due = ((performance.now() - began) / 1_000) * perSecond;
      for (; this.#due < due; this.#due += 1)
        if (this.#underWay < mostAtOnce) this.#pending.push(this.#send(url, token ?? '', random));
    }, 1_000 / perSecond);
  }

  async untilAnswered(count: number): Promise<void> {
    while (this.#answered < count) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  async end(): Promise<readonly Sent[]> {
    clearInterval(this.#timer);
    await Promise.all(this.#pending);
    this.#agent.destroy();
    return this.#sent;
  }

  #send(url: string, token: string, random: Random): Promise<void> {
    const id = randomUUID();
    const sent: Sent = {
      id,
      writes: this.#sent.length % 2 === 0,
      answer: null,
      overKeptLine: false,
      connectedAt: null,
      failure: null,
    };
    this.#sent.push(sent);
    this.#underWay += 1;
    const startsAt = later(someMorning(), days(random.below(300)) + hours(random.below(8)));
    const body = JSON.stringify(
      sent.writes
        ? {
            query: documentOf('createBookings'),
            variables: {
              input: bookingInput(
                { startsAt, endsAt: later(startsAt, hours(1)), room: 1 + random.below(20), tenant: 'TECH' },
                { clientName: id },
              ),
            },
          }
        : { query: reads, variables: window },
    );
    const over = new Promise<void>((resolve) => {
      const fail = (error: Error): void => {
        sent.failure = (error as NodeJS.ErrnoException).code ?? error.message;
        sent.overKeptLine = asked.reusedSocket;
        resolve();
      };
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        authorization: `Bearer ${token}`,
        'x-request-id': id,
      };
      const asked = request(`${url}/graphql`, { method: 'POST', agent: this.#agent, headers }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('error', fail);
        res.on('end', () => {
          sent.answer = { status: res.statusCode ?? 0, text: Buffer.concat(chunks).toString() };
          this.#answered += 1;
          this.#wake();
          resolve();
        });
      });
      asked.on('error', fail);
      asked.once('socket', (line) => line.once('connect', () => (sent.connectedAt = Date.now())));
      asked.end(body);
    });
    return over.then(() => void (this.#underWay -= 1));
  }
}
