import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { arrange } from '../../test/arrange.ts';
import { call } from '../../test/booking-calls.ts';
import { Caller } from '../../test/client.ts';
import { bookingId, days, hours, later, local, roomId, roomKey, tenants, type Username } from '../../test/factories.ts';
import { statementsDuring } from '../../test/statements-during.ts';

const start = local('2031-03-01', '09:00');
const { facility, app, people, clock, span } = await arrange({ people: ['room_boss'], now: start, soundPhysics: true });
const { room_boss: boss } = people;

type Span = ReturnType<typeof span>;
async function ghost(when: Span, more: object = {}) {
  return bookingId(await facility.insertBooking({ ...when, ...more }));
}
async function inSeries(seriesId: string, ids: readonly string[]) {
  return facility.owner.query('update bookings set series_id = $1 where id = any ($2)', [
    seriesId,
    ids.map((id) => Buffer.from(id, 'base64').toString().slice(8)),
  ]);
}

type Plan = {
  readonly cursor: string;
  readonly placements: readonly {
    readonly booking: { id: string; clientName: string };
    readonly version: number;
    readonly room: { id: string; position: number };
    readonly spareSeats: number;
    readonly reason: string;
  }[];
  readonly unplaced: readonly { readonly booking: { id: string }; readonly reason: string }[];
  readonly provenBest: boolean;
  readonly tookMs: number;
};
const asked = `query ($from: DateTime!, $to: DateTime!, $ids: [ID!]) { roomPlan(from: $from, to: $to, bookingIds: $ids) {
  cursor placements { booking { id clientName } version room { id position } spareSeats reason } unplaced { booking { id } reason } provenBest tookMs } }`;
async function plan({ startsAt, endsAt }: Span, ids?: readonly string[], caller = boss): Promise<Plan> {
  return (await caller.get<{ roomPlan: Plan }>(asked, { from: startsAt, to: endsAt, ids })).roomPlan;
}
function places({ placements }: Plan) {
  return Object.fromEntries(placements.map(({ booking, room }) => [booking.id, room.position]));
}
function close(when: Span, rooms: readonly number[]) {
  return call(boss, 'closeRooms', { ...when, roomIds: rooms.map(roomId), reason: 'Paint' });
}
function allBut(...open: readonly number[]) {
  return Array.from({ length: 23 }, (_, index) => index + 1).filter((position) => !open.includes(position));
}

describe('a plan', () => {
  it('is for the ghosts of all divisions, and assignRooms takes it as it is', async () => {
    const when = span();
    const ids = [
      await ghost(when, { people: 30 }),
      await ghost(when, { people: 30, tenant: 'TRAINING' }),
      await ghost(when, { people: 10 }),
    ];
    const made = await plan(when);
    expect(made.provenBest).toBe(true);
    expect(made.unplaced).toEqual([]);
    // 30 seats, 32 behind the folded wall, and 10.
    expect(places(made)).toEqual({
      [ids[0] ?? '']: expect.any(Number),
      [ids[1] ?? '']: expect.any(Number),
      [ids[2] ?? '']: 12,
    });
    expect(Object.values(places(made)).toSorted((a, b) => a - b)).toEqual([1, 12, 24]);
    const assignments = made.placements.map(({ booking, room, version }) => ({
      bookingId: booking.id,
      roomId: room.id,
      expectedVersion: version,
    }));
    expect(await call(boss, 'assignRooms', { assignments })).toMatchObject({
      __typename: 'AssignRoomsPayload',
      bookings: { length: 3 },
    });
  });

  it('holds nothing and changes nothing', async () => {
    const when = span();
    const id = await ghost(when, { people: 8 });
    const seen = async () =>
      (
        await facility.owner.query<{ seen: string }>(
          `select (select count(*) from room_occupancies) || ' ' || (select count(*) from domain_events) || ' ' || (select string_agg(version::text, ',') from bookings where id = $1) as seen`,
          [Buffer.from(id, 'base64').toString().slice(8)],
        )
      ).rows;
    const before = await seen();
    expect(places(await plan(when))).toEqual({ [id]: 20 });
    expect(await seen()).toEqual(before);
  });

  it('goes around what stands and what is closed, the setup of rooms included', async () => {
    const when = span();
    await close(when, allBut(12, 13, 14));
    await facility.insertBooking({ startsAt: later(when.startsAt, -hours(2)), endsAt: when.startsAt, room: 12 });
    await facility.owner.query('update rooms set setup_minutes = 15 where id = $1', [roomKey(12)]);
    const ids = [await ghost(when, { people: 9 }), await ghost(when, { people: 9 })];
    expect(Object.values(places(await plan(when))).toSorted((a, b) => a - b)).toEqual([13, 14]);
    await facility.owner.query('update rooms set setup_minutes = 0 where id = $1', [roomKey(12)]);
    expect(Object.values(places(await plan(when))).toSorted((a, b) => a - b)).toEqual([12, 13]);
    expect(ids).toHaveLength(2);
  });

  it('says of each placement why there, and of each ghost without one why not', async () => {
    const when = span();
    await close(when, allBut(12, 20, 23));
    await facility.insertBooking({ ...when, room: 23 });
    const ids = {
      wished: await ghost(when, { people: 7, wish: 12 }),
      passedOver: await ghost(when, { people: 8, wish: 23 }),
      crowd: await ghost(when, { people: 60 }),
      many: await ghost(when, { people: 40 }),
      late: await ghost(when, { people: 9 }),
    };
    const made = await plan(when);
    const reasons = Object.fromEntries(
      [...made.placements, ...made.unplaced].map(({ booking, reason }) => [booking.id, reason]),
    );
    expect(reasons).toEqual({
      [ids.wished]: 'Preferred room, 3 seats to spare',
      [ids.passedOver]: 'Exactly full; Synergy was preferred, but is taken at that time',
      [ids.crowd]: 'No room seats 60; the largest one seats 50.',
      [ids.many]: 'All 2 rooms that seat 40 are taken or closed at that time.',
      [ids.late]:
        'Of 19 rooms that seat 9, 18 are taken or closed at that time and 1 goes to another booking of this plan.',
    });
  });

  it('keeps a series in the room where it stands already', async () => {
    const [one, other] = [span(), span()];
    const series = randomUUID();
    const standing = bookingId(await facility.insertBooking({ ...one, room: 13, people: 9 }));
    const waiting = await ghost(other, { people: 9 });
    await inSeries(series, [standing, waiting]);
    expect(places(await plan(other))).toEqual({ [waiting]: 13 });
  });

  it('is only for those that are named, and leaves out who no longer waits', async () => {
    const when = span();
    const [one, two, gone] = [
      await ghost(when, { people: 8 }),
      await ghost(when, { people: 8 }),
      await ghost(when, { people: 8, status: 'CANCELLED' }),
    ];
    expect(places(await plan(when, [two, gone]))).toEqual({ [two]: 20 });
    expect(Object.keys(places(await plan(when)))).toEqual(expect.arrayContaining([one, two]));
  });

  it('places an overdue ghost while its end is ahead, and not once it has passed', async () => {
    const when = span();
    const id = await ghost(when, { people: 8 });
    clock.now = later(when.startsAt, hours(1));
    const laterBoss = () => Caller.signIn(app.url, 'room_boss');
    expect(places(await plan(when, undefined, await laterBoss()))).toEqual({ [id]: 20 });
    clock.now = when.endsAt;
    expect(await plan({ ...when, endsAt: later(when.endsAt, hours(1)) }, undefined, await laterBoss())).toMatchObject({
      placements: [],
      unplaced: [],
      provenBest: true,
    });
  });

  it('leaves offices that are let for long and devices without a room alone', async () => {
    const when = span();
    await close(when, allBut(10, 11, 21));
    const id = await ghost(when, { people: 3 });
    await ghost(when, { kind: 'DEVICES_ONLY' });
    const made = await plan(when);
    expect(made.placements).toEqual([]);
    expect(made.unplaced.map(({ booking }) => booking.id)).toEqual([id]);
  });

  it('is read in the same few named statements however many ghosts there are', async () => {
    const namesFor = async (count: number) => {
      const when = span();
      const ids: string[] = [];
      for (let index = 0; index < count; index++) ids.push(await ghost(when, { people: 5, wish: 12 }));
      await inSeries(randomUUID(), ids);
      const { result, names } = await statementsDuring(() => plan(when));
      expect(result.placements).toHaveLength(count);
      return names.toSorted();
    };
    const few = ['ghostsToPlan', 'roomsById', 'roomsToPlan', 'seriesForPlan', 'takenForPlan', 'viewerRights'];
    expect(await namesFor(1)).toEqual(few);
    expect(await namesFor(15)).toEqual(few);
  });
});

describe('who may plan', () => {
  it.each(['staff.tech', 'viewer.training', 'kitchen', 'it_boss', 'it_staff', 'superuser'] as const)(
    '%s may not',
    async (username: Username) => {
      const { startsAt, endsAt } = span();
      const answer = await (await Caller.signIn(app.url, username)).ask(asked, { from: startsAt, to: endsAt });
      expect(answer.errors[0]?.extensions?.code).toBe('FORBIDDEN');
      expect(answer.text).not.toContain('placements');
    },
  );

  it('is not a stranger either', async () => {
    const { startsAt, endsAt } = span();
    expect(
      (await new Caller(app.url, null).ask(asked, { from: startsAt, to: endsAt })).errors[0]?.extensions?.code,
    ).toBe('UNAUTHENTICATED');
  });

  it('plans only for the divisions in which they may, around what others have there', async () => {
    const when = span();
    await facility.owner.query(
      `insert into roles (name, title, scope) values ('planner', 'Planner', 'TENANT'); insert into role_permissions values ('planner', 'room:assign'), ('planner', 'booking:read')`,
    );
    await facility.grant('viewer.tech', 'planner', 'TECH');
    const own = await ghost(when, { people: 8 });
    await ghost(when, { people: 8, tenant: 'TRAINING' });
    await facility.insertBooking({ ...when, room: 20, tenant: 'TRAINING' });
    const made = await plan(when, undefined, await Caller.signIn(app.url, 'viewer.tech'));
    expect(made.unplaced).toEqual([]);
    expect(places(made)).toEqual({ [own]: 12 });
  });
});

it('a period that ends before it starts, and one of years, are refused by name', async () => {
  const { startsAt, endsAt } = span();
  for (const [from, to] of [
    [endsAt, startsAt],
    [startsAt, later(startsAt, days(400))],
  ]) {
    expect((await boss.ask(asked, { from, to })).errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'to' }],
    });
  }
});

it('more ghosts than are planned at once are refused, with what to do', async () => {
  const { startsAt, endsAt } = span();
  await facility.owner.query(
    `insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id)
     select $1, 'Crowd', 'Somebody', 'a@b.example', '1', 1, 1, $2, $3, $4 from generate_series(1, 1001)`,
    [tenants.TECH, startsAt, endsAt, facility.userKeys['staff.tech']],
  );
  const { errors } = await boss.ask(asked, { from: startsAt, to: endsAt });
  expect(errors[0]).toMatchObject({
    message: expect.stringContaining('Choose a shorter period'),
    extensions: { code: 'BAD_USER_INPUT' },
  });
  await facility.owner.query(`delete from bookings where client_name = 'Crowd'`);
});

it('others are answered while a plan is computed, and it is not computed by the thread that answers them', async () => {
  const from = later(local('2031-06-01', '08:00'), 0);
  await facility.owner.query(
    `insert into bookings (tenant_id, client_name, client_contact_person, client_email, client_phone, num_learners, num_facilitators, starts_at, ends_at, created_by_id, series_id)
     select $1, 'Tangle ' || n, 'Somebody', 'a@b.example', '1', 3 + n % 17, 1, $2::timestamptz + make_interval(hours => n * 7 % 240), $2::timestamptz + make_interval(hours => n * 7 % 240 + 9 + n % 30), $3, md5((n % 20)::text)::uuid
     from generate_series(1, 260) n`,
    [tenants.TECH, from, facility.userKeys['staff.tech']],
  );
  let planned = false;
  const planning = plan({ startsAt: from, endsAt: later(from, days(14)) }).then((made) => {
    planned = true;
    return made;
  });
  let answered = 0;
  while (!planned) {
    await boss.get('{ viewer { permissions } }');
    answered += 1;
  }
  const made = await planning;
  expect(made.placements.length).toBeGreaterThan(50);
  expect(made.tookMs).toBeGreaterThan(200);
  // One answer takes a few milliseconds; were the plan made here, none could come before it.
  expect(answered).toBeGreaterThan(5);
});
