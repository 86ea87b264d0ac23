import { describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { book, call, keysOf } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import { DeviceRows } from '../../test/device-rows.ts';
import { bookingId, local } from '../../test/factories.ts';

const { app, facility, people } = await arrange({
  people: ['staff.tech', 'room_boss', 'it_boss', 'kitchen'],
  now: local('2030-03-04', '09:00'),
});
const { 'staff.tech': staff, room_boss: boss, it_boss: itBoss, kitchen } = people;

const rental = {
  rentalNumber: 'R-77',
  contactPerson: 'P. Outside',
  phone: '011 555 0199',
  email: 'p@outside.example',
  company: 'Outside Ltd',
  address: '1 Far Road',
  returnOn: '2030-03-08',
};
const when = { startsAt: local('2030-03-05', '08:00'), endsAt: local('2030-03-08', '16:00') };
const devices = { kind: 'DEVICES_ONLY', numLearners: 0, numFacilitators: 0, devicesNeeded: 4 };
function rent(offSite: object | null, more: object = {}) {
  return book(staff, when, { ...devices, offSite, ...more });
}
async function seen(caller: Caller, key: string) {
  const fields = 'rentalNumber contactPerson phone email company address returnOn';
  const { booking } = await caller.get<{ booking: { version: number; offSite: object | null } }>(
    `query ($id: ID!) { booking(id: $id) { version offSite { ${fields} } } }`,
    { id: bookingId(key) },
  );
  return booking;
}
async function rented() {
  const [key = ''] = keysOf(await rent(rental));
  return key;
}

describe('devices that leave the building', () => {
  it('say under which rental, with whom, where and until when; contacts only to those who see the booking in full', async () => {
    const key = await rented();
    expect((await seen(staff, key)).offSite).toEqual(rental);
    expect((await seen(itBoss, key)).offSite).toEqual(rental);
    expect((await seen(kitchen, key)).offSite).toEqual({
      rentalNumber: 'R-77',
      company: 'Outside Ltd',
      returnOn: '2030-03-08',
      contactPerson: null,
      phone: null,
      email: null,
      address: null,
    });
  });

  it('are of a booking of devices only, and are told whole', async () => {
    expect(await book(staff, when, { offSite: rental })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'offSite' }],
    });
    for (const name of ['rentalNumber', 'contactPerson', 'phone', 'company', 'address'] as const) {
      expect(await rent({ ...rental, [name]: ' ' }), name).toMatchObject({
        __typename: 'InvalidInputError',
        fields: [{ path: `offSite.${name}` }],
      });
    }
    expect(await rent({ ...rental, email: 'nobody' })).toMatchObject({ fields: [{ path: 'offSite.email' }] });
    const [stayed = ''] = keysOf(await rent(null));
    expect((await seen(staff, stayed)).offSite).toBeNull();
  });

  it('are not due back before their booking is over, however that comes about', async () => {
    expect(await rent({ ...rental, returnOn: '2030-03-07' })).toMatchObject({ fields: [{ path: 'offSite.returnOn' }] });
    const key = await rented();
    const id = bookingId(key);
    expect(
      await call(boss, 'rescheduleBooking', { bookingId: id, endsAt: local('2030-03-09', '10:00') }),
    ).toMatchObject({ fields: [{ path: 'endsAt' }] });
    // Midnight belongs to the day that ends with it.
    expect(
      await call(boss, 'rescheduleBooking', { bookingId: id, endsAt: local('2030-03-09', '00:00') }),
    ).toMatchObject({ __typename: 'RescheduleBookingPayload' });
    expect(
      await call(staff, 'updateBooking', { bookingId: id, offSite: { ...rental, returnOn: '2030-03-07' } }),
    ).toMatchObject({ fields: [{ path: 'offSite.returnOn' }] });
    await facility.owner.query(`update bookings set status = 'CONFIRMED', starts_at = $2 where id = $1`, [
      key,
      local('2030-03-04', '08:00'),
    ]);
    expect(await call(boss, 'extendBooking', { bookingId: id, endsAt: local('2030-03-09', '10:00') })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'endsAt' }],
    });
  });

  it('change as a whole, stay when not mentioned, and can stay in the building after all', async () => {
    const key = await rented();
    await call(staff, 'updateBooking', { bookingId: bookingId(key), clientName: 'Another' });
    expect(await seen(staff, key)).toEqual({ version: 2, offSite: rental });
    await call(staff, 'updateBooking', {
      bookingId: bookingId(key),
      offSite: { ...rental, email: null, returnOn: '2030-03-12' },
    });
    expect((await seen(staff, key)).offSite).toEqual({ ...rental, email: null, returnOn: '2030-03-12' });
    await call(staff, 'updateBooking', { bookingId: bookingId(key), offSite: null });
    expect(await seen(staff, key)).toEqual({ version: 4, offSite: null });
  });

  it('are held by the database too', async () => {
    const key = await rented();
    const write = (offSite: object) =>
      facility.owner.query(`update bookings set off_site = $2 where id = $1`, [key, JSON.stringify(offSite)]);
    await expect(write({ ...rental, address: '' })).rejects.toMatchObject({ constraint: 'booking_off_site_is_whole' });
    await expect(write({ rentalNumber: 'R-1' })).rejects.toMatchObject({ constraint: 'booking_off_site_is_whole' });
    const room = await facility.insertBooking({ ...when, status: 'PENDING', by: 'staff.tech' });
    await expect(
      facility.owner.query('update bookings set off_site = $2 where id = $1', [room, JSON.stringify(rental)]),
    ).rejects.toMatchObject({ constraint: 'booking_off_site_takes_no_room' });
  });

  it('are where the newest rental says, once there is one: moving compares with its day, and updateRental changes it', async () => {
    const key = await rented();
    const rows = new DeviceRows(facility.owner);
    await rows.addRental(key, '2030-03-10', 'R-1');
    await rows.addRental(key, '2030-03-12', 'R-2');
    expect((await seen(boss, key)).offSite).toEqual({
      rentalNumber: 'R-2',
      company: 'Outside Ltd',
      contactPerson: null,
      phone: null,
      email: null,
      address: null,
      returnOn: '2030-03-12',
    });
    const move = (endsAt: Date) => call(boss, 'rescheduleBooking', { bookingId: bookingId(key), endsAt, dryRun: true });
    expect(await move(local('2030-03-12', '18:00'))).toMatchObject({ __typename: 'RescheduleBookingPayload' });
    expect(await move(local('2030-03-13', '18:00'))).toMatchObject({
      fields: [{ path: 'endsAt', message: expect.stringContaining('2030-03-12') }],
    });
    for (const offSite of [rental, null])
      expect(await call(boss, 'updateBooking', { bookingId: bookingId(key), offSite })).toMatchObject({
        fields: [{ path: 'offSite', message: expect.stringContaining('updateRental') }],
      });
    expect(await call(boss, 'updateBooking', { bookingId: bookingId(key), clientName: 'Another' })).toMatchObject({
      __typename: 'UpdateBookingPayload',
    });
    const sheet = await fetch(new URL('/export/bookings.csv?search=Another', app.url), {
      headers: { authorization: `Bearer ${boss.token}` },
    });
    expect(await sheet.text()).toContain('R-2');
  });
});
