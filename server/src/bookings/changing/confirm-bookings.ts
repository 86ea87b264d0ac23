import type { Context } from '../../platform/context.ts';
import { changeBookings, type NamedRef } from './change-bookings.ts';

/**
 * Tells several clients that all is ready: all of them, or none. Gives back the ids in the order they were named.
 * @throws BulkRefusedError InvalidInputError BusyError
 */
export function confirmBookings(
  context: Context,
  { bookings }: { readonly bookings: readonly NamedRef[] },
): Promise<string[]> {
  return changeBookings(context, {
    action: 'CONFIRM',
    cause: 'confirmBookings',
    refs: bookings,
    path: 'bookings',
    plan: () => ({ data: { status: 'CONFIRMED', statusReason: null } }),
  });
}
