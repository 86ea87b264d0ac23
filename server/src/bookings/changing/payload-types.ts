import type { Booking, Prisma } from '../../generated/prisma/client.ts';
import { builder } from '../../platform/builder.ts';
import type { RequestContext } from '../../platform/context.ts';
import { withTenant } from '../calendar/calendar-type.ts';
import type { AssignedRoom } from './assign-room.ts';
import type { ChangedBooking } from './change-booking.ts';
import type { CreatedBookings } from './create-bookings.ts';
import type { DryRunOutcome } from './dry-run.ts';
import type { Outcome } from './under-locks.ts';
import type { ChangedBookings } from './change-booking.ts';

type Query = { include?: Prisma.BookingInclude; select?: Prisma.BookingSelect };

/**
 * Reads bookings after a write anew, as the caller may see them and with the selected fields; or takes them from the
 * dry run.
 */
export async function bookingsAfter(
  query: Query,
  ids: readonly string[],
  dryRunOutcome: DryRunOutcome,
  context: RequestContext,
): Promise<Booking[]> {
  const dryRunBookings = ids.flatMap((id) => dryRunOutcome?.get(id) ?? []).map((view) => withTenant(view, context));
  const storedIds = ids.filter((id) => !dryRunOutcome?.has(id));
  const storedBookings =
    storedIds.length === 0
      ? []
      : await context.db.prisma.booking.findMany({
          ...query,
          where: { id: { in: storedIds } },
        } as Prisma.BookingFindManyArgs);
  const bookingsById = new Map([...dryRunBookings, ...storedBookings].map((booking) => [booking.id, booking]));
  return ids.flatMap((id) => bookingsById.get(id) ?? []);
}

export async function theBooking(
  query: Query,
  id: string,
  dryRunOutcome: DryRunOutcome,
  context: RequestContext,
): Promise<Booking> {
  const [booking] = await bookingsAfter(query, [id], dryRunOutcome, context);
  if (!booking) throw new Error('a booking that was written is not to be seen');
  return booking;
}

export function byStart(a: Booking, b: Booking): number {
  return a.startsAt.getTime() - b.startsAt.getTime();
}

export function bookingPayload(name: string) {
  return builder.objectRef<Outcome<ChangedBooking>>(name).implement({
    fields: (t) => ({
      booking: t.prismaField({
        type: 'Booking',
        resolve: (query, { bookingId, dryRunOutcome }, _args, context) =>
          theBooking(query, bookingId, dryRunOutcome, context),
      }),
    }),
  });
}

export function bookingsPayload(name: string, description: string) {
  return builder.objectRef<Outcome<ChangedBookings>>(name).implement({
    fields: (t) => ({
      bookings: t.prismaField({
        type: ['Booking'],
        description,
        resolve: (query, { bookingIds, dryRunOutcome }, _args, context) =>
          bookingsAfter(query, bookingIds, dryRunOutcome, context),
      }),
    }),
  });
}

/** The fields of a payload about a request that may be a repetition. */
type CreatedFields = Parameters<
  NonNullable<Parameters<ReturnType<typeof builder.objectRef<Outcome<CreatedBookings>>>['implement']>[0]['fields']>
>[0];

export function repetitionFields(t: CreatedFields) {
  return {
    repeated: t.exposeBoolean('repeated', {
      description:
        'The idempotencyKey was used for this very request before: nothing was saved now, and the bookings are those of then, as they are now. Look at their status: they may be cancelled.',
    }),
    deleted: t.int({
      description:
        'How many of the bookings made then are gone altogether, and so missing from the list; 0 unless repeated.',
      resolve: async ({ bookingIds, repeated }, _args, { db }) =>
        repeated ? bookingIds.length - (await db.prisma.booking.count({ where: { id: { in: [...bookingIds] } } })) : 0,
    }),
  };
}

export const CreateBookingsPayload = builder.objectRef<Outcome<CreatedBookings>>('CreateBookingsPayload').implement({
  fields: (t) => ({
    bookings: t.prismaField({
      type: ['Booking'],
      description: 'In the order of the segments.',
      resolve: (query, { bookingIds, dryRunOutcome }, _args, context) =>
        bookingsAfter(query, bookingIds, dryRunOutcome, context),
    }),
    ...repetitionFields(t),
  }),
});

export const AssignRoomPayload = builder.objectRef<Outcome<AssignedRoom>>('AssignRoomPayload').implement({
  fields: (t) => ({
    booking: t.prismaField({
      type: 'Booking',
      resolve: (query, { bookingId, dryRunOutcome }, _args, context) =>
        theBooking(query, bookingId, dryRunOutcome, context),
    }),
    displaced: t.prismaField({
      type: ['Booking'],
      description: 'Those that gave way: PENDING again.',
      resolve: async (query, { displacedIds, dryRunOutcome }, _args, context) =>
        (await bookingsAfter(query, displacedIds, dryRunOutcome, context)).toSorted(byStart),
    }),
  }),
});

export const UndoBookingChangePayload = builder
  .objectRef<Outcome<ChangedBooking & ChangedBookings>>('UndoBookingChangePayload')
  .implement({
    fields: (t) => ({
      booking: t.prismaField({
        type: 'Booking',
        resolve: (query, { bookingId, dryRunOutcome }, _args, context) =>
          theBooking(query, bookingId, dryRunOutcome, context),
      }),
      bookings: t.prismaField({
        type: ['Booking'],
        description: 'All that went back with it, itself included, by their start.',
        resolve: async (query, { bookingIds, dryRunOutcome }, _args, context) =>
          (await bookingsAfter(query, bookingIds, dryRunOutcome, context)).toSorted(byStart),
      }),
    }),
  });
