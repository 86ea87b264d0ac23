import { getNamedType, type GraphQLInputObjectType, isInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../app.ts';
import { johannesburg } from '../platform/facility.ts';
import { schema } from '../schema.ts';
import { book, bookingInput, call, keysOf } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import { callDesk } from '../../test/desk-calls.ts';
import { DeviceRows } from '../../test/device-rows.ts';
import {
  bookingId,
  days,
  globalId,
  hours,
  later,
  local,
  openFacility,
  roomId,
  tenantId,
  type TestFacility,
} from '../../test/factories.ts';
import { callSeries, repeat, seriesInput } from '../../test/series-calls.ts';
import { startApp } from '../../test/servers.ts';

// A year and ten years later: the first of March, the last day that may be booked.
const now = local('2030-03-01', '09:00');
const soon = local('2030-03-04', '08:00');
const lastDay = { startsAt: local('2040-03-01', '22:00'), endsAt: local('2040-03-02', '00:00') };
const dayAfter = { startsAt: local('2040-03-02', '08:00'), endsAt: local('2040-03-02', '10:00') };
const farAway = { startsAt: new Date('3028-01-04T08:00:00Z'), endsAt: new Date('3028-01-04T10:00:00Z') };
const rental = {
  rentalNumber: 'R-1',
  contactPerson: 'Naledi',
  phone: '011 555 0100',
  company: 'Client',
  address: '1 Main Road',
  returnOn: '2030-03-08',
};
const rule = { frequency: 'MONTHLY', count: 3 };

let facility: TestFacility;
let app: App;
let shortSighted: App;
let boss: Caller;
let staff: Caller;
let itBoss: Caller;
let devices: DeviceRows;
let laptops: string;

beforeAll(async () => {
  facility = await openFacility();
  app = await startApp(facility.database, () => now);
  shortSighted = await startApp(facility.database, () => now, { facility: { ...johannesburg, bookYearsAhead: 1 } });
  [boss, staff, itBoss] = await Promise.all([
    Caller.signIn(app.url, 'room_boss'),
    Caller.signIn(app.url, 'staff.tech'),
    Caller.signIn(app.url, 'it_boss'),
  ]);
  devices = new DeviceRows(facility.owner);
  laptops = await devices.addCategory('ASUS X515', 'LAPTOP');
});
afterAll(async () => {
  await Promise.all([app.close(), shortSighted.close()]);
  await facility.close();
});

type Refused = {
  readonly __typename: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
};
type Probe = { readonly path: string; readonly ask: () => Promise<Refused>; readonly lastDay?: string };

let made = 0;
/** Ghosts of the same time stand in nobody's way. */
async function ghost(when = { startsAt: soon, endsAt: later(soon, hours(2)) }) {
  return bookingId(await facility.insertBooking({ ...when, status: 'PENDING', client: `Client ${(made += 1)}` }));
}
async function aSeries(more: object = {}) {
  return (
    (
      await repeat(staff, {
        startsAt: soon,
        endsAt: later(soon, hours(2)),
        rule,
        more: more as Record<string, unknown>,
      })
    ).bookings?.[0]?.id ?? ''
  );
}
const segment = { startsAt: soon, endsAt: later(soon, hours(2)) };
const overnight = { startsAt: lastDay.startsAt, endsAt: local('2040-03-02', '00:01') };
async function moveSeries(to: object) {
  return callSeries(boss, 'rescheduleSeries', { bookingId: await aSeries(), scope: 'ALL', ...to });
}
function close(when: object) {
  return call(boss, 'closeRooms', { roomIds: [roomId(20)], reason: 'Paint', ...when });
}

async function aDevice(): Promise<string> {
  const [key = ''] = await devices.addDevices(laptops, `x${(made += 1)}-`, 1);
  return globalId('Device', key);
}

/** Every day and moment that a write takes: it is refused where it lies too far ahead, or there is a reason why it need not be. */
const writes: Readonly<Record<string, Probe | { readonly exempt: string }>> = {
  'SegmentInput.startsAt': { path: 'segments.0.startsAt', ask: () => book(staff, dayAfter) },
  'SegmentInput.endsAt': { path: 'segments.0.endsAt', ask: () => book(staff, overnight) },
  'RescheduleBookingInput.startsAt': {
    path: 'startsAt',
    ask: async () => call(boss, 'rescheduleBooking', { bookingId: await ghost(), ...dayAfter }),
  },
  'RescheduleBookingInput.endsAt': {
    path: 'endsAt',
    ask: async () => call(boss, 'rescheduleBooking', { bookingId: await ghost(lastDay), endsAt: overnight.endsAt }),
  },
  'AssignRoomInput.startsAt': {
    path: 'startsAt',
    ask: async () => call(boss, 'assignRoom', { bookingId: await ghost(), roomId: roomId(7), ...dayAfter }),
  },
  'AssignRoomInput.endsAt': {
    path: 'endsAt',
    ask: async () =>
      call(boss, 'assignRoom', { bookingId: await ghost(lastDay), roomId: roomId(7), endsAt: overnight.endsAt }),
  },
  'ExtendBookingInput.endsAt': {
    path: 'endsAt',
    lastDay: '1 March 2031',
    ask: async () =>
      call(boss.at(shortSighted.url), 'extendBooking', {
        bookingId: bookingId(
          await facility.insertBooking({ startsAt: later(now, -hours(1)), endsAt: later(now, hours(1)), room: 7 }),
        ),
        endsAt: local('2031-03-02', '07:00'),
      }),
  },
  'CloseRoomsInput.startsAt': { path: 'startsAt', ask: () => close(dayAfter) },
  'CloseRoomsInput.endsAt': { path: 'endsAt', ask: () => close(overnight) },
  'OffSiteInput.returnOn': {
    path: 'offSite.returnOn',
    ask: () =>
      call(
        staff,
        'createBookings',
        bookingInput(segment, {
          kind: 'DEVICES_ONLY',
          devicesNeeded: 2,
          offSite: { ...rental, returnOn: '2040-03-02' },
        }),
      ),
  },
  'SeriesRuleInput.until': {
    path: 'rule.until',
    ask: () => repeat(staff, { ...segment, rule: { frequency: 'MONTHLY', until: '2040-03-02' } }),
  },
  'RescheduleSeriesInput.startsAt': { path: 'startsAt', ask: () => moveSeries(dayAfter) },
  'RescheduleSeriesInput.endsAt': { path: 'dates.2040-04-01', ask: () => moveSeries(lastDay) },
  'RestoreSeriesDateInput.date': {
    path: 'date',
    ask: async () => {
      const id = await aSeries({ leaveOut: ['2030-04-04'] });
      await facility.owner.query(
        `update left_out_dates set starts_local = '2040-03-02 08:00', ends_local = '2040-03-02 10:00' where starts_local = '2030-04-04 08:00'`,
      );
      return callSeries(staff, 'restoreSeriesDate', { bookingId: id, date: '2040-03-02' });
    },
  },
  'StartDowntimeInput.startsAt': {
    path: 'startsAt',
    ask: async () =>
      callDesk(itBoss, 'startDowntime', {
        deviceIds: [await aDevice()],
        kind: 'MAINTENANCE',
        startsAt: dayAfter.startsAt,
      }),
  },
  'LendDevicesInput.until': {
    path: 'until',
    lastDay: '1 March 2031',
    ask: async () =>
      callDesk(itBoss.at(shortSighted.url), 'lendDevices', {
        tenantId: tenantId('TECH'),
        clientName: 'Sample Client',
        until: local('2031-03-02', '07:00'),
        deviceIds: [await aDevice()],
      }),
  },
  'RentalInput.dueOn': {
    path: 'rental.dueOn',
    ask: async () => {
      const booking = await facility.insertBooking({ ...segment, kind: 'DEVICES_ONLY', devices: 1 });
      return callDesk(itBoss, 'assignDevices', {
        requestId: globalId('DeviceRequest', await devices.requestOf(booking)),
        deviceIds: [await aDevice()],
        rental: { number: 'R-2', company: 'Client', dueOn: '2040-03-02' },
      });
    },
  },
  'StartDowntimeInput.expectedEnd': { exempt: 'is a guess, and may be left open as well' },
  'UpdateDowntimeInput.expectedEnd': { exempt: 'is a guess, and may be left open as well' },
  'EndDowntimesInput.endedAt': { exempt: 'has passed' },
  'NewDeviceInput.goesBackOn': { exempt: 'takes a device away, and books nothing' },
  'UpdateDeviceInput.goesBackOn': { exempt: 'takes a device away, and books nothing' },
  'NewDeviceInput.purchaseDate': { exempt: 'has passed' },
  'UpdateDeviceInput.purchaseDate': { exempt: 'has passed' },
  'CreateTokenInput.expiresAt': { exempt: 'ends after 366 days in any case' },
  'CreateSeriesInput.leaveOut': { exempt: 'names dates of the rule, and books none' },
  'SeriesRoomInput.date': { exempt: 'names a date of the rule, which is refused itself' },
};

async function lastDayAt({ url }: App) {
  return (await new Caller(url, null).get<{ facility: { bookableUntil: string } }>('{ facility { bookableUntil } }'))
    .facility.bookableUntil;
}

describe('what lies more than ten years ahead', () => {
  it('is told as the last day of the facility, and listed for every day and moment that a write takes', async () => {
    expect(await lastDayAt(app)).toBe('2040-03-01');
    expect(await lastDayAt(shortSighted)).toBe('2031-03-01');
    const found = new Set<string>();
    const walk = (type: GraphQLInputObjectType, seen: Set<string>): void => {
      if (seen.has(type.name)) return;
      seen.add(type.name);
      for (const field of Object.values(type.getFields())) {
        const named = getNamedType(field.type);
        if (isInputObjectType(named)) walk(named, seen);
        else if (named.name === 'Date' || named.name === 'DateTime') found.add(`${type.name}.${field.name}`);
      }
    };
    const seen = new Set<string>();
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      for (const arg of field.args) {
        const named = getNamedType(arg.type);
        if (isInputObjectType(named)) walk(named, seen);
        else if (named.name === 'Date' || named.name === 'DateTime') found.add(`${field.name}.${arg.name}`);
      }
    }
    expect([...found].toSorted()).toEqual(Object.keys(writes).toSorted());
  });

  it.each(Object.entries(writes).flatMap(([field, probe]) => ('ask' in probe ? [[field, probe] as const] : [])))(
    'is refused: %s, with the last day and what to do',
    async (_field, probe) => {
      const outcome = await probe.ask();
      expect(outcome).toMatchObject({
        __typename: 'InvalidInputError',
        fields: expect.arrayContaining([expect.objectContaining({ path: probe.path })]),
      });
      const said = outcome.fields?.find(({ path }) => path === probe.path)?.message;
      expect(said).toContain(`up to ${probe.lastDay ?? '1 March 2040'}.`);
      expect(said).toMatch(/Choose an earlier day|End the series by then|Leave this date out/);
    },
  );

  it('begins at midnight of the facility, after the last day: until then everything may be booked, closed and lent', async () => {
    expect(await book(boss, { ...lastDay, room: 1, tenant: 'TECH' })).toMatchObject({
      __typename: 'CreateBookingsPayload',
    });
    expect(await close(lastDay)).toMatchObject({ __typename: 'CloseRoomsPayload' });
    expect(
      await repeat(boss, {
        startsAt: local('2040-01-01', '08:00'),
        endsAt: local('2040-01-01', '10:00'),
        rule: { frequency: 'MONTHLY', until: '2040-03-01' },
        room: 2,
        tenant: 'TECH',
      }),
    ).toMatchObject({ booked: 3 });
    expect(
      await call(
        staff,
        'createBookings',
        bookingInput(segment, {
          kind: 'DEVICES_ONLY',
          devicesNeeded: 2,
          offSite: { ...rental, returnOn: '2040-03-01' },
        }),
      ),
    ).toMatchObject({ __typename: 'CreateBookingsPayload' });
  });

  it('makes a series of many years end earlier: the preview says so of each date, and none is booked', async () => {
    const long = {
      ...segment,
      rule: { frequency: 'MONTHLY', every: 99, count: 200 },
      room: 3,
      tenant: 'TECH',
    } as const;
    const { first, rule: asked } = seriesInput(long);
    const { seriesPreview } = await boss.get<{
      seriesPreview: { dates: { date: string; startsAt: string | null; problem: string | null }[] };
    }>('query ($input: SeriesPreviewInput!) { seriesPreview(input: $input) { dates { date startsAt problem } } }', {
      input: { first, rule: asked, attendees: 2 },
    });
    expect(seriesPreview.dates).toHaveLength(200);
    expect(seriesPreview.dates[1]).toMatchObject({ date: '2038-06-04', problem: null });
    expect(seriesPreview.dates.at(-1)).toMatchObject({
      startsAt: null,
      problem: 'Bookings can be made up to 1 March 2040.',
    });
    const refused = await repeat(boss, long);
    expect(refused).toMatchObject({
      __typename: 'InvalidInputError',
      fields: expect.arrayContaining([
        { path: 'dates.2046-09-04', message: 'Bookings can be made up to 1 March 2040. Skip this date.' },
      ]),
    });
  });

  it('is as many years as the facility says', async () => {
    const wanted = { startsAt: local('2031-03-02', '08:00'), endsAt: local('2031-03-02', '10:00') };
    expect(await book(staff.at(shortSighted.url), wanted)).toMatchObject({
      fields: [
        { path: 'segments.0.startsAt', message: 'Bookings can be made up to 1 March 2031. Choose an earlier day.' },
      ],
    });
    expect(await book(staff, wanted)).toMatchObject({ __typename: 'CreateBookingsPayload' });
  });
});

describe('a booking that lies further ahead already', () => {
  const far = (more: object = {}) =>
    facility.insertBooking({ ...farAway, status: 'PENDING', by: 'staff.tech', ...more });

  it('may be moved nearer, into another room, edited, assigned and cancelled; not further', async () => {
    const id = bookingId(await far({ room: 4, status: 'CONFIRMED' }));
    expect(
      await call(boss, 'rescheduleBooking', { bookingId: id, endsAt: later(farAway.endsAt, 60_000) }),
    ).toMatchObject({
      fields: [
        {
          path: 'startsAt',
          message:
            'Bookings can be made up to 1 March 2040. This one is already further ahead: move it nearer, or cancel it.',
        },
      ],
    });
    expect(await call(boss, 'rescheduleBooking', { bookingId: id, roomId: roomId(5) })).toMatchObject({
      booking: { room: { position: 5 } },
    });
    expect(await call(boss, 'updateBooking', { bookingId: id, clientName: 'Somebody else' })).toMatchObject({
      booking: { clientName: 'Somebody else' },
    });
    expect(
      await call(boss, 'rescheduleBooking', {
        bookingId: id,
        startsAt: later(farAway.startsAt, -days(1)),
        endsAt: later(farAway.endsAt, -days(1)),
      }),
    ).toMatchObject({ booking: { startsAt: '3028-01-03T08:00:00.000Z' } });
    expect(
      await call(boss, 'rescheduleBooking', { bookingId: id, startsAt: soon, endsAt: later(soon, hours(2)) }),
    ).toMatchObject({ __typename: 'RescheduleBookingPayload' });
    const waits = bookingId(await far());
    expect(await call(boss, 'assignRoom', { bookingId: waits, roomId: roomId(4) })).toMatchObject({
      __typename: 'AssignRoomPayload',
    });
    expect(await call(boss, 'cancelBooking', { bookingId: waits, reason: 'A mistyped year' })).toMatchObject({
      booking: { status: 'CANCELLED' },
    });
  });

  it('comes back to where it lay when its move or its cancellation is undone', async () => {
    const id = bookingId(await far({ room: 6, status: 'CONFIRMED' }));
    expect(
      await call(boss, 'rescheduleBooking', { bookingId: id, endsAt: later(farAway.endsAt, 60_000) }),
    ).toMatchObject({ __typename: 'InvalidInputError' });
    await call(boss, 'rescheduleBooking', {
      bookingId: id,
      startsAt: later(soon, days(1)),
      endsAt: later(soon, days(1) + hours(1)),
    });
    expect(await call(boss, 'undoBookingChange', { bookingId: id })).toMatchObject({
      booking: { startsAt: farAway.startsAt.toISOString() },
    });
    await call(boss, 'cancelBooking', { bookingId: id, reason: 'A mistyped year' });
    expect(await call(boss, 'undoBookingChange', { bookingId: id })).toMatchObject({
      booking: { status: 'CONFIRMED', startsAt: farAway.startsAt.toISOString() },
    });
  });

  it('may say when its devices are back: on the day that it ends, and not later', async () => {
    const id = bookingId(await far({ kind: 'DEVICES_ONLY' }));
    const lent = (returnOn: string) =>
      call(staff, 'updateBooking', { bookingId: id, offSite: { ...rental, returnOn } });
    expect(await lent('3028-01-04')).toMatchObject({ __typename: 'UpdateBookingPayload' });
    expect(await lent('3028-01-05')).toMatchObject({
      fields: [{ path: 'offSite.returnOn', message: 'Devices can be lent up to 1 March 2040. Choose an earlier day.' }],
    });
  });

  it('may come nearer with its whole series, which goes no further', async () => {
    const first = await aSeries();
    const {
      rows: [{ series } = { series: '' }],
    } = await facility.owner.query<{ series: string }>('select series_id as series from bookings where id = $1', [
      keysOf({ __typename: '', bookings: [{ id: first } as never] })[0],
    ]);
    await facility.owner.query(
      `update bookings set starts_at = starts_at + interval '900 years', ends_at = ends_at + interval '900 years' where series_id = $1`,
      [series],
    );
    const {
      rows: [{ at } = { at: now }],
    } = await facility.owner.query<{ at: Date }>('select min(starts_at) as at from bookings where series_id = $1', [
      series,
    ]);
    const move = (by: number) =>
      callSeries(boss, 'rescheduleSeries', {
        bookingId: first,
        scope: 'ALL',
        startsAt: later(at, by),
        endsAt: later(at, by + hours(2)),
      });
    expect(await move(days(1))).toMatchObject({ __typename: 'InvalidInputError' });
    expect((await move(-days(1))).bookings).toHaveLength(3);
  });

  it('is read like any other, behind the last day: in a window, in the list and by its name', async () => {
    expect(new Date(await lastDayAt(app)).getTime()).toBeLessThan(farAway.startsAt.getTime());
    await far({ room: 8, status: 'CONFIRMED', client: 'Mistyped Year' });
    const found = await boss.get<{
      calendar: { occupancies: { booking: { clientName: string } | null }[] };
      bookings: { edges: { node: { clientName: string } }[] };
    }>(
      'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { occupancies { booking { clientName } } } bookings(filter: { from: $from, search: "mistyped" }) { edges { node { clientName } } } }',
      { from: farAway.startsAt, to: farAway.endsAt },
    );
    expect(found.calendar.occupancies.map(({ booking }) => booking?.clientName)).toContain('Mistyped Year');
    expect(found.bookings.edges).toHaveLength(1);
  });
});
