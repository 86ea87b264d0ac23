import { describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import type { Caller, SocketCaller } from '../../test/client.ts';
import { DeviceRows } from '../../test/device-rows.ts';
import { days, globalId, hours, later, local } from '../../test/factories.ts';

const { facility, people, clock } = await arrange({
  people: ['it_staff', 'staff.tech', 'admin'],
  now: local('2031-03-03', '07:30'),
});
const { it_staff: desk, 'staff.tech': staff } = people;
const { owner } = facility;
const rows = new DeviceRows(owner);
const laptops = await rows.addCategory('ASUS X515', 'LAPTOP');
let count = 0;

async function request(quantity = 2, tenant: 'TECH' | 'TRAINING' = 'TECH') {
  const startsAt = later(clock.now, days((count += 1)));
  const booking = await rows.addBooking(startsAt, later(startsAt, hours(2)), tenant);
  return { booking, key: await rows.addRequest(booking, quantity) };
}
async function device() {
  return (await rows.addDevices(laptops, `w${(count += 1)}-`, 1))[0] ?? '';
}

type Change = {
  readonly deviceQueueChanged: {
    readonly cursor: string;
    readonly requests: readonly { id: string; state: string; version: number }[];
    readonly removedRequestIds: readonly string[];
    readonly devices: readonly { id: string; status: string; version: number }[];
    readonly rentals: readonly { number: string }[];
    readonly conflictsChanged: boolean;
  };
};
const document =
  'subscription ($after: EventCursor) { deviceQueueChanged(after: $after) { cursor requests { id state version } removedRequestIds devices { id status version } rentals { number } conflictsChanged } }';

type Told = Change['deviceQueueChanged'];

/** What came until something is so. */
async function until(socket: SocketCaller, after: string, isThere: (change: Told) => boolean): Promise<Told> {
  const stream = socket.subscribe<Change>(document, { after });
  const { deviceQueueChanged: change } = await stream.until((told) => isThere(told.deviceQueueChanged));
  stream.stop();
  return change;
}
async function start(caller: Caller = desk) {
  const { deviceRequests } = await caller.get<{ deviceRequests: { cursor: string } }>('{ deviceRequests { cursor } }');
  return deviceRequests.cursor;
}

describe('deviceQueueChanged', () => {
  it('tells of a request, its device and its rental as they are now, and goes on from its cursor', async () => {
    const socket = desk.connect();
    const serial = await device();
    const cursor = await start();
    const { booking, key } = await request(1);
    const id = globalId('DeviceRequest', key);
    const made = await until(socket, cursor, ({ requests }) => requests.some((one) => one.id === id));
    expect(made.requests.find((one) => one.id === id)).toMatchObject({ state: 'OPEN', version: 1 });
    await rows.assign(key, serial);
    const given = await until(socket, made.cursor, ({ requests }) =>
      requests.some((one) => one.id === id && one.state === 'FILLED'),
    );
    expect(given).toMatchObject({ conflictsChanged: true, removedRequestIds: [] });
    const known = await until(socket, made.cursor, ({ devices }) =>
      devices.some((one) => one.id === globalId('Device', serial)),
    );
    expect(known.devices.find((one) => one.id === globalId('Device', serial))?.version).toBeGreaterThan(1);
    await rows.addRental(booking, '2031-04-30', 'R-live');
    await until(socket, given.cursor, ({ rentals }) => rentals.some(({ number }) => number === 'R-live'));
    await socket.close();
  });

  it('tells that a request closes with its booking, and that one is gone', async () => {
    const socket = desk.connect();
    const { booking, key } = await request();
    const id = globalId('DeviceRequest', key);
    const cursor = await start();
    await owner.query(`update bookings set status = 'CANCELLED' where id = $1`, [booking]);
    const closed = await until(socket, cursor, ({ requests }) =>
      requests.some((one) => one.id === id && one.state === 'CLOSED'),
    );
    await owner.query('delete from bookings where id = $1', [booking]);
    const gone = await until(socket, closed.cursor, ({ removedRequestIds }) => removedRequestIds.includes(id));
    expect(gone.requests).toEqual([]);
    await socket.close();
  });

  it('is for those who see devices, refuses a cursor that it did not give, and ends where rights change', async () => {
    const strangers = staff.connect();
    expect(await strangers.subscribe(document).ended).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    await strangers.close();
    const socket = desk.connect();
    expect(await socket.subscribe(document, { after: 'Wisdom' }).ended).toMatchObject([
      { extensions: { code: 'CURSOR_INVALID' } },
    ]);
    const stream = socket.subscribe<Change>(document, { after: await start() });
    await request();
    await stream.next();
    const person = facility.userKeys.it_staff;
    await owner.query(`insert into role_grants (user_id, role_name) values ($1, 'kitchen')`, [person]);
    expect(await stream.ended).toMatchObject([{ extensions: { code: 'CURSOR_INVALID', reason: 'RIGHTS_CHANGED' } }]);
    const again = desk.connect();
    const last = again.subscribe<Change>(document, { after: await start() });
    await request();
    await last.next();
    await owner.query(`delete from role_grants where role_name = 'it_staff' and user_id = $1`, [person]);
    expect((await again.closed).code).toBe(4403);
    await socket.close();
  });
});
