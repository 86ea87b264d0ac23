import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { arrange } from '../../../test/arrange.ts';
import { bookingInput, call, documentOf, type MutationName, type Outcome } from '../../../test/booking-calls.ts';
import { bookingId, local, roomId, type TestFacility } from '../../../test/factories.ts';

const { facility, people, span } = await arrange({ people: ['room_boss'], now: local('2031-03-01', '09:00') });
const { room_boss: boss } = people;

async function made(facts: Parameters<TestFacility['insertBooking']>[0]) {
  return bookingId(await facility.insertBooking(facts));
}
function ghost(more: object = {}) {
  return made({ ...span(), ...more });
}
function running(room: number) {
  return made({
    startsAt: local('2031-03-01', '08:00'),
    endsAt: local('2031-03-01', '11:00'),
    room,
    status: 'CONFIRMED',
  });
}
function placed(more: object = {}) {
  return made({ ...span(), room: 3, status: 'ROOM_ASSIGNED', ...more });
}

/** Every row of every table, but for who is signed in and the trail of what was asked. */
async function everything(): Promise<Record<string, string>> {
  const { rows: tables } = await facility.superuser.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
     and relname !~ '^(audit_log|sessions|refresh_tokens|sign_in)' order by 1`,
  );
  const state = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await facility.superuser.query<{ all: string }>(
        `select md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as all from ${name} t`,
      );
      return [name, rows[0]?.all ?? ''] as const;
    }),
  );
  const { rows } = await facility.superuser.query<{ changes: number }>(
    'select count(*)::int as changes from audit_log where before is not null or after is not null',
  );
  return { ...Object.fromEntries(state), changes: String(rows[0]?.changes) };
}

const fields = `id reference version status clientName startsAt endsAt setupMinutes teardownMinutes statusReason bossNotes tenant { code name } createdBy { username }
  room { id position } requestedRoom { position } actions { name allowed reason } history { type version reason statusBefore statusAfter roomAfter { position } actor { username } } lastChange { type reason }`;
const payloads: Partial<Record<MutationName, string>> = {
  createBookings: `bookings { ${fields} }`,
  assignRoom: `booking { ${fields} } displaced { ${fields} }`,
  assignRooms: `bookings { ${fields} }`,
  confirmBookings: `bookings { ${fields} }`,
  rejectBookings: `bookings { ${fields} }`,
};
async function ask(name: MutationName, input: object): Promise<Outcome> {
  return (await boss.get<{ result: Outcome }>(documentOf(name, payloads[name] ?? `booking { ${fields} }`), { input }))
    .result;
}

/** Ids and references of what is not there yet may differ. */
function comparable(outcome: Outcome) {
  return JSON.parse(
    JSON.stringify(outcome, (key, value: unknown) => (key === 'id' || key === 'reference' ? null : value)),
  ) as unknown;
}

const cases: readonly (readonly [name: MutationName, words: string, make: () => Promise<object>])[] = [
  [
    'createBookings',
    'with a room',
    async () => bookingInput({ ...span(), room: 1, tenant: 'TECH' }, { idempotencyKey: randomUUID() }),
  ],
  [
    'createBookings',
    'over another',
    async () => {
      const when = span();
      await made({ ...when, room: 1 });
      return bookingInput({ ...when, room: 1, tenant: 'TECH' }, { idempotencyKey: randomUUID() });
    },
  ],
  ['rescheduleBooking', 'to another room', async () => ({ bookingId: await placed(), roomId: roomId(8) })],
  [
    'rescheduleBooking',
    'into a taken one',
    async () => {
      const when = span();
      await made({ ...when, room: 8 });
      return { bookingId: await made({ ...when, room: 9 }), roomId: roomId(8) };
    },
  ],
  ['updateBooking', 'of the client', async () => ({ bookingId: await placed(), clientName: 'Another', notes: null })],
  ['updateBooking', 'to nobody', async () => ({ bookingId: await placed(), numLearners: 0, numFacilitators: 0 })],
  ['assignRoom', 'to a free room', async () => ({ bookingId: await ghost(), roomId: roomId(2), notes: 'By the door' })],
  [
    'assignRoom',
    'in the place of another',
    async () => {
      const when = span();
      const there = await made({ ...when, room: 24, tenant: 'TRAINING' });
      return { bookingId: await made(when), roomId: roomId(5), displaceBookingIds: [there], reason: 'More urgent' };
    },
  ],
  [
    'assignRoom',
    'to a taken room',
    async () => {
      const when = span();
      await made({ ...when, room: 24 });
      return { bookingId: await made(when), roomId: roomId(5) };
    },
  ],
  ['unassignRoom', 'of a room', async () => ({ bookingId: await placed(), reason: 'The roof leaks' })],
  ['unassignRoom', 'of a ghost', async () => ({ bookingId: await ghost(), reason: 'The roof leaks' })],
  ['confirmBooking', 'of a placed one', async () => ({ bookingId: await placed() })],
  ['confirmBooking', 'of one that somebody changed', async () => ({ bookingId: await placed(), expectedVersion: 7 })],
  ['rejectBooking', 'of a ghost', async () => ({ bookingId: await ghost(), reason: 'Full' })],
  ['cancelBooking', 'of a placed one', async () => ({ bookingId: await placed(), reason: 'The client asked' })],
  ['finishBooking', 'of one that runs', async () => ({ bookingId: await running(5) })],
  ['extendBooking', 'by an hour', async () => ({ bookingId: await running(6), endsAt: local('2031-03-01', '12:00') })],
  [
    'extendBooking',
    'over whoever follows',
    async () => {
      await made({ startsAt: local('2031-03-01', '12:00'), endsAt: local('2031-03-01', '13:00'), room: 7 });
      return { bookingId: await running(7), endsAt: local('2031-03-01', '12:30') };
    },
  ],
  [
    'assignRooms',
    'of two',
    async () => {
      const when = span();
      return {
        assignments: [
          { bookingId: await made(when), roomId: roomId(1) },
          { bookingId: await made(when), roomId: roomId(2) },
        ],
      };
    },
  ],
  [
    'assignRooms',
    'of two to one room',
    async () => {
      const when = span();
      return {
        assignments: [
          { bookingId: await made(when), roomId: roomId(1) },
          { bookingId: await made(when), roomId: roomId(1) },
        ],
      };
    },
  ],
  [
    'confirmBookings',
    'of two',
    async () => ({ bookings: [{ bookingId: await placed() }, { bookingId: await placed() }] }),
  ],
  [
    'rejectBookings',
    'of two, of which one is no ghost',
    async () => ({ bookings: [{ bookingId: await ghost() }, { bookingId: await placed() }], reason: 'Full' }),
  ],
];

describe('a dry run', () => {
  it.each(cases)(
    'of %s %s answers what the real call then answers, and leaves nothing at all',
    async (name, _words, make) => {
      const input = await make();
      const before = await everything();
      const tried = await ask(name, { ...input, dryRun: true });
      expect(await everything()).toEqual(before);
      const done = await ask(name, input);
      expect(comparable(tried)).toEqual(comparable(done));
      const isDone = done.__typename.endsWith('Payload');
      expect(isDeepStrictEqual(await everything(), before)).toBe(!isDone);
    },
  );

  it('is told in the audit trail as what it was', async () => {
    const key = await ghost();
    await call(boss, 'rejectBooking', { bookingId: key, reason: 'Full', dryRun: true });
    const { rows } = await facility.owner.query(
      'select action, result, message, before, after from audit_log order by at desc limit 1',
    );
    expect(rows).toEqual([
      {
        action: 'rejectBooking',
        result: 'DONE',
        message: 'A dry run: nothing was changed.',
        before: null,
        after: null,
      },
    ]);
  });

  it('of one among several makes all of it a dry run', async () => {
    const ids = [await placed(), await placed()];
    const before = await everything();
    const outcome = await call(boss, 'confirmBookings', {
      bookings: [{ bookingId: ids[0] }, { bookingId: ids[1], dryRun: true }],
    });
    expect(outcome.bookings).toMatchObject([{ status: 'CONFIRMED' }, { status: 'CONFIRMED' }]);
    expect(await everything()).toEqual(before);
  });

  it('does not use an idempotency key up, and answers one that was used', async () => {
    const input = bookingInput({ ...span(), room: 1, tenant: 'TECH' }, { idempotencyKey: 'once' });
    await call(boss, 'createBookings', { ...input, dryRun: true });
    const made = await call(boss, 'createBookings', input);
    expect(await call(boss, 'createBookings', { ...input, dryRun: true })).toEqual(made);
  });

  it('waits for whoever is writing, as the real call would, and is refused by what they wrote', async () => {
    const when = span();
    const [first, second] = [await made(when), await made(when)];
    const writer = await facility.owner.connect();
    await writer.query('begin');
    await writer.query(`select lock_in_order(array[$1]::uuid[], array[$2]::uuid[])`, [keyOf(first), keyOf(roomId(6))]);
    const trying = call(boss, 'assignRoom', { bookingId: second, roomId: roomId(6), dryRun: true });
    await expect
      .poll(
        async () =>
          (await facility.superuser.query(`select from pg_locks where locktype = 'advisory' and not granted`)).rowCount,
      )
      .toBeGreaterThan(0);
    await writer.query(`update bookings set status = 'ROOM_ASSIGNED', room_id = $2 where id = $1`, [
      keyOf(first),
      keyOf(roomId(6)),
    ]);
    await writer.query('commit');
    writer.release();
    expect((await trying).__typename).toBe('RoomTakenError');
  });
});

function keyOf(id: string): string {
  return Buffer.from(id, 'base64').toString().split(':')[1] ?? '';
}
