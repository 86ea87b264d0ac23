import { describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { call, type Outcome } from '../../../test/booking-calls.ts';
import { Caller } from '../../../test/client.ts';
import { bookingId, hours, keyOfId, later, local, roomId } from '../../../test/factories.ts';

const { facility, app, people, span } = await arrange({
  people: ['room_boss'],
  now: local('2031-03-01', '09:00'),
  soundPhysics: true,
});
const { room_boss: boss } = people;

type Span = ReturnType<typeof span>;
async function ghost(when: Span, more: object = {}) {
  return bookingId(await facility.insertBooking({ ...when, ...more }));
}
function assign(assignments: readonly object[], caller = boss) {
  return call(caller, 'assignRooms', { assignments });
}
async function states(ids: readonly string[]) {
  const { rows } = await facility.owner.query<{ state: string }>(
    `select status || ' ' || version as state from bookings where id = any ($1) order by array_position($1::uuid[], id)`,
    [ids.map(keyOfId)],
  );
  return rows.map(({ state }) => state);
}
function kinds({ refusals = [] }: Outcome) {
  return refusals.map(({ index, kind }) => [index, kind]);
}

describe('several rooms assigned at once', () => {
  it('are given to all, in the order of the request, across divisions', async () => {
    const when = span();
    const ids = [await ghost(when), await ghost(when, { tenant: 'TRAINING' }), await ghost(when)];
    const outcome = await assign(
      ids.map((id, index) => ({ bookingId: id, roomId: roomId(index + 1), notes: `Room ${index + 1}` })),
    );
    expect(outcome.__typename).toBe('AssignRoomsPayload');
    expect(outcome.bookings).toMatchObject(
      ids.map((id, index) => ({ id, status: 'ROOM_ASSIGNED', version: 2, room: { position: index + 1 } })),
    );
    const { rows } = await facility.owner.query(
      'select count(*)::int as events, count(distinct xid)::int as transactions, min(cause) as cause from domain_events where subject = any ($1) and version = 2',
      [ids.map(keyOfId)],
    );
    expect(rows).toEqual([{ events: 3, transactions: 1, cause: 'assignRooms' }]);
  });

  it('are refused as a whole, with everything that stood in the way told at once, and what is free instead', async () => {
    const when = span();
    await facility.insertBooking({ ...when, room: 1, client: 'Stands there' });
    const ids = [
      await ghost(when),
      await ghost(when),
      await ghost(when, { status: 'REJECTED' }),
      await ghost(when),
      await ghost(when, { people: 30 }),
      await ghost(when, { kind: 'DEVICES_ONLY' }),
    ];
    const outcome = await assign([
      { bookingId: ids[0], roomId: roomId(1) },
      { bookingId: ids[1], roomId: roomId(2) },
      { bookingId: ids[2], roomId: roomId(3) },
      { bookingId: ids[3], roomId: roomId(4), expectedVersion: 7 },
      { bookingId: ids[4], roomId: roomId(12) },
      { bookingId: ids[5], roomId: roomId(7) },
      { bookingId: bookingId('00000000-0000-4000-8000-000000000000'), roomId: roomId(8) },
      { bookingId: ids[1], roomId: roomId(9) },
    ]);
    expect(outcome).toMatchObject({ __typename: 'BulkRefusedError', message: expect.stringContaining('7 of 8') });
    expect(kinds(outcome)).toEqual([
      [0, 'ROOM_TAKEN'],
      [2, 'WRONG_STATUS'],
      [3, 'STALE'],
      [4, 'INVALID_INPUT'],
      [5, 'INVALID_INPUT'],
      [6, 'NOT_FOUND'],
      [7, 'COLLIDES'],
    ]);
    expect(outcome.refusals?.[0]).toMatchObject({
      bookingId: ids[0],
      taken: { index: 0, conflicts: [{ booking: { clientName: 'Stands there' } }] },
    });
    expect(outcome.refusals?.[0]?.taken?.alternatives.length).toBeGreaterThan(0);
    expect(await states(ids)).toEqual(['PENDING 1', 'PENDING 1', 'REJECTED 1', 'PENDING 1', 'PENDING 1', 'PENDING 1']);
  });

  it('are refused where two of them want one room, also through the folded wall', async () => {
    const when = span();
    const ids = [
      await ghost(when),
      await ghost(when),
      await ghost({ startsAt: when.endsAt, endsAt: later(when.endsAt, hours(1)) }),
    ];
    const outcome = await assign([
      { bookingId: ids[0], roomId: roomId(24) },
      { bookingId: ids[1], roomId: roomId(5) },
      { bookingId: ids[2], roomId: roomId(6) },
    ]);
    expect(outcome.refusals).toMatchObject([{ index: 1, kind: 'COLLIDES', collidesWith: 0 }]);
    expect(await states(ids)).toEqual(['PENDING 1', 'PENDING 1', 'PENDING 1']);
    // One after the other they fit: half-open intervals do not meet.
    expect(
      (
        await assign([
          { bookingId: ids[0], roomId: roomId(24) },
          { bookingId: ids[2], roomId: roomId(6) },
        ])
      ).__typename,
    ).toBe('AssignRoomsPayload');
  });

  it('tell nobody of a booking in a division they do not serve, and leave it alone', async () => {
    const when = span();
    await facility.grant('staff.tech', 'room_boss', 'TECH');
    const techBoss = await Caller.signIn(app.url, 'staff.tech');
    const [mine, other] = [await ghost(when), await ghost(when, { tenant: 'TRAINING', client: 'SECRET' })];
    const outcome = await assign(
      [
        { bookingId: mine, roomId: roomId(1) },
        { bookingId: other, roomId: roomId(2) },
      ],
      techBoss,
    );
    await facility.revoke('staff.tech', 'room_boss');
    expect(kinds(outcome)).toEqual([[1, 'NOT_FOUND']]);
    expect(JSON.stringify(outcome)).not.toContain('SECRET');
    expect(await states([mine, other])).toEqual(['PENDING 1', 'PENDING 1']);
  });

  it('are between 1 and 200', async () => {
    const when = span();
    const one = { bookingId: await ghost(when), roomId: roomId(1) };
    for (const assignments of [[], Array.from({ length: 201 }, () => one)]) {
      expect(await assign(assignments)).toMatchObject({
        __typename: 'InvalidInputError',
        fields: [{ path: 'assignments' }],
      });
    }
  });
});

describe('several bookings confirmed, or rejected, at once', () => {
  it('become so all of them, or none', async () => {
    const when = span();
    const placed = [
      await ghost(when, { room: 1, status: 'ROOM_ASSIGNED' }),
      await ghost(when, { room: 2, status: 'ROOM_ASSIGNED' }),
    ];
    const waiting = [await ghost(when), await ghost(when)];
    const refs = (ids: readonly string[]) => ids.map((id) => ({ bookingId: id }));
    expect(kinds(await call(boss, 'confirmBookings', { bookings: refs([...placed, ...waiting]) }))).toEqual([
      [2, 'WRONG_STATUS'],
      [3, 'WRONG_STATUS'],
    ]);
    expect(
      kinds(await call(boss, 'rejectBookings', { bookings: refs([...placed, ...waiting]), reason: 'Full' })),
    ).toEqual([
      [0, 'WRONG_STATUS'],
      [1, 'WRONG_STATUS'],
    ]);
    expect(await states([...placed, ...waiting])).toEqual([
      'ROOM_ASSIGNED 1',
      'ROOM_ASSIGNED 1',
      'PENDING 1',
      'PENDING 1',
    ]);
    expect((await call(boss, 'confirmBookings', { bookings: refs(placed) })).bookings).toMatchObject([
      { status: 'CONFIRMED' },
      { status: 'CONFIRMED' },
    ]);
    expect((await call(boss, 'rejectBookings', { bookings: refs(waiting), reason: 'Full' })).bookings).toMatchObject([
      { status: 'REJECTED' },
      { status: 'REJECTED' },
    ]);
    const { rows } = await facility.owner.query(
      'select distinct status_reason, version from bookings where id = any ($1)',
      [waiting.map(keyOfId)],
    );
    expect(rows).toEqual([{ status_reason: 'Full', version: 2 }]);
  });

  it('are not rejected without a reason', async () => {
    expect(
      await call(boss, 'rejectBookings', { bookings: [{ bookingId: await ghost(span()) }], reason: ' ' }),
    ).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: 'reason' }] });
  });
});
