import type { Booking, Room } from '../../generated/prisma/client.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import { noteForAudit } from '../../platform/audited-request.ts';
import type { Context } from '../../platform/context.ts';
import { NotAllowedError, NotFoundError } from '../../platform/errors.ts';
import { refuse } from '../../platform/input.ts';
import { findRooms } from '../../resources/rooms.ts';
import { orMayNotBook } from '../bookers.ts';
import type { BookingChangeRef, BookingRef, ChangedBooking } from '../changing/change-booking.ts';
import { mustBeAllowedToSetRequests, rightsToSetRequests } from '../changing/set-device-requests.ts';
import { type Outcome, underLocks } from '../changing/under-locks.ts';
import type { Claim } from '../placing/claims.ts';
import { NothingToUndoError, StaleBookingError, UndoTooLateError } from '../errors.ts';
import { type ActionName, mustBeAllowedTo, rightsFor, rules } from '../policy.ts';
import {
  assignmentsToUndo,
  bookingsToUndo,
  restore,
  restoredFrom,
  type Undoing,
  undoingsOf,
  undoSteps,
} from './undo-steps.ts';
import type { ChangedBookings } from '../changing/change-booking.ts';

/** The action whose right is needed, by the cause of the change; other causes count as an update. */
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
 * Some causes change more than bookings: the rule of a series and its left-out dates, an account, or devices. Users
 * reverse the first by hand: they move the series back, cancel a date that was put back, open the account again. An undo
 * is also redone by hand.
 */
const beyondUndo: ReadonlySet<string> = new Set([
  'rescheduleSeries',
  'restoreSeriesDate',
  'shutAccount',
  'undoBookingChange',
  // What the desk did is undone at the desk, by `undoDeviceMove`.
  'assignDevices',
  'releaseDevices',
  'swapDevice',
  'handOutDevices',
  'returnDevices',
  'lendDevices',
  'undoDeviceMove',
]);

/** The rights of which one is needed to undo at all: everybody who may change a booking in some way may undo that. */
export const rightsToUndo = [
  ...new Set(['booking:create', ...rightsToSetRequests, ...(Object.keys(rules) as ActionName[]).flatMap(rightsFor)]),
];

const formerRequester =
  'The requester can no longer book for this division, so nothing was undone. Hand it over, or book it again.';

type Look = {
  readonly undoings: readonly Undoing[];
  readonly now: readonly Booking[];
  readonly restored: readonly Booking[];
};

/**
 * Undoes the viewer's own newest change of a booking, within 30 seconds and if nothing happened since: as a further
 * change, under the same rights, rules and locks as any other. What one transaction did goes back as one or not at all,
 * with the bookings that were displaced, and all of a series; where one of them was changed since, by an undo too, none
 * goes back. A booking that was made is cancelled. An undo is not undone.
 * @throws UndoTooLateError NothingToUndoError StaleBookingError RoomTakenError DeviceTakenError NotAllowedError
 * NotFoundError InvalidInputError BusyError
 */
export function undoBookingChange(
  context: Context,
  ref: BookingChangeRef,
): Promise<Outcome<ChangedBooking & ChangedBookings>> {
  const { bookingId, dryRun } = ref;
  return orMayNotBook(
    'bookingId',
    () =>
      underLocks(
        context,
        { cause: 'undoBookingChange', dryRun, at: { bookings: [bookingId] } },
        {
          read: (forUpdate) => ({
            steps: undoSteps(bookingId),
            now: bookingsToUndo(forUpdate ? 'ForUpdate' : '', bookingId),
            assignments: assignmentsToUndo(bookingId),
          }),
          decide: async ({ steps, now, assignments }) => {
            // A refusal may be about any of these bookings.
            noteForAudit({ tenantIds: [...new Set(now.map(({ tenantId }) => tenantId))] });
            const undoings = undoingsOf(steps);
            const restored = restoredFrom(now, undoings);
            check(context, ref, { undoings, now, restored });
            const bookingIds = undoings.map((undoing) => undoing.bookingId);
            const roomIds = [...now, ...restored].flatMap(({ roomId }) => roomId ?? []);
            return {
              locks: {
                bookings: bookingIds,
                rooms: roomIds,
                devices: assignments.map(({ deviceId }) => deviceId),
                wishes: restored.flatMap(({ requestedRoomId }) => requestedRoomId ?? []),
              },
              claims: claimsOf(restored, await findRooms(context, roomIds)),
              without: bookingIds,
              moves: { bookings: restored, restored: assignments.map(({ assignmentId }) => assignmentId) },
              write: () => restore(undoings),
              result: { bookingId, bookingIds },
            };
          },
        },
      ),
    formerRequester,
  );
}

/** @throws NotFoundError NothingToUndoError UndoTooLateError StaleBookingError NotAllowedError */
function check({ viewer }: Context, ref: BookingRef, { undoings, now, restored }: Look): void {
  if (viewer === null) throw new NotAllowedError('booking:update', 'Sign in first.');
  const namedBooking = now.find(({ id }) => id === ref.bookingId);
  if (!namedBooking) throw new NotFoundError('booking');
  if (ref.expectedVersion != null && ref.expectedVersion !== namedBooking.version)
    throw new StaleBookingError(namedBooking.id);
  if (undoings.length === 0 || undoings.some(({ whole, cause }) => !whole || beyondUndo.has(cause)))
    throw new NothingToUndoError();
  for (const { bookingId, version, cause, before } of undoings) {
    const booking = now.find(({ id }) => id === bookingId);
    if (!booking)
      throw new NothingToUndoError(
        'A booking changed in the same step has since been deleted, so this can’t be undone. Change the others instead.',
      );
    if (booking.version !== version) throw new StaleBookingError(bookingId, changedSince(booking));
    // Users who may do something to a booking as it was may undo it: it goes back to that.
    if (before === null) mustBeAllowed(viewer, 'booking:create', booking.tenantId);
    else if (cause === 'setDeviceRequests') mustBeAllowedToSetRequests(viewer, booking);
    else mustBeAllowedTo(viewer, actions[cause] ?? 'UPDATE', restored.find(({ id }) => id === bookingId) ?? booking);
  }
  const late = undoings.find(({ tooLate }) => tooLate);
  if (late) throw new UndoTooLateError(late.doneAt);
}

function changedSince({ clientName, reference }: Booking): string {
  return `The booking for ${clientName} (${reference}) has since been changed, so nothing was undone. Correct it by hand.`;
}

function claimsOf(restored: readonly Booking[], rooms: Map<string, Room>): Claim[] {
  return restored.flatMap((booking, index) => {
    if (booking.roomId === null) return [];
    const room = rooms.get(booking.roomId);
    if (!room?.active) return refuse('bookingId', 'Its room has been retired. Choose another one.');
    return [{ ...booking, index, room, attendees: booking.numLearners + booking.numFacilitators }];
  });
}
