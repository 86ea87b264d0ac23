import type { Context } from '../../platform/context.ts';
import { changeBookings, type NamedRef } from './change-bookings.ts';
import type { Outcome } from '../changing/under-locks.ts';
import type { ChangedBookings } from '../changing/change-booking.ts';

/**
 * Tells several clients that all is ready: all of them, or none. Returns the ids in the order they were named.
 * @throws BulkRefusedError InvalidInputError BusyError
 */
export function confirmBookings(
  context: Context,
  { bookings, dryRun }: { readonly bookings: readonly NamedRef[]; readonly dryRun?: boolean | null | undefined },
): Promise<Outcome<ChangedBookings>> {
  return changeBookings(context, {
    action: 'CONFIRM',
    cause: 'confirmBookings',
    refs: bookings,
    dryRun,
    path: 'bookings',
    plan: () => ({ data: { status: 'CONFIRMED', statusReason: null } }),
  });
}
