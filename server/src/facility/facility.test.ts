import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { book } from '../../test/booking-calls.ts';
import type { Caller } from '../../test/client.ts';
import { hours, later, local } from '../../test/factories.ts';
import { callSeries, repeat } from '../../test/series-calls.ts';
import { startApp } from '../../test/servers.ts';
import type { App } from '../app.ts';
import { readConfig } from '../platform/config.ts';

const now = local('2031-03-03', '09:00');
const { facility, people, clock } = await arrange({ now, people: ['admin', 'room_boss', 'staff.tech'] });
const { admin, room_boss: boss, 'staff.tech': staff } = people;

const fields =
  'name address timeZone currency locale weekStartsOn opensAt closesAt usualFrom usualUntil bookYearsAhead bookableUntil openingHours { weekday opensAt closesAt }';
type Facts = Readonly<Record<string, unknown>>;
type Outcome = {
  readonly __typename: string;
  readonly facility?: Facts;
  readonly fields?: readonly { path: string }[];
};

async function facts(caller: Caller = staff): Promise<Facts> {
  return (await caller.get<{ facility: Facts }>(`{ facility { ${fields} } }`)).facility;
}
async function change(input: Facts, caller: Caller = admin): Promise<Outcome> {
  const { result } = await caller.get<{ result: Outcome }>(
    `mutation ($input: UpdateFacilitySettingsInput!) { result: updateFacilitySettings(input: $input) {
      __typename ... on UpdateFacilitySettingsPayload { facility { ${fields} } } ... on InvalidInputError { fields { path } } } }`,
    { input },
  );
  return result;
}
async function another(settings: Parameters<typeof startApp>[2] = {}): Promise<App> {
  const server = await startApp(facility.database, () => clock.now, settings);
  onTestFinished(() => server.close());
  return server;
}
const follow = `subscription { facilityChanged { ${fields} } }`;

/** Nothing but what the migration left: as nobody has set anything yet. */
async function forget(): Promise<void> {
  await facility.owner.query(
    `update facility_settings set name = null, address = null, time_zone = null, currency = null, locale = null, week_starts_on = null,
       opening_hours = null, usual_from = null, usual_until = null, book_years_ahead = null, zone_at_start = null`,
  );
}

describe('the settings of the facility', () => {
  it('are those of a house in Johannesburg where nobody said anything', async () => {
    expect(await facts()).toEqual({
      name: 'Colab',
      address: '',
      timeZone: 'Africa/Johannesburg',
      currency: 'ZAR',
      locale: 'en-ZA',
      weekStartsOn: 'MONDAY',
      opensAt: '07:00',
      closesAt: '19:00',
      usualFrom: '07:30',
      usualUntil: '16:30',
      bookYearsAhead: 10,
      bookableUntil: '2041-03-03',
      openingHours: [
        ...['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'].map((weekday) => ({
          weekday,
          opensAt: '07:00',
          closesAt: '19:00',
        })),
        { weekday: 'SATURDAY', opensAt: null, closesAt: null },
        { weekday: 'SUNDAY', opensAt: null, closesAt: null },
      ],
    });
  });

  it('are changed for every server at once, told to every screen, and written to the audit trail', async () => {
    const other = await another();
    const there = staff.at(other.url).connect().subscribe<{ facilityChanged: Facts }>(follow);
    expect((await there.next())?.facilityChanged).toMatchObject({ name: 'Colab' });

    const changed = {
      name: 'Haus am Ring',
      address: 'Ring 1\nWien',
      timeZone: 'Europe/Vienna',
      currency: 'EUR',
      locale: 'en-AT',
      usualFrom: '09:00',
      usualUntil: '17:00',
      bookYearsAhead: 2,
    };
    const open = { weekday: 'SUNDAY', opensAt: '10:00', closesAt: '24:00' };
    const { facility: answer } = await change({ ...changed, weekStartsOn: 'SUNDAY', openingHours: [open] });
    const expected = { ...changed, weekStartsOn: 'SUNDAY', opensAt: '10:00', closesAt: '24:00' };
    expect(answer).toMatchObject({ ...expected, bookableUntil: '2033-03-03' });
    const week = (answer ?? {})['openingHours'] as Facts[];
    expect(week.filter(({ opensAt }) => opensAt !== null)).toEqual([open]);
    expect(await facts()).toEqual(answer);
    expect((await there.next())?.facilityChanged).toEqual(answer);
    expect(await facts(staff.at(other.url)), 'the next request there').toEqual(answer);
    there.stop();

    const { rows } = await facility.owner.query(
      `select actor, action, before, after from audit_log where subject_type = 'Facility' and action = 'updateFacilitySettings'`,
    );
    expect(rows).toEqual([
      {
        actor: facility.userKeys.admin,
        action: 'updateFacilitySettings',
        before: expect.objectContaining({ name: null }),
        after: expect.objectContaining({
          name: 'Haus am Ring',
          opening_hours: [null, null, null, null, null, null, '10:00-24:00'],
        }),
      },
    ]);
    await forget();
  });

  it('come from the environment only while nobody has set them on the page', async () => {
    const { facility: fromEnvironment } = readConfig({
      FACILITY_NAME: 'From outside',
      FACILITY_TIME_ZONE: 'Australia/Lord_Howe',
      FACILITY_WEEK_STARTS_ON: 'sunday',
      FACILITY_OPENING_HOURS: 'Mon-Wed 08:00-18:00, Sat 09:00-12:00',
      FACILITY_USUAL_HOURS: '08:30-17:00',
      BOOK_YEARS_AHEAD: '3',
    });
    const server = await another({ facility: fromEnvironment });
    const there = admin.at(server.url);
    expect(await facts(there)).toMatchObject({
      name: 'From outside',
      timeZone: 'Australia/Lord_Howe',
      weekStartsOn: 'SUNDAY',
      opensAt: '08:00',
      usualUntil: '17:00',
      bookYearsAhead: 3,
    });
    expect(fromEnvironment.openingHours.map((day) => day?.until ?? null)).toEqual([
      '18:00',
      '18:00',
      '18:00',
      null,
      null,
      '12:00',
      null,
    ]);
    await change({ name: 'From the page', bookYearsAhead: 5 }, there);
    expect(await facts(there)).toMatchObject({
      name: 'From the page',
      timeZone: 'Australia/Lord_Howe',
      bookYearsAhead: 5,
    });
    await forget();
  });

  it('tell the database the zone of the environment, and all servers the zone of the one that started last', async () => {
    const zone = async () =>
      (
        await facility.owner.query<{ zone: string; over: Date }>(
          `select facility_zone() as zone, end_of_day('2031-03-05') as over`,
        )
      ).rows[0];
    const inZone = (timeZone: string) => another({ facility: readConfig({ FACILITY_TIME_ZONE: timeZone }).facility });
    const first = await inZone('Australia/Lord_Howe');
    expect(await zone()).toEqual({ zone: 'Australia/Lord_Howe', over: new Date('2031-03-05T13:00:00Z') });
    expect(await facts(admin.at(first.url))).toMatchObject({ timeZone: 'Australia/Lord_Howe' });

    const second = await inZone('Europe/Vienna');
    expect(await zone()).toEqual({ zone: 'Europe/Vienna', over: new Date('2031-03-05T23:00:00Z') });
    for (const { url } of [first, second])
      await vi.waitFor(async () => expect(await facts(admin.at(url))).toMatchObject({ timeZone: 'Europe/Vienna' }));

    await change({ timeZone: 'Africa/Nairobi' });
    expect(await zone()).toMatchObject({ zone: 'Africa/Nairobi' });
    await inZone('Australia/Lord_Howe');
    expect(await zone(), 'the page counts more').toMatchObject({ zone: 'Africa/Nairobi' });
    await facility.owner.query('update facility_settings set time_zone = null');
    expect(await zone(), 'until it says nothing').toMatchObject({ zone: 'Australia/Lord_Howe' });
    await inZone('Africa/Johannesburg');
    expect(await zone()).toEqual({ zone: 'Africa/Johannesburg', over: new Date('2031-03-05T22:00:00Z') });
  });

  it.each([
    [{ name: '  ' }, 'name'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ timeZone: '+02:00' }, 'timeZone'],
    [{ currency: 'RAND' }, 'currency'],
    [{ locale: 'de-AT' }, 'locale'],
    [{ openingHours: [] }, 'openingHours'],
    [{ openingHours: [{ weekday: 'MONDAY', opensAt: '19:00', closesAt: '07:00' }] }, 'openingHours.0.closesAt'],
    [{ usualFrom: '16:30', usualUntil: '07:30' }, 'usualUntil'],
    [{ usualFrom: '07:30' }, 'usualUntil'],
    [{ bookYearsAhead: 0 }, 'bookYearsAhead'],
  ])('take no %o', async (input, path) => {
    const before = await facts();
    const { __typename, fields: [field] = [] } = await change(input);
    expect([__typename, field?.path]).toEqual(['InvalidInputError', path]);
    expect(await facts()).toEqual(before);
  });

  it('follow whoever changes them with plain SQL, and leave out what they cannot use', async () => {
    const logged: string[] = [];
    const log = pino(
      { level: 'warn' },
      new Writable({ write: (line: Buffer, _encoding, done) => (logged.push(line.toString()), done()) }),
    );
    const server = await another({ log });
    const watching = staff.at(server.url).connect().subscribe<{ facilityChanged: Facts }>(follow);
    await watching.next();
    await facility.owner.query(`update facility_settings set name = 'By hand', time_zone = 'Mars/Olympus'`);
    const told = await watching.until(({ facilityChanged }) => facilityChanged['name'] === 'By hand');
    expect(told.facilityChanged).toMatchObject({ timeZone: 'Africa/Johannesburg' });
    expect(logged.join('')).toContain('"settings":["timeZone"]');
    watching.stop();
    await forget();
  });
});

describe('another zone', () => {
  it('moves no booking; a series keeps the zone it was made in, and what is new is of the new one', async () => {
    // The clocks of Vienna go forward on 30 March 2031, those of Johannesburg never.
    const first = { startsAt: local('2031-03-25', '09:00'), endsAt: local('2031-03-25', '10:00') };
    const rule = { frequency: 'WEEKLY', count: 3 };
    const made = await repeat(boss, { ...first, rule, room: 1, tenant: 'TECH' });
    const startsOf = (outcome: typeof made) =>
      (outcome.series?.bookings ?? outcome.bookings)?.map(({ startsAt }) => startsAt);
    const utc = ['2031-03-25T07:00:00.000Z', '2031-04-01T07:00:00.000Z', '2031-04-08T07:00:00.000Z'];
    expect(startsOf(made)).toEqual(utc);

    await change({ timeZone: 'Europe/Vienna' });
    const { rows } = await facility.owner.query<{ at: Date }>('select starts_at as at from bookings order by 1');
    expect(rows.map(({ at }) => at.toISOString())).toEqual(utc);
    const moved = await callSeries(boss, 'rescheduleSeries', {
      bookingId: made.bookings?.[0]?.id ?? '',
      scope: 'ALL',
      startsAt: later(first.startsAt, hours(1)),
      endsAt: later(first.endsAt, hours(1)),
    });
    expect(startsOf(moved)).toEqual(utc.map((at) => at.replace('T07', 'T08')));

    const anew = await repeat(boss, { ...first, rule, room: 2, tenant: 'TECH' });
    expect(startsOf(anew), '08:00 in Vienna, before and after the change').toEqual([
      '2031-03-25T07:00:00.000Z',
      '2031-04-01T06:00:00.000Z',
      '2031-04-08T06:00:00.000Z',
    ]);
    await forget();
  });

  it('is that of the mail which waits for the morning', async () => {
    await staff.get(
      'mutation { updateNotificationPreferences(input: { preferences: [], mailRhythm: DAILY }) { __typename } }',
    );
    await change({ timeZone: 'Australia/Lord_Howe' });
    const { rows } = await facility.owner.query('select time_zone from mail_rhythms');
    expect(rows).toEqual([{ time_zone: 'Australia/Lord_Howe' }]);
    await forget();
  });
});

describe('opening hours', () => {
  it('refuse nothing, and what is free instead keeps to them', async () => {
    const friday = { startsAt: local('2031-03-07', '16:00'), endsAt: local('2031-03-07', '19:00') };
    const night = { startsAt: local('2031-03-09', '02:00'), endsAt: local('2031-03-09', '04:00') };
    const booked = await book(boss, { room: 3, tenant: 'TECH', ...friday });
    expect(booked.__typename).toBe('CreateBookingsPayload');
    expect((await book(boss, { room: 3, tenant: 'TECH', ...night })).__typename, 'a Sunday night').toBe(
      'CreateBookingsPayload',
    );
    const again = await book(boss, { room: 3, tenant: 'TECH', ...friday });
    const times = again.segments?.[0]?.alternatives.filter(({ room }) => room.position === 3) ?? [];
    expect(times.length).toBeGreaterThan(1);
    const weekdays = times.map(({ startsAt }) => later(new Date(startsAt), hours(2)).getUTCDay());
    expect(weekdays.filter((day) => day === 0 || day === 6)).toEqual([]);

    // On a closed day the same day is as good as ever, within the hours of the others.
    const sunday = { startsAt: local('2031-03-16', '10:00'), endsAt: local('2031-03-16', '12:00') };
    await book(boss, { room: 3, tenant: 'TECH', ...sunday });
    const taken = await book(boss, { room: 3, tenant: 'TECH', ...sunday });
    const others = taken.segments?.[0]?.alternatives.filter(({ room }) => room.position === 3) ?? [];
    expect(others.map(({ startsAt }) => startsAt).slice(0, 2)).toEqual([
      local('2031-03-16', '08:00').toISOString(),
      local('2031-03-16', '12:00').toISOString(),
    ]);
  });
});
