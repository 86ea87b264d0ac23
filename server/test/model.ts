import { expect } from 'vitest';
import { type Booking, bookingInput, call, type MutationName, type Outcome } from './booking-calls.ts';
import { Caller } from './client.ts';
import {
  bookingId,
  hours,
  keyOfId,
  later,
  openFacility,
  roomFacts,
  roomId,
  someMorning,
  type TestFacility,
} from './factories.ts';
import { type Acknowledgement, expectOneHistory, type Refused, type Step } from './model-history.ts';
import { Random } from './random.ts';
import { type ServerProcess, settingsFor, startProcess } from './servers.ts';
import { bosses } from './writers.ts';

const workers = 8;
/** Few rooms, the folded wall and its halves among them. */
const rooms = [24, 5, 6, 1];
/** Few bookings that everybody pulls at; who is called off is replaced. */
const alive = 14;
const tenants = ['TECH', 'TRAINING'] as const;

const reason = 'As chance would have it';

type Action = 'time' | 'room' | 'both' | 'displace' | 'assign' | 'unassign' | 'confirm' | 'cancel';
const usual: Readonly<Record<string, readonly Action[]>> = {
  PENDING: ['assign', 'assign', 'displace', 'displace', 'displace', 'time', 'both', 'cancel'],
  ROOM_ASSIGNED: ['time', 'room', 'both', 'both', 'unassign', 'confirm', 'confirm', 'cancel'],
  CONFIRMED: ['time', 'room', 'room', 'both', 'both', 'cancel'],
};

/** What nobody should be told here: all are bosses, nothing is invalid, nothing is deleted. */
const declared: Readonly<Record<string, readonly string[]>> = {
  createBookings: ['RoomTakenError', 'BusyError'],
  assignRoom: ['RoomTakenError', 'InvalidInputError', 'WrongStatusError', 'StaleBookingError', 'BusyError'],
  rescheduleBooking: ['RoomTakenError', 'WrongStatusError', 'StaleBookingError', 'BusyError'],
  unassignRoom: ['WrongStatusError', 'StaleBookingError', 'BusyError'],
  confirmBooking: ['WrongStatusError', 'StaleBookingError', 'BusyError'],
  cancelBooking: ['WrongStatusError', 'StaleBookingError', 'BusyError'],
};
const databaseText = /dead.?lock|constraint|violat|relation "|duplicate key|sqlstate|prisma|40P01|40001|23P01|55P03/i;

export type ModelFigures = Readonly<Record<string, number>>;

/** Everybody changes everything through two servers; what was acknowledged and what is committed must be one history. */
export async function proveModel(sequences: number, seed: number): Promise<ModelFigures> {
  const facility = await openFacility();
  const servers: ServerProcess[] = [];
  try {
    // Two bosses do the work of hundreds.
    const settings = { ...settingsFor(facility.database), MAX_COST_PER_MINUTE: '1000000000' };
    servers.push(...(await Promise.all([startProcess(settings), startProcess(settings)])));
    return await run(facility, servers, sequences, seed);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await facility.close();
  }
}

async function run(
  facility: TestFacility,
  servers: readonly ServerProcess[],
  sequences: number,
  seed: number,
): Promise<ModelFigures> {
  const began = performance.now();
  const crowd = new Crowd(sequences);
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      const username = bosses[worker % bosses.length] ?? 'admin';
      const caller = await Caller.signIn(servers[worker % servers.length]?.url ?? '', username);
      await new Worker(crowd, caller, new Random(seed + worker)).work();
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  const history = await expectOneHistory(facility, crowd);
  for (const server of servers)
    expect(
      server.said.filter((line) => /unexpected failure/.test(line)),
      'nothing failed inside',
    ).toEqual([]);
  const calls = crowd.acknowledged.length + crowd.refused.length;
  return {
    seed,
    sequences,
    calls,
    ...crowd.tally,
    ...history,
    seconds: Math.round(seconds),
    perSecond: Math.round(calls / seconds),
  };
}

/** What all workers know together. */
class Crowd {
  readonly acknowledged: Acknowledgement[] = [];
  readonly refused: Refused[] = [];
  readonly tally: Record<string, number> = {};
  /** The newest that anybody was told of each booking. */
  readonly newest = new Map<string, Booking>();
  #left: number;
  #moments = 0;

  constructor(sequences: number) {
    this.#left = sequences;
  }

  next(): boolean {
    this.#left -= 1;
    return this.#left >= 0;
  }

  open(): Booking[] {
    return [...this.newest.values()].filter(({ status }) => status !== 'CANCELLED');
  }

  /** A time that overlaps most others, and is no other's to the second: so it can be found again. */
  interval(random: Random): { startsAt: Date; endsAt: Date } {
    this.#moments += 1;
    const startsAt = later(
      someMorning(),
      hours(random.below(5)) + (this.#moments % 3_000) * 1_000 + Math.floor(this.#moments / 3_000),
    );
    return { startsAt, endsAt: later(startsAt, hours(1 + random.below(2))) };
  }

  /** Nobody was ever told of a newer version than one they are told of later. */
  floorOf(key: string): number {
    return this.newest.get(key)?.version ?? 0;
  }

  learn(booking: Booking): void {
    const key = keyOfId(booking.id);
    if (booking.version > this.floorOf(key)) this.newest.set(key, booking);
  }
}

class Worker {
  readonly #crowd: Crowd;
  readonly #caller: Caller;
  readonly #random: Random;

  constructor(crowd: Crowd, caller: Caller, random: Random) {
    this.#crowd = crowd;
    this.#caller = caller;
    this.#random = random;
  }

  async work(): Promise<void> {
    while (this.#crowd.next()) {
      const steps = 2 + this.#random.below(4);
      if (this.#random.chance(0.1)) await this.#swap();
      else for (let step = 0; step < steps; step += 1) await this.#step();
    }
  }

  async #step(): Promise<void> {
    const random = this.#random;
    const open = this.#crowd.open();
    if (open.length < alive) return this.#create();
    const booking = random.pick(open);
    const ref = { bookingId: booking.id, ...(random.chance(0.15) ? { expectedVersion: booking.version } : {}) };
    const room = random.pick(rooms);
    // Mostly what fits its status, as far as is known; sometimes anything.
    const fitting = random.chance(0.85) ? usual[booking.status] : undefined;
    const action = random.pick(fitting ?? Object.values(usual).flat());
    switch (action) {
      case 'time':
        return this.#reschedule(ref, this.#crowd.interval(random));
      case 'room':
        return this.#reschedule(ref, { roomId: roomId(room) });
      case 'both':
        return this.#reschedule(ref, { ...this.#crowd.interval(random), roomId: roomId(room) });
      case 'displace':
        return this.#displace(booking.id, room);
      case 'assign':
        return void (await this.#do('assignRoom', { ...ref, roomId: roomId(room) }));
      case 'unassign':
        return void (await this.#do('unassignRoom', { ...ref, reason }));
      case 'confirm':
        return void (await this.#do('confirmBooking', ref));
      case 'cancel':
        return void (await this.#do('cancelBooking', { ...ref, reason }));
    }
  }

  async #create(): Promise<void> {
    const random = this.#random;
    const room = random.pick(rooms);
    const input = bookingInput(
      {
        ...this.#crowd.interval(random),
        tenant: random.pick(tenants),
        ...(random.chance(0.4) ? { room } : { wish: room }),
      },
      { devicesNeeded: random.below(2) },
    );
    await this.#do('createBookings', input);
  }

  async #reschedule(
    ref: { bookingId: string; expectedVersion?: number },
    to: { startsAt?: Date; endsAt?: Date; roomId?: string },
  ): Promise<void> {
    await this.#do('rescheduleBooking', { ...ref, ...to });
  }

  /** As a boss does: sees what stands there, and puts this one in its place. */
  async #displace(id: string, room: number): Promise<void> {
    const input = { bookingId: id, roomId: roomId(room) };
    const refused = await this.#do('assignRoom', input);
    const inTheWay = new Set(
      refused.segments?.flatMap(({ conflicts }) => conflicts.flatMap(({ booking }) => booking?.id ?? [])),
    );
    if (inTheWay.size > 0)
      await this.#do('assignRoom', { ...input, displaceBookingIds: [...inTheWay], reason: 'More urgent' });
  }

  /** Two bookings change rooms: one steps aside, the other moves over, the first takes its place. */
  async #swap(): Promise<void> {
    const placed = this.#crowd.open().filter(({ room }) => room !== null);
    if (placed.length < 2) return;
    const [one, other] = [this.#random.pick(placed), this.#random.pick(placed)];
    if (!one.room || !other.room || one.room.position === other.room.position) return;
    await this.#do('unassignRoom', { bookingId: one.id, reason: 'Changes rooms' });
    await this.#do('rescheduleBooking', { bookingId: other.id, roomId: roomId(one.room.position) });
    await this.#do('assignRoom', { bookingId: one.id, roomId: roomId(other.room.position) });
  }

  /** Calls, checks what can be checked at once, and writes down the rest. */
  async #do(name: MutationName, input: Step['input']): Promise<Outcome> {
    const key = typeof input['bookingId'] === 'string' ? keyOfId(input['bookingId']) : null;
    const named = (input['displaceBookingIds'] as readonly string[] | undefined)?.map(keyOfId) ?? [];
    const floors = new Map([...(key === null ? [] : [key]), ...named].map((one) => [one, this.#crowd.floorOf(one)]));
    const outcome = await call(this.#caller, name, input);
    const action = named.length > 0 ? 'displace' : name;
    const what = `${action} ${JSON.stringify(input)}: ${JSON.stringify(outcome)}`;
    expect(JSON.stringify(outcome), what).not.toMatch(databaseText);
    const label = outcome.__typename.endsWith('Payload') ? action : `${action}:${outcome.__typename}`;
    this.#crowd.tally[label] = (this.#crowd.tally[label] ?? 0) + 1;

    const told = [
      ...(outcome.booking ? [outcome.booking] : []),
      ...(outcome.bookings ?? []),
      ...(outcome.displaced ?? []),
    ];
    for (const booking of [...told, ...(outcome.stale ? [outcome.stale] : [])]) {
      expect(booking.version, `a version never goes back: ${what}`).toBeGreaterThanOrEqual(
        floors.get(keyOfId(booking.id)) ?? 1,
      );
      if (booking.room) expect(roomFacts[booking.room.position - 1]?.[0]).toBe(booking.room.name);
      this.#crowd.learn(booking);
    }
    const step = { name, input, key: key ?? keyOfId(told[0]?.id ?? bookingId('')), displaced: named, floors };
    if (outcome.__typename.endsWith('Payload')) {
      expect(told.length, what).toBe(1 + named.length);
      this.#crowd.acknowledged.push({ ...step, told });
    } else {
      expect(declared[name], what).toContain(outcome.__typename);
      if (outcome.__typename === 'InvalidInputError')
        expect(
          outcome.fields?.every(({ path }) => path.startsWith('displaceBookingIds.')),
          what,
        ).toBe(true);
      this.#crowd.refused.push({ ...step, outcome });
    }
    return outcome;
  }
}
