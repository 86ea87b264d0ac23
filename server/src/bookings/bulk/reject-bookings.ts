import type { Context } from '../../platform/context.ts';
import { parse } from '../../platform/input.ts';
import { changeBookings, type NamedRef } from './change-bookings.ts';
import type { Outcome } from '../changing/under-locks.ts';
import { reasonOnly } from '../input.ts';
import type { ChangedBookings } from '../changing/change-booking.ts';

/**
 * Rejects several ghosts for one reason: all of them, or none. Returns the ids in the order they were named.
 * @throws BulkRefusedError InvalidInputError BusyError
 */
export async function rejectBookings(
  context: Context,
  input: {
    readonly bookings: readonly NamedRef[];
    readonly reason: string;
    readonly dryRun?: boolean | null | undefined;
  },
): Promise<Outcome<ChangedBookings>> {
  const { reason } = parse(reasonOnly, { reason: input.reason });
  return changeBookings(context, {
    action: 'REJECT',
    cause: 'rejectBookings',
    refs: input.bookings,
    dryRun: input.dryRun,
    path: 'bookings',
    reason,
    plan: () => ({ data: { status: 'REJECTED', statusReason: reason } }),
  });
}
