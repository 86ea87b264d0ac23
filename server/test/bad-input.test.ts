import { beforeAll, describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';
import { call, type Outcome } from './booking-calls.ts';
import { Caller } from './client.ts';
import { bookingId, days, globalId, hours, later, local, roomId, tenantId } from './factories.ts';

const { facility, app, people } = await arrange({ people: ['room_boss', 'staff.tech'] });
const { room_boss: boss, 'staff.tech': staff } = people;

const nine = local('2031-03-03', '09:00');
const noon = local('2031-03-03', '12:00');
const nobody = '00000000-0000-4000-8000-000000000000';
const segment = { startsAt: nine, endsAt: noon, roomId: roomId(1) };
const good = {
  tenantId: tenantId('TECH'),
  clientName: 'Client',
  clientContactPerson: 'Person',
  clientEmail: 'p@client.example',
  clientPhone: '011 555 0100',
  numLearners: 5,
  numFacilitators: 1,
  segments: [segment],
};
function inSegment(more: object) {
  return { segments: [{ ...segment, ...more }] };
}
const databaseText =
  /constraint|relation|violates|syntax|prisma|invalid input|sqlstate|select |insert |stack|node_modules|\.ts:/i;

async function counted() {
  return (await facility.superuser.query<{ n: number }>('select count(*)::int as n from bookings')).rows[0]?.n;
}

async function expectRefusal(outcome: Outcome, path: string): Promise<void> {
  expect(outcome.__typename).toBe('InvalidInputError');
  expect(outcome.fields?.map((field) => field.path)).toContain(path);
  expect(JSON.stringify(outcome)).not.toMatch(databaseText);
}

describe('a booking that cannot be meant', () => {
  it.each<[string, object, string]>([
    ['ends before it starts', inSegment({ startsAt: noon, endsAt: nine }), 'segments.0.endsAt'],
    ['ends as it starts', inSegment({ endsAt: nine }), 'segments.0.endsAt'],
    ['lasts longer than 366 days', inSegment({ endsAt: later(nine, days(366) + hours(1)) }), 'segments.0.endsAt'],
    ['never ends', inSegment({ endsAt: new Date('9999-12-31T00:00:00Z') }), 'segments.0.endsAt'],
    [
      'is over',
      inSegment({ startsAt: local('2020-03-02', '09:00'), endsAt: local('2020-03-02', '12:00') }),
      'segments.0.endsAt',
    ],
    ['is in a room that does not exist', inSegment({ roomId: globalId('Room', nobody) }), 'segments.0.roomId'],
    ['is in a room that is a tenant', inSegment({ roomId: tenantId('TECH') }), 'segments.0.roomId'],
    ['is in a room that is no id at all', inSegment({ roomId: "x'; drop table bookings" }), 'segments.0.roomId'],
    [
      'wishes for a room that does not exist',
      inSegment({ roomId: null, requestedRoomId: globalId('Room', nobody) }),
      'segments.0.requestedRoomId',
    ],
    ['brings fewer than nobody', { numLearners: -1 }, 'numLearners'],
    ['brings more than the town', { numLearners: 2_000_000_000 }, 'numLearners'],
    ['brings nobody', { numLearners: 0, numFacilitators: 0 }, 'numLearners'],
    ['has a name of 10,000 characters', { clientName: 'x'.repeat(10_000) }, 'clientName'],
    ['has a name of spaces', { clientName: '   ' }, 'clientName'],
    ['has a NUL in its name', { clientName: 'a\0b' }, 'clientName'],
    ['has a NUL in its note', inSegment({ note: 'a\0b' }), 'segments.0.note'],
    ['has an address that is none', { clientEmail: 'not an address' }, 'clientEmail'],
    ['wants fewer than no devices', { devicesNeeded: -5 }, 'devicesNeeded'],
    ['has no segment', { segments: [] }, 'segments'],
    [
      'has 201 segments',
      {
        segments: Array.from({ length: 201 }, (_, day) => ({
          ...segment,
          startsAt: later(nine, days(day)),
          endsAt: later(noon, days(day)),
        })),
      },
      'segments',
    ],
    [
      'stands in its own way',
      { segments: [segment, { ...segment, startsAt: later(nine, hours(1)) }] },
      'segments.1.startsAt',
    ],
    [
      'stands in its own way through the folded wall',
      {
        segments: [
          { ...segment, roomId: roomId(24) },
          { ...segment, roomId: roomId(5) },
        ],
      },
      'segments.1.startsAt',
    ],
    ['is for a division that does not exist', { tenantId: globalId('Tenant', nobody) }, 'tenantId'],
    ['is for no division, from somebody who books for several', { tenantId: null }, 'tenantId'],
    ['needs more seats than there are, unsaid', { numLearners: 500 }, 'segments.0.roomId'],
    [
      'is of devices only, and names none',
      { kind: 'DEVICES_ONLY', segments: [{ ...segment, roomId: null }] },
      'devicesNeeded',
    ],
    ['is of devices only, and takes a room', { kind: 'DEVICES_ONLY', devicesNeeded: 3 }, 'segments.0.roomId'],
  ])('is refused, naming the field, when it %s; nothing is stored', async (_words, wrong, path) => {
    const before = await counted();
    await expectRefusal(await call(boss, 'createBookings', { ...good, ...wrong }), path);
    expect(await counted()).toBe(before);
  });

  it('is not saved in part: 2 good segments and a wrong one are none', async () => {
    const before = await counted();
    const segments = [0, 1, 2].map((day) => ({
      ...segment,
      startsAt: later(nine, days(day)),
      endsAt: later(day === 2 ? nine : noon, days(day)),
    }));
    await expectRefusal(await call(boss, 'createBookings', { ...good, segments }), 'segments.2.endsAt');
    expect(await counted()).toBe(before);
  });
});

describe('what GraphQL itself cannot read', () => {
  it.each([
    ['a moment without an offset', '2031-03-03T09:00:00'],
    ['a day that does not exist', '2031-02-30T09:00:00Z'],
    ['words', 'tomorrow'],
    ['a number', 1_900_000_000],
  ])('is refused with BAD_USER_INPUT and no database text: %s', async (_words, startsAt) => {
    const { errors, text } = await boss.ask(
      'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
      { from: startsAt, to: noon },
    );
    expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(text).not.toMatch(databaseText);
  });

  it('is a window that ends before it starts, and one of more than 366 days', async () => {
    for (const to of [nine, later(nine, -1), later(nine, days(367))]) {
      const { errors } = await boss.ask(
        'query ($from: DateTime!, $to: DateTime!) { calendar(from: $from, to: $to) { cursor } }',
        { from: nine, to },
      );
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'to' }] });
    }
  });
});

describe('what no query can mean', () => {
  // In the way of a preview, and of nothing else here.
  const taken = { startsAt: later(nine, days(60)), endsAt: later(noon, days(60)), roomId: roomId(1) };
  beforeAll(() => facility.insertBooking({ room: 1, startsAt: taken.startsAt, endsAt: taken.endsAt }));
  const preview =
    'query ($input: SeriesPreviewInput!) { seriesPreview(input: $input) { words dates { date startsAt room { name } conflicts { startsAt } alternatives { spareSeats } } } }';
  const monthly = { frequency: 'MONTHLY', every: 99, count: 200 };
  const cursor = (text: string) => Buffer.from(`${text} ${nobody}`).toString('base64url');
  const after = (field: string) =>
    `query ($cursor: String) { list: ${field}(after: $cursor) { edges { cursor } } back: ${field}(last: 1, before: $cursor) { edges { cursor } } }`;

  it.each<[string, string, Record<string, unknown>]>([
    [
      'a preview of a series that goes on behind the year 9999, in a room',
      preview,
      {
        input: {
          first: { startsAt: '8990-01-31T08:00:00Z', endsAt: '8990-01-31T10:00:00Z', roomId: roomId(1) },
          rule: monthly,
          attendees: 2,
        },
      },
    ],
    [
      'a preview with fewer than nobody, where the room is taken',
      preview,
      { input: { first: taken, rule: { frequency: 'DAILY', count: 2 }, attendees: -2_147_483_648 } },
    ],
    [
      'a preview with everybody there is',
      preview,
      { input: { first: taken, rule: { frequency: 'DAILY', count: 2 }, attendees: 2_147_483_647 } },
    ],
    ...[
      '2026-02-30T08:00:00.000000Z',
      '0000-01-01T00:00:00.000000Z',
      '2026-01-01T24:00:00.000000Z',
      '2026-04-31T00:00:00.000000Z',
    ].map((moment): [string, string, Record<string, unknown>] => [
      `a place in the audit trail at ${moment}`,
      after('auditLog'),
      { cursor: cursor(moment) },
    ]),
    ...['2026-02-30T08:00:00.000Z', '0000-01-01T00:00:00.000Z', '2026-01-01T24:00:00.000Z'].map(
      (moment): [string, string, Record<string, unknown>] => [
        `a place in the list of bookings at ${moment}`,
        after('bookings'),
        { cursor: cursor(moment) },
      ],
    ),
  ])('is refused with BAD_USER_INPUT: %s', async (_words, document, variables) => {
    const { errors, text } = await (await Caller.signIn(app.url, 'admin')).ask(document, variables);
    expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(text).not.toMatch(databaseText);
  });
});

describe('an id of nothing, and of another division', () => {
  const ids = async () => {
    const foreign = await facility.insertBooking({
      tenant: 'TRAINING',
      status: 'PENDING',
      startsAt: nine,
      endsAt: noon,
      client: 'SECRET',
    });
    return [bookingId(nobody), bookingId(foreign)];
  };

  it('gets the same bytes from every mutation', async () => {
    const asked = await ids();
    await facility.grant('staff.tech', 'room_boss', 'TECH');
    for (const [name, more] of [
      ['confirmBooking', {}],
      ['cancelBooking', { reason: 'r' }],
      ['rejectBooking', { reason: 'r' }],
      ['unassignRoom', { reason: 'r' }],
      ['assignRoom', { roomId: roomId(2) }],
      ['rescheduleBooking', { startsAt: nine, endsAt: noon }],
      ['updateBooking', { clientName: 'Other' }],
      ['finishBooking', {}],
      ['extendBooking', { endsAt: noon }],
    ] as const) {
      const answers = await Promise.all(
        asked.map(async (id) => JSON.stringify(await call(staff, name, { bookingId: id, ...more }))),
      );
      expect(new Set(answers).size, name).toBe(1);
      expect(answers[0]).toContain('NotFoundError');
    }
  });

  it('gets the same bytes from node and booking', async () => {
    const asked = await ids();
    for (const field of ['node', 'booking']) {
      const answers = await Promise.all(
        asked.map(async (id) => (await staff.ask(`query ($id: ID!) { ${field}(id: $id) { id } }`, { id })).text),
      );
      expect(new Set(answers)).toEqual(new Set([`{"data":{"${field}":null}}`]));
    }
  });

  it('is not in the way of anybody who wants to displace it', async () => {
    const ghost = await facility.insertBooking({ status: 'PENDING', startsAt: nine, endsAt: noon });
    for (const id of await ids()) {
      const outcome = await call(boss, 'assignRoom', {
        bookingId: bookingId(ghost),
        roomId: roomId(3),
        displaceBookingIds: [id],
        reason: 'r',
      });
      await expectRefusal(outcome, 'displaceBookingIds.0');
    }
  });
});

describe('changes that cannot be meant', () => {
  it.each<[string, 'rescheduleBooking' | 'cancelBooking' | 'updateBooking', object, string]>([
    ['to end before it starts', 'rescheduleBooking', { startsAt: noon, endsAt: nine }, 'endsAt'],
    [
      'into the past',
      'rescheduleBooking',
      { startsAt: local('2020-03-02', '09:00'), endsAt: local('2020-03-02', '12:00') },
      'endsAt',
    ],
    ['into a room that does not exist', 'rescheduleBooking', { roomId: globalId('Room', nobody) }, 'roomId'],
    ['into a room that is too small, unsaid', 'rescheduleBooking', { roomId: roomId(18) }, 'roomId'],
    ['without a reason', 'cancelBooking', { reason: ' ' }, 'reason'],
    ['with a reason of 501 characters', 'cancelBooking', { reason: 'x'.repeat(501) }, 'reason'],
    ['to a client without a name', 'updateBooking', { clientName: '' }, 'clientName'],
    ['to fewer than nobody', 'updateBooking', { numFacilitators: -1 }, 'numFacilitators'],
    ['to nobody', 'updateBooking', { numLearners: 0, numFacilitators: 0 }, 'numLearners'],
    ['to more people than the room seats, unsaid', 'updateBooking', { numLearners: 900 }, 'numLearners'],
  ])('are refused, naming the field: %s', async (_words, name, wrong, path) => {
    const key = await facility.insertBooking({
      room: 1,
      status: 'CONFIRMED',
      startsAt: nine,
      endsAt: noon,
      people: 12,
    });
    await expectRefusal(await call(boss, name, { bookingId: bookingId(key), ...wrong }), path);
    const { rows } = await facility.superuser.query('select version, status from bookings where id = $1', [key]);
    expect(rows).toEqual([{ version: 1, status: 'CONFIRMED' }]);
    await facility.owner.query('delete from bookings where id = $1', [key]);
  });
});
