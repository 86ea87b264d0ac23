import { afterAll, describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { book, bookingInput, call, keysOf } from '../../../test/booking-calls.ts';
import type { Caller } from '../../../test/client.ts';
import { DeviceRows } from '../../../test/device-rows.ts';
import { bookingId, days, globalId, keyOfId, later, local, roomId } from '../../../test/factories.ts';
import { callSeries, repeat } from '../../../test/series-calls.ts';
import { verifyPhysics } from '../placing/verify-physics.ts';

const now = local('2031-03-01', '09:00');
const { facility, people, span } = await arrange({
  people: ['room_boss', 'staff.tech', 'staff2.tech', 'it_staff', 'kitchen', 'staff.training'],
  now,
  soundPhysics: true,
});
const { room_boss: boss, 'staff.tech': staff, it_staff: itStaff } = people;
const rows = new DeviceRows(facility.owner);
const [x515, vivo] = [await rows.addCategory('ASUS X515', 'LAPTOP'), await rows.addCategory('ASUS VIVO', 'LAPTOP')];
function category(key: string): string {
  return globalId('DeviceCategory', key);
}
afterAll(async () => {
  expect((await verifyPhysics(facility.database.ownerUrl)).differences).toEqual([]);
});

type Wish = { readonly kind?: 'LAPTOP' | 'DESKTOP'; readonly categoryId?: string; readonly quantity: number };

/** The requests of a booking that are not withdrawn, and the two columns that are their sum. */
async function stateOf(key: string) {
  const [booking, requests] = await Promise.all([
    facility.owner.query(
      'select version, status, devices_needed as needed, device_type_preference as preference from bookings where id = $1',
      [key],
    ),
    facility.owner.query(
      `select q.kind, c.name as category, q.quantity, q.note from device_requests q left join device_categories c on c.id = q.category_id
       where q.booking_id = $1 and q.withdrawn_at is null order by q.quantity desc`,
      [key],
    ),
  ]);
  return { ...(booking.rows[0] as Record<string, unknown>), requests: requests.rows as Record<string, unknown>[] };
}
async function requestIds(key: string): Promise<string[]> {
  const { rows: found } = await facility.owner.query<{ id: string }>(
    'select id from device_requests where booking_id = $1 and withdrawn_at is null order by quantity desc',
    [key],
  );
  return found.map(({ id }) => globalId('DeviceRequest', id));
}
async function historyOf(key: string, caller: Caller = boss) {
  const { booking } = await caller.get<{ booking: { history: { type: string; cause: string; version: number }[] } }>(
    'query ($id: ID!) { booking(id: $id) { history { type cause version } } }',
    { id: bookingId(key) },
  );
  return booking.history;
}
async function noticesOf(username: string, key: string) {
  const { rows: found } = await facility.owner.query<{ type: string }>(
    `select i.type from notifications n join notification_items i on i.act_id = n.cause_id and n.recipient_id = any (i.told_to)
     join users u on u.id = n.recipient_id where u.username = $1 and i.booking_id = $2 and n.withdrawn_at is null order by n.created_at`,
    [username, key],
  );
  return found.map(({ type }) => type);
}
async function booked(more: Readonly<Record<string, unknown>>, caller = boss, room: number | null = 7) {
  const outcome = await book(
    caller,
    { ...span(), ...(room === null ? {} : { room }), ...(caller === boss ? { tenant: 'TECH' as const } : {}) },
    more,
  );
  expect(outcome).toMatchObject({ __typename: 'CreateBookingsPayload' });
  return keysOf(outcome)[0] ?? '';
}
function set(caller: Caller, key: string, requests: readonly object[], more = {}) {
  return call(caller, 'setDeviceRequests', { bookingId: bookingId(key), requests, ...more });
}
const mixed: readonly Wish[] = [
  { quantity: 5, categoryId: category(x515) },
  { quantity: 3, kind: 'DESKTOP' },
  { quantity: 2 },
];

describe('a new booking', () => {
  it('says in detail what it wants of devices: one act, one notice, and its columns are the sum', async () => {
    const key = await booked({ devices: mixed });
    expect(await stateOf(key)).toEqual({
      version: 1,
      status: 'ROOM_ASSIGNED',
      needed: 10,
      preference: 'ANY',
      requests: [
        { kind: null, category: 'ASUS X515', quantity: 5, note: null },
        { kind: 'DESKTOP', category: null, quantity: 3, note: null },
        { kind: null, category: null, quantity: 2, note: null },
      ],
    });
    expect((await historyOf(key)).map(({ type }) => type)).toEqual(['booking_created']);
    expect(await noticesOf('it_staff', key)).toEqual(['DEVICE_REQUEST']);
    const laptops = await booked({
      devices: [
        { quantity: 1, categoryId: category(vivo) },
        { quantity: 4, kind: 'LAPTOP' },
      ],
    });
    expect(await stateOf(laptops)).toMatchObject({ needed: 5, preference: 'LAPTOPS' });
    await call(boss, 'undoBookingChange', { bookingId: bookingId(key) });
    expect(await stateOf(key)).toMatchObject({ status: 'CANCELLED', needed: 10 });
  });

  it('wants them for each of its segments, and each date of a series', async () => {
    const [one, other] = [span(), span()];
    const outcome = await call(staff, 'createBookings', {
      ...bookingInput(one, { devices: mixed.slice(0, 2) }),
      segments: [one, other],
    });
    for (const key of keysOf(outcome)) expect(await stateOf(key)).toMatchObject({ version: 1, needed: 8 });
    const series = await repeat(staff, {
      ...span(),
      rule: { frequency: 'WEEKLY', count: 3 },
      more: { devices: mixed.slice(0, 2) },
    });
    const keys = series.bookings?.map(({ id }) => keyOfId(id)) ?? [];
    expect(keys.length).toBe(3);
    for (const key of keys) expect(await stateOf(key)).toMatchObject({ version: 1, needed: 8 });
  });

  it('of devices only needs one of either', async () => {
    expect(await book(staff, span(), { kind: 'DEVICES_ONLY' })).toMatchObject({ fields: [{ path: 'devicesNeeded' }] });
    const key = await booked({ kind: 'DEVICES_ONLY', devices: [{ quantity: 2, kind: 'LAPTOP' }] }, staff, null);
    expect(await stateOf(key)).toMatchObject({ status: 'PENDING', needed: 2, preference: 'LAPTOPS' });
    const byNumber = await booked({ kind: 'DEVICES_ONLY', devicesNeeded: 2, devices: [] }, staff, null);
    expect((await stateOf(byNumber)).requests).toEqual([{ kind: null, category: null, quantity: 2, note: null }]);
  });

  it.each<[what: string, more: Readonly<Record<string, unknown>>, path: string]>([
    ['both the number and the list', { devicesNeeded: 1, devices: [{ quantity: 1 }] }, 'devices'],
    [
      'one wish twice',
      {
        devices: [
          { quantity: 1, kind: 'LAPTOP' },
          { quantity: 2, kind: 'LAPTOP' },
        ],
      },
      'devices.1',
    ],
    ['any twice', { devices: [{ quantity: 1 }, { quantity: 2 }] }, 'devices.1'],
    ['none', { devices: [{ quantity: 0 }] }, 'devices.0.quantity'],
    [
      'a kind and a category',
      { devices: [{ quantity: 1, kind: 'LAPTOP', categoryId: category(x515) }] },
      'devices.0.kind',
    ],
    [
      'a category that is not there',
      { devices: [{ quantity: 1, categoryId: category('00000000-0000-4000-8000-00000000ffff') }] },
      'devices.0.categoryId',
    ],
    [
      'a request that is there already',
      { devices: [{ quantity: 1, id: globalId('DeviceRequest', x515) }] },
      'devices.0.id',
    ],
  ])('is refused where it wants %s', async (_what, more, path) => {
    const outcome = await book(staff, span(), more);
    expect(outcome).toMatchObject({ __typename: 'InvalidInputError' });
    expect(outcome.fields?.map((field) => field.path)).toContain(path);
  });

  it('is refused with more than 20 requests', async () => {
    const keys = await Promise.all(Array.from({ length: 21 }, (_, index) => rows.addCategory(`C${index}`, 'LAPTOP')));
    const devices = keys.map((key) => ({ quantity: 1, categoryId: category(key) }));
    expect(await book(staff, span(), { devices })).toMatchObject({ fields: [{ path: 'devices' }] });
    expect(await book(staff, span(), { devices: devices.slice(1) })).toMatchObject({
      __typename: 'CreateBookingsPayload',
    });
  });
});

describe('setDeviceRequests', () => {
  it('changes all of them as one: one version, one line of history, one notice, one undo', async () => {
    const key = await booked({ devices: mixed });
    const [first, second] = await requestIds(key);
    const before = await stateOf(key);
    expect(
      await set(staff, key, [
        { id: first, quantity: 7, categoryId: category(vivo), note: 'With a mouse' },
        { id: second, quantity: 3, kind: 'DESKTOP' },
        { quantity: 1, kind: 'LAPTOP' },
      ]),
    ).toMatchObject({ __typename: 'NotAllowedError' });
    expect(
      await set(boss, key, [
        { id: first, quantity: 7, categoryId: category(vivo), note: 'With a mouse' },
        { id: second, quantity: 3, kind: 'DESKTOP' },
        { quantity: 1, kind: 'LAPTOP' },
      ]),
    ).toMatchObject({ booking: { version: 2, devicesNeeded: 11, deviceTypePreference: 'ANY' } });
    expect(await stateOf(key)).toMatchObject({
      version: 2,
      needed: 11,
      requests: [
        { category: 'ASUS VIVO', quantity: 7, note: 'With a mouse' },
        { kind: 'DESKTOP', quantity: 3 },
        { kind: 'LAPTOP', quantity: 1 },
      ],
    });
    expect(await historyOf(key)).toMatchObject([
      { type: 'booking_updated', cause: 'setDeviceRequests', version: 2 },
      { type: 'booking_created' },
    ]);
    expect(await noticesOf('it_staff', key)).toEqual(['DEVICE_REQUEST', 'DEVICE_REQUEST']);
    expect(await call(boss, 'undoBookingChange', { bookingId: bookingId(key) })).toMatchObject({
      __typename: 'UndoBookingChangePayload',
    });
    expect(await stateOf(key)).toEqual({ ...before, version: 3 });
    expect(await requestIds(key)).toContain(second);
    expect(await noticesOf('it_staff', key)).toEqual(['DEVICE_REQUEST']);
  });

  it('is one change as well where only a model or a note differs', async () => {
    const key = await booked({ devices: [{ quantity: 4, categoryId: category(x515) }] });
    const [id] = await requestIds(key);
    await set(boss, key, [{ id, quantity: 4, categoryId: category(vivo) }]);
    expect(await stateOf(key)).toMatchObject({ version: 2, needed: 4, preference: 'LAPTOPS' });
    expect(await noticesOf('it_staff', key)).toEqual(['DEVICE_REQUEST', 'DEVICE_REQUEST']);
    await set(boss, key, [{ id, quantity: 4, categoryId: category(vivo), note: 'With a mouse' }]);
    expect(await stateOf(key)).toMatchObject({ version: 3, requests: [{ note: 'With a mouse' }] });
    expect(await noticesOf('it_staff', key), 'nobody is told of a note').toHaveLength(2);
    await set(boss, key, [{ id, quantity: 4, categoryId: category(vivo), note: 'With a mouse' }]);
    expect(await stateOf(key), 'the same again changes nothing').toMatchObject({ version: 3 });
    await call(boss, 'undoBookingChange', { bookingId: bookingId(key) });
    expect(await stateOf(key)).toMatchObject({ requests: [{ category: 'ASUS VIVO', note: null }] });
  });

  it('is for those who may change the booking, for its requester while it waits, and for those who assign devices', async () => {
    const ghost = await booked({ devicesNeeded: 2 }, staff, null);
    const raise = [{ quantity: 3, kind: 'LAPTOP' }];
    expect(await set(people['staff2.tech'], ghost, raise)).toMatchObject({ __typename: 'NotAllowedError' });
    expect(await set(people.kitchen, ghost, raise)).toMatchObject({ __typename: 'NotAllowedError' });
    expect(await set(people['staff.training'], ghost, raise)).toMatchObject({ __typename: 'NotFoundError' });
    expect(await set(staff, ghost, raise)).toMatchObject({ booking: { version: 2 } });
    await call(boss, 'assignRoom', { bookingId: bookingId(ghost), roomId: roomId(8) });
    expect(await set(staff, ghost, [{ quantity: 4 }])).toMatchObject({ __typename: 'NotAllowedError' });
    expect(await set(itStaff, ghost, [{ quantity: 4 }])).toMatchObject({ __typename: 'SetDeviceRequestsPayload' });
    expect(await call(itStaff, 'undoBookingChange', { bookingId: bookingId(ghost) })).toMatchObject({
      __typename: 'UndoBookingChangePayload',
    });
    expect(await stateOf(ghost)).toMatchObject({ needed: 3, preference: 'LAPTOPS' });
  });

  it('withdraws what is left out: not while something stands on it, deleted where nothing ever stood, else kept', async () => {
    const key = await booked({ devices: mixed });
    const [first = '', second = ''] = await requestIds(key);
    const [device = ''] = await rows.addDevices(x515, 'w', 1);
    const assignment = await rows.assign(keyOfId(first), device);
    expect(await set(boss, key, [{ id: second, quantity: 3, kind: 'DESKTOP' }])).toMatchObject({
      __typename: 'DeviceInUseError',
    });
    await rows.release(assignment);
    await set(boss, key, [{ id: second, quantity: 3, kind: 'DESKTOP' }]);
    const { rows: left } = await facility.owner.query(
      'select quantity, withdrawn_at is not null as withdrawn from device_requests where booking_id = $1 order by quantity',
      [key],
    );
    expect(left).toEqual([
      { quantity: 3, withdrawn: false },
      { quantity: 5, withdrawn: true },
    ]);
    expect(await stateOf(key)).toMatchObject({ version: 2, needed: 3, preference: 'DESKTOPS' });
    expect(await set(boss, key, [{ id: first, quantity: 1 }])).toMatchObject({ fields: [{ path: 'requests.0.id' }] });
    await call(boss, 'undoBookingChange', { bookingId: bookingId(key) });
    expect(await requestIds(key), 'an undo takes a withdrawal back').toEqual(expect.arrayContaining([first, second]));
  });

  it('is refused below what stands, and for what does not fit what stands; and confirms what is served by it', async () => {
    const key = await booked({ devices: [{ quantity: 3, kind: 'LAPTOP' }] });
    const [id = ''] = await requestIds(key);
    for (const device of await rows.addDevices(x515, 's', 2)) await rows.assign(keyOfId(id), device);
    expect(await set(boss, key, [{ id, quantity: 1, kind: 'LAPTOP' }])).toMatchObject({
      __typename: 'RequestFilledError',
    });
    expect(await set(boss, key, [{ id, quantity: 3, kind: 'DESKTOP' }])).toMatchObject({
      __typename: 'DeviceUnfitError',
    });
    expect(await set(boss, key, [{ id, quantity: 3, categoryId: category(vivo) }])).toMatchObject({
      __typename: 'DeviceUnfitError',
    });
    expect(await set(boss, key, [{ id, quantity: 3, categoryId: category(x515) }])).toMatchObject({
      booking: { status: 'ROOM_ASSIGNED' },
    });
    expect(await set(boss, key, [{ id, quantity: 2, categoryId: category(x515) }])).toMatchObject({
      booking: { status: 'CONFIRMED' },
    });
    expect(await call(boss, 'undoBookingChange', { bookingId: bookingId(key) })).toMatchObject({
      booking: { status: 'ROOM_ASSIGNED' },
    });
    expect(await stateOf(key)).toMatchObject({ needed: 3, status: 'ROOM_ASSIGNED' });
  });

  it('is not confirmed by one request that is served while another is new', async () => {
    const key = await booked({ devices: [{ quantity: 2, kind: 'LAPTOP' }] });
    const [id = ''] = await requestIds(key);
    const [device = ''] = await rows.addDevices(x515, 'n', 1);
    await rows.assign(keyOfId(id), device);
    expect(
      await set(boss, key, [
        { id, quantity: 1, kind: 'LAPTOP' },
        { quantity: 1, kind: 'DESKTOP' },
      ]),
    ).toMatchObject({ booking: { status: 'ROOM_ASSIGNED', version: 2 } });
  });

  it('knows what it was told: a stale version, a booking that is over, an id twice, trades; and tries without saving', async () => {
    const key = await booked({
      devices: [
        { quantity: 2, kind: 'LAPTOP' },
        { quantity: 1, kind: 'DESKTOP' },
      ],
    });
    const [laptop, other] = await requestIds(key);
    expect(await set(boss, key, [], { expectedVersion: 7 })).toMatchObject({ __typename: 'StaleDeviceDataError' });
    expect(
      await set(boss, key, [
        { id: laptop, quantity: 1 },
        { id: laptop, quantity: 1, kind: 'LAPTOP' },
      ]),
    ).toMatchObject({
      fields: [{ path: 'requests.1.id' }],
    });
    expect(
      await set(boss, key, [
        { id: laptop, quantity: 2, kind: 'DESKTOP' },
        { id: other, quantity: 1, kind: 'LAPTOP' },
      ]),
    ).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: 'requests' }] });
    expect(await set(boss, key, [{ id: laptop, quantity: 9, kind: 'LAPTOP' }], { dryRun: true })).toMatchObject({
      booking: { devicesNeeded: 9 },
    });
    expect(
      await set(boss, key, [
        { quantity: 2, kind: 'LAPTOP' },
        { quantity: 4, kind: 'DESKTOP' },
      ]),
    ).toMatchObject({
      booking: { version: 2, devicesNeeded: 6 },
    });
    await call(boss, 'cancelBooking', { bookingId: bookingId(key), reason: 'The client asked' });
    expect(await set(boss, key, [])).toMatchObject({ __typename: 'WrongStatusError' });
    const devicesOnly = await booked({ kind: 'DEVICES_ONLY', devicesNeeded: 2 }, staff, null);
    expect(await set(staff, devicesOnly, [])).toMatchObject({ fields: [{ path: 'requests' }] });
  });
});

describe('a series', () => {
  it('puts a date back with what the date beside it wants, and refuses a number where a date is in detail', async () => {
    const { startsAt, endsAt } = span();
    const outcome = await repeat(boss, {
      startsAt,
      endsAt,
      room: 12,
      tenant: 'TECH',
      rule: { frequency: 'WEEKLY', count: 3 },
      more: { devices: mixed, leaveOut: [later(startsAt, days(14)).toISOString().slice(0, 10)] },
    });
    const [first = '', second = ''] = outcome.bookings?.map(({ id }) => keyOfId(id)) ?? [];
    const [wish = ''] = await requestIds(second);
    await rows.assign(keyOfId(wish), (await rows.addDevices(x515, 'r', 1))[0] ?? '');
    const restored = await callSeries(boss, 'restoreSeriesDate', {
      bookingId: bookingId(first),
      date: later(startsAt, days(14)).toISOString().slice(0, 10),
    });
    expect(restored).toMatchObject({ __typename: 'RestoreSeriesDatePayload' });
    const key = keyOfId(restored.booking?.id ?? '');
    expect(await stateOf(key)).toMatchObject({
      version: 1,
      status: 'ROOM_ASSIGNED',
      needed: 10,
      requests: [{ category: 'ASUS X515', quantity: 5 }, { kind: 'DESKTOP', quantity: 3 }, { quantity: 2 }],
    });
    const { rows: given } = await facility.owner.query('select from device_assignments where booking_id = $1', [key]);
    expect(given).toEqual([]);
    await set(boss, first, [{ quantity: 4 }]);
    const update = await callSeries(boss, 'updateSeries', {
      bookingId: bookingId(first),
      scope: 'ALL',
      devicesNeeded: 6,
    });
    expect(update).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: 'devicesNeeded' }] });
    expect(update.fields?.[0]?.message).toContain(later(startsAt, days(7)).toISOString().slice(0, 10));
    expect(await stateOf(first)).toMatchObject({ needed: 4 });
  });
});
