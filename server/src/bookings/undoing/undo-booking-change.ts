import type { Booking, Room } from '../../generated/prisma/client.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import { tellAudit } from '../../platform/audited-request.ts';
import type { Context } from '../../platform/context.ts';
import { StartOver, type Transaction } from '../../platform/database/database.ts';
import { sqlIn } from '../../platform/database/sql-in.ts';
import { NotAllowedError, NotFoundError } from '../../platform/errors.ts';
import { refuse } from '../../platform/input.ts';
import { findRooms } from '../../resources/rooms.ts';
import { orMayNotBook } from '../bookers.ts';
import type { BookingRef } from '../changing/change-booking.ts';
import { type Claim, mustBeFree, orRoomTaken } from '../placing/claims.ts';
import { NothingToUndoError, StaleBookingError, UndoTooLateError } from '../errors.ts';
import { lockInOrder, placesAt } from '../placing/locks.ts';
import { bookingColumns } from '../bookings-table.ts';
import { type ActionName, mustBeAllowedTo, rightsFor, rules } from '../policy.ts';
import { findUndoing, readRestored, restore, type Undoing } from './undo-steps.ts';

/** Whose right it was to do it, by the cause of the change; others are changes of a booking like any. */
const actions: Readonly<Record<string, ActionName>> = {
  assignRoom: 'ASSIGN_ROOM',
  assignRooms: 'ASSIGN_ROOM',
  displaceBooking: 'ASSIGN_ROOM',
  unassignRoom: 'UNASSIGN_ROOM',
  confirmBooking: 'CONFIRM',
  confirmBookings: 'CONFIRM',
  rejectBooking: 'REJECT',
  rejectBookings: 'REJECT',
  cancelBooking: 'CANCEL',
  cancelSeries: 'CANCEL',
  rescheduleBooking: 'RESCHEDULE',
  finishBooking: 'FINISH',
  extendBooking: 'EXTEND',
  handOverBooking: 'HAND_OVER',
  handOverSeries: 'HAND_OVER',
};

/**
 * Three change more than bookings, the rule of a series and its left-out dates, or an account: it is moved back, a date that
 * was put back is cancelled, an account is opened again. An undo is done again by hand.
 */
const beyondUndo: ReadonlySet<string> = new Set([
  'rescheduleSeries',
  'restoreSeriesDate',
  'shutAccount',
  'undoBookingChange',
]);

/** The rights of which one is needed to undo at all: whoever may change a booking in any way may take that back. */
export const rightsToUndo = [
  ...new Set(['booking:create', ...(Object.keys(rules) as ActionName[]).flatMap(rightsFor)]),
];

const formerRequester =
  'The person who would ask for it again may no longer book for this division, so nothing was undone. Hand it over to another one, or book it anew.';

type Look = {
  readonly act: string | undefined;
  readonly undoings: readonly Undoing[];
  readonly now: readonly Booking[];
  readonly restored: readonly Booking[];
};

/**
 * Takes back the viewer's own newest change of a booking, within 30 seconds and if nothing happened since: a change
 * forward, under the same rights, rules and locks as any other. What one transaction did goes back as one or not at all:
 * the bookings that were displaced, and all of a series. Where one of them was changed since, by an undo too, none goes
 * back. A booking that was made is cancelled. An undo is not undone.
 * @throws UndoTooLateError NothingToUndoError StaleBookingError RoomTakenError NotAllowedError NotFoundError InvalidInputError BusyError
 */
export function undoBookingChange(
  context: Context,
  ref: BookingRef,
): Promise<{ bookingId: string; bookingIds: string[] }> {
  return orMayNotBook(
    'bookingId',
    () =>
      orRoomTaken(context, async (attempt) =>
        context.db.transaction(
          { cause: 'undoBookingChange', at: await placesAt(context, { bookings: [ref.bookingId] }) },
          async (tx) => {
            const seen = await look(tx, ref.bookingId, '');
            // What is said of a refusal may name any of them.
            tellAudit({ tenantIds: [...new Set(seen.now.map(({ tenantId }) => tenantId))] });
            check(context, ref, seen);
            const ids = seen.undoings.map(({ bookingId }) => bookingId);
            const locked = roomsOf(seen);
            await lockInOrder(tx, {
              bookings: ids,
              rooms: locked,
              wishes: seen.restored.flatMap(({ requestedRoomId }) => requestedRoomId ?? []),
            });

            const found = await look(tx, ref.bookingId, 'for update');
            check(context, ref, found);
            if (found.act !== seen.act || !roomsOf(found).every((room) => locked.includes(room))) throw new StartOver();
            attempt.claims = claimsOf(found.restored, await findRooms({ db: tx }, roomsOf(found)));
            await mustBeFree(tx, attempt.claims, ids);
            await restore(tx, found.undoings);
            await sqlIn(tx)('withdrawNotifications', 'select withdraw_notifications($1::text::xid8)', [
              found.undoings[0]?.xid,
            ]);
            return { bookingId: ref.bookingId, bookingIds: ids };
          },
        ),
      ),
    formerRequester,
  );
}

async function look(tx: Transaction, bookingId: string, lock: '' | 'for update'): Promise<Look> {
  const undoings = await findUndoing(tx, bookingId);
  const ids = [...new Set([bookingId, ...undoings.map((undoing) => undoing.bookingId)])];
  const now = await sqlIn(tx)<Booking>(
    lock ? 'lockUndone' : 'readUndone',
    `select ${bookingColumns} from bookings b where b.id = any ($1::uuid[]) order by b.id ${lock}`,
    [ids],
  );
  return { act: undoings[0]?.xid, undoings, now, restored: await readRestored(tx, undoings) };
}

function roomsOf({ now, restored }: Look): string[] {
  return [...now, ...restored].flatMap(({ roomId }) => roomId ?? []);
}

/** @throws NotFoundError NothingToUndoError UndoTooLateError StaleBookingError NotAllowedError */
function check({ viewer }: Context, ref: BookingRef, { undoings, now, restored }: Look): void {
  if (viewer === null) throw new NotAllowedError('booking:update', 'Sign in first.');
  const named = now.find(({ id }) => id === ref.bookingId);
  if (!named) throw new NotFoundError('booking');
  if (ref.expectedVersion != null && ref.expectedVersion !== named.version) throw new StaleBookingError(named.id);
  if (undoings.length === 0 || undoings.some(({ whole, cause }) => !whole || beyondUndo.has(cause)))
    throw new NothingToUndoError();
  for (const { bookingId, version, cause, before } of undoings) {
    const booking = now.find(({ id }) => id === bookingId);
    if (!booking)
      throw new NothingToUndoError(
        'A booking that was changed in the same step has been deleted since, so none of it can be undone. Change the others instead.',
      );
    if (booking.version !== version) throw new StaleBookingError(bookingId, changedSince(booking));
    // Those who may do something to a booking as it was may undo it: as that it goes back.
    if (before === null) mustBeAllowed(viewer, 'booking:create', booking.tenantId);
    else mustBeAllowedTo(viewer, actions[cause] ?? 'UPDATE', restored.find(({ id }) => id === bookingId) ?? booking);
  }
  const late = undoings.find(({ tooLate }) => tooLate);
  if (late) throw new UndoTooLateError(late.doneAt);
}

function changedSince({ clientName, reference }: Booking): string {
  return `The booking for ${clientName} (${reference}) was changed since, so nothing was undone. Change what is wrong by hand.`;
}

function claimsOf(restored: readonly Booking[], rooms: Map<string, Room>): Claim[] {
  return restored.flatMap((booking, index) => {
    if (booking.roomId === null) return [];
    const room = rooms.get(booking.roomId);
    if (!room?.active)
      return refuse('bookingId', 'The room it stood in is no longer in use. Choose another one for it.');
    return [{ ...booking, index, room, attendees: booking.numLearners + booking.numFacilitators }];
  });
}
