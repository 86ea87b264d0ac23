import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { StartOver, type Transaction } from '../../platform/database/database.ts';
import { driverErrorOf } from '../../platform/database/driver-error.ts';
import { sqlIn } from '../../platform/database/sql-in.ts';
import type { Runner } from '../../platform/database/statement.ts';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../platform/errors.ts';
import { refuse } from '../../platform/input.ts';
import { leavesOf } from '../../resources/rooms.ts';
import { type BookingRef, check, type Plan } from './change-booking.ts';
import { type Claim, claimsOutOfUse, explain, standing, takenFrom, takenTo } from '../placing/claims.ts';
import {
  type BookingRefusal,
  BulkRefusedError,
  type RefusalKind,
  StaleBookingError,
  WrongStatusError,
} from '../errors.ts';
import { lockInOrder, placesAt } from '../placing/locks.ts';
import { bookingColumns } from '../bookings-table.ts';
import type { ActionName } from '../policy.ts';

/** One of several, and how the caller named it. */
export type NamedRef = BookingRef & { readonly named: string };

export type Changes = {
  readonly action: ActionName;
  readonly cause: string;
  readonly refs: readonly NamedRef[];
  /** Where the input names them. */
  readonly path: 'assignments' | 'bookings';
  readonly reason?: string;
  /** The rooms that it is known to be about before the bookings are read. */
  readonly roomIds?: readonly string[];
  /** Called again when bookings changed before the locks were there. A claim is known by the place of its booking. */
  readonly plan: (booking: Booking, index: number) => Pick<Plan, 'data' | 'claim'>;
};

type Planned = { readonly booking: Booking; readonly plan: Pick<Plan, 'data' | 'claim'> };
type Fault = {
  readonly index: number;
  readonly kind: RefusalKind;
  readonly message: string;
  readonly collidesWith?: number;
};

/** Thrown inside the transaction, so that it is rolled back; told once the locks are gone. */
class Refused extends Error {
  readonly faults: readonly Fault[];
  readonly claims: readonly Claim[];
  /** The claims that something stood in the way of, by their index, as far as that was looked at. */
  readonly taken: ReadonlySet<number>;
  constructor(faults: readonly Fault[], claims: readonly Claim[], taken: ReadonlySet<number> = new Set()) {
    super('refused');
    this.faults = faults;
    this.claims = claims;
    this.taken = taken;
  }
}

export const mostAtOnce = 200;

/**
 * Several bookings in one transaction, all or none, in the order of every write: read without locks, decide, lock all
 * bookings and then all rooms, each sorted, read again, check again, write. Whoever changes an overlapping set waits at
 * the first lock that both need, and then finds what the other one did.
 * @throws BulkRefusedError with everything that stood in the way; InvalidInputError BusyError
 */
export async function changeBookings(context: Context, changes: Changes): Promise<string[]> {
  const { refs } = changes;
  if (refs.length === 0 || refs.length > mostAtOnce)
    refuse(changes.path, `Name at least one booking, and at most ${mostAtOnce}.`);
  const attempt: { claims: readonly Claim[] } = { claims: [] };
  try {
    const at = await placesAt(context, {
      bookings: refs.map(({ bookingId }) => bookingId),
      rooms: changes.roomIds ?? [],
    });
    return await context.db.transaction({ cause: changes.cause, reason: changes.reason, at }, (tx) =>
      changeAll(context, tx, changes, attempt),
    );
  } catch (error) {
    if (error instanceof Refused) throw await tell(context, refs, error);
    if (driverErrorOf(error)?.constraint === 'inactive_rooms_stay_free')
      throw await tell(context, refs, new Refused(await outOfUse(context, attempt.claims), attempt.claims));
    // Only somebody who wrote past our locks can bring us here; the constraint refuses them all the same.
    if (driverErrorOf(error)?.constraint === 'no_overlapping_bookings')
      throw await tell(
        context,
        refs,
        new Refused([], attempt.claims, new Set(attempt.claims.map(({ index }) => index))),
      );
    throw error;
  }
}

async function changeAll(
  context: Context,
  tx: Transaction,
  changes: Changes,
  attempt: { claims: readonly Claim[] },
): Promise<string[]> {
  const ids = changes.refs.map(({ bookingId }) => bookingId);
  const seen = await read(tx, ids, '');
  let planned = planAll(context, changes, seen);
  const locked = wanted(planned);
  await lockInOrder(tx, { bookings: ids, rooms: locked });

  const found = await read(tx, ids, 'for update');
  if (planned.some(({ booking }) => found.get(booking.id)?.version !== booking.version)) {
    planned = planAll(context, changes, found);
    if (!wanted(planned).every((room) => locked.includes(room))) throw new StartOver();
  }
  const claims = planned.flatMap(({ plan }) => plan.claim ?? []);
  attempt.claims = claims;
  await mustAllBeFree(tx, claims, ids);
  await write(tx, planned);
  return ids;
}

/** Rooms that somebody took out of use between the look at them and the write. */
async function outOfUse(context: Context, claims: readonly Claim[]): Promise<Fault[]> {
  return (await claimsOutOfUse(context, claims)).map(({ index, room }) => ({
    index,
    kind: 'INVALID_INPUT',
    message: `${room.name} is out of use.`,
  }));
}

/** One statement where all become the same; a room of its own for each is a statement for each. */
async function write(tx: Transaction, planned: readonly Planned[]): Promise<void> {
  const [first] = planned;
  if (first && planned.every(({ plan }) => JSON.stringify(plan.data) === JSON.stringify(first.plan.data))) {
    await tx.booking.updateMany({
      where: { id: { in: planned.map(({ booking }) => booking.id) } },
      data: first.plan.data,
    });
    return;
  }
  for (const { booking, plan } of planned) await tx.booking.updateMany({ where: { id: booking.id }, data: plan.data });
}

function wanted(planned: readonly Planned[]): string[] {
  return planned.flatMap(({ booking, plan }) => [booking.roomId, plan.claim?.room.id].filter((id) => id != null));
}

async function read(tx: Transaction, ids: readonly string[], lock: '' | 'for update'): Promise<Map<string, Booking>> {
  const text = `select ${bookingColumns} from bookings b where b.id = any ($1::uuid[]) order by b.id ${lock}`;
  const rows = await sqlIn(tx)<Booking>(lock ? 'lockBookings' : 'readBookings', text, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** @throws Refused with what is wrong with each, whatever it is: nobody mends a list one by one */
function planAll(context: Context, { action, refs, plan }: Changes, bookings: Map<string, Booking>): Planned[] {
  const faults: Fault[] = [];
  const planned: Planned[] = [];
  for (const [index, ref] of refs.entries()) {
    const earlier = refs.findIndex(({ bookingId }) => bookingId === ref.bookingId);
    const booking = bookings.get(ref.bookingId);
    try {
      if (!booking) throw new NotFoundError('booking');
      check(context, { action, ref }, booking);
      if (earlier < index)
        faults.push({
          index,
          kind: 'COLLIDES',
          collidesWith: earlier,
          message: `This is the same booking as number ${earlier + 1} of the request.`,
        });
      else planned.push({ booking, plan: plan(booking, index) });
    } catch (error) {
      const kind = kindOf(error);
      if (!kind) throw error;
      faults.push({
        index,
        kind,
        message:
          error instanceof InvalidInputError
            ? error.fields.map(({ message }) => message).join(' ')
            : (error as Error).message,
      });
    }
  }
  if (faults.length > 0)
    throw new Refused(
      faults,
      planned.flatMap(({ plan: { claim } }) => claim ?? []),
    );
  return planned;
}

function kindOf(error: unknown): RefusalKind | null {
  if (error instanceof NotFoundError) return 'NOT_FOUND';
  if (error instanceof NotAllowedError) return 'NOT_ALLOWED';
  if (error instanceof WrongStatusError) return 'WRONG_STATUS';
  if (error instanceof StaleBookingError) return 'STALE';
  return error instanceof InvalidInputError ? 'INVALID_INPUT' : null;
}

/** @throws Refused */
async function mustAllBeFree(tx: Transaction, claims: readonly Claim[], without: readonly string[]): Promise<void> {
  const inTheWay = new Set((await standing(sqlIn(tx), claims, without)).map(({ index }) => index));
  const faults = await collisions(
    tx,
    claims.filter(({ index }) => !inTheWay.has(index)),
  );
  if (inTheWay.size + faults.length > 0) throw new Refused(faults, claims, inTheWay);
}

/** Bookings of one request that want a room, or a wall between two, at the same time: the later one is refused. */
async function collisions(db: Runner, claims: readonly Claim[]): Promise<Fault[]> {
  if (claims.length < 2) return [];
  const leaves = await leavesOf(
    { db },
    claims.map(({ room }) => room.id),
  );
  return claims.flatMap((later, place) => {
    const mine = new Set(leaves.get(later.room.id));
    const first = claims
      .slice(0, place)
      .find(
        (earlier) =>
          takenFrom(earlier) < takenTo(later) &&
          takenFrom(later) < takenTo(earlier) &&
          leaves.get(earlier.room.id)?.some((leaf) => mine.has(leaf)),
      );
    return first
      ? {
          index: later.index,
          kind: 'COLLIDES' as const,
          collidesWith: first.index,
          message: `${later.room.name} goes to number ${first.index + 1} of the same request at that time: choose another room for one of them.`,
        }
      : [];
  });
}

/** Also of those whose booking is well, whether their room is free: everything is told at once. */
async function tell(
  context: Context,
  refs: readonly NamedRef[],
  { faults, claims, taken }: Refused,
): Promise<BulkRefusedError> {
  const inTheWay = new Set([...taken, ...(await standing(context.db.sql, claims, [])).map(({ index }) => index)]);
  const segments =
    inTheWay.size === 0
      ? []
      : (
          await explain(
            context,
            claims.filter(({ index }) => inTheWay.has(index)),
            [],
          )
        ).segments;
  const others = await collisions(
    context.db,
    claims.filter(({ index }) => !inTheWay.has(index)),
  );
  const refusals = refs.flatMap(({ named: bookingId }, index): BookingRefusal[] => {
    const fault = [...faults, ...others].find((one) => one.index === index);
    if (fault)
      return [
        {
          index,
          bookingId,
          kind: fault.kind,
          message: fault.message,
          taken: null,
          collidesWith: fault.collidesWith ?? null,
        },
      ];
    if (!inTheWay.has(index)) return [];
    const room = claims.find((claim) => claim.index === index)?.room.name ?? 'The room';
    // Gone again by now, where there is no segment: the next try may well succeed.
    return [
      {
        index,
        bookingId,
        kind: 'ROOM_TAKEN',
        message: `${room} is taken at that time.`,
        taken: segments.find((one) => one.index === index) ?? null,
        collidesWith: null,
      },
    ];
  });
  return new BulkRefusedError(refusals, refs.length);
}
