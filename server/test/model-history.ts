import { expect } from 'vitest';
import { verifyPhysics } from '../src/bookings/placing/verify-physics.ts';
import type { Booking, MutationName, Outcome } from './booking-calls.ts';
import { keyOfId, roomKey, type TestFacility } from './factories.ts';
import { expectSoundPhysics } from './physics.ts';

export type Step = {
  readonly name: MutationName;
  readonly input: Readonly<Record<string, unknown>>;
  /** The booking that it is about. */
  readonly key: string;
  readonly displaced: readonly string[];
  /** The newest version that anybody knew of each booking before the call. */
  readonly floors: ReadonlyMap<string, number>;
};
export type Acknowledgement = Step & { readonly told: readonly Booking[] };
export type Refused = Step & { readonly outcome: Outcome };
export type Told = { readonly acknowledged: readonly Acknowledgement[]; readonly refused: readonly Refused[] };

/** docs/domain.md, "Life of a booking", by hand: from which status to which. `same` stays what it is. */
const placed = ['ROOM_ASSIGNED', 'CONFIRMED'];
const open = ['PENDING', ...placed];
const transitions: Readonly<
  Record<string, { readonly from: readonly string[]; readonly to: readonly string[] | 'same' }>
> = {
  createBookings: { from: ['none'], to: open },
  assignRoom: { from: ['PENDING'], to: ['ROOM_ASSIGNED'] },
  displaceBooking: { from: placed, to: ['PENDING'] },
  unassignRoom: { from: ['ROOM_ASSIGNED'], to: ['PENDING'] },
  confirmBooking: { from: ['ROOM_ASSIGNED'], to: ['CONFIRMED'] },
  cancelBooking: { from: open, to: ['CANCELLED'] },
  rescheduleBooking: { from: open, to: 'same' },
};

type State = {
  readonly version: number;
  readonly status: string;
  readonly room: number | null;
  readonly from: number;
  readonly to: number;
};
type Event = State & { readonly key: string; readonly cause: string };
type Life = { readonly states: State[]; readonly causes: string[] };

function leavesOf(room: number | null): readonly number[] {
  return room === null ? [] : room === 24 ? [5, 6] : [room];
}

/** Acknowledged answers, events in their order, and rows: each is worked out from another and must agree. */
export async function expectOneHistory(
  facility: TestFacility,
  told: Told,
): Promise<{ bookings: number; changes: number; deadlocks: number }> {
  const lives = await replay(facility);
  expectAcknowledgedIn(lives, told.acknowledged);
  for (const refused of told.refused) expectTrue(lives, refused);
  await expectRowsAsLast(facility, lives);
  await expectSoundPhysics(facility.superuser);
  expect((await verifyPhysics(facility.database.ownerUrl)).differences, 'npm run verify').toEqual([]);
  const { rows } = await facility.superuser.query<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  );
  const changes = [...lives.values()].reduce((sum, life) => sum + life.states.length, 0);
  return { bookings: lives.size, changes, deadlocks: rows[0]?.deadlocks ?? -1 };
}

/** Each change in its order, done to a facility of bookings in memory that knows the rules: none may break one. */
async function replay({ owner }: TestFacility): Promise<Map<string, Life>> {
  const { rows } = await owner.query<Event>(`
    select e.subject::text as key, e.version, e.cause, e.status_after::text as status, r.position as room,
      (extract(epoch from e.taken_from_after) * 1000)::float8 as "from", (extract(epoch from e.taken_to_after) * 1000)::float8 as "to"
    from domain_events e join bookings b on b.id = e.subject left join rooms r on r.id = e.room_after where e.recipients = '{}' order by e.seq`);
  const lives = new Map<string, Life>();
  const now = new Map<string, State>();
  for (const { key, cause, ...state } of rows) {
    const what = `${cause} of ${key}: ${JSON.stringify(state)}`;
    const before = now.get(key);
    const rule = transitions[cause];
    expect(rule?.from, what).toContain(before?.status ?? 'none');
    expect(rule?.to === 'same' ? [before?.status] : rule?.to, what).toContain(state.status);
    expect(state.version, what).toBe((before?.version ?? 0) + 1);
    expect(state.room !== null, what).toBe(placed.includes(state.status));
    if (cause === 'confirmBooking') expect(state.room, what).toBe(before?.room);
    if (cause !== 'createBookings' && cause !== 'rescheduleBooking')
      expect([state.from, state.to], what).toEqual([before?.from, before?.to]);
    now.delete(key);
    for (const leaf of leavesOf(state.room)) {
      const others = [...now].filter(
        ([, other]) => leavesOf(other.room).includes(leaf) && other.from < state.to && state.from < other.to,
      );
      expect(others, `nobody is in the room at the moment of ${what}`).toEqual([]);
    }
    now.set(key, state);
    const life = lives.get(key) ?? { states: [], causes: [] };
    life.states.push(state);
    life.causes.push(cause);
    lives.set(key, life);
  }
  return lives;
}

function moment(value: unknown): number {
  return new Date(value as string).getTime();
}

function expectAcknowledgedIn(lives: ReadonlyMap<string, Life>, acknowledged: readonly Acknowledgement[]): void {
  const counts = new Map<string, number>();
  const idle = new Map<string, number>();
  const count = (into: Map<string, number>, key: string, cause: string) =>
    into.set(`${key} ${cause}`, (into.get(`${key} ${cause}`) ?? 0) + 1);
  for (const { name, input, key, displaced, told, floors } of acknowledged) {
    const life = lives.get(key);
    const what = `${name} ${JSON.stringify(input)}: ${JSON.stringify(told)}`;
    for (const booking of told)
      expect(stateOf(booking), what).toEqual(lives.get(keyOfId(booking.id))?.states[booking.version - 1]);
    // A room alone may be the one where it already stands: then nothing changes, and nothing is told of it.
    if (name === 'rescheduleBooking' && input['startsAt'] === undefined) count(idle, key, name);
    else
      expect(
        madeBetween(life, name, floors.get(key) ?? 0, told[0]?.version ?? 0, input),
        `is in the history after what was known: ${what}`,
      ).toBe(true);
    if (typeof input['expectedVersion'] === 'number' && name !== 'rescheduleBooking')
      expect(life?.causes[input['expectedVersion']], what).toBe(name);
    count(counts, key, name);
    for (const one of displaced) count(counts, one, 'displaceBooking');
  }
  for (const [key, life] of lives) {
    for (const cause of Object.keys(transitions)) {
      const name = `${key} ${cause}`;
      const made = life.causes.filter((one) => one === cause).length;
      const said = counts.get(name) ?? 0;
      expect(made, `as many ${name} as were acknowledged (${said})`).toBeLessThanOrEqual(said);
      expect(made, `no acknowledged ${name} is lost (${said})`).toBeGreaterThanOrEqual(said - (idle.get(name) ?? 0));
    }
  }
  for (const name of counts.keys()) expect(lives.has(name.split(' ')[0] ?? ''), `${name} was acknowledged`).toBe(true);
}

/** What was asked for is what became of it. */
function madeBetween(
  life: Life | undefined,
  cause: string,
  floor: number,
  version: number,
  input: Step['input'],
): boolean {
  return (
    life?.states.some(
      (state, index) =>
        life.causes[index] === cause &&
        state.version > floor &&
        state.version <= version &&
        (input['startsAt'] === undefined ||
          (state.from === moment(input['startsAt']) && state.to === moment(input['endsAt']))) &&
        (cause !== 'assignRoom' || roomKey(state.room ?? 0) === keyOfId(String(input['roomId']))),
    ) ?? false
  );
}

function stateOf({ version, status, room, startsAt, endsAt }: Booking): State {
  return {
    version,
    status,
    room: room?.position ?? null,
    from: moment(startsAt),
    to: moment(endsAt),
  };
}

/** A refusal for a status or a version is told of one that the booking had, no older than what was known. */
function expectTrue(lives: ReadonlyMap<string, Life>, { name, input, key, displaced, floors, outcome }: Refused): void {
  const what = `${name} ${JSON.stringify(input)}: ${JSON.stringify(outcome)}`;
  if (outcome.__typename === 'WrongStatusError' && displaced.length === 0) {
    const since = lives
      .get(key)
      ?.states.filter(({ version }) => version >= (floors.get(key) ?? 1))
      .map(({ status }) => status);
    expect(since, what).toContain(outcome.status);
    expect(transitions[name]?.from, what).not.toContain(outcome.status);
    expect(outcome.allowed, what).toEqual(transitions[name]?.from);
  }
  if (outcome.__typename === 'StaleBookingError') {
    expect(outcome.stale?.version, what).toBeGreaterThan(Number(input['expectedVersion']));
    if (outcome.stale) expect(stateOf(outcome.stale), what).toEqual(lives.get(key)?.states[outcome.stale.version - 1]);
  }
}

async function expectRowsAsLast({ owner }: TestFacility, lives: ReadonlyMap<string, Life>): Promise<void> {
  const { rows } = await owner.query<State & { key: string }>(`
    select b.id::text as key, b.version, b.status::text, r.position as room,
      (extract(epoch from b.starts_at) * 1000)::float8 as "from", (extract(epoch from b.ends_at) * 1000)::float8 as "to"
    from bookings b left join rooms r on r.id = b.room_id order by b.id`);
  const last = [...lives]
    .map(([key, { states }]) => ({ key, ...states.at(-1) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  expect(rows).toEqual(last);
}
