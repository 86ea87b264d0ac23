import type pg from 'pg';
import { book, call, keysOf, type Outcome } from './booking-calls.ts';
import type { Caller } from './client.ts';
import { bookingId, days, hours, later, roomId, roomKey, type TestFacility, type Username } from './factories.ts';
import { Random } from './random.ts';

/** Where a crowd of writers meets: few rooms, the folded wall among them, over some days. */
export type Arena = {
  readonly rooms: readonly number[];
  readonly startsAt: Date;
  readonly days: number;
  readonly keys: string[];
  readonly doomed: string[];
};

const tenants = ['TECH', 'TRAINING'] as const;

function somewhere(random: Random, arena: Arena): { room: number; startsAt: Date; endsAt: Date } {
  const startsAt = later(arena.startsAt, days(random.below(arena.days)) + hours(random.below(8)));
  return { room: random.pick(arena.rooms), startsAt, endsAt: later(startsAt, hours(1 + random.below(4))) };
}

/** One random change through the API. Refusals are answers too. */
export async function changeByCall(caller: Caller, random: Random, arena: Arena): Promise<Outcome> {
  const { room, startsAt, endsAt } = somewhere(random, arena);
  if (arena.keys.length < 20 || random.chance(0.2)) {
    const made = await book(caller, {
      startsAt,
      endsAt,
      tenant: random.pick(tenants),
      ...(random.chance(0.5) ? { room } : { wish: room }),
    });
    arena.keys.push(...keysOf(made));
    return made;
  }
  const ref = { bookingId: bookingId(random.pick(arena.keys)) };
  const reason = 'As chance would have it';
  switch (random.below(8)) {
    case 0:
    case 1:
      return call(caller, 'assignRoom', { ...ref, roomId: roomId(room) });
    case 2:
      return call(caller, 'unassignRoom', { ...ref, reason });
    case 3:
      return call(caller, 'confirmBooking', ref);
    case 4:
      return call(caller, 'cancelBooking', { ...ref, reason });
    case 5:
      return call(caller, 'updateBooking', { ...ref, clientName: `Client ${random.below(1_000)}` });
    case 6:
      return displace(caller, ref.bookingId, room);
    default:
      return call(caller, 'rescheduleBooking', {
        ...ref,
        startsAt,
        endsAt,
        ...(random.chance(0.5) ? { roomId: roomId(room) } : {}),
      });
  }
}

/** As a boss does: sees what stands there, and puts this one in its place. */
async function displace(caller: Caller, id: string, room: number): Promise<Outcome> {
  const input = { bookingId: id, roomId: roomId(room) };
  const refused = await call(caller, 'assignRoom', input);
  if (refused.__typename !== 'RoomTakenError') return refused;
  const displaceBookingIds = [
    ...new Set(refused.segments?.flatMap(({ conflicts }) => conflicts.flatMap(({ booking }) => booking?.id ?? []))),
  ];
  return call(caller, 'assignRoom', { ...input, displaceBookingIds, reason: 'More urgent' });
}

/** One random change with plain SQL, by somebody who knows nothing of locks. The constraint refuses some of them. */
export async function changeBySql(
  owner: pg.Pool,
  random: Random,
  arena: Arena,
  { insertBooking }: TestFacility,
): Promise<'done' | 'refused'> {
  const { room, startsAt, endsAt } = somewhere(random, arena);
  try {
    if (arena.keys.length < 20 || random.chance(0.2)) {
      arena.keys.push(
        await insertBooking({
          startsAt,
          endsAt,
          tenant: random.pick(tenants),
          ...(random.chance(0.6) ? { room } : { wish: room }),
        }),
      );
      return 'done';
    }
    // What somebody deletes is nobody else's: a call that has saved its change could not show the booking any more.
    if (random.chance(0.2)) {
      const doomed = arena.doomed.pop();
      if (doomed === undefined)
        arena.doomed.push(await insertBooking({ startsAt, endsAt, room, tenant: random.pick(tenants) }));
      else await owner.query('delete from bookings where id = $1', [doomed]);
      return 'done';
    }
    const [text, ...values] = random.pick<[string, ...unknown[]]>([
      [`update bookings set starts_at = $2, ends_at = $3 where id = $1 and status <> 'CANCELLED'`, startsAt, endsAt],
      [`update bookings set client_name = $2 where id = $1`, `Outsider ${random.below(1_000)}`],
      [`update bookings set status = 'CONFIRMED', room_id = $2 where id = $1 and kind = 'ROOM'`, roomKey(room)],
      [`update bookings set status = 'PENDING', room_id = null where id = $1 and kind = 'ROOM'`],
    ]);
    await owner.query(text, [random.pick(arena.keys), ...values]);
    return 'done';
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    // Taken, a dead-lock with somebody who locks in order, or rolled back by the disturbance.
    if (['23P01', '40P01', '40001'].includes(code)) return 'refused';
    throw error;
  }
}

/** Bosses for the API's writers: whoever may do everything of the table in docs/domain.md, "Life of a booking". */
export const bosses: readonly Username[] = ['room_boss', 'admin', 'training_facility_admin', 'it_rental_admin'];

/** Slows 15 % of all transactions that write bookings, and rolls 5 % back, at their commit. */
export async function disturb(superuser: pg.Pool): Promise<void> {
  return void (await superuser.query(`
  create function disturb() returns trigger language plpgsql as $$
  begin
    if random() < 0.15 then perform pg_sleep(random() * 0.06); end if;
    if random() < 0.05 then raise exception 'disturbed' using errcode = 'serialization_failure'; end if;
    return null;
  end $$;
  create constraint trigger disturb after insert or update or delete on bookings deferrable initially deferred for each row execute function disturb()`));
}
