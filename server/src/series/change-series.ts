import { type BookingChangeRef, check } from '../bookings/changing/change-booking.ts';
import { type Outcome, underLocks } from '../bookings/changing/under-locks.ts';
import type { BookingMove } from '../bookings/devices/devices-taken.ts';
import { assignmentsGivingWay, moveWithout } from '../bookings/devices/give-way.ts';
import { asRented, newestRentals } from '../bookings/devices/newest-rentals.ts';
import { standingAssignments } from '../bookings/devices/standing-assignments.ts';
import type { Claim } from '../bookings/placing/claims.ts';
import { moveTogether } from '../bookings/placing/move-together.ts';
import { bookingColumns, bookingsTable } from '../bookings/bookings-table.ts';
import { type ActionName, isAllowedTo, mustBeAllowedTo, rules } from '../bookings/policy.ts';
import type { Booking } from '../generated/prisma/client.ts';
import { peopleQueue } from '../people/rights/lock-people.ts';
import type { Context, Viewer } from '../platform/context.ts';
import { joinedStatement, type Query } from '../platform/database/statement.ts';
import { NotFoundError } from '../platform/errors.ts';
import { refuse } from '../platform/input.ts';
import { seriesOfBooking, type SeriesView, viewOf } from './series-view.ts';

type SeriesScope = 'FOLLOWING' | 'ALL';
export type SeriesRef = BookingChangeRef & { readonly scope: SeriesScope };

/** A booking that a change skips, and why. */
type Skipped = { readonly bookingId: string; readonly reason: string };
export type ChangedSeries = {
  readonly bookingId: string;
  readonly seriesId: string;
  readonly changedIds: readonly string[];
  readonly skipped: readonly Skipped[];
};

export type Scope = {
  readonly series: SeriesView;
  /** The booking that was named. */
  readonly anchor: Booking;
  /** Whether the change covers the whole series. */
  readonly whole: boolean;
  /** The bookings that change, by their start. */
  readonly bookings: readonly Booking[];
  readonly skipped: readonly Skipped[];
};

type SeriesPlan = {
  /** The rooms that the bookings need from now on. */
  readonly claims?: readonly Claim[];
  /** The rooms that bookings without one wish for from now on. */
  readonly wishes?: readonly string[];
  /** The bookings at the times to which they move as one, with their devices. */
  readonly moves?: readonly BookingMove[];
  readonly write: () => readonly Query[];
};

export type SeriesChange = {
  readonly action: ActionName & ('RESCHEDULE' | 'UPDATE' | 'CANCEL' | 'HAND_OVER');
  /** The name of the mutation: it goes into the domain events. */
  readonly cause: string;
  readonly ref: SeriesRef;
  readonly reason?: string;
  /** Devices that do not come along to another time. */
  readonly releaseDeviceIds?: readonly string[];
  /**
   * Whether people are locked before bookings, so that what the plan checks about a person still holds when it is
   * written.
   */
  readonly aboutPeople?: true;
  readonly plan: (scope: Scope) => Promise<SeriesPlan> | SeriesPlan;
};

/** A booking and all others of its series; the booking alone where it has no series. */
export const bookingsOfSeries = joinedStatement(
  'bookingsOfSeries',
  bookingsTable.columns,
  ['', 'ForUpdate'],
  (lock) => `select ${bookingColumns} from bookings b
    where b.id = $1::uuid or b.series_id = (select series_id from bookings where id = $1::uuid) order by b.id ${lock ? 'for update' : ''}`,
);

/**
 * Changes a booking and those that follow it, or its whole series, all or none. The series is locked before its
 * bookings.
 * @throws NotFoundError InvalidInputError NotAllowedError WrongStatusError StaleBookingError RoomTakenError DeviceTakenError
 * BusyError
 */
export function changeSeries(
  context: Context,
  { action, cause, ref, reason, aboutPeople, releaseDeviceIds = [], plan }: SeriesChange,
): Promise<Outcome<ChangedSeries>> {
  const { bookingId, dryRun } = ref;
  return underLocks(
    context,
    { cause, reason, dryRun, at: { bookings: [bookingId] }, queue: aboutPeople && peopleQueue },
    {
      read: (forUpdate) => ({
        series: seriesOfBooking(bookingId),
        found: bookingsOfSeries(forUpdate ? 'ForUpdate' : '', bookingId),
        rentals: newestRentals('OfSeries', bookingId),
        standing: releaseDeviceIds.length === 0 ? null : standingAssignments('OfSeries', bookingId),
      }),
      decide: async ({ series: [row], found, rentals, standing }) => {
        const all = found.map((booking) => asRented(booking, rentals));
        const scope = scopeOf(context, { action, ref }, row ? viewOf(row) : null, all);
        const { claims = [], wishes = [], moves, write } = await plan(scope);
        const changedIds = scope.bookings.map(({ id }) => id);
        const givingWay = assignmentsGivingWay(
          standing.filter((one) => changedIds.includes(one.bookingId)),
          releaseDeviceIds,
        );
        return {
          locks: {
            bookings: [scope.series.id, ...changedIds],
            rooms: [...scope.bookings.flatMap(({ roomId }) => roomId ?? []), ...claims.map(({ room }) => room.id)],
            wishes,
          },
          claims,
          without: changedIds,
          ...(moves && { moves: { bookings: moves, without: releaseDeviceIds } }),
          write: () => (moves ? moveTogether(moveWithout(givingWay, write(), context.clock())) : write()),
          result: { bookingId, seriesId: scope.series.id, changedIds, skipped: scope.skipped },
        };
      },
    },
  );
}

/** @throws NotFoundError NotAllowedError StaleBookingError WrongStatusError InvalidInputError */
function scopeOf(
  context: Context,
  { action, ref }: Pick<SeriesChange, 'action' | 'ref'>,
  series: SeriesView | null,
  all: readonly Booking[],
): Scope {
  const anchor = all.find(({ id }) => id === ref.bookingId);
  if (!anchor) throw new NotFoundError('booking');
  check(context, { action, ref }, anchor);
  if (!series) return refuse('bookingId', 'This booking is not part of a series.');
  const inScope = all
    .filter(({ startsAt }) => ref.scope === 'ALL' || startsAt >= anchor.startsAt)
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const now = context.clock();
  const skipped = inScope.flatMap((booking) => {
    const reason = whySkipped(context.viewer, action, booking, anchor, now);
    return reason === null ? [] : { bookingId: booking.id, reason };
  });
  const bookings = inScope.filter(({ id }) => !skipped.some(({ bookingId }) => bookingId === id));
  for (const booking of bookings) mustBeAllowedTo(context.viewer, action, booking);
  return { series, anchor, whole: inScope.length === all.length, bookings, skipped };
}

/** Skips what is over, and what is another person's; the booking that was named is tried in any case. */
function whySkipped(
  viewer: Viewer | null,
  action: ActionName,
  booking: Booking,
  anchor: Booking,
  now: Date,
): string | null {
  if (booking.id === anchor.id) return null;
  if (!rules[action].from.includes(booking.status)) return `It is ${booking.status.toLowerCase()}.`;
  if (booking.endsAt <= now) return 'It has ended.';
  if (booking.requesterId !== anchor.requesterId && !isAllowedTo(viewer, action, booking))
    return 'It was handed over to a colleague.';
  return action === 'RESCHEDULE' && booking.startsAt <= now ? 'It has begun.' : null;
}
