import { Temporal } from 'temporal-polyfill';
import { bookingsTable } from '../bookings/bookings-table.ts';
import type { Outcome } from '../bookings/changing/under-locks.ts';
import type { Claim } from '../bookings/placing/claims.ts';
import { tooFarAhead } from '../bookings/horizon.ts';
import { intervalProblem } from '../bookings/input.ts';
import { mustNotMeet } from '../bookings/placing/meetings.ts';
import { mustReturnAfter, type OffSiteRental } from '../bookings/off-site.ts';
import { checkInterval, planMove, type RescheduleBookingInput } from '../bookings/changing/reschedule-booking.ts';
import type { Booking } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import { updateEach } from '../platform/database/table.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { refuse } from '../platform/input.ts';
import { findRooms } from '../resources/rooms.ts';
import { type ChangedSeries, changeSeries, type Scope, type SeriesRef } from './change-series.ts';
import { localInterval, localOf, momentsOf } from './recurrence.ts';
import { shiftLeftOut, shiftSeries, type Shift } from './shift-series.ts';

export type RescheduleSeriesInput = RescheduleBookingInput & SeriesRef;

/**
 * Moves the bookings of a series as the named one moves: by as many days and as much in local time, to another room, or
 * both. Devices come along, but for those that are named to stay behind.
 * @throws RoomTakenError DeviceTakenError InvalidInputError NotAllowedError NotFoundError WrongStatusError StaleBookingError BusyError
 */
export function rescheduleSeries(context: Context, input: RescheduleSeriesInput): Promise<Outcome<ChangedSeries>> {
  return changeSeries(context, {
    action: 'RESCHEDULE',
    cause: 'rescheduleSeries',
    ref: input,
    releaseDeviceIds: input.releaseDeviceIds ?? [],
    plan: async (scope) => {
      const shift = shiftOf(scope, input);
      const rooms = await findRooms(
        context,
        [...scope.bookings.map(({ roomId }) => roomId), input.roomId].filter((id) => id != null),
      );
      const movedBookings = movedBy(context, scope, input, shift).map((booking, index) => {
        const { data, claim } = planMove(context, rooms, input, booking);
        return { booking, data, claim: claim && { ...claim, index } };
      });
      const claims = movedBookings.flatMap(({ claim }): Claim[] => (claim ? [claim] : []));
      await mustNotMeet(context.db, claims, (index) => `dates.${dateOf(scope, movedBookings[index]?.booking)}`);
      return {
        claims,
        wishes: input.roomId == null ? [] : [input.roomId],
        moves: movedBookings.map(({ booking }) => booking),
        write: () => [
          ...updateEach(
            bookingsTable,
            movedBookings.map(({ booking, data }) => ({ id: booking.id, changes: data })),
          ),
          ...shiftSeries(scope, shift),
        ],
      };
    },
  });
}

function dateOf({ series }: Scope, booking: Booking | undefined): string {
  return booking ? localOf(booking.startsAt, series.timeZone).toPlainDate().toString() : '';
}

/** By how much the named booking moves in local time. */
function shiftOf({ anchor, series: { timeZone } }: Scope, input: RescheduleSeriesInput): Shift {
  const was = localInterval(anchor.startsAt, anchor.endsAt, timeZone);
  const becomes = localInterval(input.startsAt ?? anchor.startsAt, input.endsAt ?? anchor.endsAt, timeZone);
  return {
    from: was.start,
    start: was.start.until(becomes.start),
    end: was.end.until(becomes.end),
    length: becomes.start.until(becomes.end),
  };
}

/**
 * @throws InvalidInputError naming each date that does not exist in local time, that would be over, or end after its
 * devices are due back
 */
function movedBy(context: Context, scope: Scope, input: RescheduleSeriesInput, shift: Shift): Booking[] {
  const {
    anchor,
    bookings,
    series: { timeZone },
  } = scope;
  const fields: { path: string; message: string }[] = [];
  const movedBookings = bookings.flatMap((booking) => {
    if (booking.id === anchor.id) {
      const movedAnchor = {
        ...booking,
        startsAt: input.startsAt ?? booking.startsAt,
        endsAt: input.endsAt ?? booking.endsAt,
      };
      checkInterval(context, booking, movedAnchor.startsAt, movedAnchor.endsAt);
      stillReturns(context, booking, movedAnchor.endsAt, 'endsAt');
      return movedAnchor;
    }
    const was = localInterval(booking.startsAt, booking.endsAt, timeZone);
    const local = { start: was.start.add(shift.start), end: was.end.add(shift.end) };
    const { startsAt, endsAt, problem } =
      Temporal.PlainDateTime.compare(local.start, local.end) < 0
        ? momentsOf(local, timeZone)
        : { startsAt: null, endsAt: null, problem: 'The end must come after the start.' };
    const fault = problem ?? whyNot(context, booking, { startsAt, endsAt });
    const path = `dates.${local.start.toPlainDate().toString()}`;
    if (fault === null && startsAt && endsAt) {
      stillReturns(context, booking, endsAt, path);
      return { ...booking, startsAt, endsAt };
    }
    fields.push({ path, message: fault ?? 'This time is not possible.' });
    return [];
  });
  for (const { local, problem } of shiftLeftOut(scope, shift)) {
    const date = local.start.toPlainDate().toString();
    if (problem !== null)
      fields.push({
        path: `dates.${date}`,
        message: `${date} is skipped and could not be restored after this move: ${problem} Restore and cancel it first, or move the dates one by one.`,
      });
  }
  if (fields.length > 0) throw new InvalidInputError(fields);
  return movedBookings.length > 0
    ? movedBookings
    : refuse('bookingId', 'No date of this series can be moved any more.');
}

/** The fault of another booking's new time: each is a booking like any. */
function whyNot(
  context: Context,
  booking: Booking,
  when: { readonly startsAt: Date; readonly endsAt: Date },
): string | null {
  return (
    intervalProblem(when.startsAt, when.endsAt) ??
    tooFarAhead(context, when, booking)?.message ??
    (when.endsAt <= context.clock() ? 'This has already ended.' : null)
  );
}

function stillReturns({ facility }: Context, { offSite, endsAt: was }: Booking, endsAt: Date, path: string): void {
  if (endsAt > was) mustReturnAfter(offSite as OffSiteRental | null, endsAt, facility, path);
}
