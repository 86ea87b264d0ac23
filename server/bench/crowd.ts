import { parseArgs } from 'node:util';
import pg from 'pg';
import { isShort, password, startFacility } from './facility.ts';
import { quantile, spreadOf } from './figures.ts';
import { post } from './load.ts';
import { startProcess } from './measured-process.ts';

/**
 * `node server/bench/crowd.ts [--rounds 5] [--seconds 10]`: what those wait who write at other rooms while an outsider holds
 * the row of one booking and 16 requests wait for it, beside the same without; then what 50 wait who want one free slot.
 * Exit code 1 where somebody at another room is told Busy or waits for more than a second (p99, median of the rounds), or
 * where of 50 not one is booked and 49 are told that the room is taken.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: isShort ? '1' : '5' },
    seconds: { type: 'string', default: isShort ? '0.2' : '10' },
    short: { type: 'boolean' },
  },
});
const [rounds, ms] = [Number(values.rounds), Number(values.seconds) * 1_000];
const atOneRow = 16;
const atOnce = 4;
const crowd = 50;
const mostMs = 1_000;

function say(line: string) {
  return void process.stdout.write(`${line}\n`);
}
const dayMs = 86_400_000;
/** The sample facility has nothing there yet. */
const yearAhead = (Math.floor(Date.now() / dayMs) + 365) * dayMs;

type Answer = {
  readonly __typename: string;
  readonly message?: string;
  readonly bookings?: readonly { readonly id: string }[];
};
type Room = { readonly id: string; readonly position: number };

async function ask<T>(url: string, token: string | null, query: string, variables: object = {}): Promise<T> {
  const { data, errors } = JSON.parse(
    (await post(undefined, url, token, JSON.stringify({ query, variables }))).toString(),
  ) as { data: T; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function tokenOf(url: string, username: string): Promise<string> {
  const document = 'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { accessToken } } }';
  return (
    await ask<{ signIn: { accessToken: string } }>(url, null, document, { input: { username, password, tokens: true } })
  ).signIn.accessToken;
}

const createBookings =
  'mutation ($input: CreateBookingsInput!) { result: createBookings(input: $input) { __typename ... on CreateBookingsPayload { bookings { id } } ... on Error { message } } }';
const rescheduleBooking =
  'mutation ($input: RescheduleBookingInput!) { result: rescheduleBooking(input: $input) { __typename ... on Error { message } } }';

const facility = await startFacility(say);
const superuser = new pg.Client({ connectionString: facility.superuserUrl });
await superuser.connect();
const server = await startProcess('app.ts', {
  appUrl: facility.appUrl,
  eventsUrl: facility.eventsUrl,
  jobsUrl: facility.jobsUrl,
});
try {
  const { url } = server;
  // Several people, so that none of them exceeds their budget a minute.
  const tokens = await Promise.all(
    ['room_boss', 'admin', 'training_facility_admin', 'it_rental_admin'].map((username) => tokenOf(url, username)),
  );
  const tokenFor = (caller: number) => tokens[caller % tokens.length] ?? '';
  const { rooms, viewer } = await ask<{ rooms: Room[]; viewer: { tenants: { id: string }[] } }>(
    url,
    tokenFor(0),
    '{ rooms { id position } viewer { tenants { id } } }',
  );
  const [stuckRoom, ...otherRooms] = rooms;
  const book = async (caller: number, roomId: string | undefined, startsAt: number): Promise<Answer> => {
    const segments = [
      { roomId, startsAt: new Date(startsAt).toISOString(), endsAt: new Date(startsAt + 3_600_000).toISOString() },
    ];
    const person = {
      clientName: 'Client of the bench',
      clientContactPerson: 'Thandi Nkosi',
      clientEmail: 'thandi@client.example',
      clientPhone: '+27 11 555 0100',
    };
    const input = {
      ...person,
      tenantId: viewer.tenants[0]?.id,
      numLearners: 2,
      numFacilitators: 1,
      acknowledgeOverCapacity: true,
      segments,
    };
    return (await ask<{ result: Answer }>(url, tokenFor(caller), createBookings, { input })).result;
  };

  let slot = 0;
  /** Books at other rooms, each booking in a slot of its own, for so long. */
  const writeElsewhere = async (): Promise<{ times: number[]; refused: string[] }> => {
    const times: number[] = [];
    const refused: string[] = [];
    const until = performance.now() + ms;
    await Promise.all(
      Array.from({ length: atOnce }, async (_, caller) => {
        while (performance.now() < until) {
          const ownSlot = slot++;
          const began = performance.now();
          const { __typename } = await book(
            caller,
            otherRooms[ownSlot % otherRooms.length]?.id,
            yearAhead + Math.floor(ownSlot / otherRooms.length) * 2 * 3_600_000,
          );
          times.push(performance.now() - began);
          if (__typename !== 'CreateBookingsPayload' && __typename !== 'RoomTakenError') refused.push(__typename);
        }
      }),
    );
    return { times, refused };
  };

  const [stuck] = (await book(0, stuckRoom?.id, yearAhead)).bookings ?? [];
  if (!stuck) throw new Error('There is no booking to hold.');
  const besideTheCrowd = async () => {
    await superuser.query('begin');
    await superuser.query('select from bookings where id = $1 for update', [
      Buffer.from(stuck.id, 'base64').toString().split(':')[1],
    ]);
    let isHeld = true;
    const move = async (caller: number) => {
      while (isHeld)
        await ask(url, tokenFor(caller), rescheduleBooking, {
          input: { bookingId: stuck.id, startsAt: new Date(yearAhead + caller * 60_000).toISOString() },
        });
    };
    const movers = Array.from({ length: atOneRow }, (_, caller) => move(caller));
    const otherWrites = await writeElsewhere();
    isHeld = false;
    await superuser.query('rollback');
    await Promise.all(movers);
    return otherWrites;
  };

  await writeElsewhere();
  const quiet: number[][] = [];
  const beside: number[][] = [];
  const refused: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    quiet.push((await writeElsewhere()).times.toSorted((a, b) => a - b));
    const otherWrites = await besideTheCrowd();
    beside.push(otherWrites.times.toSorted((a, b) => a - b));
    refused.push(...otherWrites.refused);
  }
  const median = (all: readonly number[][], share: number) =>
    spreadOf(all.map((sorted) => quantile(sorted, share))).median;
  const show = (label: string, all: readonly number[][]) =>
    say(
      `${label}: p50 ${median(all, 0.5).toFixed(0)} ms, p99 ${median(all, 0.99).toFixed(0)} ms (${all.flat().length} writes, median of ${rounds})`,
    );
  show(`${atOnce} writers at other rooms`, quiet);
  show(`the same while a row is held and ${atOneRow} requests wait for it`, beside);
  if (refused.length > 0) say(`${refused.length} of them were refused: ${[...new Set(refused)].join(', ')}`);

  const contests: number[][] = [];
  let asExpected = true;
  for (let round = 0; round < rounds; round += 1) {
    const outcomes: string[] = [];
    const times = await Promise.all(
      Array.from({ length: crowd }, async (_, caller) => {
        const began = performance.now();
        outcomes.push((await book(caller, stuckRoom?.id, yearAhead + (round + 1) * dayMs)).__typename);
        return performance.now() - began;
      }),
    );
    contests.push(times.toSorted((a, b) => a - b));
    const bookedCount = outcomes.filter((name) => name === 'CreateBookingsPayload').length;
    const takenCount = outcomes.filter((name) => name === 'RoomTakenError').length;
    if (bookedCount !== 1 || takenCount !== crowd - 1) {
      asExpected = false;
      say(
        `of ${crowd} at one slot ${bookedCount} are booked, ${takenCount} are told that it is taken, and the others: ${[...new Set(outcomes)].join(', ')}`,
      );
    }
  }
  show(`${crowd} at one free slot`, contests);
  process.exitCode = isShort || (asExpected && refused.length === 0 && median(beside, 0.99) <= mostMs) ? 0 : 1;
} finally {
  await server.stop();
  await superuser.end();
  await facility.stop();
}
