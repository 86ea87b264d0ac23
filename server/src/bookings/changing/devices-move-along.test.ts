import { afterAll, describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { book, call, keysOf } from '../../../test/booking-calls.ts';
import { DeviceRows } from '../../../test/device-rows.ts';
import { bookingId, hours, keyOfId, later, local, roomId } from '../../../test/factories.ts';
import { callSeries, repeat } from '../../../test/series-calls.ts';
import { verifyPhysics } from '../placing/verify-physics.ts';

const { facility, people, span } = await arrange({
  people: ['room_boss', 'staff.tech'],
  now: local('2031-03-01', '09:00'),
  soundPhysics: true,
});
const { room_boss: boss } = people;
const rows = new DeviceRows(facility.owner);
const laptops = await rows.addCategory('ASUS X515', 'LAPTOP');
let count = 0;
async function device() {
  return (await rows.addDevices(laptops, `m${(count += 1)}-`, 1))[0] ?? '';
}
afterAll(async () => {
  expect((await verifyPhysics(facility.database.ownerUrl)).differences).toEqual([]);
});

async function planned(serial: string, when: { startsAt: Date; endsAt: Date }, wanted = 1) {
  const [key = ''] = keysOf(await book(boss, { ...when, room: 7, tenant: 'TECH' }, { devicesNeeded: wanted }));
  await rows.assign(await rows.requestOf(key), serial);
  return bookingId(key);
}
async function takenBy(serial: string) {
  const { rows: found } = await facility.owner.query<{ from: Date }>(
    'select lower(period) as "from" from device_occupancies where device_id = $1 order by 1',
    [serial],
  );
  return found.map(({ from }) => from.toISOString());
}

describe('a booking with devices', () => {
  it('moves with them, or is refused in words where one of them is taken then, and nothing of it moves', async () => {
    const serial = await device();
    const when = span();
    const id = await planned(serial, when);
    const other = { startsAt: later(when.startsAt, hours(6)), endsAt: later(when.endsAt, hours(6)) };
    await planned(serial, other);
    const onto = { startsAt: later(when.startsAt, hours(4)), endsAt: later(when.endsAt, hours(4)) };
    expect(await call(boss, 'rescheduleBooking', { bookingId: id, ...onto, roomId: roomId(8) })).toMatchObject({
      __typename: 'DeviceTakenError',
      message: expect.stringMatching(/^m\d+-1 is taken at that time/),
    });
    const before = { startsAt: later(when.startsAt, hours(1)), endsAt: later(when.endsAt, hours(1)) };
    expect(await call(boss, 'rescheduleBooking', { bookingId: id, ...before, dryRun: true })).toMatchObject({
      __typename: 'RescheduleBookingPayload',
    });
    expect(await takenBy(serial)).toEqual([when.startsAt.toISOString(), other.startsAt.toISOString()]);
    await call(boss, 'rescheduleBooking', { bookingId: id, ...before });
    expect(await takenBy(serial)).toEqual([before.startsAt.toISOString(), other.startsAt.toISOString()]);
    expect(await call(boss, 'undoBookingChange', { bookingId: id })).toMatchObject({
      __typename: 'UndoBookingChangePayload',
    });
    expect(await takenBy(serial)).toEqual([when.startsAt.toISOString(), other.startsAt.toISOString()]);
  });

  it('gives them up when it is cancelled, and takes them back with an undo while they are free', async () => {
    const serial = await device();
    const when = span();
    const id = await planned(serial, when);
    const cancel = () => call(boss, 'cancelBooking', { bookingId: id, reason: 'The client asked' });
    await cancel();
    expect(await takenBy(serial)).toEqual([]);
    expect(await call(boss, 'undoBookingChange', { bookingId: id })).toMatchObject({
      __typename: 'UndoBookingChangePayload',
    });
    expect(await takenBy(serial)).toEqual([when.startsAt.toISOString()]);
    await cancel();
    const [key = ''] = keysOf(await book(boss, { ...when, room: 9, tenant: 'TECH' }, { devicesNeeded: 1 }));
    await rows.assign(await rows.requestOf(key), serial);
    expect(await call(boss, 'undoBookingChange', { bookingId: id })).toMatchObject({
      __typename: 'DeviceTakenError',
      clashes: [{ startsAt: when.startsAt.toISOString(), booking: { id: bookingId(key) } }],
    });
  });

  it('keeps them when its room is taken back, and when another one takes its place', async () => {
    const serial = await device();
    const id = await planned(serial, span(), 2);
    expect(await call(boss, 'unassignRoom', { bookingId: id, reason: 'The roof leaks' })).toMatchObject({
      __typename: 'UnassignRoomPayload',
    });
    expect((await takenBy(serial)).length).toBe(1);
    expect(await call(boss, 'assignRoom', { bookingId: id, roomId: roomId(10) })).toMatchObject({
      __typename: 'AssignRoomPayload',
    });
  });

  it('wants more, others or fewer, but never fewer than it has; an undo wants again what it wanted', async () => {
    const id = await planned(await device(), span(), 3);
    const wanted = async () =>
      (await facility.owner.query('select kind, quantity from device_requests where booking_id = $1', [keyOfId(id)]))
        .rows;
    await call(boss, 'updateBooking', { bookingId: id, devicesNeeded: 5, deviceTypePreference: 'LAPTOPS' });
    expect(await wanted()).toEqual([{ kind: 'LAPTOP', quantity: 5 }]);
    await call(boss, 'undoBookingChange', { bookingId: id });
    expect(await wanted()).toEqual([{ kind: null, quantity: 3 }]);
    expect(await call(boss, 'updateBooking', { bookingId: id, devicesNeeded: 0 })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'devicesNeeded' }],
    });
    expect(await call(boss, 'updateBooking', { bookingId: id, deviceTypePreference: 'DESKTOPS' })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'deviceTypePreference' }],
    });
    await rows.addRequest(keyOfId(id), 1, { category: laptops });
    expect(await call(boss, 'updateBooking', { bookingId: id, devicesNeeded: 9 })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'devicesNeeded', message: expect.stringMatching(/several device requests/) }],
    });
  });

  it('is confirmed by itself once it wants no more than it has, and an undo of that puts both back', async () => {
    const id = await planned(await device(), span(), 3);
    const state = async () =>
      (await facility.owner.query('select status, devices_needed as needed from bookings where id = $1', [keyOfId(id)]))
        .rows[0];
    expect(await state()).toEqual({ status: 'ROOM_ASSIGNED', needed: 3 });
    expect(await call(boss, 'updateBooking', { bookingId: id, devicesNeeded: 1 })).toMatchObject({
      __typename: 'UpdateBookingPayload',
      booking: { status: 'CONFIRMED' },
    });
    expect(await call(boss, 'undoBookingChange', { bookingId: id })).toMatchObject({
      __typename: 'UndoBookingChangePayload',
    });
    expect(await state()).toEqual({ status: 'ROOM_ASSIGNED', needed: 3 });
    await call(boss, 'updateBooking', { bookingId: id, devicesNeeded: 1 });
    await facility.owner.query(`update bookings set status = 'ROOM_ASSIGNED' where id = $1`, [keyOfId(id)]);
    await call(boss, 'updateBooking', { bookingId: id, devicesNeeded: 2 });
    await call(boss, 'undoBookingChange', { bookingId: id });
    expect(await state(), 'not confirmed by an undo').toEqual({ status: 'ROOM_ASSIGNED', needed: 1 });
  });

  it('of a series goes along by a day, though each date takes its device where the one before it gives it back', async () => {
    const serial = await device();
    const made = await repeat(boss, {
      startsAt: local('2031-09-01', '08:00'),
      endsAt: local('2031-09-01', '10:00'),
      rule: { frequency: 'DAILY', count: 4 },
      room: 12,
      tenant: 'TECH',
      more: { devicesNeeded: 2 },
    });
    expect(made.__typename).toBe('CreateSeriesPayload');
    const keys = made.bookings?.map(({ id }) => keyOfId(id)) ?? [];
    for (const key of keys) await rows.assign(await rows.requestOf(key), serial);
    const outcome = await callSeries(boss, 'rescheduleSeries', {
      bookingId: made.bookings?.[0]?.id,
      scope: 'ALL',
      startsAt: local('2031-09-02', '08:00'),
      endsAt: local('2031-09-02', '10:00'),
    });
    expect(outcome.__typename).toBe('RescheduleSeriesPayload');
    expect(await takenBy(serial)).toEqual([2, 3, 4, 5].map((day) => local(`2031-09-0${day}`, '08:00').toISOString()));
  });
});
