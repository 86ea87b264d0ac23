import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPhysics } from '../src/bookings/placing/verify-physics.ts';
import { DeviceRows } from './device-rows.ts';
import { type BookingFacts, local, openFacility, openPool, tenants, type TestFacility } from './factories.ts';

let facility: TestFacility;
let rows: DeviceRows;
let laptops: string;
let desktops: string;
let count = 0;

beforeAll(async () => {
  facility = await openFacility();
  rows = new DeviceRows(facility.owner);
  laptops = await rows.addCategory('ASUS X515', 'LAPTOP');
  desktops = await rows.addCategory('Desktop PC', 'DESKTOP');
});
// Nothing is taken away between the tests: all that they leave is computed again.
afterAll(async () => {
  expect((await verifyPhysics(facility.database.ownerUrl)).differences).toEqual([]);
  await facility.close();
});

const eight = local('2027-03-02', '08:00');
const ten = local('2027-03-02', '10:00');
const noon = local('2027-03-02', '12:00');
const two = local('2027-03-02', '14:00');
const four = local('2027-03-02', '16:00');

/** Devices that no other test knows. */
function some(howMany: number, category = laptops): Promise<string[]> {
  return rows.addDevices(category, `t${(count += 1)}-`, howMany);
}
async function one(category = laptops): Promise<string> {
  return (await some(1, category))[0] ?? '';
}
function book(devices: number, startsAt = eight, endsAt = noon, more: Partial<BookingFacts> = {}) {
  return facility.insertBooking({ startsAt, endsAt, kind: 'DEVICES_ONLY', people: 2, devices, ...more });
}
/** A booking for devices only, with one of them planned. */
async function plan(device: string, startsAt = eight, endsAt = noon, more: Partial<BookingFacts> = {}) {
  const booking = await book(1, startsAt, endsAt, more);
  const request = await rows.requestOf(booking);
  return { booking, request, assignment: await rows.assign(request, device) };
}
async function query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await facility.owner.query<Row>(text, [...values])).rows;
}
async function taken(device: string) {
  const found = await query<{ from: Date; to: Date | null }>(
    'select lower(period) as "from", upper(period) as "to" from device_occupancies where device_id = $1 order by 1',
    [device],
  );
  return found.map(({ from, to }) => [from, to]);
}
async function wanted(booking: string) {
  return query<{ quantity: number; from: Date; to: Date }>(
    `select d.quantity, lower(d.period) as "from", upper(d.period) as "to" from device_demands d join device_requests q on q.id = d.request_id where q.booking_id = $1 order by 1`,
    [booking],
  );
}
async function bookingNow(booking: string) {
  const [found] = await query<{ status: string; needed: number; preference: string; version: number }>(
    'select status, devices_needed as needed, device_type_preference as preference, version from bookings where id = $1',
    [booking],
  );
  return found;
}
function change(booking: string, set: string) {
  return query(`update bookings set ${set} where id = $1`, [booking]);
}
function refusal(constraint: string) {
  return { constraint };
}
async function movesOf(device: string) {
  return (
    await query<{ kind: string }>('select kind from device_moves where device_id = $1 order by sequence', [device])
  ).map(({ kind }) => kind);
}

describe('a device', () => {
  it('is planned for one booking at a time, whichever division wants it, and free from the moment it is due', async () => {
    const device = await one();
    await plan(device, eight, noon);
    await expect(plan(device, ten, two, { tenant: 'TRAINING' })).rejects.toMatchObject(
      refusal('no_overlapping_device_assignments'),
    );
    await plan(device, noon, four, { tenant: 'TRAINING' });
    expect(await taken(device)).toEqual([
      [eight, noon],
      [noon, four],
    ]);
  });

  it('is taken without the setup and teardown of its room', async () => {
    const device = await one();
    const booking = await book(1, eight, noon, { kind: 'ROOM', room: 1, setupMinutes: 30, teardownMinutes: 30 });
    await rows.assign(await rows.requestOf(booking), device);
    expect(await taken(device)).toEqual([[eight, noon]]);
  });

  it('is taken from when it was assigned or handed out, until it was returned, was given until, or is due', async () => {
    const [late, early, back, until] = await some(4);
    const booking = await book(4, eight, noon);
    const request = await rows.requestOf(booking);
    await rows.assign(request, late ?? '', { not_before: ten });
    await rows.handOut(await rows.assign(request, early ?? ''), local('2027-03-02', '07:00'));
    const returned = await rows.assign(request, back ?? '', { handed_out_at: eight });
    await rows.giveBack(returned, ten);
    await rows.assign(request, until ?? '', { not_after: ten });
    expect(await taken(late ?? '')).toEqual([[ten, noon]]);
    expect(await taken(early ?? '')).toEqual([[local('2027-03-02', '07:00'), noon]]);
    expect(await taken(back ?? '')).toEqual([[eight, ten]]);
    expect(await taken(until ?? '')).toEqual([[eight, ten]]);
  });

  it('is given back by a release, by a booking that is cancelled while it is only planned, and by no cancellation once it is out', async () => {
    const [released, planned, out] = await some(3);
    await rows.release((await plan(released ?? '')).assignment);
    const second = await plan(planned ?? '');
    const third = await plan(out ?? '');
    await rows.handOut(third.assignment, eight);
    for (const { booking } of [second, third]) await change(booking, `status = 'CANCELLED'`);
    expect(await Promise.all([released, planned, out].map((device) => taken(device ?? '')))).toEqual([
      [],
      [],
      [[eight, noon]],
    ]);
    await change(second.booking, `status = 'PENDING'`);
    expect(await taken(planned ?? '')).toEqual([[eight, noon]]);
  });

  it('goes along with a booking that moves, grows or ends early, or refuses it', async () => {
    const device = await one();
    const { booking } = await plan(device, eight, noon);
    await plan(device, two, four);
    await change(booking, `starts_at = '2027-03-02 10:00+02', ends_at = '2027-03-02 14:00+02'`);
    expect(await taken(device)).toEqual([
      [ten, two],
      [two, four],
    ]);
    await expect(change(booking, `ends_at = '2027-03-02 14:01+02'`)).rejects.toMatchObject(
      refusal('no_overlapping_device_assignments'),
    );
    await change(booking, `ends_at = '2027-03-02 12:00+02'`);
    expect((await taken(device))[0]).toEqual([ten, noon]);
    expect(await movesOf(device)).toEqual(['ADDED', 'ASSIGNED', 'ASSIGNED', 'MOVED', 'MOVED']);
  });

  it('forgets until when it was given once its booking starts at another time, and only then', async () => {
    const device = await one();
    const booking = await book(1, eight, noon);
    await rows.assign(await rows.requestOf(booking), device, { not_after: ten });
    await change(booking, `ends_at = '2027-03-02 14:00+02'`);
    expect(await taken(device)).toEqual([[eight, ten]]);
    await change(booking, `starts_at = '2027-03-02 09:00+02'`);
    expect(await taken(device)).toEqual([[local('2027-03-02', '09:00'), two]]);
  });

  it('under a rental stays away until the end of the return day, wherever that is moved', async () => {
    const device = await one();
    const { booking, assignment } = await plan(device);
    const rental = await rows.addRental(booking, '2027-03-05');
    await query('update device_assignments set rental_id = $2 where id = $1', [assignment, rental]);
    expect(await taken(device)).toEqual([[eight, local('2027-03-06', '00:00')]]);
    await query(`update rentals set due_on = '2027-03-08' where id = $1`, [rental]);
    expect(await taken(device)).toEqual([[eight, local('2027-03-09', '00:00')]]);
    await plan(device, local('2027-03-10', '08:00'), local('2027-03-10', '12:00'));
    await expect(query(`update rentals set due_on = '2027-03-10' where id = $1`, [rental])).rejects.toMatchObject(
      refusal('no_overlapping_device_assignments'),
    );
    await query(`update rentals set due_on = '2027-03-01' where id = $1`, [rental]);
    expect((await taken(device))[0]).toEqual([eight, noon]);
  });

  it('under a rental follows the zone of the facility, in which the return day ends; one that PostgreSQL does not know moves nothing', async () => {
    const device = await one();
    const { booking, assignment } = await plan(device);
    const rental = await rows.addRental(booking, '2027-03-05', 'R-zone');
    await query('update device_assignments set rental_id = $2 where id = $1', [assignment, rental]);
    const until = async () => (await taken(device))[0]?.[1]?.toISOString();
    expect(await until()).toBe('2027-03-05T22:00:00.000Z');
    for (const [zone, end] of [
      ['Europe/Vienna', '2027-03-05T23:00:00.000Z'],
      ['Australia/Lord_Howe', '2027-03-05T13:00:00.000Z'],
      ['Mars/Olympus', '2027-03-05T22:00:00.000Z'],
      [null, '2027-03-05T22:00:00.000Z'],
    ]) {
      await query('update facility_settings set time_zone = $1', [zone]);
      expect(await until(), String(zone)).toBe(end);
      expect((await verifyPhysics(facility.database.ownerUrl)).differences).toEqual([]);
    }
  });

  it('is in one hand at a time, whatever was expected', async () => {
    const device = await one();
    const first = await plan(device, eight, noon);
    const second = await plan(device, noon, four);
    await rows.handOut(first.assignment, eight);
    await expect(rows.handOut(second.assignment, two)).rejects.toMatchObject(refusal('one_hand_at_a_time'));
    await rows.giveBack(first.assignment, two);
    await rows.handOut(second.assignment, two);
    expect(await movesOf(device)).toEqual(['ADDED', 'ASSIGNED', 'ASSIGNED', 'HANDED_OUT', 'RETURNED', 'HANDED_OUT']);
  });

  it('is handed out early where nothing is in the way', async () => {
    const device = await one();
    await plan(device, eight, noon);
    const { assignment } = await plan(device, two, four);
    await expect(rows.handOut(assignment, ten)).rejects.toMatchObject(refusal('no_overlapping_device_assignments'));
    await rows.handOut(assignment, noon);
    expect((await taken(device))[1]).toEqual([noon, four]);
  });

  it('is handed out only while its booking is open, and not once it is due', async () => {
    for (const [status, kind, fits] of [
      ['PENDING', 'DEVICES_ONLY', true],
      ['CANCELLED', 'DEVICES_ONLY', false],
      ['REJECTED', 'DEVICES_ONLY', false],
      ['PENDING', 'ROOM', false],
      ['ROOM_ASSIGNED', 'ROOM', true],
      ['CONFIRMED', 'ROOM', true],
      ['COMPLETED', 'ROOM', false],
    ] as const) {
      const room = kind === 'ROOM' && status !== 'PENDING' ? { room: 2 } : {};
      const booking = await book(2, eight, noon, { kind, status, ...room });
      const assignment = await rows.assign(await rows.requestOf(booking), await one());
      const outcome = await rows.handOut(assignment, eight).then(
        () => null,
        ({ constraint }: pg.DatabaseError) => constraint,
      );
      expect(outcome, `${kind} ${status}`).toBe(fits ? null : 'handed_out_while_it_stands');
      await facility.superuser.query(
        'update device_assignments set returned_at = $2, condition = $3 where id = $1 and handed_out_at is not null',
        [assignment, ten, 'GOOD'],
      );
      await query('delete from bookings where id = $1', [booking]);
    }
    const { assignment } = await plan(await one());
    await expect(rows.handOut(assignment, noon)).rejects.toMatchObject(refusal('handed_out_while_it_stands'));
  });

  it('stands once on a booking, until it is released or back', async () => {
    const device = await one();
    const booking = await book(3, eight, noon);
    const request = await rows.requestOf(booking);
    const first = await rows.assign(request, device);
    await expect(rows.assign(request, device)).rejects.toMatchObject(refusal('device_once_a_booking'));
    await rows.release(first);
    const second = await rows.assign(request, device, { handed_out_at: eight });
    await rows.giveBack(second, ten);
    await rows.assign(request, device, { not_before: ten });
    expect(await taken(device)).toEqual([
      [eight, ten],
      [ten, noon],
    ]);
  });

  it('keeps its request, and a request its booking', async () => {
    const [device, other] = await some(2);
    const { assignment, request } = await plan(device ?? '');
    await expect(
      query('update device_assignments set device_id = $2 where id = $1', [assignment, other]),
    ).rejects.toMatchObject(refusal('assignment_keeps_its_device'));
    await expect(
      query('update device_requests set booking_id = $2 where id = $1', [request, await book(1)]),
    ).rejects.toMatchObject(refusal('device_request_keeps_its_booking'));
  });

  it('that is retired is not planned, and one that is planned or out is not retired', async () => {
    const device = await one();
    const { assignment } = await plan(device);
    const retire = () => query(`update devices set retired_at = '2027-03-02 09:00+02' where id = $1`, [device]);
    await expect(retire()).rejects.toMatchObject(refusal('planned_devices_stay_active'));
    await rows.handOut(assignment, eight);
    await query(`update device_assignments set not_after = '2027-03-02 08:30+02' where id = $1`, [assignment]);
    await expect(retire(), 'it is late').rejects.toMatchObject(refusal('planned_devices_stay_active'));
    await rows.giveBack(assignment, local('2027-03-02', '08:30'));
    await retire();
    await expect(plan(device, two, four)).rejects.toMatchObject(refusal('retired_devices_stay_free'));
    await query('update devices set retired_at = null where id = $1', [device]);
    await plan(device, two, four);
    expect(await movesOf(device)).toEqual([
      'ADDED',
      'ASSIGNED',
      'HANDED_OUT',
      'MOVED',
      'RETURNED',
      'RETIRED',
      'REACTIVATED',
      'ASSIGNED',
    ]);
  });

  it('is one by its serial number however that is written', async () => {
    await query(`insert into devices (serial_number, name, category_id) values (E'sn\u201042  a', 'x', $1)`, [laptops]);
    for (const same of ['SN-42 A', ' sn–42 a\t', 'ＳＮ−42  A'])
      await expect(
        query(`insert into devices (serial_number, name, category_id) values ($1, 'x', $2)`, [same, laptops]),
        same,
      ).rejects.toMatchObject(refusal('one_device_of_a_serial'));
    await query(`insert into devices (serial_number, name, category_id) values ('SN-42 AB', 'x', $1)`, [laptops]);
  });

  it('of another category now is counted as that, wherever it is planned', async () => {
    const device = await one();
    await plan(device);
    await query('update devices set category_id = $2 where id = $1', [device, desktops]);
    expect(await query('select category_id from device_occupancies where device_id = $1', [device])).toEqual([
      { category_id: desktops },
    ]);
  });

  it('that is rented in is away from the day after its last one, and no plan outlives that', async () => {
    const device = await one();
    await query(`update devices set goes_back_on = '2027-03-02' where id = $1`, [device]);
    expect(await taken(device)).toEqual([[local('2027-03-03', '00:00'), null]]);
    await plan(device, eight, noon);
    await expect(plan(device, local('2027-03-04', '08:00'), local('2027-03-04', '09:00'))).rejects.toMatchObject(
      refusal('no_overlapping_device_assignments'),
    );
    await expect(query(`update devices set goes_back_on = '2027-03-01' where id = $1`, [device])).rejects.toMatchObject(
      refusal('no_overlapping_device_assignments'),
    );
    await query(`update devices set goes_back_on = '2027-03-04' where id = $1`, [device]);
    await plan(device, local('2027-03-04', '08:00'), local('2027-03-04', '09:00'));
    await query('update devices set goes_back_on = null where id = $1', [device]);
    expect((await taken(device)).length).toBe(2);
  });
});

describe('a downtime', () => {
  it('takes the device until it is expected to end or has ended, and for good where neither is known', async () => {
    const device = await one();
    const first = await rows.addDowntime(device, eight);
    expect(await taken(device)).toEqual([[eight, null]]);
    await query('update device_downtimes set expected_end = $2 where id = $1', [first, noon]);
    expect(await taken(device)).toEqual([[eight, noon]]);
    await query('update device_downtimes set ended_at = $2 where id = $1', [first, ten]);
    expect(await taken(device)).toEqual([[eight, ten]]);
    const never = await rows.addDowntime(device, two);
    await query('update device_downtimes set ended_at = $2 where id = $1', [never, noon]);
    expect(await taken(device)).toEqual([[eight, ten]]);
    expect(await movesOf(device)).toEqual([
      'ADDED',
      'DOWNTIME_BEGAN',
      'DOWNTIME_CHANGED',
      'DOWNTIME_ENDED',
      'DOWNTIME_BEGAN',
      'DOWNTIME_ENDED',
    ]);
  });

  it('is refused over a plan, and a plan over a downtime', async () => {
    const device = await one();
    await plan(device, noon, four);
    await expect(rows.addDowntime(device, eight)).rejects.toMatchObject(refusal('no_overlapping_device_assignments'));
    const downtime = await rows.addDowntime(device, eight, noon);
    await expect(
      query('update device_downtimes set expected_end = $2 where id = $1', [downtime, two]),
    ).rejects.toMatchObject(refusal('no_overlapping_device_assignments'));
    await expect(plan(device, ten, noon)).rejects.toMatchObject(refusal('no_overlapping_device_assignments'));
  });

  it('that has begun keeps the device in, also once it should be over', async () => {
    const device = await one();
    const downtime = await rows.addDowntime(device, eight, ten);
    const { assignment } = await plan(device, ten, noon);
    await expect(rows.handOut(assignment, ten)).rejects.toMatchObject(refusal('devices_in_maintenance_stay_in'));
    await query('update device_downtimes set ended_at = $2 where id = $1', [downtime, ten]);
    await rows.handOut(assignment, ten);
  });

  it('does not begin in a hand, but may begin later, or be over', async () => {
    const device = await one();
    const { assignment } = await plan(device, eight, noon);
    await rows.handOut(assignment, eight);
    await expect(rows.addDowntime(device, two, null, { madeAt: two }), 'the device is late').rejects.toMatchObject(
      refusal('no_downtime_in_a_hand'),
    );
    const later = await rows.addDowntime(device, two, four, { madeAt: ten });
    await rows.addDowntime(device, local('2027-03-02', '06:00'), null, {
      endedAt: local('2027-03-02', '07:00'),
      madeAt: ten,
    });
    await query('update device_downtimes set ended_at = $2 where id = $1', [later, noon]);
    await query('update device_downtimes set ended_at = null where id = $1', [later]);
    await query('update device_downtimes set ended_at = $2 where id = $1', [later, four]);
    await expect(query('update device_downtimes set ended_at = null where id = $1', [later])).rejects.toMatchObject(
      refusal('no_downtime_in_a_hand'),
    );
  });
});

describe('a request', () => {
  it('is made with a booking that wants devices, and its sum stands on the booking', async () => {
    const booking = await book(5, eight, noon, { preference: 'LAPTOPS' });
    expect(await query('select kind, quantity, version from device_requests where booking_id = $1', [booking])).toEqual(
      [{ kind: 'LAPTOP', quantity: 5, version: 1 }],
    );
    await rows.addRequest(booking, 3, { category: laptops });
    expect(await bookingNow(booking)).toMatchObject({ needed: 8, preference: 'LAPTOPS' });
    await rows.addRequest(booking, 2, { kind: 'DESKTOP' });
    expect(await bookingNow(booking)).toMatchObject({ needed: 10, preference: 'ANY' });
    await query(`delete from device_requests where booking_id = $1 and kind is distinct from 'DESKTOP'`, [booking]);
    expect(await bookingNow(booking)).toMatchObject({ needed: 2, preference: 'DESKTOPS' });
  });

  it('for any beside one for desktops is for any together', async () => {
    const booking = await book(1, eight, noon, { preference: 'DESKTOPS' });
    await rows.addRequest(booking, 2);
    expect(await bookingNow(booking)).toMatchObject({ needed: 3, preference: 'ANY' });
  });

  it('follows a booking that wants more, others or none, and is refused where it is in detail', async () => {
    const booking = await book(5);
    const request = await rows.requestOf(booking);
    await change(booking, `device_type_preference = 'LAPTOPS'`);
    expect(await query('select kind, quantity from device_requests where id = $1', [request])).toEqual([
      { kind: 'LAPTOP', quantity: 5 },
    ]);
    await change(booking, 'devices_needed = 7');
    expect(await wanted(booking)).toEqual([{ quantity: 7, from: eight, to: noon }]);
    await change(booking, 'devices_needed = 0');
    expect(await query('select from device_requests where booking_id = $1', [booking])).toEqual([]);
    expect(await bookingNow(booking), 'what they would rather have').toMatchObject({ preference: 'LAPTOPS' });
    await change(booking, 'devices_needed = 4');
    await rows.addRequest(booking, 1, { category: desktops });
    await expect(change(booking, 'devices_needed = 6')).rejects.toMatchObject(
      refusal('devices_are_requested_in_detail'),
    );
    await expect(change(booking, `device_type_preference = 'LAPTOPS'`)).rejects.toMatchObject(
      refusal('devices_are_requested_in_detail'),
    );
  });

  it('of a wish is there once, unless it was withdrawn', async () => {
    const booking = await book(1, eight, noon, { preference: 'LAPTOPS' });
    await expect(rows.addRequest(booking, 2, { kind: 'LAPTOP' })).rejects.toMatchObject(
      refusal('one_request_for_a_wish'),
    );
    await query(`update device_requests set withdrawn_at = now() where booking_id = $1`, [booking]);
    expect(await bookingNow(booking)).toMatchObject({ needed: 0 });
    await rows.addRequest(booking, 2, { kind: 'LAPTOP' });
    expect(await bookingNow(booking)).toMatchObject({ needed: 2, preference: 'LAPTOPS' });
  });

  it('is given what fits it, and no more than it wants, and wants no less than it was given', async () => {
    const [first, second, third] = await some(3);
    const booking = await book(2, eight, noon, { preference: 'LAPTOPS' });
    const request = await rows.requestOf(booking);
    await expect(rows.assign(request, await one(desktops))).rejects.toMatchObject(refusal('device_fits_its_request'));
    const assignment = await rows.assign(request, first ?? '');
    await rows.assign(request, second ?? '');
    await expect(rows.assign(request, third ?? '')).rejects.toMatchObject(refusal('no_more_than_requested'));
    await expect(change(booking, 'devices_needed = 1')).rejects.toMatchObject(refusal('no_more_than_requested'));
    await expect(
      query('update device_requests set withdrawn_at = now() where id = $1', [request]),
    ).rejects.toMatchObject(refusal('no_more_than_requested'));
    await expect(change(booking, `device_type_preference = 'DESKTOPS'`)).rejects.toMatchObject(
      refusal('device_fits_its_request'),
    );
    await query('update device_requests set kind = null, category_id = $2 where id = $1', [request, laptops]);
    await rows.release(assignment);
    await query('update device_requests set quantity = 1 where id = $1', [request]);
    await expect(
      query('update device_assignments set released_at = null where id = $1', [assignment]),
    ).rejects.toMatchObject(refusal('no_more_than_requested'));
    await expect(query('delete from device_requests where id = $1', [request])).rejects.toMatchObject(
      refusal('assignment_is_of_its_request'),
    );
  });

  it('promises what is open of it while its booking is, to the end of the return day', async () => {
    const booking = await book(3, eight, noon);
    expect(await wanted(booking)).toEqual([{ quantity: 3, from: eight, to: noon }]);
    await rows.assign(await rows.requestOf(booking), await one());
    expect(await wanted(booking)).toEqual([{ quantity: 2, from: eight, to: noon }]);
    const offSite = {
      rentalNumber: 'R-7',
      contactPerson: 'P',
      phone: '1',
      company: 'Outside',
      address: '1 Far Road',
      returnOn: '2027-03-04',
    };
    await facility.owner.query('update bookings set off_site = $2 where id = $1', [booking, JSON.stringify(offSite)]);
    expect((await wanted(booking))[0]?.to).toEqual(local('2027-03-05', '00:00'));
    await rows.addRental(booking, '2027-03-10', 'R-7');
    const newest = await rows.addRental(booking, '2027-03-08', 'R-8');
    expect((await wanted(booking))[0]?.to).toEqual(local('2027-03-09', '00:00'));
    await query(`update rentals set due_on = '2027-03-03' where id = $1`, [newest]);
    expect((await wanted(booking))[0]?.to).toEqual(local('2027-03-04', '00:00'));
    await change(booking, `status = 'CANCELLED'`);
    expect(await wanted(booking)).toEqual([]);
    await change(booking, `status = 'PENDING', ends_at = '2027-03-02 16:00+02'`);
    expect(await wanted(booking)).toEqual([{ quantity: 2, from: eight, to: local('2027-03-04', '00:00') }]);
  });

  it('is open again by what was swapped away, or came back damaged or lost before its due, and not by what came back in good order', async () => {
    const devices = await some(5);
    const booking = await book(5);
    const request = await rows.requestOf(booking);
    const [good, swapped, damaged, lost, afterwards] = await Promise.all(
      devices.map((device) => rows.assign(request, device, { handed_out_at: eight })),
    );
    expect(await wanted(booking)).toEqual([]);
    await rows.giveBack(good ?? '', ten, 'GOOD');
    expect(await wanted(booking)).toEqual([]);
    await rows.giveBack(swapped ?? '', ten, 'GOOD', true);
    expect(await wanted(booking)).toMatchObject([{ quantity: 1 }]);
    await rows.giveBack(damaged ?? '', ten, 'DAMAGED');
    await rows.giveBack(lost ?? '', ten, 'LOST');
    await rows.giveBack(afterwards ?? '', noon, 'DAMAGED');
    expect(await wanted(booking)).toMatchObject([{ quantity: 3 }]);
    await query('update device_assignments set returned_at = null where id = $1', [lost]);
    expect(await wanted(booking), 'undone').toMatchObject([{ quantity: 2 }]);
  });
});

describe('a booking', () => {
  it('is confirmed by itself when its last device is given, or its wish lowered to what stands, and stays so', async () => {
    const room = await book(2, eight, noon, { kind: 'ROOM', room: 3, status: 'ROOM_ASSIGNED' });
    const only = await book(3, eight, noon, { preference: 'LAPTOPS' });
    for (const booking of [room, only]) {
      const request = await rows.requestOf(booking);
      await rows.assign(request, await one());
      const status = (await bookingNow(booking))?.status;
      const last = await rows.assign(request, await one());
      const isServed = booking === room;
      expect((await bookingNow(booking))?.status).toBe(isServed ? 'CONFIRMED' : status);
      await change(booking, 'devices_needed = 2');
      expect(await bookingNow(booking)).toMatchObject({ status: 'CONFIRMED' });
      await rows.release(last);
      expect(await bookingNow(booking)).toMatchObject({ status: 'CONFIRMED' });
      expect(await wanted(booking)).toMatchObject([{ quantity: 1 }]);
    }
    const nothing = await book(2, eight, noon, { kind: 'ROOM', room: 4, status: 'ROOM_ASSIGNED' });
    await change(nothing, 'devices_needed = 0');
    expect(await bookingNow(nothing), 'nothing stands').toMatchObject({ status: 'ROOM_ASSIGNED' });
    const ghost = await book(1, eight, noon, { kind: 'ROOM' });
    await rows.assign(await rows.requestOf(ghost), await one());
    expect(await bookingNow(ghost)).toMatchObject({ status: 'PENDING' });
  });

  it('is told of with how it was before, where its own change confirms it', async () => {
    const booking = await book(2);
    await rows.assign(await rows.requestOf(booking), await one());
    await change(booking, 'devices_needed = 1');
    const told = await query<{ before: { devicesNeeded: number }; after: { status: string } }>(
      `select before, after from notification_items where booking_id = $1 and type = 'BOOKING_CONFIRMED'`,
      [booking],
    );
    expect(told).toMatchObject([
      { before: { devicesNeeded: 2, status: 'PENDING' }, after: { devicesNeeded: 1, status: 'CONFIRMED' } },
    ]);
  });

  it('that is deleted gives its devices back, with all that was written of them, unless one is out', async () => {
    const device = await one();
    const { booking, assignment } = await plan(device);
    await rows.addRental(booking, '2027-03-05');
    await rows.handOut(assignment, eight);
    await expect(query('delete from bookings where id = $1', [booking])).rejects.toMatchObject(
      refusal('bookings_with_devices_out_stay'),
    );
    await rows.giveBack(assignment, ten);
    await query('delete from bookings where id = $1', [booking]);
    expect(await taken(device)).toEqual([]);
    expect(
      await query(
        'select from device_requests where booking_id = $1 union all select from rentals where booking_id = $1',
        [booking],
      ),
    ).toEqual([]);
    await query('delete from bookings where id = $1', [(await plan(device)).booking]);
    expect(await movesOf(device)).toEqual(['ADDED', 'ASSIGNED', 'HANDED_OUT', 'RETURNED', 'ASSIGNED', 'RELEASED']);
  });
});

describe('what follows from bookings and assignments', () => {
  it('is written by triggers alone, and its history by nobody', async () => {
    const { booking, assignment } = await plan(await one());
    for (const text of [
      'delete from device_occupancies',
      'update device_demands set quantity = quantity + 1',
      `update device_moves set reason = 'x'`,
      'truncate device_occupancies',
    ])
      for (const role of [facility.owner, facility.superuser])
        await expect(role.query(text), text).rejects.toMatchObject(refusal('physics_follows_from_bookings'));
    for (const table of ['devices', 'device_downtimes', 'device_assignments', 'rentals'])
      await expect(facility.superuser.query(`delete from ${table}`), table).rejects.toMatchObject(
        refusal('devices_keep_their_history'),
      );
    expect([booking, assignment]).not.toContain('');
  });

  it('holds where a session has silenced the constraint', async () => {
    const device = await one();
    await plan(device);
    const booking = await book(1, ten, two);
    const request = await rows.requestOf(booking);
    const outsider = await facility.superuser.connect();
    try {
      await outsider.query('set session_replication_role = replica');
      await expect(new DeviceRows(outsider).assign(request, device)).rejects.toMatchObject(
        refusal('no_overlapping_device_assignments'),
      );
    } finally {
      await outsider.query('set session_replication_role = default');
      outsider.release();
    }
  });

  it('is counted by those who see the newest rows', async () => {
    const booking = await book(1);
    const request = await rows.requestOf(booking);
    const device = await one();
    const outsider = await facility.owner.connect();
    try {
      await outsider.query('begin isolation level repeatable read');
      await expect(new DeviceRows(outsider).assign(request, device)).rejects.toMatchObject({ code: '0A000' });
    } finally {
      await outsider.query('rollback');
      outsider.release();
    }
  });

  it('tells the log: a version and an event for each change of a request, a rental, a device', async () => {
    const device = await one();
    const { booking, request, assignment } = await plan(device);
    await rows.handOut(assignment, eight);
    const rental = await rows.addRental(booking, '2027-03-05');
    const events = await query<{
      type: string;
      subject: string;
      version: number;
      tenant: string | null;
      booking: string | null;
    }>(
      `select type, subject, version, tenant_id as tenant, booking_id as booking from domain_events where subject = any ($1::uuid[]) order by type, version`,
      [[device, request, rental]],
    );
    expect(events).toEqual([
      ...[1, 2, 3].map((version) => ({
        type: 'device_changed',
        subject: device,
        version,
        tenant: null,
        booking: null,
      })),
      ...[1, 2, 3].map((version) => ({
        type: 'device_request_changed',
        subject: request,
        version,
        tenant: tenants.TECH,
        booking,
      })),
      { type: 'rental_changed', subject: rental, version: 1, tenant: tenants.TECH, booking },
    ]);
  });

  it('is shared by the divisions, and nothing else is', async () => {
    const device = await one();
    await plan(device, eight, noon, { tenant: 'TRAINING' });
    const app = new pg.Client(facility.database.appUrl);
    await app.connect();
    try {
      await app.query(`select set_config('app.tenants', $1, false)`, [tenants.TECH]);
      const seen = async (text: string) => (await app.query<{ n: number }>(text, [device])).rows[0]?.n;
      expect(await seen('select count(*)::int as n from device_assignments where device_id = $1')).toBe(0);
      expect(await seen('select count(*)::int as n from device_occupancies where device_id = $1')).toBe(1);
      await expect(app.query('update device_occupancies set period = period')).rejects.toMatchObject({ code: '42501' });
      const own = await book(1, ten, two);
      await expect(new DeviceRows(app).assign(await rows.requestOf(own), device)).rejects.toMatchObject(
        refusal('no_overlapping_device_assignments'),
      );
      const theirs = await book(1, two, four, { tenant: 'TRAINING' });
      expect(await new DeviceRows(app).addRequest(theirs, 1, { kind: 'LAPTOP' }), 'it does not see the booking').toBe(
        '',
      );
    } finally {
      await app.end();
    }
  });

  it('shows what the facility does with its devices to those who see devices', async () => {
    await one();
    const app = openPool(facility.database.appUrl, 1);
    try {
      const seenBy = async (username: 'staff.tech' | 'it_staff') => {
        await app.query(`select set_config('app.user', $1, false)`, [facility.userKeys[username]]);
        const { rows: found } = await app.query<{ n: number }>(
          `select count(*)::int as n from domain_events where type = 'device_changed'`,
        );
        return found[0]?.n ?? 0;
      };
      expect(await seenBy('it_staff')).toBeGreaterThan(0);
      expect(await seenBy('staff.tech')).toBe(0);
    } finally {
      await app.end();
    }
  });

  it('keeps the accounts of devices out of the audit trail', async () => {
    const device = await one();
    await query(`update devices set office_account = 'desk@colab.example', anydesk_id = '123' where id = $1`, [device]);
    const { rows: found } = await facility.superuser.query<{ after: object }>(
      `select after from audit_log where subject_id = $1 and before is not null`,
      [device],
    );
    expect(found).toEqual([{ after: { office_account: '(secret)', anydesk_id: '(secret)' } }]);
  });
});
