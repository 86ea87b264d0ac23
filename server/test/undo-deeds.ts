import { expect } from 'vitest';
import { verifyPhysics } from '../src/bookings/placing/verify-physics.ts';
import { bookingInput, call, type Outcome } from './booking-calls.ts';
import { Caller } from './client.ts';
import {
  bookingId,
  days,
  hours,
  keyOfId,
  later,
  local,
  openFacility,
  roomId,
  roomKey,
  type TestFacility,
  type Username,
} from './factories.ts';
import { expectSoundPhysics } from './physics.ts';
import { Random } from './random.ts';
import { callSeries, seriesInput } from './series-calls.ts';
import { startApp } from './servers.ts';

const now = local('2031-03-01', '09:00');
const people = ['room_boss', 'admin', 'training_facility_admin', 'staff.tech'] as const satisfies readonly Username[];
const bosses = people.slice(0, 3);
type Person = (typeof people)[number];

/** Deeds that are made before any of them is undone: the next ones change what the first ones did. */
const atOnce = 10;
const mostBookings = 20;
const minuteMs = 60_000;

type State = Readonly<Record<string, unknown>>;
type Known = { readonly version: number; readonly state: State };
/** What somebody did in one go: to which bookings, how they were before (null: not there), and at which version it left them. */
type Act = {
  readonly by: Person;
  readonly name: string;
  readonly touched: ReadonlyMap<string, { readonly before: State | null; readonly version: number }>;
};

/** docs/domain.md, "Undo", by hand: what cannot be undone because more than bookings was changed, and an undo itself. */
const neverUndone = new Set(['rescheduleSeries', 'restoreSeriesDate', 'undoBookingChange']);

/**
 * Deeds of every action that writes bookings, undone in any order with changes between. What each undo must come to is
 * worked out here from rows and versions alone: all of the deed is as it was before, or nothing has changed at all.
 */
export async function proveUndo(deeds: number, seed: number): Promise<Readonly<Record<string, number>>> {
  const facility = await openFacility();
  const app = await startApp(facility.database, () => now);
  try {
    const callers = await Promise.all(people.map((person) => Caller.signIn(app.url, person)));
    const house = new House(
      facility,
      new Map(people.map((person, index) => [person, callers[index]!])),
      new Random(seed),
    );
    await house.furnish();
    for (let made = 0; made < deeds; made += atOnce) await house.round(Math.min(atOnce, deeds - made));
    return { seed, deeds, ...house.tally };
  } finally {
    await app.close();
    await facility.close();
  }
}

class House {
  readonly tally: Record<string, number> = {};
  readonly #facility: TestFacility;
  readonly #callers: ReadonlyMap<Person, Caller>;
  readonly #random: Random;
  readonly #known = new Map<string, Known>();
  readonly #acts: Act[] = [];

  constructor(facility: TestFacility, callers: ReadonlyMap<Person, Caller>, random: Random) {
    this.#facility = facility;
    this.#callers = callers;
    this.#random = random;
  }

  async furnish(): Promise<void> {
    const { owner } = this.#facility;
    await owner.query('update rooms set setup_minutes = 15, teardown_minutes = 30 where position % 3 = 0');
    // What is over stays as it is: the job that completes it, every few minutes, would be nobody's deed.
    await this.#facility.superuser
      .query(`create function stay_as_it_is() returns trigger language plpgsql as 'begin return null; end';
      create trigger stay_as_it_is before update on bookings for each row when (current_setting('app.cause', true) = 'completeBookings') execute function stay_as_it_is()`);
    for (let index = 0; index < 60; index += 1)
      await this.#facility.insertBooking(index % 3 === 0 ? { ...this.#span(), by: 'staff.tech' } : this.#span());
    await this.#look();
  }

  async round(deeds: number): Promise<void> {
    const acts: Act[] = [];
    while (acts.length < deeds) {
      const act = await this.#deed();
      if (act) acts.push(act);
    }
    while (acts.length > 0) {
      if (this.#random.chance(0.3)) await this.#change();
      const [act] = acts.splice(this.#random.below(acts.length), 1);
      if (act) await this.#undo(act.by, this.#random.pick([...act.touched.keys()]));
    }
  }

  /** Nothing, or what was changed since this was asked last. */
  async #look(): Promise<Map<string, { readonly before: State | null; readonly version: number }>> {
    const { owner } = this.#facility;
    const { rows } = await owner.query<{ id: string; version: number }>('select id, version from bookings');
    const changed = rows.filter(({ id, version }) => this.#known.get(id)?.version !== version).map(({ id }) => id);
    const { rows: states } = await owner.query<{ id: string; version: number; state: State }>(
      `select id, version, to_jsonb(b) - '{version,updated_at}'::text[] as state from bookings b where id = any ($1)`,
      [changed],
    );
    const touched = new Map(
      states.map(({ id, version }) => [id, { before: this.#known.get(id)?.state ?? null, version }]),
    );
    for (const { id, version, state } of states) this.#known.set(id, { version, state });
    const there = new Set(rows.map(({ id }) => id));
    for (const id of this.#known.keys()) if (!there.has(id)) this.#known.delete(id);
    return touched;
  }

  #count(what: string): void {
    this.tally[what] = (this.tally[what] ?? 0) + 1;
  }

  /** The keys of some bookings, at most so many, that fit. */
  #some(fits: (state: State) => boolean, most = 1): string[] {
    const fitting = [...this.#known].filter(([, { state }]) => fits(state)).map(([key]) => key);
    const wanted = Math.min(fitting.length, 1 + this.#random.below(most));
    const chosen = new Set<string>();
    while (chosen.size < wanted) chosen.add(this.#random.pick(fitting));
    return [...chosen];
  }

  #span(): { startsAt: Date; endsAt: Date } {
    const startsAt = later(local('2031-03-10', '08:00'), days(this.#random.below(12)) + hours(this.#random.below(6)));
    return { startsAt, endsAt: later(startsAt, hours(1 + this.#random.below(3))) };
  }

  /** Something of one of them; null where it was refused, and then nothing has changed. */
  async #deed(): Promise<Act | null> {
    const random = this.#random;
    const name = random.pick(Object.keys(this.#deeds));
    const by =
      name === 'createBookings' || name === 'updateBooking' || name === 'cancelBooking'
        ? random.pick(people)
        : random.pick(bosses);
    const outcome = await this.#deeds[name]?.(this.#callers.get(by)!);
    const touched = await this.#look();
    if (!outcome?.__typename.endsWith('Payload')) {
      expect([...touched.keys()], `${name}: ${outcome?.__typename}`).toEqual([]);
      return null;
    }
    if (touched.size === 0) return null;
    const act = { by, name, touched };
    this.#acts.push(act);
    this.#count(name);
    expect(touched.size, name).toBeLessThanOrEqual(mostBookings);
    return act;
  }

  readonly #deeds: Readonly<Record<string, (caller: Caller) => Promise<Outcome | undefined>>> = {
    createBookings: (caller) => {
      const segments = Array.from({ length: 1 + this.#random.below(mostBookings) }, () => ({
        ...this.#span(),
        roomId: roomId(1 + this.#random.below(9)),
      }));
      const running = {
        startsAt: local('2031-03-01', '08:00'),
        endsAt: local('2031-03-01', '10:00'),
        roomId: roomId(1 + this.#random.below(23)),
      };
      return call(
        caller,
        'createBookings',
        bookingInput(
          { ...running, tenant: 'TECH' },
          {
            segments: this.#random.chance(0.4) ? [running] : this.#random.chance(0.5) ? segments : segments.slice(0, 2),
            acknowledgeOverCapacity: true,
          },
        ),
      );
    },
    createSeries: (caller) => {
      const { startsAt, endsAt } = this.#span();
      const leaveOut = [later(startsAt, days(1)).toISOString().slice(0, 10)];
      return callSeries(
        caller,
        'createSeries',
        seriesInput({
          startsAt,
          endsAt,
          rule: { frequency: 'DAILY', count: 3 + this.#random.below(8) },
          tenant: 'TECH',
          ...(this.#random.chance(0.5) ? { room: 10 + this.#random.below(14) } : {}),
          more: { leaveOut, acknowledgeOverCapacity: true },
        }),
      );
    },
    assignRoom: (caller) =>
      this.#onOne('PENDING', (id) =>
        call(caller, 'assignRoom', { bookingId: id, roomId: this.#room(), notes: 'By the door', ...this.#minutes() }),
      ),
    displace: (caller) =>
      this.#onOne('PENDING', async (id) => {
        const input = { bookingId: id, roomId: roomId(24), setupMinutes: 300, teardownMinutes: 300 };
        const refused = await call(caller, 'assignRoom', { ...input, dryRun: true });
        const inTheWay = new Set(
          refused.segments?.flatMap(({ conflicts }) => conflicts.flatMap(({ booking }) => booking?.id ?? [])),
        );
        return inTheWay.size === 0 || inTheWay.size >= mostBookings
          ? undefined
          : call(caller, 'assignRoom', { ...input, displaceBookingIds: [...inTheWay], reason: 'More urgent' });
      }),
    assignRooms: (caller) =>
      call(caller, 'assignRooms', {
        assignments: this.#some(hasStatus('PENDING'), 6).map((key) => ({
          bookingId: bookingId(key),
          roomId: this.#room(),
        })),
      }),
    unassignRoom: (caller) =>
      this.#onOne('ROOM_ASSIGNED', (id) => call(caller, 'unassignRoom', { bookingId: id, reason: 'The roof leaks' })),
    confirmBooking: (caller) => this.#onOne('ROOM_ASSIGNED', (id) => call(caller, 'confirmBooking', { bookingId: id })),
    confirmBookings: (caller) => call(caller, 'confirmBookings', { bookings: this.#refs('ROOM_ASSIGNED') }),
    rejectBooking: (caller) =>
      this.#onOne('PENDING', (id) => call(caller, 'rejectBooking', { bookingId: id, reason: 'Full' })),
    rejectBookings: (caller) => call(caller, 'rejectBookings', { bookings: this.#refs('PENDING'), reason: 'Full' }),
    cancelBooking: (caller) =>
      this.#onOne('CONFIRMED', (id) => call(caller, 'cancelBooking', { bookingId: id, reason: 'Not needed' })),
    updateBooking: (caller) =>
      this.#onOne('PENDING', (id) =>
        call(caller, 'updateBooking', {
          bookingId: id,
          clientName: `Client ${this.#random.below(1_000)}`,
          waterBottles: this.#random.below(50),
        }),
      ),
    rescheduleBooking: (caller) =>
      this.#onOne('CONFIRMED', (id) =>
        call(caller, 'rescheduleBooking', {
          bookingId: id,
          ...this.#span(),
          roomId: this.#room(),
          acknowledgeOverCapacity: true,
          ...this.#minutes(),
        }),
      ),
    finishBooking: (caller) => this.#onRunning((id) => call(caller, 'finishBooking', { bookingId: id })),
    extendBooking: (caller) =>
      this.#onRunning((id) => call(caller, 'extendBooking', { bookingId: id, endsAt: local('2031-03-01', '11:00') })),
    rescheduleSeries: (caller) =>
      this.#onSeries((id) =>
        callSeries(caller, 'rescheduleSeries', {
          bookingId: id,
          scope: 'ALL',
          roomId: this.#room(),
          acknowledgeOverCapacity: true,
        }),
      ),
    updateSeries: (caller) =>
      this.#onSeries((id) =>
        callSeries(caller, 'updateSeries', {
          bookingId: id,
          scope: this.#random.pick(['ALL', 'FOLLOWING']),
          clientName: `Series ${this.#random.below(1_000)}`,
        }),
      ),
    cancelSeries: (caller) =>
      this.#onSeries((id) =>
        callSeries(caller, 'cancelSeries', {
          bookingId: id,
          scope: this.#random.pick(['ALL', 'FOLLOWING']),
          reason: 'Stopped',
        }),
      ),
    restoreSeriesDate: (caller) =>
      this.#onSeries(async (id) => {
        const { rows } = await this.#facility.owner.query<{ date: string }>(
          'select l.starts_local::date::text as date from left_out_dates l join bookings b using (series_id) where b.id = $1',
          [keyOfId(id)],
        );
        return (
          rows[0] &&
          callSeries(caller, 'restoreSeriesDate', { bookingId: id, date: rows[0].date, acknowledgeOverCapacity: true })
        );
      }),
    closeRooms: (caller) =>
      this.#onOne('CONFIRMED', (id) => {
        const { state } = this.#known.get(keyOfId(id))!;
        return call(caller, 'closeRooms', {
          roomIds: [globalRoom(state)],
          ...takenIn(state),
          reason: 'New carpets',
          displaceBookingIds: [id],
        });
      }),
  };

  #room(): string {
    return roomId(1 + this.#random.below(24));
  }

  #minutes(): object {
    if (this.#random.chance(0.6)) return {};
    return this.#random.chance(0.3)
      ? { followRoom: true }
      : { setupMinutes: 15 * this.#random.below(4), ...(this.#random.chance(0.5) ? { teardownMinutes: 0 } : {}) };
  }

  #refs(status: string): { bookingId: string }[] {
    return this.#some(hasStatus(status), mostBookings).map((key) => ({ bookingId: bookingId(key) }));
  }

  async #onOne(status: string, work: (id: string) => Promise<Outcome | undefined>): Promise<Outcome | undefined> {
    const [key] = this.#some(hasStatus(status));
    return key === undefined ? undefined : work(bookingId(key));
  }

  async #onRunning(work: (id: string) => Promise<Outcome>): Promise<Outcome | undefined> {
    const [key] = this.#some(
      (state) =>
        isTaking(state) && moment(state['starts_at']) <= now.getTime() && moment(state['ends_at']) > now.getTime(),
    );
    return key === undefined ? undefined : work(bookingId(key));
  }

  async #onSeries(work: (id: string) => Promise<Outcome | undefined>): Promise<Outcome | undefined> {
    const { rows } = await this.#facility.owner.query<{ id: string }>(
      `select b.id from bookings b join series s on s.id = b.series_id where b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') order by b.id`,
    );
    return rows.length === 0 ? undefined : work(bookingId(this.#random.pick(rows).id));
  }

  /** What comes between: somebody else's deed, plain SQL, a booking that is deleted, a closure that is opened again. */
  async #change(): Promise<void> {
    const { owner } = this.#facility;
    const [key] = this.#some(() => true);
    const kind = this.#random.below(10);
    if (kind < 6) return void (await this.#deed());
    if (kind < 8) await owner.query(`update bookings set client_name = client_name || '.' where id = $1`, [key]);
    else if (kind < 9) await owner.query('delete from bookings where id = $1', [key]);
    else await owner.query('delete from closures where id = (select id from closures order by id limit 1)');
    await this.#look();
  }

  async #undo(by: Person, key: string): Promise<void> {
    // So that a slow machine does not run out of the 30 seconds.
    await this.#facility.owner.query('update undo_steps set at = clock_timestamp()');
    const act = this.#acts.findLast((one) => one.by === by && one.touched.has(key));
    const expected = await this.#expectedOf(act, key);
    const outcome = await call(this.#callers.get(by)!, 'undoBookingChange', { bookingId: bookingId(key) });
    const what = `undo of ${act?.name} by ${by}: ${JSON.stringify(outcome)}`;
    expect(expected.kinds, what).toContain(outcome.__typename);
    if (outcome.__typename === 'StaleBookingError')
      expect(expected.changed, what).toContain(keyOfId(outcome.stale?.id ?? ''));
    const touched = await this.#look();
    if (outcome.__typename === 'UndoBookingChangePayload' && act) {
      expect([...touched.keys()].toSorted(), `nothing but the deed: ${what}`).toEqual(
        [...act.touched.keys()].toSorted(),
      );
      for (const [one, { before }] of act.touched) {
        const after = this.#known.get(one)?.state;
        if (before === null) expect(after, what).toMatchObject({ status: 'CANCELLED', room_id: null });
        else expect(after, what).toEqual(before);
      }
      this.#acts.push({ by, name: 'undoBookingChange', touched });
    } else expect([...touched.keys()], `nothing at all: ${what}`).toEqual([]);
    this.#count(`undo:${outcome.__typename}`);
    expect((await verifyPhysics(this.#facility.database.ownerUrl)).differences, what).toEqual([]);
    await expectSoundPhysics(this.#facility.superuser);
  }

  async #expectedOf(act: Act | undefined, key: string): Promise<{ kinds: string[]; changed: string[] }> {
    if (!this.#known.has(key)) return { kinds: ['NotFoundError'], changed: [] };
    if (!act || neverUndone.has(act.name)) return { kinds: ['NothingToUndoError'], changed: [] };
    const touched = [...act.touched];
    const changed = touched
      .filter(([one, { version }]) => (this.#known.get(one)?.version ?? version) !== version)
      .map(([one]) => one);
    const isDeleted = touched.some(([one]) => !this.#known.has(one));
    if (changed.length > 0 || isDeleted)
      return {
        kinds: [...(changed.length > 0 ? ['StaleBookingError'] : []), ...(isDeleted ? ['NothingToUndoError'] : [])],
        changed,
      };
    const { rows: closures } = await this.#facility.owner.query<{ room_ids: string[]; starts_at: Date; ends_at: Date }>(
      'select room_ids, starts_at, ends_at from closures',
    );
    const others = [
      ...[...this.#known]
        .filter(([one, { state }]) => !act.touched.has(one) && isTaking(state))
        .map(([, { state }]) => ({ leaves: leavesOf(state['room_id']), ...takenIn(state) })),
      ...closures.map(({ room_ids, starts_at: startsAt, ends_at: endsAt }) => ({
        leaves: room_ids.flatMap(leavesOf),
        startsAt,
        endsAt,
      })),
    ];
    const isTaken = touched.some(([, { before }]) => {
      if (before === null || !isTaking(before)) return false;
      const { startsAt, endsAt } = takenIn(before);
      const leaves = leavesOf(before['room_id']);
      return others.some(
        (other) =>
          other.startsAt < endsAt && startsAt < other.endsAt && other.leaves.some((leaf) => leaves.includes(leaf)),
      );
    });
    return { kinds: [isTaken ? 'RoomTakenError' : 'UndoBookingChangePayload'], changed: [] };
  }
}

function hasStatus(status: string) {
  return (state: State): boolean => state['status'] === status;
}
function isTaking({ status }: State): boolean {
  return ['ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED'].includes(String(status));
}
function moment(value: unknown): number {
  return new Date(String(value)).getTime();
}
function globalRoom({ room_id: room }: State): string {
  return Buffer.from(`Room:${String(room)}`).toString('base64');
}
function leavesOf(room: unknown): string[] {
  return room === roomKey(24) ? [roomKey(5), roomKey(6)] : [String(room)];
}
function takenIn(state: State): { startsAt: Date; endsAt: Date } {
  return {
    startsAt: new Date(moment(state['starts_at']) - Number(state['setup_minutes']) * minuteMs),
    endsAt: new Date(moment(state['ends_at']) + Number(state['teardown_minutes']) * minuteMs),
  };
}
