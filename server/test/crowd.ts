import pg from 'pg';
import { expect } from 'vitest';
import { book, call, keysOf, type Outcome } from './booking-calls.ts';
import { type Answer, Caller } from './client.ts';
import {
  bookingId,
  days,
  globalId,
  hours,
  keyOfId,
  later,
  openFacility,
  roomId,
  roomKey,
  someMorning,
  type TestFacility,
} from './factories.ts';
import { callRooms } from './room-calls.ts';
import { callSeries, repeat } from './series-calls.ts';
import { startApp, startProcess } from './servers.ts';

export type Crowd = {
  readonly facility: TestFacility;
  readonly urls: readonly [string, string];
  readonly boss: Caller;
  readonly admin: Caller;
  /** Days on which nothing stands yet. Gives back the first of them. */
  freshDays(count: number): number;
  close(): Promise<void>;
};

/** Two servers over one database: in this process, or as they run in earnest. */
export async function openCrowd(servers: 'in this process' | 'in their own'): Promise<Crowd> {
  const facility = await openFacility();
  const { ownerUrl, appUrl, eventsUrl, jobsUrl } = facility.database;
  // What one person may ask in a minute stands in front of what is proven here, and has proofs of its own.
  const costPerMinute = 1_000_000_000;
  const start = async () => {
    if (servers === 'in this process') {
      const app = await startApp(facility.database, undefined, { limits: { costPerMinute } });
      return { url: app.url, stop: () => app.close() };
    }
    return startProcess({
      DATABASE_URL: ownerUrl,
      APP_DATABASE_URL: appUrl,
      EVENTS_DATABASE_URL: eventsUrl,
      JOBS_DATABASE_URL: jobsUrl,
      MAX_COST_PER_MINUTE: String(costPerMinute),
    });
  };
  const [first, second] = await Promise.all([start(), start()]);
  const [boss, admin] = await Promise.all([Caller.signIn(first.url, 'room_boss'), Caller.signIn(first.url, 'admin')]);
  let day = 0;
  return {
    facility,
    boss,
    admin,
    urls: [first.url, second.url],
    freshDays: (count) => (day += count) - count,
    close: async () => {
      await Promise.all([first.stop(), second.stop()]);
      await facility.close();
    },
  };
}

/** An hour of such a day: each of a crowd has its own. */
function slot(day: number, hour = 0) {
  const startsAt = later(someMorning(), days(day) + hours(hour));
  return { startsAt, endsAt: later(startsAt, hours(1)) };
}

const atOneRow = 16;
const numbers = Array.from({ length: atOneRow }, (_, index) => index);

/** What an outsider holds, and sixteen requests that come upon it. */
type Held = {
  readonly what: string;
  prepare(
    crowd: Crowd,
    day?: number,
  ): Promise<{
    readonly hold: readonly [string, ...unknown[]];
    readonly requests: () => Promise<{ __typename: string }>[];
  }>;
};

type Meant = {
  readonly id: string;
  /** A booking of one's own. */ readonly otherId: string;
  readonly free: { readonly startsAt: Date; readonly endsAt: Date };
};

function bookingFor(what: string, request: (boss: Caller, meant: Meant) => Promise<{ __typename: string }>): Held {
  return {
    what,
    prepare: async ({ facility, boss, freshDays }) => {
      const day = freshDays(2);
      const key = await facility.insertBooking({ ...slot(day), room: 1, status: 'ROOM_ASSIGNED' });
      const others = await Promise.all(
        numbers.map((index) => facility.insertBooking({ ...slot(day + 1, index), room: 2, status: 'ROOM_ASSIGNED' })),
      );
      return {
        hold: ['select from bookings where id = $1 for update', key],
        requests: () =>
          others.map((other, index) =>
            request(boss, { id: bookingId(key), otherId: bookingId(other), free: slot(day + 1, index) }),
          ),
      };
    },
  };
}

export const held: readonly Held[] = [
  bookingFor('the row of a booking that all of them move', (boss, { id, free }) =>
    call(boss, 'rescheduleBooking', { bookingId: id, ...free }),
  ),
  bookingFor('the row of a booking that all of them only try to move', (boss, { id, free }) =>
    call(boss, 'rescheduleBooking', { bookingId: id, ...free, dryRun: true }),
  ),
  bookingFor('the row of one of the bookings that each of them confirms', (boss, { id, otherId }) =>
    call(boss, 'confirmBookings', { bookings: [{ bookingId: otherId }, { bookingId: id }] }),
  ),
  {
    what: 'the lock of a room that all of them book or close',
    prepare: async ({ boss, freshDays }, day = freshDays(1)) => ({
      hold: [`select lock_in_order('{}', array[$1::uuid])`, roomKey(1)],
      requests: () =>
        numbers.map((index) =>
          index % 4 === 0
            ? call(boss, 'closeRooms', { roomIds: [roomId(1)], ...slot(day, index), reason: 'Painting' })
            : book(boss, { ...slot(day, index), room: 1, tenant: 'TECH' }),
        ),
    }),
  },
  {
    what: 'the lock of a room behind a folded wall',
    prepare: async ({ boss, freshDays }, day = freshDays(1)) => ({
      hold: [`select lock_in_order('{}', array[$1::uuid])`, roomKey(5)],
      requests: () =>
        numbers.map((index) => book(boss, { ...slot(day, index), room: index % 2 === 0 ? 24 : 5, tenant: 'TECH' })),
    }),
  },
  {
    what: 'the row of a room that all of them wish for',
    prepare: async ({ facility, boss, freshDays }) => {
      const day = freshDays(1);
      const ghosts = await Promise.all(numbers.map((index) => facility.insertBooking({ ...slot(day, index) })));
      return {
        hold: ['select from rooms where id = $1 for update', roomKey(1)],
        requests: () =>
          ghosts.map((key, index) =>
            index % 2 === 0
              ? call(boss, 'rescheduleBooking', { bookingId: bookingId(key), roomId: roomId(1) })
              : book(boss, { ...slot(day, index), wish: 1, tenant: 'TECH' }),
          ),
      };
    },
  },
  {
    what: 'the lock of a room that different ghosts are to get',
    prepare: async ({ facility, boss, freshDays }) => {
      const day = freshDays(1);
      const ghosts = await Promise.all(numbers.map((index) => facility.insertBooking(slot(day, index))));
      return {
        hold: [`select lock_in_order('{}', array[$1::uuid])`, roomKey(1)],
        requests: () =>
          ghosts.map((key, index) =>
            index % 2 === 0
              ? call(boss, 'assignRoom', { bookingId: bookingId(key), roomId: roomId(1) })
              : call(boss, 'assignRooms', { assignments: [{ bookingId: bookingId(key), roomId: roomId(1) }] }),
          ),
      };
    },
  },
  {
    what: 'the lock of a request that is repeated',
    prepare: async ({ facility, boss, freshDays }, day = freshDays(1)) => ({
      hold: [
        `select pg_advisory_xact_lock(hashtextextended($1, 4))`,
        `6f1c3a52-0f5e-4d4b-9a5e-2d3a7c1b8e01 ${facility.userKeys['room_boss']} the same`,
      ],
      requests: () =>
        numbers.map(() => book(boss, { ...slot(day), room: 1, tenant: 'TECH' }, { idempotencyKey: 'the same' })),
    }),
  },
  {
    what: 'the row of one date of a series that all of them move, change, cancel or undo',
    prepare: async ({ boss, freshDays }) => {
      const day = freshDays(20);
      const made = await repeat(boss, {
        ...slot(day),
        room: 1,
        tenant: 'TECH',
        rule: { frequency: 'DAILY', count: 5 },
      });
      const ids = made.bookings?.map(({ id }) => id) ?? [];
      return {
        hold: ['select from bookings where id = $1 for update', keysOf(made)[3]],
        requests: () =>
          numbers.map((index) => {
            const ref = { bookingId: ids[index % 3] ?? '', scope: 'ALL' };
            if (index % 4 === 0) return call(boss, 'undoBookingChange', { bookingId: ref.bookingId });
            return index % 4 === 1
              ? callSeries(boss, 'cancelSeries', { ...ref, reason: 'Called off' })
              : callSeries(boss, 'rescheduleSeries', { ...ref, ...slot(day + (index % 3), index) });
          }),
      };
    },
  },
  {
    what: 'the list of rooms, which all of them change',
    prepare: async ({ admin }) => ({
      hold: ['select lock_room_list()'],
      requests: () =>
        numbers.map((index) => callRooms(admin, 'createRoom', { name: `Room more ${index}`, capacity: 4 })),
    }),
  },
  {
    what: 'the row of a closure that all of them end',
    prepare: async ({ boss, freshDays }) => {
      const { closure } = await call(boss, 'closeRooms', {
        roomIds: [roomId(3)],
        ...slot(freshDays(1)),
        reason: 'Painting',
      });
      return {
        hold: ['select from closures where id = $1 for update', keyOfId(closure?.id ?? '')],
        requests: () => numbers.map(() => call(boss, 'reopenRooms', { closureId: closure?.id })),
      };
    },
  },
  {
    what: 'the lock of all people, some of whom each of them changes',
    prepare: async ({ admin, facility }) => ({
      hold: ['select lock_people()'],
      requests: () =>
        numbers.map((index) =>
          mutate(admin, 'updateUser', {
            userId: globalId('User', facility.userKeys.kitchen),
            displayName: `Name ${index}`,
          }),
        ),
    }),
  },
  {
    what: 'the row of a person who makes tokens for tools',
    prepare: async ({ admin, facility }) => ({
      hold: ['select from users where id = $1 for update', facility.userKeys.admin],
      requests: () =>
        numbers.map((index) =>
          mutate(admin, 'createToken', {
            name: `Tool ${index}`,
            scopes: ['calendar:read'],
            expiresAt: later(someMorning(), days(1)),
          }),
        ),
    }),
  },
  {
    what: 'the row of a session that all of them end',
    prepare: async ({ admin, facility }) => {
      await Caller.signIn(admin.url, 'admin');
      const { rows } = await facility.superuser.query<{ id: string }>(
        'select id from sessions where user_id = $1 and ended_at is null order by created_at desc limit 1',
        [facility.userKeys.admin],
      );
      const id = rows[0]?.id ?? '';
      return {
        hold: ['select from sessions where id = $1 for update', id],
        requests: () =>
          numbers.map(async () =>
            kindOf(
              await admin.ask<{ result: { __typename: string } }>(
                'mutation ($id: ID!) { result: endSession(id: $id) { __typename } }',
                { id: globalId('Session', id) },
              ),
            ),
          ),
      };
    },
  },
  {
    what: 'the rows that count how often somebody at one address asked for a link',
    prepare: async ({ boss }) => {
      const ask = async () => {
        const answer = await new Caller(boss.url, null).ask<{ requestPasswordReset: boolean }>(
          'mutation { requestPasswordReset(username: "viewer.tech") }',
        );
        return answer.data === null ? kindOf({ ...answer, data: null }) : { __typename: 'done' };
      };
      await ask();
      return { hold: ['select from sign_in_tries for update'], requests: () => numbers.map(ask) };
    },
  },
];

/** What is no transaction is told Busy by a code. */
function kindOf({ data, errors, text }: Answer<{ result: { __typename: string } }>): { __typename: string } {
  if (data === null)
    expect(
      errors.map(({ extensions }) => extensions?.code),
      text,
    ).toEqual(['BUSY']);
  return data?.result ?? { __typename: 'BusyError' };
}

/** A mutation of which only the kind of its answer counts; being told Busy is in no union of these. */
async function mutate(
  caller: Caller,
  name: 'updateUser' | 'createToken',
  input: Readonly<Record<string, unknown>>,
): Promise<{ __typename: string }> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return kindOf(
    await caller.ask(`mutation ($input: ${type}!) { result: ${name}(input: $input) { __typename } }`, { input }),
  );
}

const ours = `select count(*)::int as count from pg_stat_activity where application_name = 'colab' and wait_event_type = 'Lock' and datname = current_database()`;

/** In how many connections of ours somebody waits for a lock at this moment. */
async function waitingConnections({ facility }: Crowd): Promise<number> {
  return (await facility.superuser.query<{ count: number }>(ours)).rows[0]?.count ?? 0;
}

/**
 * Somebody holds what sixteen requests need; meanwhile others book at other rooms.
 * @param until the crowd is answered, or only until the others are
 */
export async function besideWhatIsHeld(
  crowd: Crowd,
  { what, prepare }: Held,
  writes: number,
  until: 'all are answered' | 'the others are answered',
): Promise<{ readonly outcomes: readonly string[]; readonly slowestMs: number }> {
  const {
    facility,
    boss,
    urls: [url],
  } = crowd;
  const {
    hold: [text, ...values],
    requests,
  } = await prepare(crowd);
  const outsider = new pg.Client({ connectionString: facility.database.superuserUrl, application_name: 'outsider' });
  await outsider.connect();
  try {
    await outsider.query('begin; set local idle_in_transaction_session_timeout = 0');
    await outsider.query(text, values);
    const began = performance.now();
    const answers = Promise.all(
      requests().map(async (request) => ({ name: (await request).__typename, ms: performance.now() - began })),
    );
    await expect
      .poll(() => waitingConnections(crowd), { message: `${what}: somebody waits`, interval: 10 })
      .toBeGreaterThan(0);
    await expect
      .poll(async () => /^colab_writes_waiting (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1], {
        message: `${what}: the others wait without a connection`,
        interval: 10,
      })
      .toBe(String(atOneRow - 2));
    const others: Outcome[] = [];
    let most = 0;
    const day = crowd.freshDays(Math.ceil(writes / 10) + 1);
    for (let index = 0; index < writes; index += 3) {
      const three = [0, 1, 2].map((one) =>
        book(boss, {
          ...slot(day + Math.floor((index + one) / 10)),
          room: 8 + ((index + one) % 10),
          tenant: 'TRAINING',
        }),
      );
      others.push(...(await Promise.all(three)));
      most = Math.max(most, await waitingConnections(crowd));
    }
    expect(new Set(others.map(({ __typename }) => __typename)), `${what}: nobody at another room is refused`).toEqual(
      new Set(['CreateBookingsPayload']),
    );
    expect(most, `${what}: connections that wait`).toBeLessThanOrEqual(2);
    if (until === 'the others are answered') await outsider.query('rollback');
    const all = await answers;
    return { outcomes: all.map(({ name }) => name), slowestMs: Math.max(...all.map(({ ms }) => ms)) };
  } finally {
    await outsider.end();
  }
}

const crowdSize = 50;
const everybody = Array.from({ length: crowdSize }, (_, index) => index);

type Slot = { readonly room: number; readonly startsAt: Date; readonly endsAt: Date };
type Contender = (
  facility: TestFacility,
  to: Slot,
  /** A place for a booking that stands elsewhere so far. */ elsewhere: Slot,
) => Promise<(caller: Caller) => Promise<Outcome>>;
const contenders: Readonly<Record<'createBookings' | 'assignRoom' | 'rescheduleBooking' | 'closeRooms', Contender>> = {
  createBookings: async (_facility, to) => (caller) => book(caller, { ...to, tenant: 'TECH' }),
  assignRoom: async (facility, { room, ...when }) => {
    const key = await facility.insertBooking(when);
    return (caller) => call(caller, 'assignRoom', { bookingId: bookingId(key), roomId: roomId(room) });
  },
  rescheduleBooking: async (facility, { room, ...when }, elsewhere) => {
    const key = await facility.insertBooking(elsewhere);
    return (caller) => call(caller, 'rescheduleBooking', { bookingId: bookingId(key), roomId: roomId(room), ...when });
  },
  closeRooms:
    async (_facility, { room, ...when }) =>
    (caller) =>
      call(caller, 'closeRooms', { roomIds: [roomId(room)], ...when, reason: 'Painting' }),
};
export type Contest = keyof typeof contenders | 'all of these';

/** Fifty at once for one free slot, through one server or both. Gives back how many were told what. */
export async function contest(
  { facility, boss, urls, freshDays }: Crowd,
  what: Contest,
  servers: 1 | 2,
): Promise<Record<string, number>> {
  const day = freshDays(2);
  const to = { room: 1 + (day % 4), ...slot(day) };
  const kinds = what === 'all of these' ? Object.values(contenders) : [contenders[what]];
  const requests = await Promise.all(
    everybody.map((index) =>
      (kinds[index % kinds.length] ?? contenders.createBookings)(facility, to, {
        room: 7 + (index % 17),
        ...slot(day + 1, Math.floor(index / 17)),
      }),
    ),
  );
  const outcomes = await Promise.all(requests.map((request, index) => request(boss.at(urls[index % servers] ?? ''))));
  const names = Map.groupBy(outcomes, (outcome) =>
    outcome.__typename.endsWith('Payload') ? 'done' : outcome.__typename,
  );
  return Object.fromEntries([...names].map(([name, all]) => [name, all.length]));
}
