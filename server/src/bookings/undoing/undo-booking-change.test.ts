import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { book, call, keysOf, type MutationName, type Outcome } from '../../../test/booking-calls.ts';
import { Caller } from '../../../test/client.ts';
import { bookingId, hours, keyOfId, later, local, roomId, type TestFacility } from '../../../test/factories.ts';
import { verifyPhysics } from '../placing/verify-physics.ts';

const { facility, app, people, span } = await arrange({
  people: ['room_boss', 'staff.tech'],
  now: local('2031-03-01', '09:00'),
  soundPhysics: true,
});
const { room_boss: boss, 'staff.tech': staff } = people;
afterEach(async () => {
  expect((await verifyPhysics(facility.database.ownerUrl)).differences).toEqual([]);
});

async function made(facts: Parameters<TestFacility['insertBooking']>[0]) {
  return bookingId(await facility.insertBooking(facts));
}
function undo(id: string, caller = boss, more: object = {}) {
  return call(caller, 'undoBookingChange', { bookingId: id, ...more });
}

/** All that a booking is, but for what counts its changes. */
async function stateOf(id: string): Promise<Record<string, unknown>> {
  const { rows } = await facility.owner.query<{ state: Record<string, unknown> }>(
    `select to_jsonb(b) - '{version,updated_at}'::text[] as state from bookings b where id = $1`,
    [keyOfId(id)],
  );
  return rows[0]?.state ?? {};
}
async function eventsOf(id: string) {
  return (
    await facility.owner.query<{ type: string; cause: string; version: number }>(
      'select type, cause, version from domain_events where subject = $1 order by version',
      [keyOfId(id)],
    )
  ).rows;
}
function age(id: string, seconds: number) {
  return facility.owner.query(`update undo_steps set at = at - make_interval(secs => $2) where booking_id = $1`, [
    keyOfId(id),
    seconds,
  ]);
}

type Status = NonNullable<Parameters<TestFacility['insertBooking']>[0]['status']>;
const deeds: readonly (readonly [name: MutationName, input: object, status: Status, room: number | null])[] = [
  ['assignRoom', { roomId: roomId(24), notes: 'By the door' }, 'PENDING', null],
  ['rejectBooking', { reason: 'Full' }, 'PENDING', null],
  ['unassignRoom', { reason: 'The roof leaks' }, 'ROOM_ASSIGNED', 24],
  ['confirmBooking', {}, 'ROOM_ASSIGNED', 3],
  ['cancelBooking', { reason: 'The client asked' }, 'CONFIRMED', 24],
  ['rescheduleBooking', { roomId: roomId(8) }, 'CONFIRMED', 24],
  [
    'updateBooking',
    {
      clientName: 'Another',
      numLearners: 1,
      cateringNotes: 'No nuts',
      lunchCatering: 'IN_HOUSE',
      bossNotes: 'Watch out',
    },
    'CONFIRMED',
    3,
  ],
];

describe('an undo', () => {
  it.each(deeds)(
    'of %s leaves the booking as it was before, a version on, and the history tells it',
    async (name, input, status, room) => {
      const id = await made({ ...span(), status, ...(room === null ? {} : { room }), setupMinutes: room ? 15 : 0 });
      await facility.owner.query(`update bookings set notes = 'As it was', status_reason = 'Once' where id = $1`, [
        keyOfId(id),
      ]);
      const before = await stateOf(id);
      expect((await call(boss, name, { bookingId: id, ...input })).__typename).toMatch(/Payload$/);
      const outcome = await undo(id, boss, { expectedVersion: 3 });
      expect(outcome).toMatchObject({
        __typename: 'UndoBookingChangePayload',
        booking: { id, status, version: 4 },
        bookings: [{ id }],
      });
      expect(await stateOf(id)).toEqual(before);
      expect((await eventsOf(id)).at(-1)).toEqual({ type: 'booking_restored', cause: 'undoBookingChange', version: 4 });
    },
  );

  it.each([
    ['finishBooking', {}],
    ['extendBooking', { endsAt: local('2031-03-01', '12:00') }],
  ] as const)('of %s lets what runs end when it ended before', async (name, input) => {
    const id = await made({
      startsAt: local('2031-03-01', '08:00'),
      endsAt: local('2031-03-01', '11:00'),
      status: 'CONFIRMED',
      room: name === 'finishBooking' ? 8 : 9,
    });
    const before = await stateOf(id);
    expect((await call(boss, name, { bookingId: id, ...input })).__typename).toMatch(/Payload$/);
    expect(await stateOf(id)).not.toEqual(before);
    expect(await undo(id, staff)).toMatchObject({ __typename: 'NothingToUndoError' });
    expect(await undo(id)).toMatchObject({ __typename: 'UndoBookingChangePayload', bookings: [{ id }] });
    expect(await stateOf(id)).toEqual(before);
  });

  it('takes back a room and the time that came with it as the one step that they were', async () => {
    const { startsAt, endsAt } = span();
    const [id, other] = [await made({ startsAt, endsAt }), await made({ startsAt, endsAt, room: 3 })];
    const before = await stateOf(id);
    const when = { startsAt: later(startsAt, hours(4)), endsAt: later(endsAt, hours(4)) };
    expect(await call(boss, 'assignRoom', { bookingId: id, roomId: roomId(3) })).toMatchObject({
      __typename: 'RoomTakenError',
    });
    expect(await call(boss, 'assignRoom', { bookingId: id, roomId: roomId(3), ...when })).toMatchObject({
      booking: { startsAt: when.startsAt.toISOString(), room: { position: 3 } },
    });
    const { rows } = await facility.owner.query<{
      type: string;
      before: { startsAt: string };
      after: { startsAt: string };
    }>(
      `select type::text, before, after from notification_items where booking_id = $1 and type <> 'BOOKING_PENDING' and before is not null`,
      [keyOfId(id)],
    );
    expect(rows.map(({ type }) => type)).toEqual(['ROOM_ASSIGNED']);
    expect(Date.parse(rows[0]?.after.startsAt ?? '') - Date.parse(rows[0]?.before.startsAt ?? '')).toBe(hours(4));
    expect(await undo(id)).toMatchObject({ __typename: 'UndoBookingChangePayload' });
    expect(await stateOf(id)).toEqual(before);
    expect(
      await call(boss, 'assignRoom', { bookingId: id, roomId: roomId(3), startsAt, endsAt: startsAt }),
    ).toMatchObject({
      __typename: 'InvalidInputError',
      fields: [{ path: 'endsAt' }],
    });
    expect(await call(boss, 'cancelBooking', { bookingId: other, reason: 'Over' })).toMatchObject({
      __typename: 'CancelBookingPayload',
    });
  });

  it('that is refused for a booking of another division is told to no auditor of the one alone', async () => {
    const { startsAt, endsAt } = span();
    const [ours, theirs] = [await made({ startsAt, endsAt }), await made({ startsAt, endsAt, tenant: 'TRAINING' })];
    const assignments = [
      { bookingId: ours, roomId: roomId(4) },
      { bookingId: theirs, roomId: roomId(5) },
    ];
    const { assignRooms } = await boss.get<{ assignRooms: { __typename: string } }>(
      'mutation ($input: AssignRoomsInput!) { assignRooms(input: $input) { __typename } }',
      { input: { assignments } },
    );
    expect(assignRooms.__typename).toBe('AssignRoomsPayload');
    await facility.owner.query(`update bookings set notes = 'changed since' where id = $1`, [keyOfId(theirs)]);
    expect(await undo(ours)).toMatchObject({ __typename: 'StaleBookingError' });
    const refused = () =>
      facility.superuser.query<{ tenants: number }>(
        `select cardinality(tenant_ids || tenant_id) - case when tenant_id is null then 1 else 0 end as tenants from audit_log where action = 'undoBookingChange' and result = 'REFUSED' and message like '%has since been changed%' order by at desc limit 1`,
      );
    await expect.poll(async () => (await refused()).rows).toEqual([{ tenants: 2 }]);
  });

  it('covers every column that decides something: also to where and until when devices leave the building', async () => {
    const offSite = {
      rentalNumber: 'R-77',
      contactPerson: 'P. Outside',
      phone: '011 555 0199',
      email: 'p@outside.example',
      company: 'Outside Ltd',
      address: '1 Far Road',
      returnOn: '2031-12-31',
    };
    const devices = { kind: 'DEVICES_ONLY', numLearners: 0, numFacilitators: 0, devicesNeeded: 4 };
    const rentals = [
      [offSite, { ...offSite, email: null, returnOn: '2032-01-31' }],
      [offSite, null],
      [null, offSite],
    ] as const;
    for (const [before, after] of rentals) {
      const [key = ''] = keysOf(await book(staff, span(), { ...devices, offSite: before }));
      const was = await stateOf(bookingId(key));
      expect((await call(boss, 'updateBooking', { bookingId: bookingId(key), offSite: after })).__typename).toBe(
        'UpdateBookingPayload',
      );
      expect((await stateOf(bookingId(key)))['off_site']).toEqual(after);
      expect((await undo(bookingId(key))).__typename).toBe('UndoBookingChangePayload');
      expect(await stateOf(bookingId(key))).toEqual(was);
    }
  });

  it('of a booking that was made cancels it, and a whole series with it', async () => {
    const [when, then] = [span(), span()];
    const segments = [when, then].map((one) => ({ ...one, roomId: roomId(7) }));
    const { bookings = [] } = await book(boss, { ...when, tenant: 'TECH' }, { segments });
    expect((await undo(bookings[1]?.id ?? '')).bookings).toMatchObject([
      { status: 'CANCELLED', room: null },
      { status: 'CANCELLED', room: null },
    ]);
    expect((await eventsOf(bookings[0]?.id ?? '')).at(-1)).toEqual({
      type: 'booking_cancelled',
      cause: 'undoBookingChange',
      version: 2,
    });
    expect((await book(boss, { ...when, room: 7, tenant: 'TRAINING' })).__typename).toBe('CreateBookingsPayload');
  });

  it('of a displacement gives everybody their place back as one, across divisions', async () => {
    const when = span();
    const standing = [
      await made({ ...when, room: 5, status: 'ROOM_ASSIGNED' }),
      await made({ ...when, room: 6, tenant: 'TRAINING' }),
    ];
    const ghost = await made(when);
    const before = await Promise.all([ghost, ...standing].map(stateOf));
    expect(
      (
        await call(boss, 'assignRoom', {
          bookingId: ghost,
          roomId: roomId(24),
          displaceBookingIds: standing,
          reason: 'More urgent',
        })
      ).__typename,
    ).toBe('AssignRoomPayload');
    // By whichever of them it is named.
    const outcome = await undo(standing[1] ?? '');
    expect(outcome.bookings).toHaveLength(3);
    expect(await Promise.all([ghost, ...standing].map(stateOf))).toEqual(before);
  });

  it('of a displacement is refused as one, when any of its bookings was changed since, and says which', async () => {
    const when = span();
    const standing = await made({ ...when, room: 3 });
    const ghost = await made(when);
    await call(boss, 'assignRoom', {
      bookingId: ghost,
      roomId: roomId(3),
      displaceBookingIds: [standing],
      reason: 'More urgent',
    });
    expect((await call(staff, 'updateBooking', { bookingId: standing, clientName: 'Changed since' })).__typename).toBe(
      'UpdateBookingPayload',
    );
    expect(await undo(ghost)).toMatchObject({
      __typename: 'StaleBookingError',
      stale: { id: standing, clientName: 'Changed since' },
    });
    expect(await stateOf(ghost)).toMatchObject({ status: 'ROOM_ASSIGNED' });
  });

  it('of several at once takes all of them back', async () => {
    const when = span();
    const ids = [await made(when), await made(when), await made({ ...when, tenant: 'TRAINING' })];
    await call(boss, 'assignRooms', {
      assignments: ids.map((id, index) => ({ bookingId: id, roomId: roomId(index + 1) })),
    });
    expect((await undo(ids[0] ?? '')).bookings?.map(({ status }) => status)).toEqual(['PENDING', 'PENDING', 'PENDING']);
  });

  it('is refused where the room was taken meanwhile, with what is free instead', async () => {
    const when = span();
    const id = await made({ ...when, room: 4 });
    await call(boss, 'rescheduleBooking', { bookingId: id, roomId: roomId(3) });
    await made({ ...when, room: 4, client: 'Was faster' });
    const outcome = await undo(id);
    expect(outcome).toMatchObject({
      __typename: 'RoomTakenError',
      segments: [{ conflicts: [{ booking: { clientName: 'Was faster' } }] }],
    });
    expect(outcome.segments?.[0]?.alternatives.length).toBeGreaterThan(0);
  });

  it('is refused after 30 seconds by the clock of the database, and not a moment before', async () => {
    const id = await made(span());
    await call(boss, 'rejectBooking', { bookingId: id, reason: 'Full' });
    await age(id, 20);
    expect((await undo(id, boss, { dryRun: true })).__typename).toBe('UndoBookingChangePayload');
    await age(id, 11);
    expect((await undo(id)).__typename).toBe('UndoTooLateError');
    expect(await stateOf(id)).toMatchObject({ status: 'REJECTED' });
  });

  it('is for whoever did it, and for nobody else', async () => {
    const id = await made(span());
    await call(boss, 'rejectBooking', { bookingId: id, reason: 'Full' });
    const admin = await Caller.signIn(app.url, 'admin');
    for (const caller of [admin, staff]) expect((await undo(id, caller)).__typename).toBe('NothingToUndoError');
    expect((await undo(id, await Caller.signIn(app.url, 'staff.training'))).__typename).toBe('NotFoundError');
    expect((await undo(id)).__typename).toBe('UndoBookingChangePayload');
  });

  it('is for those who still hold the right to do it', async () => {
    const id = await made(span());
    await facility.grant('staff.tech', 'room_boss', 'TECH');
    const techBoss = await Caller.signIn(app.url, 'staff.tech');
    await call(techBoss, 'rejectBooking', { bookingId: id, reason: 'Full' });
    await facility.revoke('staff.tech', 'room_boss');
    expect(await undo(id, techBoss)).toMatchObject({ __typename: 'NotAllowedError', permission: 'booking:reject' });
  });

  it('of a part is not made of what is no longer all theirs to see', async () => {
    const when = span();
    const ids = [await made(when), await made({ ...when, tenant: 'TRAINING' })];
    for (const tenant of ['TECH', 'TRAINING'] as const) await facility.grant('staff2.tech', 'room_boss', tenant);
    const both = await Caller.signIn(app.url, 'staff2.tech');
    expect(
      (await call(both, 'rejectBookings', { bookings: ids.map((id) => ({ bookingId: id })), reason: 'Full' }))
        .__typename,
    ).toBe('RejectBookingsPayload');
    await facility.revoke('staff2.tech', 'room_boss');
    await facility.grant('staff2.tech', 'room_boss', 'TECH');
    expect((await undo(ids[0] ?? '', both)).__typename).toBe('NothingToUndoError');
    await facility.revoke('staff2.tech', 'room_boss');
  });

  it('lets somebody who asked for a booking take their own withdrawal back', async () => {
    const id = await made(span());
    await call(staff, 'cancelBooking', { bookingId: id, reason: 'By mistake' });
    expect(await undo(id, staff)).toMatchObject({
      __typename: 'UndoBookingChangePayload',
      booking: { status: 'PENDING' },
    });
  });

  it('is not undone', async () => {
    const id = await made(span());
    await call(boss, 'assignRoom', { bookingId: id, roomId: roomId(3) });
    await call(boss, 'confirmBooking', { bookingId: id });
    expect((await undo(id)).booking).toMatchObject({ status: 'ROOM_ASSIGNED' });
    expect((await undo(id)).__typename).toBe('NothingToUndoError');
  });

  it('is not of a change from outside, of a job, or of one that somebody made since', async () => {
    const id = await made(span());
    expect((await undo(id)).__typename).toBe('NothingToUndoError');
    await call(boss, 'assignRoom', { bookingId: id, roomId: roomId(3) });
    await facility.owner.query(`update bookings set client_name = 'From outside' where id = $1`, [keyOfId(id)]);
    expect(await undo(id)).toMatchObject({ __typename: 'StaleBookingError', stale: { clientName: 'From outside' } });
    expect((await undo(id, boss, { expectedVersion: 2 })).__typename).toBe('StaleBookingError');
  });

  it('is of a whole deed or of nothing: where one of its bookings was changed since, and be it by an undo, the others stay as well', async () => {
    const segments = [span(), span(), span()];
    const { bookings = [] } = await book(
      boss,
      { ...segments[0]!, tenant: 'TECH' },
      { segments: segments.map((one) => ({ ...one, roomId: roomId(7) })) },
    );
    const [a = '', b = '', c = ''] = bookings.map(({ id }) => id);
    await call(boss, 'rescheduleBooking', { bookingId: a, roomId: roomId(8) });
    expect((await undo(a)).__typename).toBe('UndoBookingChangePayload');
    const before = await Promise.all([a, b, c].map(stateOf));
    for (const one of [b, c]) {
      const refused = await undo(one);
      expect(refused).toMatchObject({ __typename: 'StaleBookingError', stale: { id: a, version: 3 } });
      expect(refused.message).toMatch(/^The booking for .* \(BK-\w+\) has since been changed, so nothing was undone/);
    }
    expect(await Promise.all([a, b, c].map(stateOf))).toEqual(before);
  });

  it('brings no displaced booking back alone, whatever the one that took its place did meanwhile', async () => {
    const when = span();
    const [standing, ghost] = [await made({ ...when, room: 3 }), await made(when)];
    await call(boss, 'assignRoom', {
      bookingId: ghost,
      roomId: roomId(3),
      displaceBookingIds: [standing],
      reason: 'More urgent',
    });
    await call(boss, 'rescheduleBooking', { bookingId: ghost, roomId: roomId(4) });
    expect((await undo(ghost)).__typename).toBe('UndoBookingChangePayload');
    await call(boss, 'rescheduleBooking', { bookingId: ghost, roomId: roomId(4) });
    expect(await undo(standing)).toMatchObject({ __typename: 'StaleBookingError', stale: { id: ghost } });
    expect(await stateOf(standing)).toMatchObject({ status: 'PENDING' });
  });

  it('is not of what is left of a deed whose other booking was deleted', async () => {
    const ids = [await made(span()), await made(span())];
    await call(boss, 'rejectBookings', { bookings: ids.map((id) => ({ bookingId: id })), reason: 'Full' });
    await facility.owner.query('delete from bookings where id = $1', [keyOfId(ids[0] ?? '')]);
    expect(await undo(ids[1] ?? '')).toMatchObject({
      __typename: 'NothingToUndoError',
      message: expect.stringMatching(/deleted/),
    });
    expect((await undo(ids[0] ?? '')).__typename).toBe('NotFoundError');
    expect(await stateOf(ids[1] ?? '')).toMatchObject({ status: 'REJECTED' });
  });

  it('is won by one of two at once, twenty rounds', async () => {
    for (let round = 0; round < 20; round += 1) {
      const id = await made(span());
      await call(boss, 'assignRoom', { bookingId: id, roomId: roomId(3) });
      const outcomes = (await Promise.all([undo(id), undo(id)])).map(({ __typename }) => __typename).toSorted();
      expect(outcomes[1]).toBe('UndoBookingChangePayload');
      // It came too late to see the step, or in time to see the booking change.
      expect(['NothingToUndoError', 'StaleBookingError']).toContain(outcomes[0]);
    }
  });

  it('and whoever wants the room at that moment: one gets it, the other is told, twenty rounds', async () => {
    for (let round = 0; round < 20; round += 1) {
      const when = span();
      const [moved, ghost] = [await made({ ...when, room: 3 }), await made(when)];
      await call(boss, 'rescheduleBooking', { bookingId: moved, roomId: roomId(4) });
      const outcomes: Outcome[] = await Promise.all([
        undo(moved),
        call(boss, 'assignRoom', { bookingId: ghost, roomId: roomId(3) }),
      ]);
      expect(outcomes.map(({ __typename }) => __typename).filter((name) => name === 'RoomTakenError')).toHaveLength(1);
    }
  });
});

describe('what a change was before', () => {
  it('is known to nobody but who made it, and cannot be written through the application', async () => {
    const id = await made(span());
    await call(boss, 'rejectBooking', { bookingId: id, reason: 'Full' });
    const { rows } = await facility.superuser.query(
      `select string_agg(privilege_type, ' ') as may from information_schema.role_table_grants where grantee = 'colab_app' and table_name = 'undo_steps'`,
    );
    expect(rows).toEqual([{ may: 'SELECT' }]);
    const client = new pg.Client(facility.database.appUrl);
    await client.connect();
    const seenBy = async (user: string) => {
      await client.query('begin');
      await client.query(
        `select set_config('app.tenants', (select string_agg(id::text, ',') from tenants), true), set_config('app.user', $1, true)`,
        [user],
      );
      const { rowCount } = await client.query('select from undo_steps where booking_id = $1', [keyOfId(id)]);
      await client.query('rollback');
      return rowCount;
    };
    expect(await seenBy(facility.userKeys.room_boss)).toBe(1);
    expect(await seenBy(facility.userKeys.admin)).toBe(0);
    await client.end();
  });

  it('is forgotten after some minutes', async () => {
    const id = await made(span());
    await call(boss, 'rejectBooking', { bookingId: id, reason: 'Full' });
    await age(id, 301);
    await facility.owner.query('select forget_undo_steps()');
    expect((await facility.owner.query('select from undo_steps where booking_id = $1', [keyOfId(id)])).rowCount).toBe(
      0,
    );
    expect((await undo(id)).__typename).toBe('NothingToUndoError');
  });
});
