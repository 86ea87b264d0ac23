import { orMayNotBook } from '../bookings/bookers.ts';
import { type Claim, mustBeFree, orRoomTaken } from '../bookings/placing/claims.ts';
import { tooFarAhead } from '../bookings/horizon.ts';
import { intervalProblem } from '../bookings/input.ts';
import { lockInOrder, placesAt } from '../bookings/placing/locks.ts';
import { mustFit } from '../bookings/placing/must-fit.ts';
import { bookingColumns } from '../bookings/bookings-table.ts';
import { mustBeAllowedTo } from '../bookings/policy.ts';
import { turnaroundIn, turnaroundOf, turnaroundWithoutRoom } from '../bookings/turnaround.ts';
import type { Booking, Prisma, Room } from '../generated/prisma/client.ts';
import type { Context } from '../platform/context.ts';
import { StartOver, type Transaction } from '../platform/database/database.ts';
import { sqlIn } from '../platform/database/sql-in.ts';
import { NotFoundError } from '../platform/errors.ts';
import { refuse } from '../platform/input.ts';
import { may } from '../platform/may.ts';
import { findRooms } from '../resources/rooms.ts';
import { momentsOf } from './recurrence.ts';
import { findSeries, type LeftOut, type SeriesView } from './series-view.ts';

export type RestoreSeriesDateInput = {
  /** Any of the series. */
  readonly bookingId: string;
  readonly date: string;
  /** The room of the series when not given. */
  readonly roomId?: string | null | undefined;
  readonly acknowledgeOverCapacity?: boolean | null | undefined;
};

export type RestoredDate = { readonly bookingId: string; readonly seriesId: string };

type Look = {
  /** The booking that was named. */
  readonly named: Booking;
  readonly series: SeriesView;
  readonly left: LeftOut;
  /** All of the series. */
  readonly all: readonly Booking[];
};
type Copy = { readonly template: Booking; readonly roomId: string | null };

/**
 * Puts back a date that was left out of a series, as the bookings around it are now. A room is taken at once by those
 * with `room:book-direct`; from anybody else it is a wish. All that is copied is read again once it is locked: had any of
 * it changed, it begins again.
 * @throws RoomTakenError InvalidInputError NotAllowedError NotFoundError BusyError
 */
export function restoreSeriesDate(context: Context, input: RestoreSeriesDateInput): Promise<RestoredDate> {
  return orMayNotBook(
    'bookingId',
    () =>
      orRoomTaken(context, async (attempt) =>
        context.db.transaction(
          { cause: 'restoreSeriesDate', at: await placesAt(context, { bookings: [input.bookingId] }) },
          async (tx) => {
            const seen = await look(context, tx, input, '');
            const { series, left, all } = seen;
            const { template, roomId } = copyFor(seen, input);
            const { startsAt, endsAt, problem } = momentsOf(left.local, series.timeZone);
            if (problem !== null) return refuse('date', problem);
            const wrong = intervalProblem(startsAt, endsAt);
            if (wrong) refuse('date', wrong);
            if (endsAt <= context.clock()) refuse('date', 'This has already ended.');
            const far = tooFarAhead(context, { startsAt, endsAt });
            if (far) refuse('date', far.message);
            const room = roomId === null ? undefined : (await findRooms(context, [roomId])).get(roomId);
            if (roomId !== null && !room?.active) refuse('roomId', 'There is no such room.');
            const claim =
              room && may(context.viewer, 'room:book-direct', series.tenantId)
                ? claimOn(template, room, startsAt, endsAt)
                : null;
            if (claim)
              mustFit(
                claim,
                input.acknowledgeOverCapacity === true ||
                  (template.overCapacityAcknowledged && claim.room.id === template.roomId),
                'roomId',
              );

            await lockInOrder(tx, {
              bookings: [series.id, ...all.map(({ id }) => id)],
              rooms: claim ? [claim.room.id] : [],
              wishes: room ? [room.id] : [],
            });
            if (!isSame(seen, await look(context, tx, input, 'for update'))) throw new StartOver();
            if (claim) {
              attempt.claims = [claim];
              await mustBeFree(tx, [claim], []);
            }
            const { id } = await tx.booking.create({
              data: copyOf(context, template, claim, { roomId, startsAt, endsAt }),
              select: { id: true },
            });
            await tx.leftOutDate.delete({ where: { id: left.id } });
            return { bookingId: id, seriesId: series.id };
          },
        ),
      ),
    'The person who asks for this series may no longer book for this division. Hand the series over first.',
  );
}

async function look(
  { viewer }: Context,
  tx: Transaction,
  { bookingId, date }: RestoreSeriesDateInput,
  lock: '' | 'for update',
): Promise<Look> {
  const read = sqlIn(tx);
  const [named] = await read<Booking>('readBooking', `select ${bookingColumns} from bookings b where b.id = $1::uuid`, [
    bookingId,
  ]);
  if (!named) throw new NotFoundError('booking');
  const series = named.seriesId === null ? null : await findSeries(tx, named.seriesId);
  // Whoever may change what the series asks for may ask for one date more.
  mustBeAllowedTo(viewer, 'UPDATE', {
    ...named,
    status: 'PENDING',
    requesterId: series?.requesterId ?? named.requesterId,
  });
  if (!series) return refuse('bookingId', 'This booking is not one of a series.');
  const left = series.leftOut.find(({ local }) => local.start.toPlainDate().toString() === date);
  if (!left) return refuse('date', `${date} is not left out of this series.`);
  const all = await read<Booking>(
    lock ? 'lockSeries' : 'readSeries',
    `select ${bookingColumns} from bookings b where b.series_id = $1::uuid order by b.id ${lock}`,
    [series.id],
  );
  return { named, series, left, all };
}

function isSame(seen: Look, found: Look): boolean {
  const keyOf = ({ series, all }: Look) => JSON.stringify([series, all.map(({ id, version }) => [id, version])]);
  return keyOf(seen) === keyOf(found);
}

/**
 * The nearest date that still stands, and the room of most of them.
 * @throws InvalidInputError where none stands: nobody expects a part of what was called off
 */
function copyFor({ series, left, all }: Look, { roomId }: RestoreSeriesDateInput): Copy {
  const open = all.filter(({ status }) => status !== 'CANCELLED' && status !== 'REJECTED');
  const moment = momentsOf(left.local, series.timeZone).startsAt?.getTime() ?? 0;
  const distance = ({ startsAt }: Booking) => Math.abs(startsAt.getTime() - moment);
  const [template] = open.toSorted((a, b) => distance(a) - distance(b));
  // What took place before it was called off does not keep it alive.
  const isCalledOff = all.length > open.length && open.every(({ status }) => status === 'COMPLETED');
  if (!template || isCalledOff)
    return refuse('date', 'All other dates of this series are cancelled or over. Book this one by itself.');
  return {
    template,
    roomId: template.kind === 'ROOM' ? (roomId ?? usualRoom(open) ?? template.requestedRoomId) : null,
  };
}

/** The one in which most of the series takes place: a date that was put elsewhere does not set the rule. */
function usualRoom(bookings: readonly Booking[]): string | null {
  const counts = Map.groupBy(
    bookings.flatMap(({ roomId }) => roomId ?? []),
    (id) => id,
  );
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null;
}

/** It is a new one: of setup and teardown it has what a boss set for the one beside it, and else what its room has. */
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

type Placed = { readonly roomId: string | null; readonly startsAt: Date; readonly endsAt: Date };

/** A new booking like the one beside it, asked for by the same person. A rental of that one's is its own. */
function copyOf(
  { clock }: Context,
  template: Booking,
  claim: Claim | null,
  { roomId, startsAt, endsAt }: Placed,
): Prisma.BookingUncheckedCreateInput {
  const {
    id: _id,
    reference: _reference,
    version: _version,
    bossNotes: _bossNotes,
    statusReason: _reason,
    offSite: _offSite,
    updatedAt: _updatedAt,
    ...facts
  } = template;
  return {
    ...facts,
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
