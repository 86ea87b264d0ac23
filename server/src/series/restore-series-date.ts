import { randomUUID } from 'node:crypto';
import { orMayNotBook } from '../bookings/bookers.ts';
import { type BookingChanges, bookingsTable } from '../bookings/bookings-table.ts';
import { type Outcome, underLocks } from '../bookings/changing/under-locks.ts';
import { newWishes, wishesOf } from '../bookings/devices/device-wishes.ts';
import type { Claim } from '../bookings/placing/claims.ts';
import { tooFarAhead } from '../bookings/horizon.ts';
import { intervalProblem } from '../bookings/input.ts';
import { mustFit } from '../bookings/placing/must-fit.ts';
import { mustBeAllowedTo } from '../bookings/policy.ts';
import { turnaroundIn, turnaroundOf, turnaroundWithoutRoom } from '../bookings/turnaround.ts';
import type { Booking, Room } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import { deleteFrom, insertInto } from '../platform/database/table.ts';
import { NotFoundError } from '../platform/errors.ts';
import { refuse } from '../platform/input.ts';
import { may } from '../platform/may.ts';
import { findRooms } from '../resources/rooms.ts';
import { bookingsOfSeries } from './change-series.ts';
import { momentsOf } from './recurrence.ts';
import { leftOutDatesTable } from './series-table.ts';
import { type LeftOut, seriesOfBooking, type SeriesView, viewOf } from './series-view.ts';

export type RestoreSeriesDateInput = {
  /** Any booking of the series. */
  readonly bookingId: string;
  readonly date: string;
  /** By default the room of the series. */
  readonly roomId?: string | null | undefined;
  readonly acknowledgeOverCapacity?: boolean | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};

export type RestoredDate = { readonly bookingId: string; readonly seriesId: string };

type Look = {
  readonly series: SeriesView;
  readonly leftOutDate: LeftOut;
  /** All bookings of the series. */
  readonly all: readonly Booking[];
};
type Copy = { readonly template: Booking; readonly roomId: string | null };

/**
 * Restores a left-out date of a series, like the bookings around it are now. Callers with `room:book-direct` get the
 * room at once; for everybody else it is a wish.
 * @throws RoomTakenError InvalidInputError NotAllowedError NotFoundError BusyError
 */
export function restoreSeriesDate(context: Context, input: RestoreSeriesDateInput): Promise<Outcome<RestoredDate>> {
  const { bookingId, dryRun } = input;
  const id = randomUUID();
  return orMayNotBook(
    'bookingId',
    () =>
      underLocks(
        context,
        { cause: 'restoreSeriesDate', dryRun, at: { bookings: [bookingId] } },
        {
          read: (forUpdate) => ({
            series: seriesOfBooking(bookingId),
            found: bookingsOfSeries(forUpdate ? 'ForUpdate' : '', bookingId),
          }),
          decide: async ({ series: [row], found }) => {
            const look = lookAt(context, input, row ? viewOf(row) : null, found);
            const copy = await placeCopy(context, input, look);
            const { series, leftOutDate, all } = look;
            return {
              locks: {
                bookings: [series.id, ...all.map((booking) => booking.id)],
                rooms: copy.claim ? [copy.claim.room.id] : [],
                wishes: copy.roomId === null ? [] : [copy.roomId],
              },
              claims: copy.claim ? [copy.claim] : [],
              write: () => [
                insertInto(bookingsTable, [{ id, ...copyOf(context, copy) }]),
                deleteFrom(leftOutDatesTable, [leftOutDate.id]),
              ],
              result: { bookingId: id, seriesId: series.id },
            };
          },
        },
      ),
    'The requester of this series can no longer book for this division. Hand the series over first.',
  );
}

/** @throws NotFoundError NotAllowedError InvalidInputError */
function lookAt(
  { viewer }: Context,
  { bookingId, date }: RestoreSeriesDateInput,
  series: SeriesView | null,
  all: readonly Booking[],
): Look {
  const anchor = all.find(({ id }) => id === bookingId);
  if (!anchor) throw new NotFoundError('booking');
  // Users who may change what the series asks for may ask for one date more.
  mustBeAllowedTo(viewer, 'UPDATE', {
    ...anchor,
    status: 'PENDING',
    requesterId: series?.requesterId ?? anchor.requesterId,
  });
  if (!series) return refuse('bookingId', 'This booking is not part of a series.');
  const leftOutDate = series.leftOut.find(({ local }) => local.start.toPlainDate().toString() === date);
  if (!leftOutDate) return refuse('date', `${date} is not a skipped date of this series.`);
  return { series, leftOutDate, all };
}

type PlacedCopy = Copy & { readonly startsAt: Date; readonly endsAt: Date; readonly claim: Claim | null };

/** @throws InvalidInputError */
async function placeCopy(
  context: Context,
  { acknowledgeOverCapacity, ...input }: RestoreSeriesDateInput,
  look: Look,
): Promise<PlacedCopy> {
  const { series, leftOutDate } = look;
  const { template, roomId } = copyFor(look, input);
  const { startsAt, endsAt, problem } = momentsOf(leftOutDate.local, series.timeZone);
  if (problem !== null) return refuse('date', problem);
  const intervalFault = intervalProblem(startsAt, endsAt);
  if (intervalFault) refuse('date', intervalFault);
  if (endsAt <= context.clock()) refuse('date', 'This has already ended.');
  const tooFar = tooFarAhead(context, { startsAt, endsAt });
  if (tooFar) refuse('date', tooFar.message);
  const room = roomId === null ? undefined : (await findRooms(context, [roomId])).get(roomId);
  if (roomId !== null && !room?.active) refuse('roomId', 'There is no such room.');
  const isDirect = may(context.viewer, 'room:book-direct', series.tenantId);
  const claim = room && isDirect ? claimOn(template, room, startsAt, endsAt) : null;
  if (claim) {
    const isAsBefore = template.overCapacityAcknowledged && claim.room.id === template.roomId;
    mustFit(claim, acknowledgeOverCapacity === true || isAsBefore, 'roomId');
  }
  return { template, roomId, startsAt, endsAt, claim };
}

/**
 * Copies the nearest date that is not cancelled, and the room of most of them.
 * @throws InvalidInputError where all are cancelled: nobody expects a part of a cancelled series
 */
function copyFor({ series, leftOutDate, all }: Look, { roomId }: Pick<RestoreSeriesDateInput, 'roomId'>): Copy {
  const openBookings = all.filter(({ status }) => status !== 'CANCELLED' && status !== 'REJECTED');
  const moment = momentsOf(leftOutDate.local, series.timeZone).startsAt?.getTime() ?? 0;
  const distance = ({ startsAt }: Booking) => Math.abs(startsAt.getTime() - moment);
  const [template] = openBookings.toSorted((a, b) => distance(a) - distance(b));
  // Bookings that took place before the cancellation do not keep the series alive.
  const isCalledOff = all.length > openBookings.length && openBookings.every(({ status }) => status === 'COMPLETED');
  if (!template || isCalledOff)
    return refuse('date', 'All other dates of this series are cancelled or over. Book this date separately.');
  return {
    template,
    roomId: template.kind === 'ROOM' ? (roomId ?? usualRoom(openBookings) ?? template.requestedRoomId) : null,
  };
}

/** The room in which most of the series takes place: a date that was moved elsewhere does not decide. */
function usualRoom(bookings: readonly Booking[]): string | null {
  const counts = Map.groupBy(
    bookings.flatMap(({ roomId }) => roomId ?? []),
    (id) => id,
  );
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null;
}

/**
 * The claim of the new booking: its setup and teardown are what a boss set for the copied one, else what its room has.
 */
function claimOn(template: Booking, room: Room, startsAt: Date, endsAt: Date): Claim {
  return {
    index: 0,
    room,
    startsAt,
    endsAt,
    attendees: template.numLearners + template.numFacilitators,
    ...turnaroundIn(room, { ...template, roomId: null }),
  };
}

/** A new booking like the copied one, for the same requester. The rental of that one is not copied. */
function copyOf({ clock }: Context, { template, claim, roomId, startsAt, endsAt }: PlacedCopy): BookingChanges {
  const {
    id: _id,
    reference: _reference,
    version: _version,
    bossNotes: _bossNotes,
    statusReason: _reason,
    offSite: _offSite,
    deviceWishes: _wishes,
    updatedAt: _updatedAt,
    ...facts
  } = template;
  return {
    ...facts,
    deviceWishes: newWishes(wishesOf(template)),
    startsAt,
    endsAt,
    status: claim ? (template.devicesNeeded > 0 ? 'ROOM_ASSIGNED' : 'CONFIRMED') : 'PENDING',
    roomId: claim?.room.id ?? null,
    requestedRoomId: claim ? null : roomId,
    ...turnaroundOf(claim ?? turnaroundWithoutRoom(template)),
    overCapacityAcknowledged: claim !== null && claim.attendees > claim.room.capacity,
    createdAt: clock(),
  };
}
