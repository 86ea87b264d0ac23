import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { updateEach } from '../../platform/database/table.ts';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../platform/errors.ts';
import { refuse } from '../../platform/input.ts';
import { bookingsTable, bookingsById } from '../bookings-table.ts';
import { type Claim, claimsOutOfUse, explain, findObstacles } from '../placing/claims.ts';
import { findMeetings, type Meeting } from '../placing/meetings.ts';
import {
  type BookingRefusal,
  BulkRefusedError,
  type RefusalKind,
  StaleBookingError,
  WrongStatusError,
} from '../errors.ts';
import type { ActionName } from '../policy.ts';
import { type BookingRef, type ChangedBookings, check, type Plan } from '../changing/change-booking.ts';
import { type Outcome, underLocks } from '../changing/under-locks.ts';

/** One booking of several, and the id that the caller gave for it. */
export type NamedRef = BookingRef & { readonly globalId: string };

export type Changes = {
  readonly action: ActionName;
  readonly cause: string;
  readonly refs: readonly NamedRef[];
  /** The field of the input that lists them. */
  readonly path: 'assignments' | 'bookings';
  readonly reason?: string;
  readonly dryRun?: boolean | null | undefined;
  /** The rooms that the change is known to concern before the bookings are read. */
  readonly roomIds?: readonly string[];
  /**
   * Called again when bookings changed before the locks were taken. A claim is identified by the index of its booking.
   */
  readonly plan: (booking: Booking, index: number) => Plan;
};

type PlannedBooking = { readonly booking: Booking; readonly plan: Plan };
type Fault = {
  readonly index: number;
  readonly kind: RefusalKind;
  readonly message: string;
  readonly collidesWith?: number;
};

/** The faults of a request, and the claims of what could go on. */
type Problems = { readonly faults: readonly Fault[]; readonly claims: readonly Claim[] };
export const mostAtOnce = 200;

/**
 * Changes several bookings in one transaction, all or none. Another transaction with an overlapping set waits at the
 * first lock that both need, and then sees what the first one did.
 * @returns the keys of the bookings, in the order in which they were named
 * @throws BulkRefusedError with everything that stood in the way; InvalidInputError BusyError
 */
export async function changeBookings(context: Context, changes: Changes): Promise<Outcome<ChangedBookings>> {
  const { refs, cause, reason, dryRun, roomIds = [] } = changes;
  if (refs.length === 0 || refs.length > mostAtOnce)
    refuse(changes.path, `Name at least one booking, and at most ${mostAtOnce}.`);
  const ids = refs.map(({ bookingId }) => bookingId);
  return underLocks(
    context,
    { cause, reason, dryRun, at: { bookings: ids, rooms: roomIds } },
    {
      read: (forUpdate) => ({ found: bookingsById(forUpdate ? 'ForUpdate' : '', ids) }),
      decide: async ({ found }) => {
        const { planned, faults } = planAll(context, changes, found);
        const claims = planned.flatMap(({ plan }) => plan.claim ?? []);
        const meetings = faults.length > 0 ? [] : await findMeetings(context.db, claims);
        if (faults.length + meetings.length > 0) return { refusal: () => refusalOf(context, refs, { faults, claims }) };
        return {
          locks: {
            bookings: ids,
            rooms: [...found.map(({ roomId }) => roomId), ...claims.map(({ room }) => room.id)].filter(
              (id) => id !== null,
            ),
          },
          claims,
          without: ids,
          write: () =>
            updateEach(
              bookingsTable,
              planned.map(({ booking, plan }) => ({ id: booking.id, changes: plan.data })),
            ),
          result: { bookingIds: ids },
        };
      },
      whyTaken: (claims, takenIndexes) => refusalOf(context, refs, { faults: [], claims }, takenIndexes),
      whyOutOfUse: async (claims) => refusalOf(context, refs, { faults: await outOfUse(context, claims), claims }),
    },
  );
}

/** Rooms that were taken out of use after they were read and before the write. */
async function outOfUse(context: Context, claims: readonly Claim[]): Promise<Fault[]> {
  return (await claimsOutOfUse(context, claims)).map(({ index, room }) => ({
    index,
    kind: 'INVALID_INPUT',
    message: `${room.name} is retired.`,
  }));
}

/** Plans each booking, and collects every fault of each: nobody corrects a list one by one. */
function planAll(
  context: Context,
  { action, refs, plan }: Changes,
  found: readonly Booking[],
): { readonly planned: readonly PlannedBooking[]; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const planned: PlannedBooking[] = [];
  for (const [index, ref] of refs.entries()) {
    const firstMention = refs.findIndex(({ bookingId }) => bookingId === ref.bookingId);
    const booking = found.find(({ id }) => id === ref.bookingId);
    try {
      if (!booking) throw new NotFoundError('booking');
      check(context, { action, ref }, booking);
      if (firstMention < index)
        faults.push({
          index,
          kind: 'COLLIDES',
          collidesWith: firstMention,
          message: `This is the same booking as number ${firstMention + 1} of the request.`,
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
  return { planned, faults };
}

function kindOf(error: unknown): RefusalKind | null {
  if (error instanceof NotFoundError) return 'NOT_FOUND';
  if (error instanceof NotAllowedError) return 'NOT_ALLOWED';
  if (error instanceof WrongStatusError) return 'WRONG_STATUS';
  if (error instanceof StaleBookingError) return 'STALE';
  return error instanceof InvalidInputError ? 'INVALID_INPUT' : null;
}

/** The fault of two bookings of one request that want a room at the same time: the later one is refused. */
function collision({ earlierClaim, laterClaim }: Meeting): Fault {
  return {
    index: laterClaim.index,
    kind: 'COLLIDES',
    collidesWith: earlierClaim.index,
    message: `${laterClaim.room.name} is assigned to number ${earlierClaim.index + 1} of the same request at that time: choose another room for one of them.`,
  };
}

/** Checks also whether the rooms of faultless bookings are free, so that the refusal names everything at once. */
async function refusalOf(
  context: Context,
  refs: readonly NamedRef[],
  { faults, claims }: Problems,
  takenIndexes: ReadonlySet<number> = new Set(),
): Promise<BulkRefusedError> {
  const obstacles = await findObstacles(context.db, claims, []);
  const inTheWay = new Set([...takenIndexes, ...obstacles.map(({ index }) => index)]);
  const [blocked, free] = [
    claims.filter(({ index }) => inTheWay.has(index)),
    claims.filter(({ index }) => !inTheWay.has(index)),
  ];
  const segments = blocked.length === 0 ? [] : (await explain(context, blocked, [])).segments;
  const collisions = (await findMeetings(context.db, free)).map(collision);
  const refusals = refs.flatMap(({ globalId: bookingId }, index): BookingRefusal[] => {
    const fault = [...faults, ...collisions].find((one) => one.index === index);
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
    // Where there is no segment, the room has become free meanwhile: the next try may well succeed.
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
