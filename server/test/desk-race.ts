import { expect } from 'vitest';
import { verifyPhysics } from '../src/bookings/placing/verify-physics.ts';
import type { Caller } from './client.ts';
import type { DeskOutcome } from './desk-calls.ts';
import { DeviceRows } from './device-rows.ts';
import { type Contest, openContest } from './double-booking.ts';
import { days, globalId, hours, keyOfId, later, someMorning } from './factories.ts';
import { type Figures, percentiles } from './figures.ts';

const crowd = 50;

/** Two server processes, and everybody who assigns devices, signed in at both. */
export function openDeskContest(): Promise<Contest> {
  return openContest(['admin', 'it_staff', 'it_boss', 'it_rental_admin']);
}

type Contender = { readonly caller: Caller; readonly requestId: string };

/** A request each, of both divisions, for bookings at one time. */
async function contendersOf(
  { facility, callers }: Contest,
  startsAt: Date,
  category: string,
): Promise<readonly Contender[]> {
  const rows = new DeviceRows(facility.owner);
  return Promise.all(
    Array.from({ length: crowd }, async (_, index): Promise<Contender> => {
      const tenant = index % 4 < 2 ? 'TECH' : 'TRAINING';
      const booking = await rows.addBooking(startsAt, later(startsAt, hours(4)), tenant);
      const requestId = globalId('DeviceRequest', await rows.addRequest(booking, 1, { category }));
      return { caller: callers[index % callers.length] as Caller, requestId };
    }),
  );
}

/** What a screen needs that goes on with what is free instead. */
const assigned = `mutation ($input: AssignDevicesInput!) { result: assignDevices(input: $input) {
  __typename ... on Error { message } ... on DeviceTakenError { devices { id } alternatives { id } clashes { device { id } startsAt } } } }`;

/** Assigns a device; where the server is too busy it is asked again, as it says. */
async function take(contender: Contender, deviceId: string): Promise<DeskOutcome> {
  const { caller, requestId } = contender;
  const input = { requestId, deviceIds: [deviceId] };
  const { result } = await caller.get<{ result: DeskOutcome }>(assigned, { input });
  return result.__typename === 'BusyError' ? take(contender, deviceId) : result;
}

/** Which devices of a category are taken at a moment. */
async function takenAt({ facility }: Contest, category: string, moment: Date): Promise<string[]> {
  const { rows } = await facility.owner.query<{ id: string }>(
    'select device_id as id from device_occupancies where category_id = $1 and period @> $2::timestamptz order by 1',
    [category, moment],
  );
  return rows.map(({ id }) => globalId('Device', id));
}

/** Fifty at once for one serial number: one gets it, and each of the others hears of another one that is free. */
export async function raceAtTheDesk(contest: Contest, rounds: number): Promise<Figures> {
  const rows = new DeviceRows(contest.facility.owner);
  const category = await rows.addCategory(`Raced ${rounds}`, 'LAPTOP');
  const devices = await rows.addDevices(category, `raced-${rounds}-`, 4);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startsAt = later(someMorning(), days(round));
    const wanted = globalId('Device', devices[round % devices.length] ?? '');
    const contenders = await contendersOf(contest, startsAt, category);
    const outcomes = await Promise.all(
      contenders.map(async (contender) => {
        const began = performance.now();
        const outcome = await take(contender, wanted);
        times.push(performance.now() - began);
        return outcome;
      }),
    );
    expect(outcomes.map(({ __typename }) => __typename).toSorted(), `round ${round}`).toEqual([
      'AssignDevicesPayload',
      ...Array<string>(crowd - 1).fill('DeviceTakenError'),
    ]);
    const taken = await takenAt(contest, category, startsAt);
    expect(taken).toEqual([wanted]);
    const refused = outcomes.filter(({ __typename }) => __typename === 'DeviceTakenError');
    for (const { alternatives = [], clashes = [], devices: named } of refused) {
      expect(named).toMatchObject([{ id: wanted }]);
      expect(clashes).toMatchObject([{ device: { id: wanted }, startsAt: startsAt.toISOString() }]);
      // Nothing else was assigned, so what was offered could be had.
      expect(alternatives.map(({ id }) => id).toSorted()).toEqual(
        devices
          .map((id) => globalId('Device', id))
          .filter((id) => id !== wanted)
          .toSorted(),
      );
    }
  }
  expect((await verifyPhysics(contest.facility.database.ownerUrl)).differences).toEqual([]);
  return percentiles(times);
}

const suggested = `query ($id: ID!) { node(id: $id) { ... on DeviceRequest { suggestions { device { id } } } } }`;

type End = { readonly got: string | null; readonly takenThen: number };

/** Takes the first suggestion, and after each refusal the first alternative, until there is none. */
async function takeWhatIsOffered(
  contest: Contest,
  contender: Contender,
  category: string,
  startsAt: Date,
): Promise<End> {
  const { node } = await contender.caller.get<{ node: { suggestions: { device: { id: string } }[] } }>(suggested, {
    id: contender.requestId,
  });
  let next = node.suggestions[0]?.device.id;
  while (next !== undefined) {
    const outcome = await take(contender, next);
    if (outcome.__typename === 'AssignDevicesPayload') return { got: next, takenThen: 0 };
    expect(outcome.__typename, outcome.message).toBe('DeviceTakenError');
    next = outcome.alternatives?.[0]?.id;
  }
  return { got: null, takenThen: (await takenAt(contest, category, startsAt)).length };
}

const owned = 10;

/** Ten devices and fifty who follow what is offered: each of the ten goes to one of them, and nobody else gives up before. */
export async function raceForACategory(contest: Contest, rounds: number): Promise<Figures> {
  const rows = new DeviceRows(contest.facility.owner);
  const category = await rows.addCategory(`Followed ${rounds}`, 'LAPTOP');
  const devices = await rows.addDevices(category, `followed-${rounds}-`, owned);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startsAt = later(someMorning(), days(round));
    const contenders = await contendersOf(contest, startsAt, category);
    const began = performance.now();
    const ends = await Promise.all(
      contenders.map((contender) => takeWhatIsOffered(contest, contender, category, startsAt)),
    );
    times.push(performance.now() - began);
    const got = ends.flatMap((end) => end.got ?? []);
    expect(got.map(keyOfId).toSorted(), `round ${round}`).toEqual(devices.toSorted());
    const left = ends.filter((end) => end.got === null);
    expect(left).toHaveLength(crowd - owned);
    expect(new Set(left.map(({ takenThen }) => takenThen)), 'nobody gave up before all were taken').toEqual(
      new Set([owned]),
    );
  }
  expect((await verifyPhysics(contest.facility.database.ownerUrl)).differences).toEqual([]);
  return percentiles(times);
}
