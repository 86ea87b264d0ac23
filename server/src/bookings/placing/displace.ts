import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { sqlIn } from '../../platform/database/sql-in.ts';
import { parseAt, refuse } from '../../platform/input.ts';
import { type Claim, standing, Taken } from './claims.ts';
import { WrongStatusError } from '../errors.ts';
import { reason as reasonInput } from '../input.ts';
import { bookingColumns } from '../bookings-table.ts';
import { mustBeAllowedTo } from '../policy.ts';
import { turnaroundWithoutRoom } from '../turnaround.ts';

export type Displacement = {
  readonly claims: readonly Claim[];
  readonly displacedIds: readonly string[];
  /** For the people whose bookings give way. */
  readonly reason: string;
  /** Bookings that are not in the way: the one that moves in. */
  readonly without: readonly string[];
  /** The action that displaces; its own events follow. */
  readonly cause: string;
};

/**
 * Clears rooms of the bookings named, and of none besides: they go back to PENDING. Needs the locks of those bookings
 * and their rooms.
 * @throws Taken InvalidInputError NotAllowedError WrongStatusError
 */
export async function displace(
  { viewer }: Context,
  tx: Transaction,
  { claims, displacedIds, reason, without, cause }: Displacement,
): Promise<void> {
  const inTheWay = new Set((await standing(sqlIn(tx), claims, without)).map((row) => row.bookingId));
  // What the viewer does not see cannot be named: it is as if it were not there.
  const rows = await sqlIn(tx)<Booking>(
    'lockDisplaced',
    `select ${bookingColumns} from bookings b where b.id = any ($1::uuid[]) order by b.id for update`,
    [displacedIds],
  );
  // A closure gives way to nobody: its id is null.
  if ([...inTheWay].some((id) => !rows.some((row) => row.id === id))) throw new Taken(claims, without);
  for (const [index, id] of displacedIds.entries()) {
    const booking = rows.find((row) => row.id === id);
    if (!booking || !inTheWay.has(id))
      return refuse(`displaceBookingIds.${index}`, 'This booking does not stand in the way.');
    mustBeAllowedTo(viewer, 'ASSIGN_ROOM', booking);
    if (booking.status === 'COMPLETED') throw new WrongStatusError(booking.status, ['ROOM_ASSIGNED', 'CONFIRMED']);
  }
  if (rows.length === 0) return;
  // The events of those that give way say so, whatever the action is called.
  await tx.$executeRawUnsafe(`select /* nameCause */ set_config('app.cause', 'displaceBooking', true)`);
  for (const [, alike] of Map.groupBy(rows, (row) => JSON.stringify(turnaroundWithoutRoom(row)))) {
    const data = {
      status: 'PENDING',
      roomId: null,
      ...turnaroundWithoutRoom(alike[0] as Booking),
      statusReason: reason,
    } as const;
    await tx.booking.updateMany({ where: { id: { in: alike.map(({ id }) => id) } }, data });
  }
  await tx.$executeRawUnsafe(`select /* nameCause */ set_config('app.cause', $1, true)`, cause);
}

/** @throws InvalidInputError naming the field `reason` */
export function parsedReason(reason: string | null | undefined): string {
  return parseAt('reason', reasonInput, reason ?? '');
}
