import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { updateEach } from '../../platform/database/table.ts';
import { InvalidInputError, NotAllowedError, NotFoundError } from '../../platform/errors.ts';
import { refuse } from '../../platform/input.ts';
import { bookingsTable, bookingsById } from '../bookings-table.ts';
import { type Claim, claimsOutOfUse, explain, findStanding } from '../placing/claims.ts';
import { findMeetings, type Meeting } from '../placing/meetings.ts';
import {
  type BookingRefusal,
  BulkRefusedError,
  type RefusalKind,
  StaleBookingError,
  WrongStatusError,
} from '../errors.ts';
import type { ActionName } from '../policy.ts';
import { type BookingRef, check, type Plan } from './change-booking.ts';
import { type Outcome, underLocks } from './under-locks.ts';

/** One of several, and how the caller named it. */
export type NamedRef = BookingRef & { readonly named: string };

export type Changes = {
  readonly action: ActionName;
  readonly cause: string;
  readonly refs: readonly NamedRef[];
  /** Where the input names them. */
  readonly path: 'assignments' | 'bookings';
  readonly reason?: string;
  readonly dryRun?: boolean | null | undefined;
  /** The rooms that it is known to be about before the bookings are read. */
  readonly roomIds?: readonly string[];
  /** Called again when bookings changed before the locks were there. A claim is known by the place of its booking. */
  readonly plan: (booking: Booking, index: number) => Plan;
};

type Planned = { readonly booking: Booking; readonly plan: Plan };
type Fault = {
  readonly index: number;
  readonly kind: RefusalKind;
  readonly message: string;
  readonly collidesWith?: number;
};

/** What is wrong with a request, and what of it could go on. */
type Problems = { readonly faults: readonly Fault[]; readonly claims: readonly Claim[] };

export type ChangedBookings = { readonly bookingIds: readonly string[] };

export const mostAtOnce = 200;

/**
 * Several bookings in one transaction, all or none. Whoever changes an overlapping set waits at the first lock that both
 * need, and then finds what the other one did.
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
      whyTaken: (claims, taken) => refusalOf(context, refs, { faults: [], claims }, taken),
      whyOutOfUse: async (claims) => refusalOf(context, refs, { faults: await outOfUse(context, claims), claims }),
    },
  );
}

/** Rooms that somebody took out of use between the look at them and the write. */
async function outOfUse(context: Context, claims: readonly Claim[]): Promise<Fault[]> {
  return (await claimsOutOfUse(context, claims)).map(({ index, room }) => ({
    index,
    kind: 'INVALID_INPUT',
    message: `${room.name} is out of use.`,
  }));
}

/** What becomes of each booking, and what is wrong with each, whatever it is: nobody mends a list one by one. */
function planAll(
  context: Context,
  { action, refs, plan }: Changes,
  found: readonly Booking[],
): { readonly planned: readonly Planned[]; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const planned: Planned[] = [];
  for (const [index, ref] of refs.entries()) {
    const earlier = refs.findIndex(({ bookingId }) => bookingId === ref.bookingId);
    const booking = found.find(({ id }) => id === ref.bookingId);
    try {
      if (!booking) throw new NotFoundError('booking');
      check(context, { action, ref }, booking);
      if (earlier < index)
        faults.push({
          index,
          kind: 'COLLIDES',
          collidesWith: earlier,
          message: `This is the same booking as number ${earlier + 1} of the request.`,
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

/** What is said of the bookings of one request that want a room at the same time: the later one is refused. */
function collision({ earlier, later }: Meeting): Fault {
  return {
    index: later.index,
    kind: 'COLLIDES',
    collidesWith: earlier.index,
    message: `${later.room.name} goes to number ${earlier.index + 1} of the same request at that time: choose another room for one of them.`,
  };
}

/** Also of those whose booking is well, whether their room is free: everything is told at once. */
async function refusalOf(
  context: Context,
  refs: readonly NamedRef[],
  { faults, claims }: Problems,
  taken: ReadonlySet<number> = new Set(),
): Promise<BulkRefusedError> {
  const standing = await findStanding(context.db, claims, []);
  const inTheWay = new Set([...taken, ...standing.map(({ index }) => index)]);
  const [blocked, free] = [
    claims.filter(({ index }) => inTheWay.has(index)),
    claims.filter(({ index }) => !inTheWay.has(index)),
  ];
  const segments = blocked.length === 0 ? [] : (await explain(context, blocked, [])).segments;
  const collisions = (await findMeetings(context.db, free)).map(collision);
  const refusals = refs.flatMap(({ named: bookingId }, index): BookingRefusal[] => {
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
    // Gone again by now, where there is no segment: the next try may well succeed.
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
