import { describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { book, call, keysOf, type MutationName } from '../../test/booking-calls.ts';
import {
  bookingId,
  days,
  hours,
  later,
  roomId,
  roomKey,
  someMorning,
  tenants,
  type TestFacility,
} from '../../test/factories.ts';
import { callSeries, repeat } from '../../test/series-calls.ts';

const told = ['staff.tech', 'staff2.tech', 'room_boss', 'it_staff', 'kitchen'] as const;

const { facility, people, clock } = await arrange({
  people: ['staff.tech', 'staff2.tech', 'room_boss', 'admin', 'it_boss', 'it_staff', 'kitchen'],
  now: someMorning(),
});
type Who = keyof typeof people;

type Facts = {
  readonly startsAt: string;
  readonly room: { readonly name: string } | null;
  readonly requestedRoom: { readonly name: string } | null;
  readonly numLearners: number;
  readonly status: string;
};
type ItemSeen = {
  readonly type: string;
  readonly changed: readonly string[];
  readonly room: { readonly name: string } | null;
  readonly reason: string | null;
  readonly booking: { readonly id: string; readonly clientName: string };
  readonly before: Facts | null;
  readonly after: Facts | null;
};
type Line = {
  readonly id: string;
  readonly type: string;
  readonly itemCount: number;
  readonly counts: readonly { readonly type: string; readonly count: number }[];
  readonly booking: { readonly id: string } | null;
  readonly items: readonly ItemSeen[];
};
type Feed = {
  readonly notifications: {
    readonly unreadCount: number;
    readonly cursor: string;
    readonly edges: readonly { readonly node: Line }[];
  };
};
const facts = '{ status startsAt room { name } requestedRoom { name } numLearners }';
const item = `{ type changed reason room { name } booking { id clientName } before ${facts} after ${facts} }`;
const feed = `query ($types: [NotificationType!], $bookingId: ID) { notifications(first: 10, types: $types, bookingId: $bookingId) { unreadCount cursor edges { node { id type itemCount counts { type count } booking { id } items(first: 10) ${item} } } } }`;
async function feedOf(name: Who, filter: object = {}) {
  return (await people[name].get<Feed>(feed, { ...filter })).notifications;
}

/** What an act told each of them: the lines above those that were there before it. */
async function toldBy(act: () => Promise<unknown>): Promise<Record<(typeof told)[number], readonly Line[]>> {
  const linesOf = async (name: (typeof told)[number]) =>
    name === 'kitchen' ? [] : (await feedOf(name)).edges.map(({ node }) => node);
  const before = await Promise.all(told.map(linesOf));
  await act();
  const after = await Promise.all(told.map(linesOf));
  return Object.fromEntries(
    told.map((name, index) => [name, newer(after[index] ?? [], before[index] ?? [])]),
  ) as unknown as Record<(typeof told)[number], readonly Line[]>;
}

function newer(after: readonly Line[], before: readonly Line[]): readonly Line[] {
  const known = after.findIndex(({ id }) => before.some((line) => line.id === id));
  return known === -1 ? after : after.slice(0, known);
}

let day = 0;
function span(length = hours(2)) {
  const startsAt = later(someMorning(), days((day += 2)));
  return { startsAt, endsAt: later(startsAt, length) };
}
type Made = Partial<Omit<Parameters<TestFacility['insertBooking']>[0], 'startsAt' | 'endsAt'>> & {
  readonly startsAt?: Date;
  readonly endsAt?: Date;
  readonly devices?: number;
};
/** Asked for by staff.tech. */
async function made({ devices = 0, ...facts }: Made = {}): Promise<string> {
  const key = await facility.insertBooking({ ...span(), ...facts });
  if (devices > 0) await facility.owner.query('update bookings set devices_needed = $2 where id = $1', [key, devices]);
  return key;
}
async function ok(answer: Promise<{ readonly __typename: string; readonly message?: string }>) {
  const outcome = await answer;
  expect(outcome.__typename, outcome.message).toMatch(/Payload$/);
}
function as(name: Who, mutation: MutationName, input: Readonly<Record<string, unknown>>) {
  return ok(call(people[name], mutation, input));
}

/**
 * Who is told of what, by hand from docs/domain.md, "Life of a booking" and "Notifications": of the requester (staff.tech), the colleague, the Room Boss and the
 * IT desk, what each finds in the one line that is new. "–" is no line. The kitchen is never told.
 */
type Row = readonly [
  what: string,
  requester: string,
  colleague: string,
  boss: string,
  desk: string,
  act: () => Promise<() => Promise<unknown>>,
];
function by(name: Who, mutation: MutationName, input: object, facts: Made = {}) {
  return async () => {
    const key = await made(facts);
    return () => as(name, mutation, { bookingId: bookingId(key), ...input });
  };
}
const placed = { status: 'ROOM_ASSIGNED', room: 3 } as const;
function running() {
  return { startsAt: later(clock.now, -hours(1)), endsAt: later(clock.now, hours(3)), status: 'CONFIRMED' as const };
}
const rows: readonly Row[] = [
  // By the requester themselves.
  ['asks for a room', '–', '–', 'BOOKING_PENDING', '–', async () => () => ok(book(people['staff.tech'], span()))],
  [
    'asks for a room and devices',
    '–',
    '–',
    'BOOKING_PENDING',
    'DEVICE_REQUEST',
    async () => () => ok(book(people['staff.tech'], span(), { devicesNeeded: 3 })),
  ],
  [
    'asks for devices alone',
    '–',
    '–',
    '–',
    'DEVICE_REQUEST',
    async () => () =>
      ok(
        book(people['staff.tech'], span(), {
          kind: 'DEVICES_ONLY',
          devicesNeeded: 3,
          numLearners: 0,
          numFacilitators: 0,
        }),
      ),
  ],
  [
    'changes the people of a ghost',
    '–',
    '–',
    'BOOKING_CHANGED',
    '–',
    by('staff.tech', 'updateBooking', { numLearners: 7 }),
  ],
  ['changes only the client’s name', '–', '–', '–', '–', by('staff.tech', 'updateBooking', { clientName: 'Other' })],
  [
    'moves a ghost to another day',
    '–',
    '–',
    'BOOKING_CHANGED',
    '–',
    async () => {
      const key = await made();
      return () => as('staff.tech', 'rescheduleBooking', { bookingId: bookingId(key), ...span() });
    },
  ],
  [
    'wants fewer devices',
    '–',
    '–',
    '–',
    'DEVICE_REQUEST',
    by('staff.tech', 'updateBooking', { devicesNeeded: 1 }, { devices: 4 }),
  ],
  [
    'wants other devices',
    '–',
    '–',
    '–',
    'DEVICE_REQUEST',
    by('staff.tech', 'updateBooking', { deviceTypePreference: 'DESKTOPS' }, { devices: 4 }),
  ],
  ['withdraws a ghost', '–', '–', '–', '–', by('staff.tech', 'cancelBooking', { reason: 'Not needed' })],
  [
    'withdraws a ghost that wanted devices',
    '–',
    '–',
    '–',
    'DEVICE_REQUEST',
    by('staff.tech', 'cancelBooking', { reason: 'Not needed' }, { devices: 4 }),
  ],
  // By the Room Boss.
  ['assigns a room', 'ROOM_ASSIGNED', '–', '–', '–', by('room_boss', 'assignRoom', { roomId: roomId(4) })],
  ['rejects', 'BOOKING_REJECTED', '–', '–', '–', by('room_boss', 'rejectBooking', { reason: 'Full' })],
  [
    'rejects what wanted devices',
    'BOOKING_REJECTED',
    '–',
    '–',
    'DEVICE_REQUEST',
    by('room_boss', 'rejectBooking', { reason: 'Full' }, { devices: 2 }),
  ],
  ['confirms', 'BOOKING_CONFIRMED', '–', '–', '–', by('room_boss', 'confirmBooking', {}, placed)],
  [
    'takes the room back',
    'BOOKING_DISPLACED',
    '–',
    '–',
    '–',
    by('room_boss', 'unassignRoom', { reason: 'The roof leaks' }, placed),
  ],
  [
    'moves to another room',
    'BOOKING_CHANGED',
    '–',
    '–',
    '–',
    by('room_boss', 'rescheduleBooking', { roomId: roomId(5) }, placed),
  ],
  [
    'moves to another day, with devices',
    'BOOKING_CHANGED',
    '–',
    '–',
    'DEVICE_REQUEST',
    async () => {
      const key = await made({ ...placed, devices: 2 });
      return () => as('room_boss', 'rescheduleBooking', { bookingId: bookingId(key), ...span() });
    },
  ],
  [
    'changes catering',
    'BOOKING_CHANGED',
    '–',
    '–',
    '–',
    by('room_boss', 'updateBooking', { lunchCatering: 'IN_HOUSE' }, placed),
  ],
  [
    'changes the client’s wishes',
    'BOOKING_CHANGED',
    '–',
    '–',
    '–',
    by('room_boss', 'updateBooking', { cateringNotes: 'No nuts' }, placed),
  ],
  [
    'changes supplies',
    'BOOKING_CHANGED',
    '–',
    '–',
    '–',
    by('room_boss', 'updateBooking', { waterBottles: 12 }, placed),
  ],
  [
    'writes a note for themselves',
    '–',
    '–',
    '–',
    '–',
    by('room_boss', 'updateBooking', { bossNotes: 'Ask again' }, placed),
  ],
  ['cancels', 'BOOKING_CANCELLED', '–', '–', '–', by('room_boss', 'cancelBooking', { reason: 'Closed' }, placed)],
  [
    'finishes early',
    'BOOKING_CHANGED',
    '–',
    '–',
    '–',
    async () => {
      const key = await made({ ...running(), room: 6 });
      return () => as('room_boss', 'finishBooking', { bookingId: bookingId(key) });
    },
  ],
  [
    'extends',
    'BOOKING_CHANGED',
    '–',
    '–',
    '–',
    async () => {
      const key = await made({ ...running(), room: 7 });
      return () => as('room_boss', 'extendBooking', { bookingId: bookingId(key), endsAt: later(clock.now, hours(4)) });
    },
  ],
  [
    'displaces one for another of the same person',
    'BOOKING_DISPLACED 1, ROOM_ASSIGNED 1',
    '–',
    '–',
    '–',
    async () => {
      const when = span();
      const [standing, ghost] = [await made({ ...when, ...placed }), await made(when)];
      return () =>
        as('room_boss', 'assignRoom', {
          bookingId: bookingId(ghost),
          roomId: roomId(3),
          displaceBookingIds: [bookingId(standing)],
          reason: 'A larger group',
        });
    },
  ],
  [
    'displaces one for that of a colleague',
    'BOOKING_DISPLACED',
    'ROOM_ASSIGNED',
    '–',
    '–',
    async () => {
      const when = span();
      const [standing, ghost] = [await made({ ...when, ...placed }), await made({ ...when, by: 'staff2.tech' })];
      return () =>
        as('room_boss', 'assignRoom', {
          bookingId: bookingId(ghost),
          roomId: roomId(3),
          displaceBookingIds: [bookingId(standing)],
          reason: 'A larger group',
        });
    },
  ],
  [
    'closes a room over a booking',
    'BOOKING_DISPLACED',
    '–',
    '–',
    '–',
    async () => {
      const when = span();
      const standing = await made({ ...when, status: 'CONFIRMED', room: 8 });
      return () =>
        as('room_boss', 'closeRooms', {
          roomIds: [roomId(8)],
          ...when,
          reason: 'Paint',
          displaceBookingIds: [bookingId(standing)],
        });
    },
  ],
  [
    'books for a division themselves',
    '–',
    '–',
    '–',
    '–',
    async () => () => ok(book(people.room_boss, { ...span(), room: 9, tenant: 'TECH' })),
  ],
  // Several at once.
  [
    'assigns three rooms at once',
    'ROOM_ASSIGNED 2',
    'ROOM_ASSIGNED',
    '–',
    '–',
    async () => {
      const when = span();
      const keys = [await made(when), await made(when), await made({ ...when, by: 'staff2.tech' })];
      return () =>
        as('room_boss', 'assignRooms', {
          assignments: keys.map((key, index) => ({ bookingId: bookingId(key), roomId: roomId(index + 1) })),
        });
    },
  ],
  [
    'rejects three at once',
    'BOOKING_REJECTED 3',
    '–',
    '–',
    '–',
    async () => {
      const keys = [await made(), await made(), await made()];
      return () =>
        as('room_boss', 'rejectBookings', {
          bookings: keys.map((key) => ({ bookingId: bookingId(key) })),
          reason: 'Full',
        });
    },
  ],
  [
    'confirms two at once',
    'BOOKING_CONFIRMED 2',
    '–',
    '–',
    '–',
    async () => {
      const keys = [await made(placed), await made(placed)];
      return () => as('room_boss', 'confirmBookings', { bookings: keys.map((key) => ({ bookingId: bookingId(key) })) });
    },
  ],
  [
    'is asked for four segments by staff',
    '–',
    '–',
    'BOOKING_PENDING 4',
    'DEVICE_REQUEST 4',
    async () => {
      const segments = [span(), span(), span(), span()];
      return () => ok(book(people['staff.tech'], segments[0] ?? span(), { segments, devicesNeeded: 2 }));
    },
  ],
  // A series, by staff, then by the boss.
  [
    'is asked for a series',
    '–',
    '–',
    'BOOKING_PENDING 5',
    '–',
    async () => () => ok(repeat(people['staff.tech'], { ...span(), rule: { frequency: 'WEEKLY', count: 5 } })),
  ],
  [
    'moves a series',
    'BOOKING_CHANGED 3',
    '–',
    '–',
    '–',
    async () => {
      const { bookings = [] } = await repeat(people['staff.tech'], {
        ...span(),
        rule: { frequency: 'DAILY', count: 3 },
      });
      const startsAt = later(new Date(bookings[0]?.startsAt ?? 0), hours(1));
      return () =>
        ok(
          callSeries(people.room_boss, 'rescheduleSeries', {
            bookingId: bookings[0]?.id,
            scope: 'ALL',
            startsAt,
            endsAt: later(startsAt, hours(1)),
          }),
        );
    },
  ],
  [
    'changes a series',
    'BOOKING_CHANGED 3',
    '–',
    '–',
    '–',
    async () => {
      const { bookings = [] } = await repeat(people['staff.tech'], {
        ...span(),
        rule: { frequency: 'DAILY', count: 3 },
      });
      return () =>
        ok(callSeries(people.room_boss, 'updateSeries', { bookingId: bookings[0]?.id, scope: 'ALL', numLearners: 9 }));
    },
  ],
  [
    'cancels a series',
    'BOOKING_CANCELLED 3',
    '–',
    '–',
    '–',
    async () => {
      const { bookings = [] } = await repeat(people['staff.tech'], {
        ...span(),
        rule: { frequency: 'DAILY', count: 3 },
      });
      return () =>
        ok(
          callSeries(people.room_boss, 'cancelSeries', { bookingId: bookings[0]?.id, scope: 'ALL', reason: 'Stopped' }),
        );
    },
  ],
  [
    'puts a date of a series back',
    'BOOKING_CHANGED',
    '–',
    '–',
    '–',
    async () => {
      const when = span();
      const leftOut = later(when.startsAt, days(1)).toISOString().slice(0, 10);
      const { bookings = [] } = await repeat(people['staff.tech'], {
        ...when,
        rule: { frequency: 'DAILY', count: 3 },
        more: { leaveOut: [leftOut] },
      });
      return () => ok(callSeries(people.room_boss, 'restoreSeriesDate', { bookingId: bookings[0]?.id, date: leftOut }));
    },
  ],
  // By nobody.
  [
    'is confirmed by itself',
    'BOOKING_CONFIRMED',
    '–',
    '–',
    '–',
    async () => {
      const key = await made(placed);
      return () => facility.owner.query(`update bookings set status = 'CONFIRMED' where id = $1`, [key]);
    },
  ],
  [
    'has taken place',
    '–',
    '–',
    '–',
    '–',
    async () => {
      const key = await made({ ...placed, status: 'CONFIRMED', devices: 3 });
      return () => facility.owner.query(`update bookings set status = 'COMPLETED' where id = $1`, [key]);
    },
  ],
  [
    'is handed over by hand',
    'BOOKING_CHANGED',
    'BOOKING_CHANGED',
    '–',
    '–',
    async () => {
      const key = await made(placed);
      return () =>
        facility.owner.query('update bookings set requester_id = $2 where id = $1', [
          key,
          facility.userKeys['staff2.tech'],
        ]);
    },
  ],
];

/** "BOOKING_PENDING", or "BOOKING_DISPLACED 1, ROOM_ASSIGNED 1", or "–". */
function inShort(lines: readonly Line[]): string {
  const [line] = lines;
  if (!line) return '–';
  expect(line.items).toHaveLength(line.itemCount);
  const total = line.itemCount === 1 ? line.type : line.counts.map(({ type, count }) => `${type} ${count}`).join(', ');
  return lines.length === 1 ? total : `${lines.length} lines`;
}

describe('who is told when somebody', () => {
  it.each(rows)('%s', async (_what, requester, colleague, boss, desk, prepare) => {
    const act = await prepare();
    const lines = await toldBy(act);
    expect(told.map((name) => inShort(lines[name]))).toEqual([requester, colleague, boss, desk, '–']);
  });

  it('has their own deed undone: those who were told have nothing to know any more', async () => {
    const key = await made();
    const ref = { bookingId: bookingId(key) };
    const before = await feedOf('staff.tech');
    const subscription = people['staff.tech'].connect().subscribe<{
      notificationReceived: { withdrawnIds: string[]; unreadCount: number; notification: { id: string } };
    }>('subscription ($after: EventCursor) { notificationReceived(after: $after) { withdrawnIds unreadCount notification { id } } }', { after: before.cursor });
    const lines = await toldBy(() => as('room_boss', 'assignRoom', { ...ref, roomId: roomId(4) }));
    expect((await feedOf('staff.tech')).unreadCount).toBe(before.unreadCount + 1);
    const none = await toldBy(() => as('room_boss', 'undoBookingChange', ref));
    expect(told.map((name) => inShort(none[name]))).toEqual(told.map(() => '–'));
    const after = await feedOf('staff.tech');
    expect(after.unreadCount).toBe(before.unreadCount);
    expect(after.edges.map(({ node }) => node.id)).toEqual(before.edges.map(({ node }) => node.id));
    const id = lines['staff.tech'][0]?.id;
    const news = (await subscription.until(({ notificationReceived }) => notificationReceived.withdrawnIds.length > 0))
      .notificationReceived;
    expect(news).toMatchObject({ withdrawnIds: [id], unreadCount: before.unreadCount, notification: { id } });
    subscription.stop();
    expect(await people['staff.tech'].get('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
    const { rows: jobs } = await facility.superuser.query(
      `select key from graphile_worker._private_jobs where key like 'mail%'`,
    );
    expect(jobs).toEqual([]);
    // Done again, it is told again.
    expect(
      inShort((await toldBy(() => as('room_boss', 'assignRoom', { ...ref, roomId: roomId(5) })))['staff.tech']),
    ).toBe('ROOM_ASSIGNED');
  });

  it('has undone what one of them had read: what was counted stays right', async () => {
    const key = await made();
    const ref = { bookingId: bookingId(key) };
    await as('room_boss', 'assignRoom', { ...ref, roomId: roomId(4) });
    await people['staff.tech'].get('mutation { markNotificationsRead }');
    await as('room_boss', 'undoBookingChange', ref);
    expect((await feedOf('staff.tech')).unreadCount).toBe(0);
    expect((await feedOf('staff.tech', { bookingId: bookingId(key) })).edges).toEqual([]);
  });
});

describe('a line', () => {
  it('says what was before and after, for each booking', async () => {
    const key = await made({ ...placed, people: 5 });
    const when = span();
    await as('room_boss', 'rescheduleBooking', { bookingId: bookingId(key), ...when, roomId: roomId(5) });
    const [line] = (await feedOf('staff.tech', { bookingId: bookingId(key) })).edges;
    expect(line?.node.items).toMatchObject([
      {
        type: 'BOOKING_CHANGED',
        changed: ['TIMES', 'ROOM'],
        before: { room: { name: 'Honesty' } },
        after: { startsAt: when.startsAt.toISOString(), room: { name: 'Ambition' } },
        booking: { id: bookingId(key) },
      },
    ]);
    await as('room_boss', 'updateBooking', { bookingId: bookingId(key), numLearners: 9, cateringNotes: 'No nuts' });
    const [next] = (await feedOf('staff.tech', { bookingId: bookingId(key) })).edges;
    expect(next?.node.items).toMatchObject([{ changed: ['PEOPLE', 'CATERING'], after: { numLearners: 9 } }]);
  });

  it('of one transaction that changes a booking twice says what was before the first and after the last', async () => {
    const key = await made();
    const client = await facility.owner.connect();
    await client.query('begin');
    await client.query('update bookings set num_learners = 3 where id = $1', [key]);
    await client.query(`update bookings set status = 'CONFIRMED', room_id = $2 where id = $1`, [key, roomKey(11)]);
    await client.query('update bookings set num_learners = 4 where id = $1', [key]);
    await client.query('commit');
    client.release();
    const [line] = (await feedOf('staff.tech', { bookingId: bookingId(key) })).edges;
    expect(line?.node.items).toMatchObject([
      {
        type: 'ROOM_ASSIGNED',
        changed: ['STATUS', 'ROOM', 'PEOPLE'],
        before: { status: 'PENDING' },
        after: { status: 'CONFIRMED', numLearners: 4 },
      },
    ]);
  });

  it('of what was changed and changed back in one transaction is not there', async () => {
    const key = await made();
    const client = await facility.owner.connect();
    const lines = await toldBy(async () => {
      await client.query('begin');
      await client.query('update bookings set num_learners = num_learners + 1 where id = $1', [key]);
      await client.query('update bookings set num_learners = num_learners - 1 where id = $1', [key]);
      await client.query('commit');
    });
    client.release();
    expect(told.map((name) => inShort(lines[name]))).toEqual(told.map(() => '–'));
  });

  it('is found by each type that its act had for its reader, and lists each booking once', async () => {
    const [key = ''] = keysOf(await book(people['staff.tech'], span(), { devicesNeeded: 3 }));
    for (const types of [['BOOKING_PENDING'], ['DEVICE_REQUEST']]) {
      const [line] = (await feedOf('admin', { types, bookingId: bookingId(key) })).edges;
      expect(line?.node, types.join()).toMatchObject({
        type: 'BOOKING_PENDING',
        itemCount: 1,
        items: [{ booking: { id: bookingId(key) } }],
      });
    }
    expect((await feedOf('admin', { types: ['BOOKING_CHANGED'], bookingId: bookingId(key) })).edges).toEqual([]);
  });

  it('across divisions shows, counts and names what is still open to its reader, and nothing else of it', async () => {
    await facility.grant('staff2.tech', 'staff', 'TRAINING');
    const when = span();
    const [lost, given] = [
      await made({ ...when, ...placed, tenant: 'TRAINING', by: 'staff2.tech', client: 'Hidden later' }),
      await made({ ...when, by: 'staff2.tech' }),
    ];
    await as('room_boss', 'assignRoom', {
      bookingId: bookingId(given),
      roomId: roomId(3),
      displaceBookingIds: [bookingId(lost)],
      reason: 'A larger group',
    });
    const seen = async () => (await feedOf('staff2.tech', { bookingId: bookingId(given) })).edges[0]?.node;
    expect(await seen()).toMatchObject({
      type: 'BOOKING_DISPLACED',
      itemCount: 2,
      booking: { id: bookingId(lost) },
      items: [{ type: 'BOOKING_DISPLACED', reason: 'A larger group' }, { type: 'ROOM_ASSIGNED' }],
    });
    await facility.owner.query('delete from role_grants where user_id = $1 and tenant_id = $2', [
      facility.userKeys['staff2.tech'],
      tenants.TRAINING,
    ]);
    expect(await seen()).toMatchObject({
      type: 'ROOM_ASSIGNED',
      itemCount: 1,
      counts: [{ type: 'ROOM_ASSIGNED', count: 1 }],
      booking: { id: bookingId(given) },
      items: [{ booking: { id: bookingId(given) } }],
    });
    expect((await feedOf('staff2.tech', { types: ['BOOKING_DISPLACED'], bookingId: bookingId(given) })).edges).toEqual(
      [],
    );
    expect((await feedOf('staff2.tech', { bookingId: bookingId(lost) })).edges).toEqual([]);
    expect(JSON.stringify(await feedOf('staff2.tech'))).not.toMatch(/Hidden later|A larger group/);
  });

  it('gives no reason to those who see only how a booking runs', async () => {
    await facility.owner.query(`insert into roles (name, title, scope) values ('lender', 'Lender', 'FACILITY')`);
    await facility.owner.query(
      `insert into role_permissions (role_name, permission) select 'lender', unnest(array['device:assign', 'booking:read-operational', 'notification:read'])`,
    );
    await facility.grant('kitchen', 'lender');
    const key = await made({ ...placed, devices: 2 });
    await as('room_boss', 'cancelBooking', { bookingId: bookingId(key), reason: 'Not for the kitchen' });
    const [line] = (await feedOf('kitchen', { bookingId: bookingId(key) })).edges;
    await facility.revoke('kitchen', 'lender');
    expect(line?.node.items).toMatchObject([{ type: 'DEVICE_REQUEST', reason: null, after: { status: 'CANCELLED' } }]);
  });
});

it('an act of 200 bookings is one line, and one mail, for each recipient, and its list is read page by page', async () => {
  await facility.owner.query(
    `update users set email = username || '@house.example' where username in ('staff.tech', 'staff2.tech')`,
  );
  const [mine, theirs] = [await made(), await made({ by: 'staff2.tech' })];
  const alike = async (key: string, count: number) =>
    (
      await facility.owner.query<{ id: string }>(
        `insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id)
     select tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id
     from bookings, generate_series(1, $2) where id = $1 returning id`,
        [key, count],
      )
    ).rows.map(({ id }) => id);
  const keys = [mine, theirs, ...(await alike(mine, 149)), ...(await alike(theirs, 49))];
  const lines = await toldBy(() =>
    as('room_boss', 'rejectBookings', { bookings: keys.map((key) => ({ bookingId: bookingId(key) })), reason: 'Full' }),
  );
  await facility.owner.query(`update users set email = null where username in ('staff.tech', 'staff2.tech')`);
  expect(told.map((name) => lines[name].map(({ itemCount }) => itemCount))).toEqual([[150], [50], [], [], []]);
  const { rows: jobs } = await facility.superuser.query<{ key: string }>(
    `select key from graphile_worker._private_jobs where key like 'mail%' or key like 'digest%'`,
  );
  expect(jobs).toHaveLength(2);
  const page = async (skip: number) =>
    (
      await people['staff.tech'].get<{ node: { itemCount: number; items: { booking: { id: string } }[] } }>(
        'query ($id: ID!, $skip: Int) { node(id: $id) { ... on Notification { itemCount items(first: 100, skip: $skip) { booking { id } } } } }',
        { id: lines['staff.tech'][0]?.id, skip },
      )
    ).node;
  const [first, second, third] = [await page(0), await page(100), await page(200)];
  expect([first, second, third].map(({ itemCount, items }) => [itemCount, items.length])).toEqual([
    [150, 100],
    [150, 50],
    [150, 0],
  ]);
  expect(new Set([...first.items, ...second.items].map(({ booking }) => booking.id)).size).toBe(150);
});
