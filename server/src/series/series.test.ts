import { afterAll, describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { book, call } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import { bookingId, hours, keyOfId, later, local, roomId } from '../../test/factories.ts';
import { expectSoundPhysics } from '../../test/physics.ts';
import {
  callSeries,
  repeat,
  type Series,
  seriesDocument,
  seriesInput,
  type SeriesOutcome,
} from '../../test/series-calls.ts';
import { statementsDuring } from '../../test/statements-during.ts';

const { facility, app, people, clock } = await arrange({
  people: ['room_boss', 'staff.tech', 'staff2.tech', 'staff.training'],
  now: local('2031-03-01', '09:00'),
});
const { room_boss: boss, 'staff.tech': staff, 'staff2.tech': colleague, 'staff.training': stranger } = people;
afterAll(() => expectSoundPhysics(facility.superuser));

function daily(count: number) {
  return { frequency: 'DAILY', count };
}
function weekly(count: number, weekdays?: string[]) {
  return {
    frequency: 'WEEKLY',
    count,
    ...(weekdays ? { weekdays } : {}),
  };
}
function morning(day: string) {
  return { startsAt: local(day, '08:00'), endsAt: local(day, '10:00') };
}

async function seriesOf(id: string, caller = boss): Promise<Series | null | undefined> {
  return (
    await caller.get<{ booking: { series: Series | null } | null }>(
      'query ($id: ID!) { booking(id: $id) { series { id rule bookings { id version status clientName startsAt endsAt room { position name } requestedRoom { position name } } leftOut { date startsAt } } } }',
      { id },
    )
  ).booking?.series;
}

function startsOf(series: Series | null | undefined): string[] {
  return series?.bookings.map(({ startsAt }) => startsAt.slice(5, 16)) ?? [];
}

/** A series of the boss’s for TECH; its first booking and the rest. */
async function made(day: string, room: number, rule: object, more: object = {}) {
  const outcome = await repeat(boss, {
    ...morning(day),
    rule: rule as Record<string, unknown>,
    room,
    tenant: 'TECH',
    more: more as Record<string, unknown>,
  });
  expect(outcome).toMatchObject({ __typename: 'CreateSeriesPayload' });
  return outcome.bookings ?? [];
}

describe('a new series', () => {
  it('books every date of its rule, takes their rooms, and says how many', async () => {
    const outcome = await repeat(boss, {
      ...morning('2031-03-04'),
      rule: weekly(4, ['TUESDAY', 'THURSDAY']),
      room: 1,
      tenant: 'TECH',
    });
    expect(outcome).toMatchObject({ __typename: 'CreateSeriesPayload', booked: 4, leftOut: [] });
    expect(
      outcome.bookings?.map(({ startsAt, status, room }) => [startsAt.slice(0, 16), status, room?.position]),
    ).toEqual(
      ['2031-03-04T06:00', '2031-03-06T06:00', '2031-03-11T06:00', '2031-03-13T06:00'].map((at) => [
        at,
        'CONFIRMED',
        1,
      ]),
    );
    expect(await seriesOf(outcome.bookings?.[0]?.id ?? '')).toMatchObject({
      rule: 'every Tuesday and Thursday',
      leftOut: [],
    });
  });

  it('is refused as a whole where a date is taken, naming the date, who stands there and what is free', async () => {
    await book(boss, { ...morning('2031-03-19'), room: 2, tenant: 'TECH' }, { clientName: 'One-off' });
    const outcome = await repeat(boss, { ...morning('2031-03-17'), rule: daily(5), room: 2, tenant: 'TECH' });
    expect(outcome).toMatchObject({
      __typename: 'RoomTakenError',
      segments: [{ index: 2, date: '2031-03-19', conflicts: [{ booking: { clientName: 'One-off' } }] }],
    });
    expect(outcome.segments?.[0]?.alternatives.length).toBeGreaterThan(0);
    const { rows } = await facility.owner.query(
      `select 1 from bookings b where b.room_id = $1 and starts_at::date between '2031-03-17' and '2031-03-21'`,
      ['00000000-0000-4000-8000-000000000002'],
    );
    expect(rows).toHaveLength(1);
    // The same with the date left out, and with another room for it.
    const without = await repeat(boss, {
      ...morning('2031-03-17'),
      rule: daily(5),
      room: 2,
      tenant: 'TECH',
      more: { leaveOut: ['2031-03-19'] },
    });
    expect(without).toMatchObject({ booked: 4, leftOut: ['2031-03-19'] });
    const elsewhere = await repeat(boss, {
      ...morning('2031-03-17'),
      rule: daily(5),
      room: 7,
      tenant: 'TECH',
      more: { rooms: [{ date: '2031-03-19', roomId: roomId(8) }] },
    });
    expect(elsewhere.bookings?.map(({ room }) => room?.position)).toEqual([7, 7, 8, 7, 7]);
  });

  it('is of ghosts with a wish where staff ask, and a clash stands in nobody’s way', async () => {
    const outcome = await repeat(staff, { ...morning('2031-03-17'), rule: daily(5), room: 2 });
    expect(outcome.bookings?.map(({ status, room, requestedRoom }) => [status, room, requestedRoom?.position])).toEqual(
      Array.from({ length: 5 }, () => ['PENDING', null, 2]),
    );
  });

  it('names each date that cannot be, and is booked once those are left out', async () => {
    const monthly = { frequency: 'MONTHLY', count: 3 };
    const refused = await repeat(boss, { ...morning('2031-03-31'), rule: monthly, room: 3, tenant: 'TECH' });
    expect(refused).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'dates.2031-04-30', message: 'April 2031 has no 31st. Skip this date.' }],
    });
    const outcome = await repeat(boss, {
      ...morning('2031-03-31'),
      rule: monthly,
      room: 3,
      tenant: 'TECH',
      more: { leaveOut: ['2031-04-30'] },
    });
    expect(outcome).toMatchObject({ booked: 2, leftOut: ['2031-04-30'] });
    expect((await seriesOf(outcome.bookings?.[0]?.id ?? ''))?.leftOut, 'what never was cannot come back').toEqual([]);
  });

  it.each([
    ['no end', { frequency: 'DAILY' }, {}, 'rule.until'],
    ['a count of none', { frequency: 'DAILY', count: 0 }, {}, 'rule.count'],
    ['a step that was mistyped', { frequency: 'DAILY', count: 2, every: 100 }, {}, 'rule.every'],
    ['more than 200 dates', { frequency: 'DAILY', until: '2032-03-10' }, {}, 'rule.until'],
    ['an end before its first date', { frequency: 'DAILY', until: '2031-03-01' }, {}, 'rule.until'],
    ['a day left out that is none of its dates', daily(2), { leaveOut: ['2031-05-05'] }, 'leaveOut.0'],
    ['everything left out', daily(1), { leaveOut: ['2031-04-01'] }, 'leaveOut'],
    ['more people than the room seats', daily(2), { numLearners: 90 }, 'first.roomId'],
    [
      'dates that meet each other',
      daily(2),
      { first: { startsAt: local('2031-04-01', '08:00'), endsAt: local('2031-04-02', '09:00'), roomId: roomId(4) } },
      'dates.2031-04-02',
    ],
  ])('with %s is refused', async (_what, rule, more, path) => {
    const outcome = await repeat(boss, { ...morning('2031-04-01'), rule, room: 4, tenant: 'TECH', more });
    expect(outcome).toMatchObject({ __typename: 'InvalidInputError' });
    expect(outcome.fields?.map((field) => field.path)).toContain(path);
  });

  it('with as many wrong dates as it may name says so of the first hundred, and one with more of them is not read', async () => {
    const wrong = (count: number) =>
      seriesInput({
        ...morning('2031-04-01'),
        rule: daily(2),
        tenant: 'TECH',
        more: { leaveOut: Array.from({ length: count }, () => '2031-05-05') },
      });
    const most = await boss.ask<{ result: SeriesOutcome }>(seriesDocument('createSeries'), { input: wrong(200) });
    const { fields = [], message = '' } = most.data?.result ?? {};
    expect(fields).toHaveLength(101);
    expect([fields[0]?.path, fields.at(-1)]).toEqual(['leaveOut.0', { path: '', message: 'And 100 more.' }]);
    expect(message).toMatch(/And 100 more\.$/);
    expect(most.text.length).toBeLessThan(25_000);
    const tooMany = await boss.ask(seriesDocument('createSeries'), { input: wrong(29_000) });
    expect(tooMany.errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }]);
    expect(tooMany.text.length).toBeLessThan(1_000);
  });

  it('that is asked for twice with one key is made once, and another one with that key is refused', async () => {
    const wanted = {
      ...morning('2031-04-07'),
      rule: daily(3),
      room: 4,
      tenant: 'TECH' as const,
      more: { idempotencyKey: 'series-once', leaveOut: ['2031-04-08'] },
    };
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => repeat(boss, wanted)));
    expect(new Set(outcomes.map(({ bookings }) => JSON.stringify(bookings?.map(({ id }) => id)))).size).toBe(1);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ booked: 2, leftOut: ['2031-04-08'] });
    expect((await seriesOf(outcomes[0]?.bookings?.[0]?.id ?? ''))?.bookings).toHaveLength(2);
    expect(await repeat(boss, { ...wanted, rule: daily(4) })).toMatchObject({ __typename: 'IdempotencyMismatchError' });
    expect(
      await book(boss, { ...morning('2031-04-07'), room: 4, tenant: 'TECH' }, { idempotencyKey: 'series-once' }),
    ).toMatchObject({ __typename: 'IdempotencyMismatchError' });
  });
});

describe('a preview', () => {
  type Preview = {
    words: string;
    dates: {
      date: string;
      startsAt: string | null;
      problem: string | null;
      overCapacity: boolean;
      room: { position: number } | null;
      conflicts: { booking: { clientName: string } | null }[];
      alternatives: { room: { position: number } }[];
    }[];
  };
  const preview = async (caller: Caller, input: object) =>
    (
      await caller.get<{ seriesPreview: Preview }>(
        'query ($input: SeriesPreviewInput!) { seriesPreview(input: $input) { words dates { date startsAt problem overCapacity room { position } conflicts { booking { clientName } } alternatives { room { position } } } } }',
        { input },
      )
    ).seriesPreview;

  it('shows each date with what stands there and what is free, as far as one may know, and saves nothing', async () => {
    await book(boss, { ...morning('2031-05-07'), room: 5, tenant: 'TRAINING' }, { clientName: 'Secret' });
    const before = await facility.owner.query<{ count: string }>('select count(*) from bookings');
    const input = {
      first: { ...morning('2031-05-05'), roomId: roomId(24) },
      rule: daily(4),
      attendees: 20,
      rooms: [{ date: '2031-05-08', roomId: roomId(12) }],
    };
    const [mine, theirs] = await Promise.all([preview(boss, input), preview(staff, input)]);
    expect(mine.words).toBe('every day');
    expect(mine.dates.map(({ date, conflicts, overCapacity }) => [date, conflicts.length, overCapacity])).toEqual([
      ['2031-05-05', 0, false],
      ['2031-05-06', 0, false],
      ['2031-05-07', 1, false],
      ['2031-05-08', 0, true],
    ]);
    expect(mine.dates[2]?.conflicts).toEqual([{ booking: { clientName: 'Secret' } }]);
    expect(theirs.dates[2]?.conflicts).toEqual([{ booking: null }]);
    expect(mine.dates[2]?.alternatives.map(({ room }) => room.position).slice(0, 2)).toEqual([3, 4]);
    expect(mine.dates[1]?.alternatives).toEqual([]);
    expect(await facility.owner.query('select count(*) from bookings').then(({ rows }) => rows)).toEqual(before.rows);
  });

  it('hides no clash behind another one, over 200 dates', async () => {
    for (let day = 0; day < 30; day += 1) {
      for (const hour of [8, 9, 10, 11])
        await facility.insertBooking({
          startsAt: later(local('2032-01-01', '00:00'), hours(24 * day + hour)),
          endsAt: later(local('2032-01-01', '00:00'), hours(24 * day + hour + 1)),
          room: 9,
        });
    }
    await facility.insertBooking({
      startsAt: local('2032-07-18', '08:00'),
      endsAt: local('2032-07-18', '12:00'),
      room: 9,
    });
    const { dates } = await preview(boss, {
      first: { startsAt: local('2032-01-01', '08:00'), endsAt: local('2032-01-01', '12:00'), roomId: roomId(9) },
      rule: daily(200),
      attendees: 5,
    });
    expect(dates.filter(({ conflicts }) => conflicts.length > 0)).toHaveLength(31);
    expect(dates[199]?.conflicts).toHaveLength(1);
  });

  it('tells what cannot be, and needs the right to book', async () => {
    const { dates } = await preview(boss, {
      first: { ...morning('2031-03-31'), roomId: null },
      rule: { frequency: 'MONTHLY', count: 2 },
      attendees: 5,
    });
    expect(dates[1]).toMatchObject({ date: '2031-04-30', startsAt: null, problem: 'April 2031 has no 31st.' });
    const viewer = await Caller.signIn(app.url, 'viewer.tech');
    const { errors } = await viewer.ask(
      'query ($input: SeriesPreviewInput!) { seriesPreview(input: $input) { words } }',
      { input: { first: morning('2031-03-31'), rule: daily(2), attendees: 5 } },
    );
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('a series that moves', () => {
  it('by a day, though each date stands where the one before it goes', async () => {
    const [first] = await made('2031-06-02', 10, daily(5));
    const outcome = await callSeries(boss, 'rescheduleSeries', {
      bookingId: first?.id,
      scope: 'ALL',
      startsAt: local('2031-06-03', '08:00'),
      endsAt: local('2031-06-03', '10:00'),
    });
    expect(outcome).toMatchObject({ __typename: 'RescheduleSeriesPayload', skipped: [] });
    expect(startsOf(outcome.series)).toEqual([
      '06-03T06:00',
      '06-04T06:00',
      '06-05T06:00',
      '06-06T06:00',
      '06-07T06:00',
    ]);
  });

  it('from one date on leaves those before it, and they stay of one series', async () => {
    const bookings = await made('2031-06-03', 11, weekly(4));
    const outcome = await callSeries(boss, 'rescheduleSeries', {
      bookingId: bookings[2]?.id,
      scope: 'FOLLOWING',
      startsAt: local('2031-06-18', '09:30'),
      endsAt: local('2031-06-18', '11:30'),
      roomId: roomId(12),
    });
    expect(outcome.bookings).toHaveLength(2);
    expect(startsOf(outcome.series)).toEqual(['06-03T06:00', '06-10T06:00', '06-18T07:30', '06-25T07:30']);
    expect(outcome.series?.bookings.map(({ room }) => room?.position)).toEqual([11, 11, 12, 12]);
    expect(outcome.series?.rule).toBe('every Tuesday, moved from 18 June 2031 on');
    expect((await seriesOf(bookings[0]?.id ?? ''))?.id).toBe((await seriesOf(bookings[3]?.id ?? ''))?.id);
  });

  it('takes its rule and its left-out dates along', async () => {
    const bookings = await made('2031-06-03', 13, weekly(4), { leaveOut: ['2031-06-17'] });
    const outcome = await callSeries(boss, 'rescheduleSeries', {
      bookingId: bookings[0]?.id,
      scope: 'ALL',
      startsAt: local('2031-06-05', '08:00'),
      endsAt: local('2031-06-05', '10:00'),
    });
    expect(outcome.series).toMatchObject({
      rule: 'every Thursday',
      leftOut: [{ date: '2031-06-19', startsAt: '2031-06-19T06:00:00.000Z' }],
    });
  });

  it('is refused as a whole where one of its new dates is taken', async () => {
    const bookings = await made('2031-06-02', 14, daily(3));
    await book(boss, {
      startsAt: local('2031-06-04', '12:00'),
      endsAt: local('2031-06-04', '13:00'),
      room: 14,
      tenant: 'TRAINING',
    });
    const outcome = await callSeries(boss, 'rescheduleSeries', {
      bookingId: bookings[0]?.id,
      scope: 'ALL',
      startsAt: local('2031-06-02', '11:00'),
      endsAt: local('2031-06-02', '13:00'),
    });
    expect(outcome).toMatchObject({ __typename: 'RoomTakenError', segments: [{ index: 2, date: '2031-06-04' }] });
    expect(startsOf(await seriesOf(bookings[0]?.id ?? ''))).toEqual(['06-02T06:00', '06-03T06:00', '06-04T06:00']);
  });

  it('passes over what is cancelled or over, and says so', async () => {
    const first = { startsAt: local('2031-03-01', '08:00'), endsAt: local('2031-03-01', '09:05') };
    const { bookings = [] } = await repeat(boss, { ...first, rule: daily(4), room: 15, tenant: 'TECH' });
    await call(boss, 'cancelBooking', { bookingId: bookings[1]?.id, reason: 'A holiday' });
    clock.now = local('2031-03-01', '09:06');
    const outcome = await callSeries(boss, 'rescheduleSeries', {
      bookingId: bookings[2]?.id,
      scope: 'ALL',
      startsAt: local('2031-03-03', '14:00'),
      endsAt: local('2031-03-03', '16:00'),
    });
    clock.now = local('2031-03-01', '09:00');
    expect(outcome.skipped?.map(({ booking, reason }) => [booking.id, reason])).toEqual([
      [bookings[0]?.id, 'It has ended.'],
      [bookings[1]?.id, 'It is cancelled.'],
    ]);
    expect(outcome.bookings?.map(({ startsAt }) => startsAt.slice(5, 16))).toEqual(['03-03T12:00', '03-04T12:00']);
  });

  it('checks each of its dates like a booking: none lasts for longer than any may, ends before it starts, or lies in a year that cannot be meant', async () => {
    const long = await made('2031-12-01', 17, weekly(3));
    await call(boss, 'cancelBooking', { bookingId: long[2]?.id, reason: 'Shorter' });
    expect(
      await call(boss, 'rescheduleBooking', {
        bookingId: long[1]?.id,
        startsAt: local('2031-12-08', '08:00'),
        endsAt: local('2032-10-03', '10:00'),
      }),
    ).toMatchObject({ __typename: 'RescheduleBookingPayload' });
    const extended = {
      bookingId: long[0]?.id,
      scope: 'ALL',
      startsAt: local('2031-12-01', '08:00'),
      endsAt: local('2032-03-10', '10:00'),
    };
    expect(await callSeries(boss, 'rescheduleSeries', extended)).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'dates.2031-12-08', message: 'This can span 366 days at most.' }],
    });

    const far = await made('2031-06-16', 18, daily(2), { numLearners: 2, numFacilitators: 1 });
    for (const year of ['2041-06-16', '8999-06-16', '9999-12-31']) {
      const move = {
        bookingId: far[0]?.id,
        scope: 'ALL',
        startsAt: local(year, '08:00'),
        endsAt: local(year, '10:00'),
      };
      expect(await callSeries(boss, 'rescheduleSeries', move), year).toMatchObject({ __typename: 'InvalidInputError' });
    }
  });

  it('goes by the one that is named, also where that lasts for longer than the rule says', async () => {
    const [first, second] = await made('2031-06-23', 18, daily(2), { numLearners: 2, numFacilitators: 1 });
    await call(boss, 'cancelBooking', { bookingId: second?.id, reason: 'Not needed' });
    await call(boss, 'rescheduleBooking', {
      bookingId: first?.id,
      startsAt: local('2031-06-23', '08:00'),
      endsAt: local('2031-06-23', '18:00'),
    });
    const move = {
      bookingId: first?.id,
      scope: 'ALL',
      startsAt: local('2031-06-23', '13:00'),
      endsAt: local('2031-06-23', '18:00'),
    };
    expect(await callSeries(boss, 'rescheduleSeries', move)).toMatchObject({
      __typename: 'RescheduleSeriesPayload',
      bookings: [{ startsAt: '2031-06-23T11:00:00.000Z', endsAt: '2031-06-23T16:00:00.000Z' }],
    });
    const { rows } = await facility.owner.query<{ starts: string; ends: string }>(
      'select starts_local::text as starts, ends_local::text as ends from series s join bookings b on b.series_id = s.id where b.id = $1',
      [keyOfId(first?.id ?? '')],
    );
    expect(rows).toEqual([{ starts: '2031-06-23 13:00:00', ends: '2031-06-23 18:00:00' }]);
  });

  it('leaves no left-out date behind that could not be put back', async () => {
    const [first] = await made('2031-06-26', 18, daily(2), {
      numLearners: 2,
      numFacilitators: 1,
      leaveOut: ['2031-06-27'],
    });
    await call(boss, 'rescheduleBooking', {
      bookingId: first?.id,
      startsAt: local('2031-06-26', '08:00'),
      endsAt: local('2031-06-26', '18:00'),
    });
    const move = {
      bookingId: first?.id,
      scope: 'ALL',
      startsAt: local('2031-06-26', '13:00'),
      endsAt: local('2031-06-26', '18:00'),
    };
    expect(await callSeries(boss, 'rescheduleSeries', move)).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [
        { path: 'dates.2031-06-27', message: expect.stringMatching(/skipped.*The end must come after the start/) },
      ],
    });
    const long = { ...move, startsAt: local('2031-06-26', '08:00'), endsAt: local('2032-06-20', '18:00') };
    expect(await callSeries(boss, 'rescheduleSeries', long)).toMatchObject({ __typename: 'RescheduleSeriesPayload' });
    await call(boss, 'rescheduleBooking', {
      bookingId: first?.id,
      startsAt: local('2031-06-26', '08:00'),
      endsAt: local('2031-06-26', '18:00'),
    });
    expect(await callSeries(boss, 'rescheduleSeries', long)).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'dates.2031-06-27', message: expect.stringMatching(/366 days/) }],
    });
  });

  it('is refused with an old version, for a booking of its own, and for segments without a rule', async () => {
    const [first] = await made('2031-06-02', 16, daily(2));
    await call(boss, 'updateBooking', { bookingId: first?.id, clientName: 'Renamed' });
    const move = { scope: 'ALL', startsAt: local('2031-06-02', '12:00'), endsAt: local('2031-06-02', '13:00') };
    expect(
      await callSeries(boss, 'rescheduleSeries', { ...move, bookingId: first?.id, expectedVersion: 1 }),
    ).toMatchObject({ __typename: 'StaleBookingError' });
    const alone = await facility.insertBooking({ ...morning('2031-06-10'), room: 16 });
    expect(await callSeries(boss, 'rescheduleSeries', { ...move, bookingId: bookingId(alone) })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'bookingId' }],
    });
    const { bookings } = await book(boss, morning('2031-06-11'), {
      tenantId: undefined,
      segments: [morning('2031-06-11'), morning('2031-06-12')],
    });
    expect(bookings, 'two divisions: the boss has to say which').toBeUndefined();
    const several = await book(staff, morning('2031-06-11'), {
      segments: [morning('2031-06-11'), morning('2031-06-12')],
    });
    expect(await seriesOf(several.bookings?.[0]?.id ?? '')).toBeNull();
  });
});

describe('a series that is changed or called off', () => {
  it('changes all of it, or one and those that follow, at once', async () => {
    const bookings = await made('2031-07-01', 1, weekly(3));
    const all = await callSeries(boss, 'updateSeries', {
      bookingId: bookings[1]?.id,
      scope: 'ALL',
      clientName: 'All of them',
    });
    expect(all.series?.bookings.map(({ clientName }) => clientName)).toEqual([
      'All of them',
      'All of them',
      'All of them',
    ]);
    const some = await callSeries(boss, 'updateSeries', {
      bookingId: bookings[1]?.id,
      scope: 'FOLLOWING',
      clientName: 'From here',
    });
    expect(some.series?.bookings.map(({ clientName }) => clientName)).toEqual([
      'All of them',
      'From here',
      'From here',
    ]);
    expect(
      await callSeries(boss, 'updateSeries', { bookingId: bookings[1]?.id, scope: 'ALL', numLearners: 500 }),
    ).toMatchObject({ __typename: 'InvalidInputError' });
  });

  it('frees every room of what it cancels', async () => {
    const bookings = await made('2031-07-01', 2, weekly(3));
    const outcome = await callSeries(boss, 'cancelSeries', {
      bookingId: bookings[1]?.id,
      scope: 'FOLLOWING',
      reason: 'The course was stopped',
    });
    expect(outcome.series?.bookings.map(({ status, room }) => [status, room?.position])).toEqual([
      ['CONFIRMED', 2],
      ['CANCELLED', undefined],
      ['CANCELLED', undefined],
    ]);
    expect(
      await callSeries(boss, 'cancelSeries', { bookingId: bookings[1]?.id, scope: 'ALL', reason: 'Again' }),
    ).toMatchObject({ __typename: 'WrongStatusError' });
  });

  it('asks the right of each booking: one’s own ghosts, nobody else’s, and nothing once one of them has a room', async () => {
    const outcome = await repeat(staff, { ...morning('2031-07-07'), rule: daily(3), room: 3 });
    const [first, second] = outcome.bookings ?? [];
    const change = { bookingId: first?.id, scope: 'ALL', clientName: 'Changed' };
    expect(await callSeries(colleague, 'updateSeries', change)).toMatchObject({ __typename: 'NotAllowedError' });
    expect(await callSeries(stranger, 'updateSeries', change)).toMatchObject({ __typename: 'NotFoundError' });
    expect(await callSeries(staff, 'updateSeries', change)).toMatchObject({ __typename: 'UpdateSeriesPayload' });
    await call(boss, 'assignRoom', { bookingId: second?.id, roomId: roomId(3) });
    expect(await callSeries(staff, 'updateSeries', { ...change, clientName: 'Once more' })).toMatchObject({
      __typename: 'NotAllowedError',
    });
    expect(
      (await seriesOf(first?.id ?? '', staff))?.bookings.map(({ clientName }) => clientName),
      'none of them changed',
    ).toEqual(['Changed', 'Changed', 'Changed']);
    expect(await seriesOf(first?.id ?? '', stranger)).toBeUndefined();
    expect(
      await callSeries(staff, 'cancelSeries', { bookingId: first?.id, scope: 'ALL', reason: 'Not needed' }),
    ).toMatchObject({ __typename: 'CancelSeriesPayload' });
  });
});

describe('a date that was left out', () => {
  it('comes back as the series is now, once', async () => {
    const bookings = await made('2031-08-05', 4, weekly(3), { leaveOut: ['2031-08-12'] });
    await callSeries(boss, 'updateSeries', { bookingId: bookings[0]?.id, scope: 'ALL', clientName: 'As it is now' });
    const put = { bookingId: bookings[1]?.id, date: '2031-08-12' };
    const outcomes = await Promise.all([1, 2, 3].map(() => callSeries(boss, 'restoreSeriesDate', put)));
    const [done] = outcomes.filter(({ __typename }) => __typename === 'RestoreSeriesDatePayload');
    expect(outcomes.map(({ __typename }) => __typename).toSorted()).toEqual([
      'InvalidInputError',
      'InvalidInputError',
      'RestoreSeriesDatePayload',
    ]);
    expect(done?.booking).toMatchObject({
      clientName: 'As it is now',
      status: 'CONFIRMED',
      startsAt: '2031-08-12T06:00:00.000Z',
      room: { position: 4 },
    });
    expect(done?.series).toMatchObject({ leftOut: [] });
    expect(done?.series?.bookings).toHaveLength(3);
  });

  it('is refused with what is free where its room is taken, and comes back in another', async () => {
    const bookings = await made('2031-08-05', 6, weekly(3), { leaveOut: ['2031-08-12'] });
    await book(boss, { ...morning('2031-08-12'), room: 6, tenant: 'TRAINING' });
    const put = { bookingId: bookings[0]?.id, date: '2031-08-12' };
    const refused = await callSeries(boss, 'restoreSeriesDate', put);
    expect(refused).toMatchObject({ __typename: 'RoomTakenError', segments: [{ date: '2031-08-12' }] });
    expect(refused.segments?.[0]?.alternatives.length).toBeGreaterThan(0);
    expect(await callSeries(boss, 'restoreSeriesDate', { ...put, roomId: roomId(7) })).toMatchObject({
      booking: { room: { position: 7 } },
    });
  });

  /** Somebody holds a row of the series while it is changed, and the date is asked back before that is through. */
  const whileHeld = async (held: string, change: () => Promise<unknown>, put: Readonly<Record<string, unknown>>) => {
    const client = await facility.owner.connect();
    try {
      await client.query('begin');
      await client.query('select from bookings where id = $1 for update', [keyOfId(held)]);
      const changed = change();
      await expect.poll(waiting).toBe(1);
      const restored = callSeries(boss, 'restoreSeriesDate', put);
      await expect.poll(waiting).toBe(2);
      await client.query('commit');
      await changed;
      return await restored;
    } finally {
      client.release();
    }
  };
  const after = (day: string) =>
    later(local(day, '12:00'), 24 * hours(1))
      .toISOString()
      .slice(0, 10);
  const waiting = async () =>
    (
      await facility.superuser.query(
        `select from pg_stat_activity where datname = current_database() and application_name = 'colab' and wait_event_type = 'Lock'`,
      )
    ).rowCount;

  it('is copied from the series as it is under the lock: not from one that was called off, moved or changed meanwhile', async () => {
    const changes: readonly (readonly [string, (id?: string) => Promise<unknown>, object])[] = [
      [
        '2031-09-01',
        (id) => callSeries(boss, 'cancelSeries', { bookingId: id, scope: 'ALL', reason: 'The course was stopped' }),
        {
          __typename: 'InvalidInputError',
          fields: [
            {
              path: 'date',
              message: 'All other dates of this series are cancelled or over. Book this date separately.',
            },
          ],
        },
      ],
      [
        '2031-09-04',
        (id) => callSeries(boss, 'rescheduleSeries', { bookingId: id, scope: 'ALL', roomId: roomId(6) }),
        { booking: { room: { position: 6 } } },
      ],
      [
        '2031-09-08',
        (id) =>
          callSeries(boss, 'updateSeries', { bookingId: id, scope: 'ALL', clientName: 'As it is now', numLearners: 9 }),
        { booking: { clientName: 'As it is now' } },
      ],
    ];
    for (const [day, change, expected] of changes) {
      const bookings = await made(day, 5, daily(3), { leaveOut: [after(day)] });
      const id = bookings[0]?.id ?? '';
      expect(await whileHeld(id, () => change(id), { bookingId: id, date: after(day) }), day).toMatchObject(expected);
    }
  });

  it('of a series that was called off is booked by itself, and one that still has a date is put back', async () => {
    const bookings = await made('2031-09-15', 5, daily(3), { leaveOut: ['2031-09-16'] });
    const [first, last] = bookings.map(({ id }) => id);
    await callSeries(boss, 'cancelSeries', { bookingId: last, scope: 'FOLLOWING', reason: 'Shorter' });
    expect(
      await callSeries(boss, 'restoreSeriesDate', { bookingId: last, date: '2031-09-16', dryRun: true }),
    ).toMatchObject({ __typename: 'RestoreSeriesDatePayload', booking: { room: { position: 5 } } });
    await callSeries(boss, 'cancelSeries', { bookingId: first, scope: 'ALL', reason: 'All of it' });
    expect(await callSeries(boss, 'restoreSeriesDate', { bookingId: last, date: '2031-09-16' })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'date' }],
    });
  });

  it('stays away from what was called off after some of it had taken place', async () => {
    const bookings = await made('2031-08-25', 8, daily(4), { leaveOut: ['2031-08-27'] });
    const [first, , last] = bookings;
    const [, second] = bookings;
    await facility.owner.query(`update bookings set status = 'COMPLETED' where id = $1`, [keyOfId(first?.id ?? '')]);
    await callSeries(boss, 'cancelSeries', {
      bookingId: second?.id,
      scope: 'FOLLOWING',
      reason: 'The course was stopped',
    });
    expect(await callSeries(boss, 'restoreSeriesDate', { bookingId: last?.id, date: '2031-08-27' })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'date' }],
    });
  });

  it('is put back by whoever may change the series, as a wish by staff', async () => {
    const outcome = await repeat(staff, {
      ...morning('2031-08-18'),
      rule: daily(3),
      room: 8,
      more: { leaveOut: ['2031-08-19'] },
    });
    const put = { bookingId: outcome.bookings?.[0]?.id, date: '2031-08-19' };
    expect(await callSeries(colleague, 'restoreSeriesDate', put)).toMatchObject({ __typename: 'NotAllowedError' });
    expect(await callSeries(stranger, 'restoreSeriesDate', put)).toMatchObject({ __typename: 'NotFoundError' });
    expect(await callSeries(staff, 'restoreSeriesDate', put)).toMatchObject({
      booking: { status: 'PENDING', requestedRoom: { position: 8 } },
    });
  });
});

describe('a change of a series that is undone', () => {
  const undo = (id = '') => call(boss, 'undoBookingChange', { bookingId: id });

  it('goes back as one: what was called off, what was changed, what was made', async () => {
    const bookings = await made('2031-11-03', 8, daily(3));
    const [first] = bookings;
    await callSeries(boss, 'cancelSeries', { bookingId: first?.id, scope: 'ALL', reason: 'By mistake' });
    expect(await undo(first?.id)).toMatchObject({ __typename: 'UndoBookingChangePayload' });
    expect((await seriesOf(first?.id ?? ''))?.bookings.map(({ status, room }) => [status, room?.position])).toEqual(
      Array.from({ length: 3 }, () => ['CONFIRMED', 8]),
    );
    const other = await made('2031-11-10', 8, daily(2));
    expect(await undo(other[0]?.id)).toMatchObject({ __typename: 'UndoBookingChangePayload' });
    expect((await seriesOf(other[0]?.id ?? ''))?.bookings.map(({ status }) => status)).toEqual([
      'CANCELLED',
      'CANCELLED',
    ]);
  });

  it('is not a move: its rule has moved along, so it is moved back', async () => {
    const [first] = await made('2031-11-17', 8, daily(3));
    await callSeries(boss, 'rescheduleSeries', {
      bookingId: first?.id,
      startsAt: local('2031-11-17', '09:00'),
      endsAt: local('2031-11-17', '11:00'),
      scope: 'ALL',
    });
    expect(await undo(first?.id)).toMatchObject({ __typename: 'NothingToUndoError' });
    expect(startsOf(await seriesOf(first?.id ?? ''))).toEqual(['11-17T07:00', '11-18T07:00', '11-19T07:00']);
  });
});

describe('devices that leave the building', () => {
  const rental = {
    rentalNumber: 'R-77',
    contactPerson: 'P. Outside',
    phone: '011 555 0199',
    company: 'Outside Ltd',
    address: '1 Far Road',
    returnOn: '2031-10-08',
  };
  const lent = { kind: 'DEVICES_ONLY', numLearners: 0, numFacilitators: 0, devicesNeeded: 4 };
  const offSiteOf = async (id = '') =>
    (
      await boss.get<{ booking: { offSite: { returnOn: string } | null } }>(
        'query ($id: ID!) { booking(id: $id) { offSite { returnOn } } }',
        { id },
      )
    ).booking.offSite;

  it('do not repeat: a series cannot be asked to take them out, nor be changed to', async () => {
    const wanted = {
      ...seriesInput({ ...morning('2031-10-06'), rule: daily(3), tenant: 'TECH', more: lent }),
      offSite: rental,
    };
    const created = await boss.ask(seriesDocument('createSeries'), { input: wanted });
    expect(created.errors[0]?.message).toMatch(/"offSite" is not defined by type "CreateSeriesInput"/);
    const [first] =
      (await repeat(boss, { ...morning('2031-10-06'), rule: daily(3), tenant: 'TECH', more: lent })).bookings ?? [];
    const changed = await boss.ask(seriesDocument('updateSeries'), {
      input: { bookingId: first?.id, scope: 'ALL', offSite: rental },
    });
    expect(changed.errors[0]?.message).toMatch(/"offSite" is not defined by type "UpdateSeriesInput"/);
  });

  it('by one booking of a series stay that booking’s own, and are not due back before it is over', async () => {
    const bookings =
      (
        await repeat(boss, {
          ...morning('2031-10-06'),
          rule: daily(4),
          tenant: 'TECH',
          more: { ...lent, leaveOut: ['2031-10-07'] },
        })
      ).bookings ?? [];
    const [first, second, third] = bookings.map(({ id }) => id);
    expect(await call(boss, 'updateBooking', { bookingId: second, offSite: rental })).toMatchObject({
      __typename: 'UpdateBookingPayload',
    });
    const move = {
      bookingId: first,
      startsAt: local('2031-10-07', '08:00'),
      endsAt: local('2031-10-07', '10:00'),
      scope: 'ALL',
    };
    expect(await callSeries(boss, 'rescheduleSeries', move)).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'dates.2031-10-09' }],
    });
    expect(await callSeries(boss, 'updateSeries', { bookingId: first, scope: 'ALL', devicesNeeded: 5 })).toMatchObject({
      __typename: 'UpdateSeriesPayload',
    });
    const put = await callSeries(boss, 'restoreSeriesDate', { bookingId: second, date: '2031-10-07' });
    expect(await Promise.all([first, second, third, put.booking?.id].map(offSiteOf))).toEqual([
      null,
      { returnOn: '2031-10-08' },
      null,
      null,
    ]);
    await call(boss, 'updateBooking', { bookingId: second, offSite: { ...rental, returnOn: '2031-10-09' } });
    expect(await callSeries(boss, 'rescheduleSeries', move)).toMatchObject({ __typename: 'RescheduleSeriesPayload' });
  });
});

describe('the statements', () => {
  it('of a preview are as many for 200 dates as for two', async () => {
    const ask = (count: number) =>
      boss.get(
        'query ($input: SeriesPreviewInput!) { seriesPreview(input: $input) { dates { date conflicts { id booking { clientName } } alternatives { reason } } } }',
        {
          input: {
            first: { startsAt: local('2032-01-01', '08:00'), endsAt: local('2032-01-01', '12:00'), roomId: roomId(9) },
            rule: daily(count),
            attendees: 5,
          },
        },
      );
    const [two, many] = [await statementsDuring(() => ask(2)), await statementsDuring(() => ask(200))];
    expect(many.names).toEqual(two.names);
    expect(many.names.length).toBeLessThanOrEqual(8);
  });

  it('of bookings of several series are as many as of one', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async (room) => (await made('2031-09-01', room, daily(3)))[0]?.id ?? ''),
    );
    const ask = (some: readonly string[]) =>
      boss.get(
        `query { bookings(first: 20, filter: { from: "2031-09-01T00:00:00Z", to: "${some.length === 1 ? '2031-09-01T00:00:01Z' : '2031-09-20T00:00:00Z'}" }) { edges { node { series { rule leftOut { date } } } } } }`,
      );
    await ask(ids);
    const { statements } = await statementsDuring(() => ask(ids));
    const several = statements.map(({ text }) => text);
    expect(
      several.filter((text) => /from series s/.test(text)),
      several.join('\n'),
    ).toHaveLength(1);
  });
});

describe('a dry run of a series', () => {
  const everything = async (): Promise<unknown> =>
    (
      await facility.superuser.query(
        `select ${[
          'bookings',
          'room_occupancies',
          'domain_events',
          'series',
          'left_out_dates',
          'idempotency_keys',
          'undo_steps',
          'notifications',
          'graphile_worker._private_jobs',
        ]
          .map(
            (table) =>
              `(select coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from ${table} t) as "${table}"`,
          )
          .join(', ')}`,
      )
    ).rows;
  const comparable = ({
    __typename,
    bookings = [],
    booking,
    booked,
    leftOut,
    segments,
    skipped,
  }: Awaited<ReturnType<typeof callSeries>>) => {
    const facts = (one: typeof booking) => one && [one.startsAt, one.status, one.clientName, one.room?.position];
    return {
      __typename,
      bookings: bookings.map(facts),
      booking: facts(booking),
      booked,
      leftOut,
      segments: segments?.map(({ startsAt }) => startsAt),
      skipped: skipped?.length,
    };
  };
  const cases: [
    name: Parameters<typeof callSeries>[1],
    words: string,
    input: () => Promise<Record<string, unknown>>,
  ][] = [
    [
      'createSeries',
      'of three dates',
      () =>
        Promise.resolve(
          seriesInput({
            ...morning('2033-03-07'),
            rule: daily(3),
            room: 3,
            tenant: 'TECH',
            more: { leaveOut: ['2033-03-08'], idempotencyKey: 'tried first' },
          }),
        ),
    ],
    [
      'createSeries',
      'over another',
      () => Promise.resolve(seriesInput({ ...morning('2033-03-09'), rule: daily(2), room: 3, tenant: 'TECH' })),
    ],
    [
      'rescheduleSeries',
      'by a day',
      async () => ({
        bookingId: (await made('2033-04-04', 4, daily(4)))[1]?.id,
        scope: 'FOLLOWING',
        startsAt: local('2033-04-06', '08:00'),
        endsAt: local('2033-04-06', '10:00'),
      }),
    ],
    [
      'updateSeries',
      'of the client',
      async () => ({ bookingId: (await made('2033-04-18', 4, daily(3)))[0]?.id, scope: 'ALL', clientName: 'Another' }),
    ],
    [
      'cancelSeries',
      'from the second on',
      async () => ({
        bookingId: (await made('2033-05-02', 4, daily(3)))[1]?.id,
        scope: 'FOLLOWING',
        reason: 'The course was stopped',
      }),
    ],
    [
      'restoreSeriesDate',
      'that was left out',
      async () => ({
        bookingId: (await made('2033-05-16', 4, daily(3), { leaveOut: ['2033-05-17'] }))[0]?.id,
        date: '2033-05-17',
      }),
    ],
  ];

  it.each(cases)('%s %s answers what the real call then answers, and leaves nothing', async (name, _words, make) => {
    const input = await make();
    const before = await everything();
    const tried = await callSeries(boss, name, { ...input, dryRun: true });
    expect(await everything()).toEqual(before);
    const done = await callSeries(boss, name, input);
    expect(comparable(tried)).toEqual(comparable(done));
    const isDone = done.__typename.endsWith('Payload');
    expect(JSON.stringify(await everything()) === JSON.stringify(before)).toBe(!isDone);
  });

  it('a date that was put back is cancelled, not undone: it would be lost to its series', async () => {
    const [first] = await made('2033-06-06', 4, daily(3), { leaveOut: ['2033-06-07'] });
    const restored = await callSeries(boss, 'restoreSeriesDate', { bookingId: first?.id, date: '2033-06-07' });
    expect(restored.__typename).toBe('RestoreSeriesDatePayload');
    expect(await call(boss, 'undoBookingChange', { bookingId: restored.booking?.id })).toMatchObject({
      __typename: 'NothingToUndoError',
    });
  });
});
