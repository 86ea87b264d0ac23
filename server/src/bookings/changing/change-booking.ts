import type { Booking } from '../../generated/prisma/client.ts';
import { peopleQueue } from '../../people/rights/lock-people.ts';
import type { Context } from '../../platform/context.ts';
import { updateAll } from '../../platform/database/table.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { type BookingChanges, bookingsTable, bookingsById } from '../bookings-table.ts';
import type { Claim } from '../placing/claims.ts';
import { assignmentsGivingWay, moveWithout } from '../devices/give-way.ts';
import type { BookingMove } from '../devices/devices-taken.ts';
import { asRented, newestRentals } from '../devices/newest-rentals.ts';
import { standingAssignments } from '../devices/standing-assignments.ts';
import { displace } from '../placing/displace.ts';
import { moveTogether } from '../placing/move-together.ts';
import { StaleBookingError, WrongStatusError } from '../errors.ts';
import { type ActionName, mustBeAllowedTo, rules } from '../policy.ts';
import { type Outcome, underLocks } from './under-locks.ts';

export type BookingRef = { readonly bookingId: string; readonly expectedVersion?: number | null | undefined };
type MaybeDryRun = { readonly dryRun?: boolean | null | undefined };

/** A booking by its key, and whether its change is only tried. */
export type BookingChangeRef = BookingRef & MaybeDryRun;

/** The changes of a booking, decided from the booking as it was read. */
export type Plan = {
  readonly data: BookingChanges;
  /** The room that it needs from now on; nothing else of the plan depends on other bookings. */
  readonly claim?: Claim;
};

export type Change = {
  readonly action: ActionName;
  /** The name of the mutation: it goes into the domain event. */
  readonly cause: string;
  readonly ref: BookingChangeRef;
  readonly reason?: string | undefined;
  /** The room that the change is known to concern before the booking is read. */
  readonly roomId?: string | null | undefined;
  /**
   * Whether people are locked before bookings, so that what the plan checks about a person still holds when it is
   * written.
   */
  readonly aboutPeople?: true;
  /** Bookings that give way, if they are in the way. */
  readonly displacedIds?: readonly string[];
  /** Devices of the booking that do not come along to another time. */
  readonly releaseDeviceIds?: readonly string[];
  /**
   * Called again when the booking changed before the locks were taken. Its off-site is that of the newest rental, if
   * `isRented`.
   */
  readonly plan: (booking: Booking, isRented: boolean) => Plan | Promise<Plan>;
};

export type ChangedBooking = { readonly bookingId: string };
export type ChangedBookings = { readonly bookingIds: readonly string[] };

/**
 * Changes one booking, and displaces those that are named as giving way to it.
 * @throws NotFoundError NotAllowedError WrongStatusError StaleBookingError RoomTakenError DeviceTakenError BusyError, and
 * what `plan` throws
 */
export function changeBooking(
  context: Context,
  { action, cause, ref, reason, roomId, aboutPeople, displacedIds = [], releaseDeviceIds = [], plan }: Change,
): Promise<Outcome<ChangedBooking>> {
  const { bookingId } = ref;
  return underLocks(
    context,
    {
      cause,
      reason,
      dryRun: ref.dryRun,
      at: { bookings: [bookingId], rooms: roomId == null ? [] : [roomId] },
      queue: aboutPeople && peopleQueue,
    },
    {
      read: (forUpdate) => ({
        found: bookingsById(forUpdate ? 'ForUpdate' : '', [bookingId, ...displacedIds]),
        rentals: newestRentals('OfBookings', [bookingId]),
        standing: releaseDeviceIds.length === 0 ? null : standingAssignments('OfBookings', [bookingId]),
      }),
      decide: async ({ found, rentals, standing }) => {
        const booking = found.find(({ id }) => id === bookingId);
        if (!booking) throw new NotFoundError('booking');
        check(context, { action, ref }, booking);
        const { data, claim } = await plan(asRented(booking, rentals), rentals.length > 0);
        const devicesGivingWay = assignmentsGivingWay(standing, releaseDeviceIds);
        const displaced = found.filter(({ id }) => displacedIds.includes(id));
        return {
          locks: {
            bookings: [bookingId, ...displacedIds],
            rooms: [...found.map((one) => one.roomId), claim?.room.id].filter((id) => id != null),
            wishes: data.requestedRoomId == null ? [] : [data.requestedRoomId],
          },
          claims: claim ? [claim] : [],
          without: [bookingId],
          ...(moves(data) && { moves: { bookings: [movedTo(booking, data)], without: releaseDeviceIds } }),
          givingWay: displaced.map(({ id }) => id),
          write: (inTheWay) => [
            ...displace(context.viewer, {
              displacedIds,
              visibleBookings: displaced,
              inTheWay,
              reason: reason ?? '',
              cause,
            }),
            ...(releaseDeviceIds.length === 0
              ? updateAll(bookingsTable, [bookingId], data)
              : moveTogether(
                  moveWithout(devicesGivingWay, updateAll(bookingsTable, [bookingId], data), context.clock()),
                )),
          ],
          result: { bookingId },
        };
      },
    },
  );
}

function moves({ startsAt, endsAt }: BookingChanges): boolean {
  return startsAt !== undefined || endsAt !== undefined;
}

function movedTo(booking: Booking, { startsAt, endsAt, status }: BookingChanges): BookingMove {
  return {
    id: booking.id,
    startsAt: startsAt ?? booking.startsAt,
    endsAt: endsAt ?? booking.endsAt,
    status: status ?? booking.status,
  };
}

/** @throws NotAllowedError StaleBookingError WrongStatusError */
export function check({ viewer }: Context, { action, ref }: Pick<Change, 'action' | 'ref'>, booking: Booking): void {
  mustBeAllowedTo(viewer, action, booking);
  if (ref.expectedVersion != null && ref.expectedVersion !== booking.version) throw new StaleBookingError(booking.id);
  const { from } = rules[action];
  if (!from.includes(booking.status)) throw new WrongStatusError(booking.status, from);
}
