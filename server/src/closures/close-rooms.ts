import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { bookingsById } from '../bookings/bookings-table.ts';
import { underLocks } from '../bookings/changing/under-locks.ts';
import type { Claim } from '../bookings/placing/claims.ts';
import { displace } from '../bookings/placing/displace.ts';
import { tooFarAhead } from '../bookings/horizon.ts';
import { intervalProblem, moment } from '../bookings/input.ts';
import { noTurnaround } from '../bookings/turnaround.ts';
import type { Room } from '../generated/prisma/client.ts';
import { mustBeAllowed } from '../people/rights/policy.ts';
import type { Context } from '../platform/context.ts';
import { insertInto } from '../platform/database/table.ts';
import {
  creationRequest,
  type EarlierCreation,
  earlierCreation,
  findMadeBefore,
  idsMadeBy,
  rememberCreation,
} from '../platform/idempotency.ts';
import type { Query } from '../platform/database/statement.ts';
import { line, parse, refuse } from '../platform/input.ts';
import { figure } from '../platform/limit-row.ts';
import { findRooms } from '../resources/rooms.ts';
import { closureBounds } from './closure-bounds.ts';
import { closuresTable } from './closures-table.ts';

const closeRoomsInput = z
  .object({
    roomIds: z
      .array(z.string())
      .min(1, 'Name at least one room.')
      .max(closureBounds.closedRooms.value, `At most ${figure(closureBounds.closedRooms)} rooms.`),
    startsAt: moment,
    endsAt: moment,
    reason: line('A reason', closureBounds.closureReason),
    displaceBookingIds: z
      .array(z.string())
      .max(closureBounds.givingWay.value, `At most ${figure(closureBounds.givingWay)} bookings.`)
      .nullish(),
  })
  .superRefine(({ startsAt, endsAt }, context) => {
    const problem = intervalProblem(startsAt, endsAt);
    if (problem) context.addIssue({ code: 'custom', path: ['endsAt'], message: problem });
  });
export type CloseRoomsInput = z.input<typeof closeRoomsInput> & {
  readonly idempotencyKey?: string | null | undefined;
};

export type ClosedRooms = {
  readonly closureId: string;
  readonly displacedIds: readonly string[];
  /** Whether an earlier request with the same key closed them. */
  readonly repeated: boolean;
};

/**
 * Closes rooms for a while. Bookings in the way are a refusal, except those that are named: they go back to PENDING in
 * the same transaction (docs/domain.md, "Closures").
 * @throws RoomTakenError InvalidInputError NotAllowedError WrongStatusError BusyError IdempotencyMismatchError
 */
export async function closeRooms(context: Context, rawInput: CloseRoomsInput): Promise<ClosedRooms> {
  const viewer = mustBeAllowed(context.viewer, 'room:close');
  const request = creationRequest(viewer, 'closeRooms', rawInput);
  const now = context.clock();
  const { startsAt, endsAt, reason, ...input } = parse(closeRoomsInput, rawInput);
  const madeBefore = await findMadeBefore(context.db, request, now);
  if (madeBefore) return closedBefore(madeBefore);
  if (endsAt <= now) refuse('endsAt', 'This has already ended.');
  const tooFar = tooFarAhead(context, { startsAt, endsAt }, null, 'Rooms can be closed');
  if (tooFar) refuse(tooFar.path, tooFar.message);
  const roomIds = [...new Set(input.roomIds)];
  const displacedIds = [...new Set(input.displaceBookingIds ?? [])].toSorted();
  const rooms = await findRooms(context, roomIds);
  const claims = roomIds.map((id) => {
    const index = input.roomIds.indexOf(id);
    const room = rooms.get(id) ?? refuse(`roomIds.${index}`, 'There is no such room.');
    if (!room.active) refuse(`roomIds.${index}`, `${room.name} is retired: it can’t be booked.`);
    return claimOf(room, index, startsAt, endsAt);
  });

  const closureId = randomUUID();
  return underLocks<Reading, ClosedRooms>(
    context,
    { cause: 'closeRooms', reason, at: { bookings: displacedIds, rooms: roomIds, request } },
    {
      // The first look was a moment ago.
      read: (forUpdate) => ({
        earlier: forUpdate && request ? earlierCreation(request, now) : null,
        displaced: bookingsById(forUpdate ? 'ForUpdate' : '', displacedIds),
      }),
      decide: ({ earlier: [earlier], displaced }) =>
        earlier
          ? { nothingToDo: closedBefore(idsMadeBy(earlier)) }
          : {
              locks: {
                bookings: displacedIds,
                rooms: [...roomIds, ...displaced.flatMap(({ roomId }) => roomId ?? [])],
                request,
              },
              claims,
              givingWay: displaced.map(({ id }) => id),
              write: (inTheWay) => [
                ...displace(context.viewer, {
                  displacedIds,
                  visibleBookings: displaced,
                  inTheWay,
                  reason,
                  cause: 'closeRooms',
                }),
                insertInto(closuresTable, [
                  { id: closureId, roomIds, startsAt, endsAt, reason, createdById: viewer.userId, createdAt: now },
                ]),
                ...rememberCreation(request, [closureId, ...displacedIds], now),
              ],
              result: { closureId, displacedIds, repeated: false },
            },
    },
  );
}

type Reading = {
  readonly earlier: Query<EarlierCreation> | null;
  readonly displaced: ReturnType<typeof bookingsById>;
};

function closedBefore([closureId = '', ...displacedIds]: readonly string[]): ClosedRooms {
  return { closureId, displacedIds, repeated: true };
}

function claimOf(room: Room, index: number, startsAt: Date, endsAt: Date): Claim {
  return {
    index,
    path: `roomIds.${index}`,
    room,
    startsAt,
    endsAt,
    ...noTurnaround,
    attendees: 0,
    onlyHere: true,
  };
}
