import { describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { call } from '../../../test/booking-calls.ts';
import { callDesk, type DeskOutcome } from '../../../test/desk-calls.ts';
import { DeviceRows } from '../../../test/device-rows.ts';
import {
  type BookingFacts,
  bookingId,
  days,
  globalId,
  hours,
  keyOfId,
  later,
  local,
  tenantId,
} from '../../../test/factories.ts';

const now = local('2031-03-01', '09:00');
const { facility, people, clock, span } = await arrange({
  people: ['it_staff', 'it_boss', 'room_boss', 'staff.tech'],
  now,
  soundPhysics: true,
});
const { it_staff: staff, it_boss: itBoss, room_boss: roomBoss } = people;
const rows = new DeviceRows(facility.owner);
const laptops = await rows.addCategory('ASUS X515', 'LAPTOP');
const desktops = await rows.addCategory('Desktop PC', 'DESKTOP');

let series = 0;
/** New devices for each test: what one leaves is in nobody's way. */
async function devices(count: number, category = laptops): Promise<string[]> {
  const keys = await rows.addDevices(category, `h${(series += 1)}-`, count);
  return keys.map((key) => globalId('Device', key));
}

type Wanted = { readonly booking: string; readonly request: string; readonly startsAt: Date; readonly endsAt: Date };
async function wanted(quantity: number, facts: Partial<BookingFacts> = {}): Promise<Wanted> {
  const when = { ...span(), ...facts };
  const key = await facility.insertBooking({ kind: 'DEVICES_ONLY', devices: quantity, preference: 'LAPTOPS', ...when });
  const request = await rows.requestOf(key);
  return {
    booking: bookingId(key),
    request: globalId('DeviceRequest', request),
    startsAt: when.startsAt,
    endsAt: when.endsAt,
  };
}
function running(): Pick<Wanted, 'startsAt' | 'endsAt'> {
  return { startsAt: later(now, -hours(1)), endsAt: later(now, hours(4)) };
}

async function assign(request: string, deviceIds: readonly string[], more: object = {}): Promise<DeskOutcome> {
  return callDesk(staff, 'assignDevices', { requestId: request, deviceIds, ...more });
}
async function planned(deviceIds: readonly string[], facts: Partial<BookingFacts> = {}) {
  const want = await wanted(deviceIds.length, facts);
  const outcome = await assign(want.request, deviceIds);
  expect(outcome.message).toBeUndefined();
  const assignments = outcome.request?.assignments ?? [];
  return { ...want, ids: deviceIds.map((id) => assignments.find((one) => one.device.id === id)?.id ?? '') };
}
async function out(deviceIds: readonly string[], facts: Partial<BookingFacts> = {}) {
  const plan = await planned(deviceIds, { ...running(), ...facts });
  const outcome = await callDesk(staff, 'handOutDevices', { assignmentIds: plan.ids, takenBy: 'Sipho' });
  expect(outcome.message).toBeUndefined();
  return plan;
}
async function statusOf(booking: string): Promise<string | undefined> {
  const { rows: found } = await facility.owner.query<{ status: string }>('select status from bookings where id = $1', [
    keyOfId(booking),
  ]);
  return found[0]?.status;
}
async function movesOf(device: string): Promise<string[]> {
  const { rows: found } = await facility.owner.query<{ kind: string }>(
    'select kind from device_moves where device_id = $1 order by sequence',
    [keyOfId(device)],
  );
  return found.map(({ kind }) => kind);
}

describe('assigning', () => {
  it('gives some, then the rest, and the booking is confirmed by itself; what is so already changes nothing', async () => {
    const [one = '', two = ''] = await devices(2);
    const want = await wanted(2);
    const first = await assign(want.request, [one]);
    expect(first.request).toMatchObject({ state: 'PARTLY', assigned: 1, version: 2 });
    expect(first.moves?.map(({ kind }) => kind)).toEqual(['ASSIGNED']);
    expect(await statusOf(want.booking)).toBe('PENDING');

    const again = await assign(want.request, [one], { expectedVersion: 1 });
    expect(again).toMatchObject({ __typename: 'AssignDevicesPayload', moves: [], request: { version: 2 } });
    expect(await movesOf(one)).toEqual(['ADDED', 'ASSIGNED']);

    const both = await assign(want.request, [one, two], { expectedVersion: 2 });
    expect(both.request).toMatchObject({ state: 'FILLED', assigned: 2, version: 3 });
    expect(await statusOf(want.booking)).toBe('CONFIRMED');
  });

  it('names what is taken, by what, and what is free instead, which then can be had', async () => {
    const [taken = '', free = ''] = await devices(2);
    const other = await planned([taken]);
    const want = await wanted(1, { startsAt: later(other.startsAt, hours(1)), endsAt: later(other.endsAt, hours(1)) });
    const refusal = await assign(want.request, [taken]);
    expect(refusal).toMatchObject({
      __typename: 'DeviceTakenError',
      devices: [{ id: taken }],
      clashes: [
        {
          device: { id: taken },
          startsAt: other.startsAt.toISOString(),
          endsAt: other.endsAt.toISOString(),
          booking: { id: other.booking },
        },
      ],
    });
    const offered = refusal.alternatives?.map(({ id }) => id) ?? [];
    expect(offered).toContain(free);
    expect(offered).not.toContain(taken);
    expect((await assign(want.request, [free])).__typename).toBe('AssignDevicesPayload');
  });

  it('takes a device from the moment on at which the one before gives it back', async () => {
    const [device = ''] = await devices(1);
    const before = await planned([device]);
    const want = await wanted(1, { startsAt: before.endsAt, endsAt: later(before.endsAt, hours(2)) });
    expect((await assign(want.request, [device])).__typename).toBe('AssignDevicesPayload');
  });

  it('refuses all of them where one does not fit, is retired, or is one too many', async () => {
    const [laptop = '', retired = '', third = ''] = await devices(3);
    const [desktop = ''] = await devices(1, desktops);
    await facility.owner.query('update devices set retired_at = $2 where id = $1', [keyOfId(retired), now]);
    const want = await wanted(1);
    const unfit = await assign(want.request, [laptop, desktop, retired]);
    expect(unfit.__typename).toBe('DeviceUnfitError');
    expect(unfit.unfit?.map(({ device, reason }) => [device.id, reason])).toEqual([
      [desktop, 'It is a desktop, and a laptop is wanted.'],
      [retired, 'It is retired.'],
    ]);
    expect(await assign(want.request, [laptop, third])).toMatchObject({
      __typename: 'RequestFilledError',
      request: { id: want.request, assigned: 0 },
    });
    expect(await movesOf(laptop)).toEqual(['ADDED']);
  });

  it('is refused where the request is stale or unknown, and the booking over or cancelled', async () => {
    const [device = ''] = await devices(1);
    const want = await wanted(1);
    expect(await assign(want.request, [device], { expectedVersion: 7 })).toMatchObject({
      __typename: 'StaleDeviceDataError',
      node: { id: want.request },
    });
    expect((await assign(globalId('DeviceRequest', keyOfId(want.booking)), [device])).__typename).toBe('NotFoundError');
    const unknown = globalId('Device', keyOfId(want.booking));
    expect(await assign(want.request, [device, unknown])).toMatchObject({ fields: [{ path: 'deviceIds.1' }] });
    expect(await assign(want.request, [])).toMatchObject({ fields: [{ path: 'deviceIds' }] });
    const over = await wanted(1, { startsAt: later(now, -hours(5)), endsAt: later(now, -hours(1)) });
    expect(await assign(over.request, [device])).toMatchObject({ fields: [{ path: 'requestId' }] });
    const cancelled = await wanted(1, { status: 'CANCELLED' });
    expect(await assign(cancelled.request, [device])).toMatchObject({
      __typename: 'WrongStatusError',
      status: 'CANCELLED',
    });
  });

  it('only tries it in a dry run', async () => {
    const [device = ''] = await devices(1);
    const want = await wanted(1);
    const tried = await assign(want.request, [device], { dryRun: true });
    expect(tried).toMatchObject({ __typename: 'AssignDevicesPayload', request: { version: 2 }, moves: [] });
    expect(await movesOf(device)).toEqual(['ADDED']);
    expect(await statusOf(want.booking)).toBe('PENDING');
  });

  it('gives other dates of a series the same devices, or none of them any', async () => {
    const [one = '', two = ''] = await devices(2);
    const first = await wanted(2);
    const second = await wanted(2);
    await facility.owner.query('update bookings set series_id = $2 where id = any ($1)', [
      [keyOfId(first.booking), keyOfId(second.booking)],
      keyOfId(first.booking),
    ]);
    const blocking = await planned([two], { startsAt: second.startsAt, endsAt: second.endsAt });
    const also = { alsoRequestIds: [second.request] };
    expect(await assign(first.request, [one, two], also)).toMatchObject({
      __typename: 'DeviceTakenError',
      clashes: [{ device: { id: two }, booking: { id: blocking.booking } }],
    });
    expect(await movesOf(one)).toEqual(['ADDED']);
    expect((await assign(first.request, [one], also)).__typename).toBe('AssignDevicesPayload');
    expect(await movesOf(one)).toEqual(['ADDED', 'ASSIGNED', 'ASSIGNED']);
    const stranger = await wanted(1);
    expect(await assign(first.request, [one], { alsoRequestIds: [stranger.request] })).toMatchObject({
      fields: [{ path: 'alsoRequestIds.0' }],
    });
  });
});

describe('a rental', () => {
  const wish = {
    rentalNumber: 'R-17',
    company: 'Client Ltd',
    contactPerson: 'Lerato',
    phone: '011 555 0100',
    email: null,
    address: '1 Main Road',
    returnOn: '2031-12-24',
  };
  async function offSite(quantity: number) {
    const want = await wanted(quantity);
    await facility.owner.query('update bookings set off_site = $2 where id = $1', [keyOfId(want.booking), wish]);
    return want;
  }
  function rentalsOf({ request }: DeskOutcome) {
    return request?.assignments.map(({ rental }) => rental?.number ?? null);
  }

  it('is made as the booking wished it, and joined by what comes later', async () => {
    const [one = '', two = '', three = ''] = await devices(3);
    const want = await offSite(3);
    const first = await assign(want.request, [one]);
    expect(first.request?.assignments[0]?.rental).toMatchObject({ number: 'R-17', dueOn: '2031-12-24' });
    expect(rentalsOf(await assign(want.request, [two]))).toEqual(['R-17', 'R-17']);
    const third = await assign(want.request, [three], { rental: { inHouse: true } });
    expect(rentalsOf(third)?.toSorted()).toEqual(['R-17', 'R-17', null]);
    const other = await wanted(1, { startsAt: later(want.endsAt, days(2)), endsAt: later(want.endsAt, days(3)) });
    expect((await assign(other.request, [one])).__typename).toBe('DeviceTakenError');
    expect((await assign(other.request, [three])).__typename).toBe('AssignDevicesPayload');
  });

  it('needs the right to rent where it is another one than was wished, and a day that is not too early', async () => {
    const [one = '', two = ''] = await devices(2);
    const want = await offSite(2);
    const other = { rental: { number: 'R-18' } };
    expect(await assign(want.request, [one], other)).toMatchObject({
      __typename: 'NotAllowedError',
      permission: 'device:rent',
    });
    const early = { rental: { dueOn: '2031-03-02' } };
    expect(
      await callDesk(itBoss, 'assignDevices', { requestId: want.request, deviceIds: [one], ...early }),
    ).toMatchObject({ fields: [{ path: 'rental.dueOn' }] });
    const made = await callDesk(itBoss, 'assignDevices', { requestId: want.request, deviceIds: [one], ...other });
    expect(rentalsOf(made)).toEqual(['R-18']);
    expect(await assign(want.request, [two], { rental: { number: 'R-18', company: 'Else' } })).toMatchObject({
      fields: [{ path: 'rental.number' }],
    });
    const rentalId = made.request?.assignments[0]?.rental?.id;
    expect(rentalsOf(await assign(want.request, [two], { rental: { rentalId } }))).toEqual(['R-18', 'R-18']);
    const both = { rental: { rentalId, inHouse: true } };
    expect(await assign(want.request, [one, two], both)).toMatchObject({ __typename: 'AssignDevicesPayload' });
  });

  it('that is described in full as it was wished needs no other right', async () => {
    const [one = ''] = await devices(1);
    const want = await offSite(1);
    const { rentalNumber: number, returnOn: dueOn, ...rest } = wish;
    expect(rentalsOf(await assign(want.request, [one], { rental: { number, dueOn, ...rest } }))).toEqual(['R-17']);
  });
});

describe('releasing', () => {
  it('opens the request again, keeps the reason, and leaves what is handed out', async () => {
    const [one = '', two = ''] = await devices(2);
    const plan = await planned([one, two], running());
    await callDesk(staff, 'handOutDevices', { assignmentIds: [plan.ids[1]] });
    expect(await callDesk(staff, 'releaseDevices', { assignmentIds: plan.ids })).toMatchObject({
      __typename: 'DeviceInUseError',
      assignments: [{ id: plan.ids[1] }],
    });
    const input = { assignmentIds: [plan.ids[0]], reason: 'Another one is nearer' };
    const released = await callDesk(staff, 'releaseDevices', input);
    expect(released.assignments).toMatchObject([{ state: 'RELEASED' }]);
    expect(await callDesk(staff, 'releaseDevices', input)).toMatchObject({ moves: [], assignments: [{ version: 2 }] });
    const { rows: found } = await facility.owner.query(
      'select release_reason as reason from device_assignments where id = $1',
      [keyOfId(plan.ids[0] ?? '')],
    );
    expect(found).toEqual([{ reason: 'Another one is nearer' }]);
  });
});

describe('swapping a plan', () => {
  it('puts another device in its place, under the same request, once', async () => {
    const [one = '', two = ''] = await devices(2);
    const plan = await planned([one]);
    const swapped = await callDesk(staff, 'swapDevice', { assignmentId: plan.ids[0], deviceId: two });
    expect(swapped.request?.assignments.map(({ device }) => device.id)).toEqual([two]);
    expect(await statusOf(plan.booking)).toBe('CONFIRMED');
    const again = await callDesk(staff, 'swapDevice', { assignmentId: plan.ids[0], deviceId: two });
    expect(again).toMatchObject({ __typename: 'SwapDevicePayload', moves: [] });
    expect(await movesOf(one)).toEqual(['ADDED', 'ASSIGNED', 'RELEASED']);
  });

  it('is refused where the other one is taken, does not fit, or this one is handed out', async () => {
    const [one = '', taken = '', three = ''] = await devices(3);
    const [desktop = ''] = await devices(1, desktops);
    const plan = await out([one]);
    const other = await planned([three]);
    await planned([taken], { startsAt: other.startsAt, endsAt: other.endsAt });
    expect(await callDesk(staff, 'swapDevice', { assignmentId: plan.ids[0], deviceId: taken })).toMatchObject({
      __typename: 'DeviceInUseError',
    });
    expect(await callDesk(staff, 'swapDevice', { assignmentId: other.ids[0], deviceId: taken })).toMatchObject({
      __typename: 'DeviceTakenError',
      devices: [{ id: taken }],
    });
    expect(await callDesk(staff, 'swapDevice', { assignmentId: other.ids[0], deviceId: desktop })).toMatchObject({
      __typename: 'DeviceUnfitError',
    });
  });
});

describe('handing out', () => {
  it('is by the clock of the server, earlier than planned where nothing is in the way, and once', async () => {
    const [one = '', two = ''] = await devices(2);
    const later1 = await planned([one, two]);
    const before = await planned([two], { startsAt: later(now, hours(2)), endsAt: later(now, hours(3)) });
    expect(await callDesk(staff, 'handOutDevices', { assignmentIds: later1.ids })).toMatchObject({
      __typename: 'DeviceTakenError',
      devices: [{ id: two }],
      clashes: [{ booking: { id: before.booking } }],
    });
    const input = { assignmentIds: [later1.ids[0]], takenBy: ' Sipho ' };
    const handed = await callDesk(staff, 'handOutDevices', input);
    expect(handed.assignments).toMatchObject([{ state: 'OUT', takenBy: 'Sipho', version: 2 }]);
    expect(await callDesk(staff, 'handOutDevices', { ...input, takenBy: 'Else' })).toMatchObject({
      moves: [],
      assignments: [{ takenBy: 'Sipho', version: 2 }],
    });
  });

  it('is refused by name where a device is out elsewhere, in maintenance, given up, or its booking not open', async () => {
    const [one = '', two = '', three = ''] = await devices(3);
    const first = await out([one], { endsAt: later(now, hours(0.05)) });
    const after = await planned([one], { startsAt: later(now, hours(2)), endsAt: later(now, hours(3)) });
    clock.now = later(now, hours(0.1));
    expect(await callDesk(staff, 'handOutDevices', { assignmentIds: after.ids })).toMatchObject({
      __typename: 'DeviceTakenError',
      clashes: [{ device: { id: one }, booking: { id: first.booking } }],
    });
    clock.now = now;
    const plan = await planned([two], { startsAt: later(now, hours(2)), endsAt: later(now, hours(3)) });
    await rows.addDowntime(keyOfId(two), later(now, -hours(2)), later(now, -hours(1)));
    expect(await callDesk(staff, 'handOutDevices', { assignmentIds: plan.ids })).toMatchObject({
      __typename: 'DeviceUnfitError',
      unfit: [{ device: { id: two }, reason: expect.stringMatching(/maintenance/) }],
    });
    const gone = await planned([three]);
    await callDesk(staff, 'releaseDevices', { assignmentIds: gone.ids });
    expect(await callDesk(staff, 'handOutDevices', { assignmentIds: gone.ids })).toMatchObject({
      fields: [{ path: 'assignmentIds.0' }],
    });
    const closed = await planned([three]);
    await call(roomBoss, 'cancelBooking', { bookingId: closed.booking, reason: 'They are ill' });
    expect(await callDesk(staff, 'handOutDevices', { assignmentIds: closed.ids })).toMatchObject({
      __typename: 'WrongStatusError',
      status: 'CANCELLED',
    });
  });

  it('brings back what is out on an earlier date of the same series', async () => {
    const [one = ''] = await devices(1);
    const first = await out([one]);
    const second = await planned([one], { startsAt: later(now, hours(5)), endsAt: later(now, hours(8)) });
    await facility.owner.query('update bookings set series_id = $2 where id = any ($1)', [
      [keyOfId(first.booking), keyOfId(second.booking)],
      keyOfId(first.booking),
    ]);
    const handed = await callDesk(staff, 'handOutDevices', { assignmentIds: second.ids });
    expect(handed.assignments).toMatchObject([{ state: 'OUT' }]);
    expect(handed.moves?.map(({ kind }) => kind)).toEqual(['RETURNED', 'HANDED_OUT']);
  });
});

describe('returning', () => {
  function give(deviceIds: readonly string[], condition = 'GOOD', more: object = {}) {
    const items = deviceIds.map((deviceId) => ({ deviceId, condition, note: 'Missing: charger' }));
    return callDesk(staff, 'returnDevices', { items, ...more });
  }

  it('ends the assignments, whosever they are; what was in the store stays there, and what was lost is found', async () => {
    const [one = '', two = '', lost = ''] = await devices(3);
    await out([one]);
    await callDesk(staff, 'startDowntime', { deviceIds: [lost], kind: 'LOST' });
    const back = await give([one, two, lost]);
    expect(back).toMatchObject({
      assignments: [{ state: 'RETURNED', condition: 'GOOD', note: 'Missing: charger', takenAway: false }],
      inStore: [{ id: two }, { id: lost }],
      found: [{ id: lost }],
    });
    expect(await movesOf(two)).toEqual(['ADDED']);
    expect(await give([one, two, lost])).toMatchObject({ assignments: [], moves: [] });
    expect(await movesOf(lost)).toEqual(['ADDED', 'DOWNTIME_BEGAN', 'DOWNTIME_ENDED']);
  });

  it('of a damaged one begins a downtime and opens the request again; plans in its way give way where they are named', async () => {
    const [one = ''] = await devices(1);
    const first = await out([one]);
    const ahead = await planned([one]);
    expect(await give([one], 'DAMAGED')).toMatchObject({
      __typename: 'DeviceInUseError',
      assignments: [{ id: ahead.ids[0] }],
    });
    const nobodys = await planned(await devices(1));
    expect(await give([one], 'DAMAGED', { releaseAssignmentIds: [ahead.ids[0], nobodys.ids[0]] })).toMatchObject({
      fields: [{ path: 'releaseAssignmentIds.1' }],
    });
    const back = await give([one], 'DAMAGED', { releaseAssignmentIds: ahead.ids });
    expect(back.assignments).toMatchObject([{ condition: 'DAMAGED', takenAway: true }]);
    expect(back.moves?.map(({ kind }) => kind)).toEqual(['RETURNED', 'RELEASED', 'DOWNTIME_BEGAN']);
    expect((await assign(first.request, [one])).__typename).toBe('DeviceTakenError');
    expect(await give([one], 'DAMAGED', { releaseAssignmentIds: ahead.ids })).toMatchObject({ moves: [] });
  });

  it('of a lost one that was rented in expects it until the supplier has it back', async () => {
    const [one = ''] = await devices(1);
    await facility.owner.query(`update devices set goes_back_on = '2031-06-01' where id = $1`, [keyOfId(one)]);
    await out([one]);
    expect((await give([one], 'LOST')).__typename).toBe('ReturnDevicesPayload');
    const { rows: found } = await facility.owner.query(
      `select kind, expected_end as until from device_downtimes where device_id = $1 and kind = 'LOST'`,
      [keyOfId(one)],
    );
    expect(found).toEqual([{ kind: 'LOST', until: local('2031-06-02', '00:00') }]);
  });
});

describe('lending over the counter', () => {
  function lend(deviceIds: readonly string[], more: object = {}) {
    const until = later(now, hours(8));
    return callDesk(staff, 'lendDevices', {
      tenantId: tenantId('TECH'),
      clientName: 'Walk-in',
      until,
      deviceIds,
      ...more,
    });
  }

  it('makes the booking, the request, the assignments and the hand-out in one act, once for a key', async () => {
    const [one = '', two = ''] = await devices(2);
    const lent = await lend([one, two], { takenBy: 'Sipho', idempotencyKey: 'counter-1' });
    expect(lent.booking).toMatchObject({ status: 'CONFIRMED', kind: 'DEVICES_ONLY' });
    expect(lent.moves?.map(({ kind }) => kind).toSorted()).toEqual([
      'ASSIGNED',
      'ASSIGNED',
      'HANDED_OUT',
      'HANDED_OUT',
      'WISHED',
    ]);
    const again = await lend([one, two], { takenBy: 'Sipho', idempotencyKey: 'counter-1' });
    expect(again).toMatchObject({ booking: { id: lent.booking?.id }, moves: [] });
    expect((await lend([two], { idempotencyKey: 'counter-1' })).__typename).toBe('IdempotencyMismatchError');
    expect(await lend([two])).toMatchObject({ __typename: 'DeviceTakenError', devices: [{ id: two }] });
    const { rows: found } = await facility.owner.query(
      'select client_contact_person as contact, client_email as email, client_phone as phone from bookings where id = $1',
      [keyOfId(lent.booking?.id ?? '')],
    );
    expect(found).toEqual([{ contact: 'Sipho', email: '', phone: '' }]);
  });

  it('is refused for what is planned meanwhile or put aside, for the past, and without the right', async () => {
    const [one = '', two = ''] = await devices(2);
    const plan = await planned([one], { startsAt: later(now, hours(2)), endsAt: later(now, hours(3)) });
    expect(await lend([one])).toMatchObject({
      __typename: 'DeviceTakenError',
      clashes: [{ booking: { id: plan.booking } }],
    });
    await callDesk(staff, 'startDowntime', { deviceIds: [two], kind: 'MAINTENANCE' });
    expect((await lend([two])).__typename).toBe('DeviceUnfitError');
    for (const until of [now, later(now, days(400))])
      expect(await lend([one], { until })).toMatchObject({ fields: [{ path: 'until' }] });
    expect(await lend([one], { until: later(now, hours(1)), dryRun: true })).toMatchObject({
      __typename: 'LendDevicesPayload',
      booking: { status: 'CONFIRMED' },
    });
    const booked = await call(staff, 'createBookings', {
      kind: 'DEVICES_ONLY',
      tenantId: tenantId('TECH'),
      clientName: 'x',
      clientContactPerson: 'x',
      clientEmail: 'x@client.example',
      clientPhone: '1',
      numLearners: 0,
      numFacilitators: 0,
      devicesNeeded: 1,
      segments: [{ startsAt: later(now, hours(1)), endsAt: later(now, hours(2)) }],
    });
    expect(booked).toMatchObject({ __typename: 'NotAllowedError', permission: 'booking:create' });
  });
});

describe('undoing an act at the desk', () => {
  const undo = (outcome: DeskOutcome, caller = staff) =>
    callDesk(caller, 'undoDeviceMove', { moveId: outcome.moves?.at(-1)?.id });

  it('takes back an assignment and the confirmation that it caused, and writes down which moves it took back', async () => {
    const [one = '', two = ''] = await devices(2);
    const want = await wanted(2);
    const assigned = await assign(want.request, [one, two]);
    expect(await statusOf(want.booking)).toBe('CONFIRMED');
    expect(await call(roomBoss, 'undoBookingChange', { bookingId: want.booking })).toMatchObject({
      __typename: 'NothingToUndoError',
    });
    const undone = await undo(assigned);
    expect(undone.message).toBeUndefined();
    expect(await statusOf(want.booking)).toBe('PENDING');
    expect(undone.moves?.map(({ kind, undoes }) => [kind, undoes]).toSorted()).toEqual(
      assigned.moves?.map(({ id }) => ['UNDONE', id]).toSorted(),
    );
    expect((await undo(assigned)).__typename).toBe('NothingToUndoError');
    expect((await assign(want.request, [one])).__typename).toBe('AssignDevicesPayload');
  });

  it('takes back hand-outs, returns with damage and all that followed, releases and swaps', async () => {
    const [one = '', two = ''] = await devices(2);
    const first = await planned([one], running());
    const handed = await callDesk(staff, 'handOutDevices', { assignmentIds: first.ids, takenBy: 'Sipho' });
    await undo(handed);
    const again = await callDesk(staff, 'handOutDevices', { assignmentIds: first.ids });
    expect(again.assignments).toMatchObject([{ state: 'OUT', takenBy: null }]);
    const ahead = await planned([one]);
    const items = [{ deviceId: one, condition: 'DAMAGED' }];
    const back = await callDesk(staff, 'returnDevices', { items, releaseAssignmentIds: ahead.ids });
    expect((await undo(back)).message).toBeUndefined();
    const { rows: found } = await facility.owner.query(
      `select count(*)::int as count from device_occupancies where device_id = $1`,
      [keyOfId(one)],
    );
    expect(found, 'out, and planned').toEqual([{ count: 2 }]);
    const swapped = await callDesk(staff, 'swapDevice', { assignmentId: ahead.ids[0], deviceId: two });
    expect((await undo(swapped)).message).toBeUndefined();
    const released = await callDesk(staff, 'releaseDevices', { assignmentIds: ahead.ids });
    expect((await undo(released)).message).toBeUndefined();
    expect(await callDesk(staff, 'releaseDevices', { assignmentIds: ahead.ids })).toMatchObject({
      assignments: [{ state: 'RELEASED' }],
    });
  });

  it('cancels the booking of a loan', async () => {
    const [one = ''] = await devices(1);
    const until = later(now, hours(8));
    const input = { tenantId: tenantId('TECH'), clientName: 'Walk-in', until, deviceIds: [one] };
    const lent = await callDesk(staff, 'lendDevices', input);
    expect((await undo(lent)).message).toBeUndefined();
    expect(await statusOf(lent.booking?.id ?? '')).toBe('CANCELLED');
    expect((await callDesk(staff, 'lendDevices', input)).__typename).toBe('LendDevicesPayload');
  });

  it('is refused for another person, after 30 seconds, after something happened, and where the device is taken again', async () => {
    const [one = '', two = ''] = await devices(2);
    const plan = await planned([one]);
    const released = await callDesk(staff, 'releaseDevices', { assignmentIds: plan.ids });
    expect((await undo(released, itBoss)).__typename).toBe('NothingToUndoError');
    const other = await planned([one], { startsAt: plan.startsAt, endsAt: plan.endsAt });
    expect(await undo(released)).toMatchObject({
      __typename: 'DeviceTakenError',
      clashes: [{ booking: { id: other.booking } }],
    });
    const want = await wanted(1);
    const assigned = await assign(want.request, [two]);
    await facility.superuser.query(
      `update domain_events set at = at - interval '31 seconds' where xid = (select xid from device_moves where id = $1)`,
      [keyOfId(assigned.moves?.[0]?.id ?? '')],
    );
    expect((await undo(assigned)).__typename).toBe('UndoTooLateError');
    const ids = (await callDesk(staff, 'handOutDevices', { assignmentIds: [assigned.request?.assignments[0]?.id] }))
      .moves;
    expect(ids).toHaveLength(1);
    expect((await undo(assigned)).__typename).toBe('NothingToUndoError');
  });
});
