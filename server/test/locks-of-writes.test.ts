import { expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { bookingInput, call } from './booking-calls.ts';
import {
  type BookingFacts,
  bookingId,
  days,
  globalId,
  hours,
  keyOfId,
  later,
  roomId,
  tenantId,
  type Username,
} from './factories.ts';
import { callDesk } from './desk-calls.ts';
import { DeviceRows } from './device-rows.ts';
import { callRooms } from './room-calls.ts';
import { callSeries, repeat } from './series-calls.ts';
import { statementsDuring } from './statements-during.ts';

const { facility, people, span } = await arrange({ people: ['room_boss', 'admin', 'it_boss'] });
const { room_boss: boss, admin, it_boss: itBoss } = people;
const rows = new DeviceRows(facility.owner);
const laptops = await rows.addCategory('Laptops', 'LAPTOP');

type Span = ReturnType<typeof span>;
/** What a write is about: a time of its own, and bookings by the name of their client. */
type Scene = {
  readonly when: Span;
  waits(client: string, facts?: Partial<BookingFacts>): Promise<string>;
  stands(client: string, room: number, facts?: Partial<BookingFacts>): Promise<string>;
  /** Three days in room 8, of which the second may be left out. Gives back the first. */
  repeats(client: string, leaveOut?: readonly string[]): Promise<string>;
  /** A device of this serial number in the store. */
  device(serial: string): Promise<string>;
  /** A booking that wants so many devices, and its request. */
  wants(client: string, quantity: number, facts?: Partial<BookingFacts>): Promise<string>;
  /** A booking for which this device is planned. Gives back the assignment. */
  plans(client: string, device: string, facts?: Partial<BookingFacts>): Promise<string>;
};

let serials = 0;

function setScene(): Scene {
  // A series goes on for three days: the next scene begins after that.
  const [when] = [span(), span(), span()] as const;
  const insert = async (client: string, facts: Partial<BookingFacts>) =>
    bookingId(await facility.insertBooking({ ...when, client, by: 'room_boss', ...facts }));
  const device = async (serial: string) => {
    const { rows: made } = await facility.owner.query<{ id: string }>(
      'insert into devices (serial_number, name, category_id) values ($1, $1, $2) returning id',
      [`${serial} ${(serials += 1)}`, laptops],
    );
    return globalId('Device', made[0]?.id ?? '');
  };
  const wants: Scene['wants'] = async (client, quantity, facts) => {
    const id = await insert(client, { kind: 'DEVICES_ONLY', devices: quantity, ...facts });
    return globalId('DeviceRequest', await rows.requestOf(keyOfId(id)));
  };
  return {
    when,
    device,
    wants,
    plans: async (client, deviceId, facts) => {
      const requestId = await wants(client, 1, facts);
      const { request } = await callDesk(itBoss, 'assignDevices', { requestId, deviceIds: [deviceId] });
      return request?.assignments[0]?.id ?? '';
    },
    waits: (client, facts = {}) => insert(client, facts),
    stands: (client, room, facts = {}) => insert(client, { room, status: 'ROOM_ASSIGNED', ...facts }),
    repeats: async (client, leaveOut = []) => {
      const made = await repeat(boss, {
        ...when,
        rule: { frequency: 'DAILY', every: 1, count: 3 },
        room: 8,
        tenant: 'TECH',
        more: { clientName: client, leaveOut },
      });
      return made.bookings?.[0]?.id ?? '';
    },
  };
}

type Locked = {
  readonly bookings: readonly string[];
  readonly rooms: readonly number[];
  /** By the words of their serial number; none where nothing is said. */
  readonly devices?: readonly string[];
};

/** What was locked by the one statement that locks: bookings by their client, a rule as "the rule", rooms by their number. */
async function lockedDuring(work: () => Promise<{ readonly __typename: string }>): Promise<Locked> {
  const { result, statements } = await statementsDuring(work);
  expect(result.__typename).toMatch(/Payload$/);
  const locks = statements.filter(({ text }) => text.includes('/* lockInOrder */'));
  expect(locks).toHaveLength(1);
  const [bookingKeys = [], roomKeys = [], deviceKeys = []] = (locks[0]?.values ?? []) as [
    string[]?,
    string[]?,
    string[]?,
  ];
  const { rows: devices } = await facility.owner.query<{ serial: string }>(
    `select regexp_replace(serial_number, ' \\d+$', '') as serial from devices where id = any ($1) order by 1`,
    [deviceKeys],
  );
  const { rows: names } = await facility.owner.query<{ name: string }>(
    `select client_name as name from bookings where id = any ($1) union all select 'the rule' from series where id = any ($1)`,
    [bookingKeys],
  );
  return {
    bookings: names.map(({ name }) => name).toSorted(),
    rooms: [...new Set(roomKeys.map((key) => Number(key.slice(-2))))].toSorted((a, b) => a - b),
    ...(devices.length > 0 && { devices: devices.map(({ serial }) => serial) }),
  };
}

type Write = {
  readonly does: string;
  /** Sets the scene, and gives back what is to be looked at. */
  readonly begin: (scene: Scene) => Promise<() => Promise<{ readonly __typename: string }>>;
  readonly locks: Locked;
};

function person(username: Username): string {
  return globalId('User', facility.userKeys[username]);
}

function afterwards({ startsAt, endsAt }: Span): Span {
  return { startsAt: later(startsAt, hours(4)), endsAt: later(endsAt, hours(4)) };
}

/**
 * By hand: what a write decides by, and what it takes or lets go, must not change before it has committed. A change of a
 * booking locks the room in which it stands, whatever it changes; an account that is shut touches no room.
 */
const writes: readonly Write[] = [
  {
    does: 'createBookings takes a room',
    begin:
      async ({ when }) =>
      () =>
        call(boss, 'createBookings', bookingInput({ ...when, room: 1, tenant: 'TECH' })),
    locks: { bookings: [], rooms: [1] },
  },
  {
    does: 'assignRoom gives a ghost a room, over a booking that stands there',
    begin: async ({ waits, stands }) => {
      const [ghost, other] = [await waits('Ghost'), await stands('Other', 3)];
      return () =>
        call(boss, 'assignRoom', {
          bookingId: ghost,
          roomId: roomId(3),
          displaceBookingIds: [other],
          reason: 'A larger group',
        });
    },
    locks: { bookings: ['Ghost', 'Other'], rooms: [3] },
  },
  {
    does: 'assignRoom gives a ghost one half of a folded wall, over a booking that stands in the whole',
    begin: async ({ waits, stands }) => {
      const [ghost, other] = [await waits('Ghost'), await stands('In the hall', 24)];
      return () =>
        call(boss, 'assignRoom', {
          bookingId: ghost,
          roomId: roomId(5),
          displaceBookingIds: [other],
          reason: 'A larger group',
        });
    },
    locks: { bookings: ['Ghost', 'In the hall'], rooms: [5, 24] },
  },
  {
    does: 'rescheduleBooking moves to another room',
    begin: async ({ stands }) => {
      const id = await stands('Moved', 1);
      return () => call(boss, 'rescheduleBooking', { bookingId: id, roomId: roomId(2) });
    },
    locks: { bookings: ['Moved'], rooms: [1, 2] },
  },
  {
    does: 'rescheduleBooking moves to another time',
    begin: async ({ when, stands }) => {
      const id = await stands('Moved', 1);
      return () => call(boss, 'rescheduleBooking', { bookingId: id, ...afterwards(when) });
    },
    locks: { bookings: ['Moved'], rooms: [1] },
  },
  {
    does: 'setDeviceRequests says what it wants of devices',
    begin: async ({ stands }) => {
      const id = await stands('In need', 4);
      return () => call(boss, 'setDeviceRequests', { bookingId: id, requests: [{ quantity: 2 }] });
    },
    locks: { bookings: ['In need'], rooms: [4] },
  },
  {
    does: 'unassignRoom gives the room back',
    begin: async ({ stands }) => {
      const id = await stands('Sent back', 4);
      return () => call(boss, 'unassignRoom', { bookingId: id, reason: 'It is needed' });
    },
    locks: { bookings: ['Sent back'], rooms: [4] },
  },
  {
    does: 'cancelBooking gives the room back',
    begin: async ({ stands }) => {
      const id = await stands('Called off', 4);
      return () => call(boss, 'cancelBooking', { bookingId: id, reason: 'They are ill' });
    },
    locks: { bookings: ['Called off'], rooms: [4] },
  },
  {
    does: 'assignRooms gives each its room',
    begin: async ({ waits }) => {
      const [one, other] = [await waits('One'), await waits('Another')];
      return () =>
        call(boss, 'assignRooms', {
          assignments: [
            { bookingId: one, roomId: roomId(5) },
            { bookingId: other, roomId: roomId(7) },
          ],
        });
    },
    locks: { bookings: ['Another', 'One'], rooms: [5, 7] },
  },
  {
    does: 'confirmBookings holds the rooms that they have',
    begin: async ({ stands }) => {
      const [one, other] = [await stands('One', 5), await stands('Another', 7)];
      return () => call(boss, 'confirmBookings', { bookings: [{ bookingId: one }, { bookingId: other }] });
    },
    locks: { bookings: ['Another', 'One'], rooms: [5, 7] },
  },
  {
    does: 'rescheduleSeries moves every date to another room',
    begin: async ({ repeats }) => {
      const id = await repeats('Course');
      return () => callSeries(boss, 'rescheduleSeries', { bookingId: id, scope: 'ALL', roomId: roomId(9) });
    },
    locks: { bookings: ['Course', 'Course', 'Course', 'the rule'], rooms: [8, 9] },
  },
  {
    does: 'cancelSeries gives the rooms back',
    begin: async ({ repeats }) => {
      const id = await repeats('Course');
      return () => callSeries(boss, 'cancelSeries', { bookingId: id, scope: 'ALL', reason: 'No money' });
    },
    locks: { bookings: ['Course', 'Course', 'Course', 'the rule'], rooms: [8] },
  },
  {
    does: 'restoreSeriesDate puts a date back',
    begin: async ({ when, repeats }) => {
      const date = later(when.startsAt, days(1)).toISOString().slice(0, 10);
      const id = await repeats('Course', [date]);
      return () => callSeries(boss, 'restoreSeriesDate', { bookingId: id, date });
    },
    locks: { bookings: ['Course', 'Course', 'the rule'], rooms: [8] },
  },
  {
    does: 'undoBookingChange puts back into the room before',
    begin: async ({ stands }) => {
      const id = await stands('Moved', 10);
      await call(boss, 'rescheduleBooking', { bookingId: id, roomId: roomId(11) });
      return () => call(boss, 'undoBookingChange', { bookingId: id });
    },
    locks: { bookings: ['Moved'], rooms: [10, 11] },
  },
  {
    does: 'closeRooms sends back what stands there',
    begin: async ({ when, stands }) => {
      const id = await stands('In the way', 12);
      return () =>
        call(boss, 'closeRooms', {
          ...when,
          roomIds: [roomId(12), roomId(13)],
          reason: 'Paint',
          displaceBookingIds: [id],
        });
    },
    locks: { bookings: ['In the way'], rooms: [12, 13] },
  },
  {
    does: 'closeRooms closes one half of a folded wall, and sends back what stands in the whole',
    begin: async ({ when, stands }) => {
      const id = await stands('In the hall', 24);
      return () =>
        call(boss, 'closeRooms', { ...when, roomIds: [roomId(6)], reason: 'Paint', displaceBookingIds: [id] });
    },
    locks: { bookings: ['In the hall'], rooms: [6, 24] },
  },
  {
    does: 'reopenRooms lets go of what was closed',
    begin: async ({ when }) => {
      const { closure } = await call(boss, 'closeRooms', { ...when, roomIds: [roomId(14)], reason: 'Paint' });
      return () => call(boss, 'reopenRooms', { closureId: closure?.id });
    },
    locks: { bookings: [], rooms: [14] },
  },
  {
    does: 'handOverBooking gives it to another person',
    begin: async ({ stands }) => {
      const id = await stands('Handed over', 15);
      return () => call(boss, 'handOverBooking', { bookingId: id, toUserId: person('staff2.tech') });
    },
    locks: { bookings: ['Handed over'], rooms: [15] },
  },
  {
    does: 'handOverSeries gives every date and the rule to another person',
    begin: async ({ repeats }) => {
      const id = await repeats('Course');
      return () => callSeries(boss, 'handOverSeries', { bookingId: id, scope: 'ALL', toUserId: person('staff2.tech') });
    },
    locks: { bookings: ['Course', 'Course', 'Course', 'the rule'], rooms: [8] },
  },
  {
    does: 'shutAccount hands over what its person asks for in the divisions that are named',
    begin: async ({ waits }) => {
      await facility.grant('staff.tech', 'staff', 'TRAINING');
      await waits('Left', { by: 'staff.tech' });
      await waits('Left behind', { by: 'staff.tech', tenant: 'TRAINING' });
      await waits('Over', { by: 'staff.tech', status: 'CANCELLED' });
      const input = {
        userId: person('staff.tech'),
        handOver: [{ tenantId: tenantId('TECH'), toUserId: person('staff2.tech') }],
        leaveBookings: true,
      };
      const shut =
        'mutation ($input: ShutAccountInput!) { result: shutAccount(input: $input) { __typename ... on Error { message } } }';
      return async () => (await admin.get<{ result: { __typename: string } }>(shut, { input })).result;
    },
    locks: { bookings: ['Left'], rooms: [] },
  },
  {
    does: 'assignDevices plans a device for a request',
    begin: async ({ wants, device }) => {
      const [requestId, one] = [await wants('Wants one', 1), await device('one')];
      return () => callDesk(itBoss, 'assignDevices', { requestId, deviceIds: [one] });
    },
    locks: { bookings: ['Wants one'], rooms: [], devices: ['one'] },
  },
  {
    does: 'releaseDevices gives plans of two bookings up',
    begin: async ({ plans, device }) => {
      const assignmentIds = [await plans('One', await device('one')), await plans('Another', await device('two'))];
      return () => callDesk(itBoss, 'releaseDevices', { assignmentIds });
    },
    locks: { bookings: ['Another', 'One'], rooms: [], devices: ['one', 'two'] },
  },
  {
    does: 'swapDevice plans another device',
    begin: async ({ plans, device }) => {
      const [assignmentId, deviceId] = [await plans('Swaps', await device('one')), await device('two')];
      return () => callDesk(itBoss, 'swapDevice', { assignmentId, deviceId });
    },
    locks: { bookings: ['Swaps'], rooms: [], devices: ['one', 'two'] },
  },
  {
    does: 'handOutDevices hands out a plan',
    begin: async ({ plans, device }) => {
      const assignmentIds = [await plans('Takes it', await device('one'))];
      return () => callDesk(itBoss, 'handOutDevices', { assignmentIds });
    },
    locks: { bookings: ['Takes it'], rooms: [], devices: ['one'] },
  },
  {
    does: 'returnDevices of a damaged one, and a plan for it gives way',
    begin: async ({ when, plans, device }) => {
      const one = await device('one');
      const ahead = await plans('Gives way', one, afterwards(when));
      await callDesk(itBoss, 'handOutDevices', { assignmentIds: [await plans('Brings it back', one)] });
      const items = [{ deviceId: one, condition: 'DAMAGED' }];
      return () => callDesk(itBoss, 'returnDevices', { items, releaseAssignmentIds: [ahead] });
    },
    locks: { bookings: ['Brings it back', 'Gives way'], rooms: [], devices: ['one'] },
  },
  {
    does: 'lendDevices lends from the store',
    begin: async ({ device }) => {
      const input = { tenantId: tenantId('TECH'), clientName: 'Walk-in', deviceIds: [await device('one')] };
      return () => callDesk(itBoss, 'lendDevices', { ...input, until: later(new Date(), hours(1)) });
    },
    locks: { bookings: [], rooms: [], devices: ['one'] },
  },
  {
    does: 'undoDeviceMove takes an assignment back, and the confirmation with it',
    begin: async ({ wants, device }) => {
      const input = { requestId: await wants('Is confirmed', 1), deviceIds: [await device('one')] };
      const { moves } = await callDesk(itBoss, 'assignDevices', input);
      return () => callDesk(itBoss, 'undoDeviceMove', { moveId: moves?.[0]?.id });
    },
    locks: { bookings: ['Is confirmed'], rooms: [], devices: ['one'] },
  },
  {
    does: 'startDowntime puts a device aside, and a plan for it gives way',
    begin: async ({ plans, device }) => {
      const one = await device('one');
      const releaseAssignmentIds = [await plans('Gives way', one)];
      return () => callDesk(itBoss, 'startDowntime', { deviceIds: [one], kind: 'MAINTENANCE', releaseAssignmentIds });
    },
    locks: { bookings: ['Gives way'], rooms: [], devices: ['one'] },
  },
  {
    does: 'updateDowntime changes what was begun',
    begin: async ({ device }) => {
      const begun = await callDesk(itBoss, 'startDowntime', { deviceIds: [await device('one')], kind: 'LOST' });
      return () => callDesk(itBoss, 'updateDowntime', { downtimeId: begun.downtimes?.[0]?.id, note: 'Seen' });
    },
    locks: { bookings: [], rooms: [], devices: ['one'] },
  },
  {
    does: 'endDowntimes ends what was begun',
    begin: async ({ device }) => {
      const begun = await callDesk(itBoss, 'startDowntime', { deviceIds: [await device('one')], kind: 'LOST' });
      return () => callDesk(itBoss, 'endDowntimes', { downtimeIds: [begun.downtimes?.[0]?.id] });
    },
    locks: { bookings: [], rooms: [], devices: ['one'] },
  },
  {
    does: 'updateDevice changes a device',
    begin: async ({ device }) => {
      const deviceId = await device('one');
      return () => callDesk(itBoss, 'updateDevice', { deviceId, place: 'Shelf 2' });
    },
    locks: { bookings: [], rooms: [], devices: ['one'] },
  },
  {
    does: 'retireDevices takes devices out of use, and a plan gives way',
    begin: async ({ plans, device }) => {
      const one = await device('one');
      const releaseAssignmentIds = [await plans('Gives way', one)];
      return () => callDesk(itBoss, 'retireDevices', { deviceIds: [one], reason: 'Too old', releaseAssignmentIds });
    },
    locks: { bookings: ['Gives way'], rooms: [], devices: ['one'] },
  },
  {
    does: 'reactivateDevices takes devices into use again',
    begin: async ({ device }) => {
      const deviceIds = [await device('one')];
      await callDesk(itBoss, 'retireDevices', { deviceIds, reason: 'Too old' });
      return () => callDesk(itBoss, 'reactivateDevices', { deviceIds });
    },
    locks: { bookings: [], rooms: [], devices: ['one'] },
  },
  {
    does: 'deactivateRoom asks what lies ahead',
    begin: async () => () => callRooms(admin, 'deactivateRoom', { roomId: roomId(23) }),
    locks: { bookings: [], rooms: [23] },
  },
];

it.each(writes.map((write) => [write.does, write] as const))(
  '%s: all of that is locked, and nothing else',
  async (_does, { begin, locks }) => {
    expect(await lockedDuring(await begin(setScene()))).toEqual(locks);
  },
);
