import type { Booking } from '../../generated/prisma/client.ts';
import type { Viewer } from '../../platform/context.ts';
import { type Query, statement } from '../../platform/database/statement.ts';
import { updateEach } from '../../platform/database/table.ts';
import { parseAt, refuse } from '../../platform/input.ts';
import { bookingsTable } from '../bookings-table.ts';
import { WrongStatusError } from '../errors.ts';
import { reason as reasonInput } from '../input.ts';
import { mustBeAllowedTo } from '../policy.ts';
import { turnaroundWithoutRoom } from '../turnaround.ts';

export type Displacement = {
  /** The bookings that were named as giving way. */
  readonly displacedIds: readonly string[];
  /** Those of them that the viewer sees: a caller cannot name what they do not see. */
  readonly visibleBookings: readonly Booking[];
  readonly inTheWay: ReadonlySet<string>;
  /** For the people whose bookings give way. */
  readonly reason: string;
  /** The action that displaces; its own events follow. */
  readonly cause: string;
};

const nameCause = statement('nameCause', {}, `select from set_config('app.cause', $1, true)`);

/**
 * Sends bookings that are in the way of an action back to PENDING.
 * @throws InvalidInputError NotAllowedError WrongStatusError
 */
export function displace(
  viewer: Viewer | null,
  { displacedIds, visibleBookings, inTheWay, reason, cause }: Displacement,
): readonly Query[] {
  for (const [index, id] of displacedIds.entries()) {
    const booking = visibleBookings.find((one) => one.id === id);
    if (!booking || !inTheWay.has(id)) return refuse(`displaceBookingIds.${index}`, 'This booking is not in the way.');
    mustBeAllowedTo(viewer, 'ASSIGN_ROOM', booking);
    if (booking.status === 'COMPLETED') throw new WrongStatusError(booking.status, ['ROOM_ASSIGNED', 'CONFIRMED']);
  }
  if (displacedIds.length === 0) return [];
  const displaced = visibleBookings
    .filter(({ id }) => displacedIds.includes(id))
    .map((booking) => ({
      id: booking.id,
      changes: {
        status: 'PENDING',
        roomId: null,
        ...turnaroundWithoutRoom(booking),
        statusReason: reason,
      } as const,
    }));
  // The events of displaced bookings say so, whatever the action is called.
  return [nameCause('displaceBooking'), ...updateEach(bookingsTable, displaced), nameCause(cause)];
}

/** @throws InvalidInputError naming the field `reason` */
export function parsedReason(reason: string | null | undefined): string {
  return parseAt('reason', reasonInput, reason ?? '');
}
