import type { Booking, Prisma } from '../../generated/prisma/client.ts';
import { lockPeople, peopleKey } from '../../people/rights/lock-people.ts';
import type { Context } from '../../platform/context.ts';
import { StartOver, type Transaction } from '../../platform/database/database.ts';
import { sqlIn } from '../../platform/database/sql-in.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { type Claim, mustBeFree } from '../placing/claims.ts';
import { StaleBookingError, WrongStatusError } from '../errors.ts';
import { lockInOrder, placesAt, roomsOf } from '../placing/locks.ts';
import { bookingColumns } from '../bookings-table.ts';
import { type ActionName, mustBeAllowedTo, rules } from '../policy.ts';

export type BookingRef = { readonly bookingId: string; readonly expectedVersion?: number | null | undefined };

type Attempt = { claims: readonly Claim[] };

/** What is to become of a booking, decided from the booking as it was read. */
export type Plan = {
  readonly data: Prisma.BookingUncheckedUpdateInput;
  /** The room it wants from now on; nothing else of the plan needs a look at other bookings. */
  readonly claim?: Claim;
  /** Bookings that give way, as far as they stand there: locked along with this one. */
  readonly displaced?: readonly string[];
  /** Runs under the locks, before the booking itself is written; false leaves the check of the claim to it. */
  readonly makeRoom?: (tx: Transaction) => Promise<void>;
};

export type Change = {
  readonly action: ActionName;
  /** The name of the mutation: it goes into the domain event. */
  readonly cause: string;
  readonly ref: BookingRef;
  readonly reason?: string;
  /** The room that it is known to be about before the booking is read. */
  readonly roomId?: string | null | undefined;
  /** People are locked before bookings: what the plan finds out about one still holds when it is written. */
  readonly aboutPeople?: true;
  /** Called again when the booking changed before the locks were there. */
  readonly plan: (booking: Booking) => Plan | Promise<Plan>;
};

/**
 * The order of every change of one booking: read without locks, decide, lock bookings and then rooms, read again under
 * the lock, check again that what was decided still holds, write. Gives back the booking as written.
 * @throws NotFoundError NotAllowedError WrongStatusError StaleBookingError BusyError, and `Taken` for its claim
 */
export async function changeBooking(context: Context, change: Change, attempt?: Attempt): Promise<Booking> {
  const { bookingId } = change.ref;
  const places = await placesAt(context, {
    bookings: [bookingId],
    rooms: change.roomId == null ? [] : [change.roomId],
  });
  const at = change.aboutPeople ? [peopleKey, ...places] : places;
  return context.db.transaction({ cause: change.cause, reason: change.reason, at }, async (tx) => {
    if (change.aboutPeople) await lockPeople(tx);
    const seen = await read(tx, bookingId, '');
    check(context, change, seen);
    let plan = await change.plan(seen);
    const locked = [...wanted(seen, plan), ...(await roomsOf(tx, plan.displaced ?? []))];
    await lockInOrder(tx, { bookings: [bookingId, ...(plan.displaced ?? [])], rooms: locked, wishes: wishOf(plan) });

    const booking = await read(tx, bookingId, 'for update');
    if (booking.version !== seen.version) {
      check(context, change, booking);
      plan = await change.plan(booking);
      if (!wanted(booking, plan).every((room) => locked.includes(room))) throw new StartOver();
    }
    // Those that give way may have moved before they were locked: freeing another room would take its lock out of order.
    if (!(await roomsOf(tx, plan.displaced ?? [])).every((room) => locked.includes(room))) throw new StartOver();
    if (attempt && plan.claim) attempt.claims = [plan.claim];
    if (plan.makeRoom) await plan.makeRoom(tx);
    else if (plan.claim) await mustBeFree(tx, [plan.claim], [bookingId]);
    return tx.booking.update({ where: { id: bookingId }, data: plan.data });
  });
}

function wanted(booking: Booking, plan: Plan): string[] {
  return [booking.roomId, plan.claim?.room.id].filter((id) => id != null);
}

function wishOf({ data: { requestedRoomId } }: Plan): string[] {
  return typeof requestedRoomId === 'string' ? [requestedRoomId] : [];
}

async function read(tx: Transaction, id: string, lock: '' | 'for update'): Promise<Booking> {
  const [found] = await sqlIn(tx)<Booking>(
    lock ? 'lockBooking' : 'readBooking',
    `select ${bookingColumns} from bookings b where b.id = $1::uuid ${lock}`,
    [id],
  );
  if (!found) throw new NotFoundError('booking');
  return found;
}

/** @throws NotAllowedError StaleBookingError WrongStatusError */
export function check({ viewer }: Context, { action, ref }: Pick<Change, 'action' | 'ref'>, booking: Booking): void {
  mustBeAllowedTo(viewer, action, booking);
  if (ref.expectedVersion != null && ref.expectedVersion !== booking.version) throw new StaleBookingError(booking.id);
  const { from } = rules[action];
  if (!from.includes(booking.status)) throw new WrongStatusError(booking.status, from);
}
