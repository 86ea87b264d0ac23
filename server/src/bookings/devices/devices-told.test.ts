import { afterAll, describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { book, call, keysOf } from '../../../test/booking-calls.ts';
import type { Caller } from '../../../test/client.ts';
import { DeviceRows } from '../../../test/device-rows.ts';
import { bookingId, globalId, hours, keyOfId, later, local, openPool, tenants } from '../../../test/factories.ts';
import { verifyPhysics } from '../placing/verify-physics.ts';

const now = local('2031-03-03', '09:00');
const { facility, people, span } = await arrange({
  people: ['room_boss', 'staff.tech', 'staff.training', 'it_staff', 'it_boss'],
  now,
  soundPhysics: true,
});
const { room_boss: boss, it_staff: itStaff } = people;
const rows = new DeviceRows(facility.owner);
const laptops = await rows.addCategory('ASUS X515', 'LAPTOP');
const vivo = await rows.addCategory('ASUS VIVO', 'LAPTOP');
// One connection, so that a transaction goes over several statements.
const single = openPool(facility.database.ownerUrl, 1);
const inOne = new DeviceRows(single);
afterAll(async () => {
  await single.end();
  expect((await verifyPhysics(facility.database.ownerUrl)).differences).toEqual([]);
});

let count = 0;
function devices(number: number): Promise<string[]> {
  return rows.addDevices(laptops, `z${(count += 1)}-`, number);
}

/** Does it in one transaction, for this cause. */
async function transaction<Result>(cause: string, work: () => Promise<Result>): Promise<Result> {
  await single.query('begin');
  await single.query(`select set_config('app.cause', $1, true)`, [cause]);
  const result = await work();
  await single.query('commit');
  return result;
}

/** What a person was told of the devices of a booking: the facts that changed, for each time. */
async function told(caller: Caller, key: string): Promise<string[][]> {
  const { notifications } = await caller.get<{
    notifications: { edges: { node: { items: { type: string; changed: string[]; booking: { id: string } }[] } }[] };
  }>('{ notifications(first: 100) { edges { node { items { type changed booking { id } } } } } }');
  return notifications.edges
    .flatMap(({ node }) => node.items)
    .filter(({ type, booking }) => type === 'DEVICE_REQUEST' && keyOfId(booking.id) === key)
    .map(({ changed }) => changed)
    .toReversed();
}

async function planned(wanted: number, given: number, when = span()) {
  const [key = ''] = keysOf(
    await book(
      boss,
      { ...when, tenant: 'TECH', room: 7 },
      { devices: [{ quantity: wanted, categoryId: globalId('DeviceCategory', laptops) }] },
    ),
  );
  const request = await rows.requestOf(key);
  const keys = await devices(given);
  const assignments = [];
  for (const device of keys) assignments.push(await rows.assign(request, device));
  return { key, request, assignments };
}

describe('who assigns devices', () => {
  it('is told of a model that changes, in the words of a change of devices', async () => {
    const { key } = await planned(2, 0);
    const { rows: found } = await facility.owner.query<{ id: string }>(
      'select id from device_requests where booking_id = $1',
      [key],
    );
    await call(boss, 'setDeviceRequests', {
      bookingId: bookingId(key),
      requests: [
        {
          id: globalId('DeviceRequest', found[0]?.id ?? ''),
          quantity: 2,
          categoryId: globalId('DeviceCategory', vivo),
        },
      ],
    });
    expect(await told(itStaff, key)).toEqual([[], ['DEVICES']]);
    expect(await told(people.it_boss, key)).toEqual([[], ['DEVICES']]);
    expect(await told(people['staff.tech'], key)).toEqual([]);
  });

  it('is told that a booking is short again where a device came back damaged, and not where it was swapped', async () => {
    const when = { startsAt: later(now, -hours(1)), endsAt: later(now, hours(4)) };
    const { key, request, assignments } = await planned(2, 2, when);
    for (const assignment of assignments) await rows.handOut(assignment, later(now, -hours(1)));
    expect(await told(itStaff, key)).toHaveLength(1);
    const [other = '', third = ''] = await devices(2);
    await transaction('swapDevice', async () => {
      await inOne.giveBack(assignments[0] ?? '', now, 'GOOD', true);
      await inOne.assign(request, other);
    });
    expect(await told(itStaff, key), 'nothing is missing').toHaveLength(1);
    await transaction('returnDevices', () => inOne.giveBack(assignments[1] ?? '', now, 'DAMAGED'));
    expect(await told(itStaff, key)).toEqual([[], []]);
    await rows.assign(request, third);
    expect(await told(itStaff, key)).toHaveLength(2);
  });

  it('is not told of what is released at the desk, nor of what is lent: the same step gives what it wants', async () => {
    const { key, assignments } = await planned(1, 1);
    await transaction('releaseDevices', () => inOne.release(assignments[0] ?? '', now));
    expect(await told(itStaff, key)).toHaveLength(1);
    const [device = ''] = await devices(1);
    const lent = await transaction('lendDevices', async () => {
      const booking = await inOne.addBooking(later(now, -hours(1)), later(now, hours(3)));
      const assignment = await inOne.assign(await inOne.addRequest(booking, 1, { kind: 'LAPTOP' }), device);
      await inOne.handOut(assignment, now);
      return booking;
    });
    expect(await told(itStaff, lent)).toEqual([]);
    const half = await transaction('lendDevices', async () => {
      const booking = await inOne.addBooking(later(now, hours(4)), later(now, hours(6)));
      await inOne.assign(await inOne.addRequest(booking, 2, { kind: 'LAPTOP' }), device);
      return booking;
    });
    expect(await told(itStaff, half), 'one is still to be found').toHaveLength(1);
  });
});

describe('whoever follows', () => {
  it('a booking or a calendar sees what becomes of its devices, at the version that it has', async () => {
    const when = span();
    const { key, request } = await planned(1, 0, when);
    await rows.addRequest(key, 1, { kind: 'DESKTOP' });
    const window = { from: when.startsAt, to: when.endsAt };
    const { calendar } = await boss.get<{ calendar: { cursor: string } }>(
      'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
      window,
    );
    const after = calendar.cursor;
    const socket = boss.connect();
    const ofBooking = socket.subscribe<{ bookingChanged: { booking: { version: number; devicesAssigned: number } } }>(
      'subscription ($id: ID!, $after: EventCursor) { bookingChanged(id: $id, after: $after) { booking { version devicesAssigned } } }',
      { id: bookingId(key), after },
    );
    const ofCalendar = socket.subscribe<{
      calendarChanged: { bookingId: string | null; version: number | null; occupancies: object[] };
    }>(
      'subscription ($from: DateTime!, $to: DateTime!, $after: EventCursor) { calendarChanged(from: $from, to: $to, after: $after) { bookingId version occupancies { booking { devicesAssigned } } } }',
      { ...window, after },
    );
    const { rows: found } = await facility.owner.query<{ version: number }>(
      'select version from bookings where id = $1',
      [key],
    );
    await rows.assign(request, (await devices(1))[0] ?? '');
    const version = found[0]?.version;
    expect((await ofBooking.next())?.bookingChanged).toEqual({ booking: { version, devicesAssigned: 1 } });
    expect((await ofCalendar.next())?.calendarChanged).toEqual({
      bookingId: bookingId(key),
      version,
      occupancies: [{ booking: { devicesAssigned: 1 } }],
    });
  });
});

describe('a search by serial number', () => {
  it('finds the bookings that have or had the device, of divisions that one sees, by the whole number however it is written', async () => {
    const [device = ''] = await devices(1);
    const serial = `z${count}-1`;
    const found = async (caller: Caller, search: string, more: object = {}) =>
      (
        await caller.get<{ bookings: { edges: { node: { id: string } }[] } }>(
          'query ($filter: BookingFilter) { bookings(filter: $filter) { edges { node { id } } } }',
          { filter: { search, ...more } },
        )
      ).bookings.edges.map(({ node }) => keyOfId(node.id));
    const of = async (tenant: 'TECH' | 'TRAINING') => {
      const when = span();
      const [key = ''] = keysOf(await book(boss, { ...when, tenant, room: 9 }, { devicesNeeded: 1 }));
      return { key, when, assignment: await rows.assign(await rows.requestOf(key), device) };
    };
    const [tech, training] = [await of('TECH'), await of('TRAINING')];
    expect(await found(boss, serial)).toEqual([tech.key, training.key]);
    expect(await found(boss, ` ${serial.toUpperCase().replace('-', '‑')} `)).toEqual([tech.key, training.key]);
    expect(await found(people['staff.tech'], serial)).toEqual([tech.key]);
    expect(await found(people['staff.training'], serial)).toEqual([training.key]);
    expect(await found(boss, serial, { from: training.when.startsAt })).toEqual([training.key]);
    expect(await found(boss, serial, { to: training.when.startsAt })).toEqual([tech.key]);
    expect(await found(boss, serial, { status: ['PENDING'] })).toEqual([]);
    expect(await found(boss, serial, { tenantId: globalId('Tenant', tenants.TRAINING) })).toEqual([training.key]);
    expect(await found(boss, serial.slice(0, -1)), 'a part of a number is no number').toEqual([]);
    await rows.release(tech.assignment);
    expect(await found(boss, serial)).toEqual([training.key]);
  });
});
