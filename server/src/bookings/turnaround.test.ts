import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { call, type Outcome } from '../../test/booking-calls.ts';
import { bookingId, days, hours, keyOfId, later, local, roomId, roomKey } from '../../test/factories.ts';
import { expectSoundPhysics } from '../../test/physics.ts';
import { callSeries, repeat } from '../../test/series-calls.ts';

const { facility, people } = await arrange({ people: ['room_boss', 'staff.tech'], now: local('2031-03-01', '09:00') });
const { room_boss: boss, 'staff.tech': staff } = people;
afterAll(() => expectSoundPhysics(facility.superuser));

// Room 7 takes nothing around a booking, room 8 thirty minutes before and after, room 9 sixty and none.
beforeEach(() => usual([7, 0, 0], [8, 30, 30], [9, 60, 0]));

async function usual(...rooms: readonly (readonly [room: number, setup: number, teardown: number])[]) {
  for (const [room, setup, teardown] of rooms)
    await facility.owner.query('update rooms set setup_minutes = $2, teardown_minutes = $3 where id = $1', [
      roomKey(room),
      setup,
      teardown,
    ]);
}

let day = 0;
function span() {
  day += 2;
  const startsAt = later(local('2031-03-05', '08:00'), days(day));
  return { startsAt, endsAt: later(startsAt, hours(3)) };
}
async function ghost(when = span()) {
  return bookingId(await facility.insertBooking(when));
}
/** Through the API, as a boss: placed in this room. */
async function placed(room: number, more: object = {}, when = span()) {
  const id = await ghost(when);
  expect(await call(boss, 'assignRoom', { bookingId: id, roomId: roomId(room), ...more })).toMatchObject({
    __typename: 'AssignRoomPayload',
  });
  return id;
}
function move(id: string, more: object, caller = boss): Promise<Outcome> {
  return call(caller, 'rescheduleBooking', { bookingId: id, ...more });
}

/** "30 0*" is half an hour before, and none after, which a boss has set. */
async function minutesOf(id: string): Promise<string> {
  const { rows } = await facility.owner.query<{ row: Record<string, unknown> }>(
    'select to_jsonb(b) as row from bookings b where id = $1',
    [keyOfId(id)],
  );
  const {
    setup_minutes: setup,
    teardown_minutes: teardown,
    setup_set_by_hand: setupSet,
    teardown_set_by_hand: teardownSet,
  } = rows[0]?.row ?? {};
  return `${String(setup)}${setupSet ? '*' : ''} ${String(teardown)}${teardownSet ? '*' : ''}`;
}

describe('setup and teardown', () => {
  it('are those of the other room after a move, also once the defaults of the first have changed', async () => {
    const id = await placed(7);
    await usual([7, 15, 15]);
    await move(id, { roomId: roomId(8) });
    expect(await minutesOf(id)).toBe('30 30');
    await usual([8, 0, 0]);
    await move(id, { roomId: roomId(7) });
    expect(await minutesOf(id)).toBe('15 15');
  });

  it('stay in the same room what they are, whatever its defaults are by now', async () => {
    const id = await placed(8);
    await usual([8, 5, 5]);
    const { startsAt, endsAt } = span();
    await move(id, { startsAt, endsAt, roomId: roomId(8) });
    expect(await minutesOf(id)).toBe('30 30');
  });

  it('that a boss set go along by every way, each by itself, until the booking follows its room again', async () => {
    const id = await placed(7, { setupMinutes: 45 });
    expect(await minutesOf(id)).toBe('45* 0');
    await move(id, { roomId: roomId(8) });
    expect(await minutesOf(id)).toBe('45* 30');
    await call(boss, 'unassignRoom', { bookingId: id, reason: 'The roof leaks' });
    expect(await minutesOf(id)).toBe('45* 0');
    await call(boss, 'assignRooms', { assignments: [{ bookingId: id, roomId: roomId(9) }] });
    expect(await minutesOf(id)).toBe('45* 0');
    await move(id, { teardownMinutes: 0 });
    await move(id, { roomId: roomId(8) });
    expect(await minutesOf(id)).toBe('45* 0*');
    const shown = await boss.get(
      'query ($id: ID!) { booking(id: $id) { setupMinutes teardownMinutes setupSetByHand teardownSetByHand } }',
      { id },
    );
    expect(shown).toEqual({
      booking: { setupMinutes: 45, teardownMinutes: 0, setupSetByHand: true, teardownSetByHand: true },
    });
    await move(id, { followRoom: true, teardownMinutes: 10 });
    expect(await minutesOf(id)).toBe('30 10*');
    await call(boss, 'undoBookingChange', { bookingId: id });
    expect(await minutesOf(id)).toBe('45* 0*');
    await move(id, { roomId: roomId(9), followRoom: true });
    expect(await minutesOf(id)).toBe('60 0');
  });

  it('go along with a booking that is displaced, and one that is called off has none', async () => {
    const when = span();
    const [standing, plain] = [
      await placed(7, { setupMinutes: 20, teardownMinutes: 20 }, when),
      await placed(8, {}, when),
    ];
    const urgent = [await ghost(when), await ghost(when)];
    for (const [index, room] of [7, 8].entries()) {
      const displaced = [standing, plain][index];
      expect(
        await call(boss, 'assignRoom', {
          bookingId: urgent[index],
          roomId: roomId(room),
          displaceBookingIds: [displaced],
          reason: 'More urgent',
        }),
      ).toMatchObject({ __typename: 'AssignRoomPayload' });
    }
    expect(await Promise.all([standing, plain].map(minutesOf))).toEqual(['20* 20*', '0 0']);
    await call(boss, 'cancelBooking', { bookingId: standing, reason: 'Not needed' });
    expect(await minutesOf(standing)).toBe('0 0');
  });

  it('of a series follow the same rule for each of its dates', async () => {
    const { startsAt, endsAt } = span();
    const { bookings = [] } = await repeat(boss, {
      startsAt,
      endsAt,
      rule: { frequency: 'DAILY', count: 3 },
      room: 8,
      tenant: 'TECH',
      more: { leaveOut: [later(startsAt, days(2)).toISOString().slice(0, 10)] },
    });
    const ids = bookings.map(({ id }) => id);
    await move(ids[1] ?? '', { setupMinutes: 0 });
    await usual([8, 5, 5]);
    await callSeries(boss, 'rescheduleSeries', {
      bookingId: ids[0],
      scope: 'ALL',
      startsAt: later(startsAt, hours(1)),
      endsAt: later(endsAt, hours(1)),
    });
    expect(await Promise.all(ids.map(minutesOf))).toEqual(['30 30', '0* 30']);
    await callSeries(boss, 'rescheduleSeries', { bookingId: ids[0], scope: 'ALL', roomId: roomId(9) });
    expect(await Promise.all(ids.map(minutesOf))).toEqual(['60 0', '0* 0']);
    // A date that is put back is a new one, like the one beside it.
    const { booking } = await callSeries(boss, 'restoreSeriesDate', {
      bookingId: ids[1],
      date: later(startsAt, days(2)).toISOString().slice(0, 10),
    });
    expect(await minutesOf(booking?.id ?? '')).toBe('0* 0');
    await callSeries(boss, 'rescheduleSeries', { bookingId: ids[0], scope: 'ALL', setupMinutes: 10, followRoom: true });
    expect(await Promise.all(ids.map(minutesOf))).toEqual(['10* 0', '10* 0']);
  });

  it('that are set are counted where a room is refused, suggested or planned', async () => {
    const when = span();
    const before = { startsAt: later(when.startsAt, -hours(3)), endsAt: later(when.startsAt, -hours(1)) };
    for (let room = 1; room <= 23; room += 1) if (room !== 8) await facility.insertBooking({ ...before, room });
    const id = await ghost(when);
    const suggested = async (more: object) => {
      const variables = { from: when.startsAt, to: when.endsAt, id, ...more };
      const { roomSuggestions } = await boss.get<{ roomSuggestions: { room: { position: number } }[] }>(
        `query ($from: DateTime!, $to: DateTime!, $id: ID, $setupMinutes: Int, $followRoom: Boolean) {
          roomSuggestions(from: $from, to: $to, attendees: 3, excludeBookingId: $id, setupMinutes: $setupMinutes, followRoom: $followRoom) { room { position } } }`,
        variables,
      );
      return roomSuggestions.map(({ room }) => room.position);
    };
    expect(await suggested({})).toContain(7);
    expect(await suggested({ setupMinutes: 61 })).toEqual([8]);
    const refused = await call(boss, 'assignRoom', { bookingId: id, roomId: roomId(7), setupMinutes: 61 });
    expect(refused.__typename).toBe('RoomTakenError');
    const [elsewhere, oneMinuteLater] = refused.segments?.[0]?.alternatives ?? [];
    expect(
      [elsewhere?.room.position, oneMinuteLater?.room.position, oneMinuteLater?.startsAt],
      'the time in the same room is a minute later',
    ).toEqual([8, 7, later(when.startsAt, 60_000).toISOString()]);

    await call(boss, 'assignRoom', { bookingId: id, roomId: roomId(8), setupMinutes: 61 });
    expect(await suggested({})).toEqual([8]);
    expect(await suggested({ followRoom: true })).toContain(7);
    await call(boss, 'unassignRoom', { bookingId: id, reason: 'Another one' });
    const { roomPlan } = await boss.get<{ roomPlan: { placements: { room: { position: number } }[] } }>(
      'query ($from: DateTime!, $to: DateTime!, $ids: [ID!]) { roomPlan(from: $from, to: $to, bookingIds: $ids) { placements { room { position } } } }',
      { from: when.startsAt, to: when.endsAt, ids: [id] },
    );
    expect(roomPlan.placements.map(({ room }) => room.position)).toEqual([8]);
  });

  it('are refused by their field where they cannot be chosen: by others than the boss, without a room, beyond a day', async () => {
    const mine = await ghost();
    expect(await move(mine, { setupMinutes: 10 }, staff)).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'setupMinutes', message: expect.stringMatching(/Room Boss/) }],
    });
    expect(await move(mine, { teardownMinutes: 10, followRoom: true })).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'teardownMinutes', message: expect.stringMatching(/no room yet/) }, { path: 'followRoom' }],
    });
    expect(await move(mine, { setupMinutes: null, teardownMinutes: null, followRoom: false }, staff)).toMatchObject({
      __typename: 'RescheduleBookingPayload',
    });
    const id = await placed(7);
    for (const minutes of [-1, 1441]) {
      expect(await move(id, { setupMinutes: minutes, teardownMinutes: minutes })).toMatchObject({
        __typename: 'InvalidInputError',
        fields: [{ path: 'setupMinutes' }, { path: 'teardownMinutes' }],
      });
      expect(
        await call(boss, 'assignRoom', { bookingId: mine, roomId: roomId(7), setupMinutes: minutes }),
      ).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: 'setupMinutes' }] });
    }
  });

  it('of today count as nobody’s: a booking that was there before takes what the next room has', async () => {
    const key = await facility.insertBooking({ ...span(), room: 7, setupMinutes: 90, teardownMinutes: 90 });
    await move(bookingId(key), { roomId: roomId(8) });
    expect(await minutesOf(bookingId(key))).toBe('30 30');
  });
});
