import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { days, later, local, openFacility, roomKey, tenants, type TestFacility } from '../../../test/factories.ts';
import { bookingsById, bookingsTable } from '../../bookings/bookings-table.ts';
import { connectDatabase, type Database } from './database.ts';
import type { Query } from './statement.ts';
import { deleteFrom, insertInto, updateAll, updateEach } from './table.ts';
import { withVisibility } from './visibility.ts';
import { closuresTable } from '../../closures/closures-table.ts';

let facility: TestFacility;
let db: Database;

beforeAll(async () => {
  facility = await openFacility();
  db = connectDatabase({ url: facility.database.appUrl });
});
afterAll(async () => {
  await db.close();
  await facility.close();
});

function seen<T>(work: () => Promise<T>): Promise<T> {
  return withVisibility({ tenantIds: [tenants.TECH], userId: facility.userKeys['staff.tech'] }, work);
}
function write(...queries: readonly Query[]): Promise<void> {
  return seen(() =>
    db.transaction({ cause: 'test' }, async (tx) => {
      for (const query of queries) await tx.run(query);
    }),
  );
}
async function bookingNow(id: string) {
  const [booking] = await seen(() => db.run(bookingsById('', [id])));
  if (!booking) throw new Error('no booking');
  return booking;
}

const startsAt = local('2031-03-05', '08:00');
const endsAt = local('2031-03-05', '12:00');
let day = 0;
function ghost(client = 'Client') {
  day += 1;
  return facility.insertBooking({ startsAt: later(startsAt, days(day)), endsAt: later(endsAt, days(day)), client });
}

describe('rows that are written', () => {
  it('have what is given, by the types of their table, and the default of the rest', async () => {
    const id = '11111111-0000-4000-8000-000000000001';
    const roomIds = [roomKey(1), roomKey(24)];
    const createdById = facility.userKeys.room_boss;
    await write(
      insertInto(closuresTable, [{ id, roomIds, startsAt, endsAt, reason: 'It’s “paint”, \\ and 漆', createdById }]),
    );
    const { rows } = await facility.owner.query(
      'select version, room_ids, starts_at, reason, created_at is not null as made from closures where id = $1',
      [id],
    );
    expect(rows).toEqual([
      { version: 1, room_ids: roomIds, starts_at: startsAt, reason: 'It’s “paint”, \\ and 漆', made: true },
    ]);
    await write(deleteFrom(closuresTable, [id]));
    expect((await facility.owner.query('select from closures where id = $1', [id])).rowCount).toBe(0);
  });

  it('become what each of them is given, and keep everything else', async () => {
    const [one, other, third] = [await ghost('One'), await ghost('Other'), await ghost('Third')];
    const [before, otherBefore, thirdBefore] = [
      await bookingNow(one),
      await bookingNow(other),
      await bookingNow(third),
    ];
    await write(
      ...updateEach(bookingsTable, [
        { id: one, changes: { notes: 'Only here', waterBottles: undefined } },
        { id: other, changes: { waterBottles: 7, notes: null } },
      ]),
    );
    const version = 2;
    expect(await bookingNow(one)).toEqual({ ...before, notes: 'Only here', version, updatedAt: expect.any(Date) });
    expect(await bookingNow(other)).toEqual({ ...otherBefore, waterBottles: 7, version, updatedAt: expect.any(Date) });
    expect(await bookingNow(third)).toEqual(thirdBefore);
  });

  it('tell no value from the JSON null', async () => {
    const id = await facility.insertBooking({ startsAt, endsAt, kind: 'DEVICES_ONLY' });
    const offSite = {
      rentalNumber: 'R-7',
      contactPerson: 'Ann',
      phone: '+27 11 555 0100',
      company: 'Acme',
      address: 'Here',
      returnOn: '2031-03-09',
    };
    await write(...updateAll(bookingsTable, [id], { offSite }));
    expect((await bookingNow(id)).offSite).toEqual(offSite);
    await write(...updateAll(bookingsTable, [id], { offSite: null }));
    const { rows } = await facility.owner.query('select off_site is null as empty from bookings where id = $1', [id]);
    expect(rows).toEqual([{ empty: true }]);
  });

  it('are left alone where nothing is given', async () => {
    expect(updateAll(bookingsTable, [await ghost()], {})).toEqual([]);
    expect(updateEach(bookingsTable, [{ id: await ghost(), changes: { notes: undefined } }])).toEqual([]);
  });
});
