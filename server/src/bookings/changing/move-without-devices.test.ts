import { afterAll, describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { book, call, keysOf } from '../../../test/booking-calls.ts';
import { DeviceRows } from '../../../test/device-rows.ts';
import {
  bookingId,
  days,
  globalId,
  hours,
  keyOfId,
  later,
  local,
  roomId,
  type TenantCode,
} from '../../../test/factories.ts';
import { callSeries, repeat } from '../../../test/series-calls.ts';
import { verifyPhysics } from '../placing/verify-physics.ts';

const now = local('2031-03-03', '09:00');
const { facility, people, span } = await arrange({
  people: ['room_boss', 'staff.tech', 'it_staff'],
  now,
  soundPhysics: true,
});
const { room_boss: boss, 'staff.tech': staff } = people;
const rows = new DeviceRows(facility.owner);
afterAll(async () => {
  expect((await verifyPhysics(facility.database.ownerUrl)).differences).toEqual([]);
});

let count = 0;
/** A category of its own with so many devices, by serial number. */
async function devices(number: number) {
  const prefix = `y${(count += 1)}-`;
  const category = await rows.addCategory(prefix, 'LAPTOP');
  const keys = await rows.addDevices(category, prefix, number);
  return { category, keys, serials: keys.map((_, index) => ({ serialNumber: `${prefix}${index + 1}` })) };
}
function deviceId(key: string | undefined): string {
  return globalId('Device', key ?? '');
}

type When = { readonly startsAt: Date; readonly endsAt: Date };
/** A booking in a room, with a request for so many of a category, on which these devices are planned. */
async function planned(
  when: When,
  category: string,
  quantity: number,
  keys: readonly string[],
  tenant: TenantCode = 'TECH',
  room = 7,
) {
  const wishes = { devices: [{ quantity, categoryId: globalId('DeviceCategory', category) }] };
  const [key = ''] = keysOf(await book(boss, { ...when, room, tenant }, wishes));
  const request = await rows.requestOf(key);
  const assignments = [];
  for (const device of keys) assignments.push(await rows.assign(request, device));
  return { key, id: bookingId(key), request, assignments };
}
async function standing(key: string): Promise<string[]> {
  const { rows: found } = await facility.owner.query<{ device_id: string }>(
    'select device_id from device_assignments where booking_id = $1 and released_at is null order by device_id',
    [key],
  );
  return found.map(({ device_id: id }) => id);
}
async function openOf(request: string): Promise<number> {
  const { rows: found } = await facility.owner.query<{ quantity: number }>(
    'select quantity from device_demands where request_id = $1',
    [request],
  );
  return found[0]?.quantity ?? 0;
}
async function toldOfDevices(key: string): Promise<number> {
  const { rows: found } = await facility.owner.query(
    `select from notifications n join notification_items i on i.act_id = n.cause_id and i.type = 'DEVICE_REQUEST' and n.recipient_id = any (i.told_to)
     join users u on u.id = n.recipient_id where u.username = 'it_staff' and i.booking_id = $1 and n.withdrawn_at is null`,
    [key],
  );
  return found.length;
}
function shifted({ startsAt, endsAt }: When, ms: number): When {
  return { startsAt: later(startsAt, ms), endsAt: later(endsAt, ms) };
}
function sorted(...keys: readonly (string | undefined)[]): string[] {
  return keys.map((key) => key ?? '').toSorted();
}

describe('a booking that moves', () => {
  it('is refused with the devices that are taken, when, for whom as far as one may see, and what is free instead', async () => {
    const when = span();
    const { category, keys, serials } = await devices(5);
    const { key, id } = await planned(when, category, 3, keys.slice(0, 3));
    const next = shifted(when, hours(6));
    const own = await planned(next, category, 1, keys.slice(0, 1), 'TECH', 8);
    const other = await planned(next, category, 1, keys.slice(1, 2), 'TRAINING', 9);
    const onto = shifted(when, hours(4));
    const refusal = {
      __typename: 'DeviceTakenError',
      devices: serials.slice(0, 2),
      alternatives: serials.slice(3),
      clashes: [
        {
          device: serials[0],
          startsAt: next.startsAt.toISOString(),
          endsAt: next.endsAt.toISOString(),
          booking: { id: own.id },
        },
        { device: serials[1], booking: { id: other.id } },
      ],
    };
    expect(await call(boss, 'rescheduleBooking', { bookingId: id, ...onto })).toMatchObject(refusal);
    expect(await call(boss, 'rescheduleBooking', { bookingId: id, ...onto, dryRun: true })).toMatchObject(refusal);
    const ghost = await planned(shifted(next, days(1)), category, 1, [], 'TECH', 10);
    await call(boss, 'unassignRoom', { bookingId: ghost.id, reason: 'The roof leaks' });
    expect(await standing(key)).toEqual(sorted(...keys.slice(0, 3)));
  });

  it('shows nobody the booking of another division', async () => {
    const when = span();
    const { category, keys } = await devices(2);
    const [ghost = ''] = keysOf(
      await book(staff, when, { devices: [{ quantity: 1, categoryId: globalId('DeviceCategory', category) }] }),
    );
    await rows.assign(await rows.requestOf(ghost), keys[0] ?? '');
    await planned(shifted(when, hours(6)), category, 1, keys.slice(0, 1), 'TRAINING', 9);
    expect(
      await call(staff, 'rescheduleBooking', { bookingId: bookingId(ghost), ...shifted(when, hours(4)) }),
    ).toMatchObject({ __typename: 'DeviceTakenError', clashes: [{ booking: null }] });
  });

  it('moves without exactly the devices that are named: their requests open again and IT is told; one undo takes it all back', async () => {
    const when = span();
    const { category, keys, serials } = await devices(4);
    const { key, id, request } = await planned(when, category, 3, keys.slice(0, 3));
    const status = async () =>
      (await facility.owner.query<{ status: string }>('select status from bookings where id = $1', [key])).rows[0]
        ?.status;
    expect(await status()).toBe('CONFIRMED');
    const next = shifted(when, hours(6));
    await planned(next, category, 2, keys.slice(0, 2), 'TRAINING', 9);
    const onto = { bookingId: id, ...shifted(when, hours(4)) };
    expect(await toldOfDevices(key)).toBe(1);
    expect(await call(boss, 'rescheduleBooking', { ...onto, releaseDeviceIds: [deviceId(keys[0])] })).toMatchObject({
      __typename: 'DeviceTakenError',
      devices: [serials[1]],
    });
    expect(await standing(key), 'nothing of it happened').toEqual(sorted(...keys.slice(0, 3)));
    expect(
      await call(boss, 'rescheduleBooking', { ...onto, releaseDeviceIds: [deviceId(keys[0]), deviceId(keys[3])] }),
    ).toMatchObject({
      fields: [{ path: 'releaseDeviceIds.1' }],
    });
    const both = [deviceId(keys[0]), deviceId(keys[1])];
    expect(await call(boss, 'rescheduleBooking', { ...onto, releaseDeviceIds: both, dryRun: true })).toMatchObject({
      __typename: 'RescheduleBookingPayload',
    });
    expect(await openOf(request)).toBe(0);
    expect(await call(boss, 'rescheduleBooking', { ...onto, releaseDeviceIds: both })).toMatchObject({
      __typename: 'RescheduleBookingPayload',
      booking: { status: 'CONFIRMED' },
    });
    expect(await standing(key)).toEqual(sorted(keys[2]));
    expect(await openOf(request)).toBe(2);
    expect(await toldOfDevices(key)).toBe(2);
    expect(await call(boss, 'undoBookingChange', { bookingId: id })).toMatchObject({
      __typename: 'UndoBookingChangePayload',
      booking: { startsAt: when.startsAt.toISOString() },
    });
    expect(await standing(key)).toEqual(sorted(...keys.slice(0, 3)));
    expect(await openOf(request)).toBe(0);
    expect(await toldOfDevices(key)).toBe(1);
    const { rows: moves } = await facility.owner.query<{ undone: number }>(
      `select count(*)::int as undone from device_moves m join device_moves u on u.id = m.undoes where m.kind = 'UNDONE' and u.kind = 'RELEASED' and m.request_id = $1`,
      [request],
    );
    expect(moves[0]?.undone, 'each says which move it took back').toBe(2);
  });

  it('is not moved back once what it gave away is planned elsewhere, or its request is filled', async () => {
    const when = span();
    const { category, keys, serials } = await devices(3);
    const { id, request } = await planned(when, category, 1, keys.slice(0, 1));
    await planned(shifted(when, hours(6)), category, 1, keys.slice(0, 1), 'TRAINING', 9);
    await call(boss, 'rescheduleBooking', {
      bookingId: id,
      ...shifted(when, hours(4)),
      releaseDeviceIds: [deviceId(keys[0])],
    });
    const later1 = await planned(when, category, 1, keys.slice(0, 1), 'TRAINING', 10);
    expect(await call(boss, 'undoBookingChange', { bookingId: id })).toMatchObject({
      __typename: 'DeviceTakenError',
      devices: [serials[0]],
      clashes: [{ booking: { id: later1.id } }],
    });
    await rows.release(later1.assignments[0] ?? '');
    await rows.assign(request, keys[1] ?? '');
    expect(await call(boss, 'undoBookingChange', { bookingId: id })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'devicesNeeded' }],
    });
  });

  it('leaves what is in a hand due as before, also where its start moves; an undo expects it with the others again', async () => {
    const startsAt = later(now, hours(1));
    const when = { startsAt, endsAt: later(now, hours(4)) };
    const { category, keys, serials } = await devices(2);
    const { id, assignments } = await planned(when, category, 1, keys.slice(0, 1), 'TECH', 11);
    await planned(
      { startsAt: later(now, hours(5)), endsAt: later(now, hours(8)) },
      category,
      1,
      keys.slice(0, 1),
      'TRAINING',
      12,
    );
    await rows.handOut(assignments[0] ?? '', now);
    const due = async () =>
      (
        await facility.owner.query<{ due: Date; after: Date | null }>(
          'select upper(o.period) as due, a.not_after as after from device_assignments a join device_occupancies o on o.assignment_id = a.id where a.id = $1',
          [assignments[0]],
        )
      ).rows[0];
    const onto = { bookingId: id, ...shifted(when, hours(2)) };
    expect(await call(boss, 'rescheduleBooking', onto)).toMatchObject({
      __typename: 'DeviceTakenError',
      devices: [serials[0]],
    });
    expect(await call(boss, 'rescheduleBooking', { ...onto, releaseDeviceIds: [deviceId(keys[0])] })).toMatchObject({
      __typename: 'RescheduleBookingPayload',
    });
    expect(await due()).toEqual({ due: when.endsAt, after: when.endsAt });
    await call(boss, 'undoBookingChange', { bookingId: id });
    expect(await due()).toEqual({ due: when.endsAt, after: null });
  });

  it('is extended without what is due elsewhere', async () => {
    const when = { startsAt: later(now, -hours(1)), endsAt: later(now, hours(1)) };
    const { category, keys, serials } = await devices(2);
    const { id, key, assignments } = await planned(when, category, 2, keys, 'TECH', 15);
    await planned({ startsAt: later(now, hours(2)), endsAt: later(now, hours(4)) }, category, 2, keys, 'TRAINING', 16);
    await rows.handOut(assignments[0] ?? '', later(now, -hours(1)));
    const longer = { bookingId: id, endsAt: later(now, hours(3)) };
    expect(await call(boss, 'extendBooking', longer)).toMatchObject({
      __typename: 'DeviceTakenError',
      devices: serials,
    });
    expect(await call(boss, 'extendBooking', { ...longer, releaseDeviceIds: keys.map(deviceId) })).toMatchObject({
      __typename: 'ExtendBookingPayload',
    });
    expect(await standing(key), 'one is in a hand').toEqual(sorted(keys[0]));
    const { rows: found } = await facility.owner.query(
      'select not_after as after from device_assignments where id = $1',
      [assignments[0]],
    );
    expect(found).toEqual([{ after: when.endsAt }]);
  });

  it('is given a room at another time with its devices, or is refused with them', async () => {
    const when = span();
    const { category, keys, serials } = await devices(1);
    const wishes = { devices: [{ quantity: 1, categoryId: globalId('DeviceCategory', category) }] };
    const [ghost = ''] = keysOf(await book(staff, when, wishes));
    await rows.assign(await rows.requestOf(ghost), keys[0] ?? '');
    await planned(shifted(when, hours(6)), category, 1, keys, 'TRAINING', 9);
    expect(
      await call(boss, 'assignRoom', { bookingId: bookingId(ghost), roomId: roomId(13), ...shifted(when, hours(4)) }),
    ).toMatchObject({ __typename: 'DeviceTakenError', devices: serials });
  });
});

describe('a series that moves', () => {
  it('is refused with the devices of every date, and moves without those that are named', async () => {
    const when = span();
    const { category, keys, serials } = await devices(2);
    const series = await repeat(boss, {
      ...when,
      room: 14,
      tenant: 'TECH',
      rule: { frequency: 'WEEKLY', count: 3 },
      more: { devices: [{ quantity: 2, categoryId: globalId('DeviceCategory', category) }] },
    });
    const dates = series.bookings?.map(({ id }) => keyOfId(id)) ?? [];
    for (const key of dates) for (const device of keys) await rows.assign(await rows.requestOf(key), device);
    await planned(shifted(when, days(7) + hours(6)), category, 1, keys.slice(0, 1), 'TRAINING', 9);
    const onto = { bookingId: bookingId(dates[0] ?? ''), scope: 'ALL', ...shifted(when, hours(4)) };
    expect(await callSeries(boss, 'rescheduleSeries', onto)).toMatchObject({
      __typename: 'DeviceTakenError',
      devices: serials.slice(0, 1),
    });
    expect(
      await callSeries(boss, 'rescheduleSeries', { ...onto, releaseDeviceIds: [deviceId(keys[0])] }),
    ).toMatchObject({
      __typename: 'RescheduleSeriesPayload',
    });
    for (const key of dates) expect(await standing(key)).toEqual(sorted(keys[1]));
  });
});
