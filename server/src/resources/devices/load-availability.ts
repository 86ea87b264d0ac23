import type { DeviceKind } from '../../generated/prisma/enums.ts';
import { column, integer, json, type Runner, statement, uuid } from '../../platform/database/statement.ts';
import { availabilityIn, type DeviceAvailability, type DeviceSupply, type DeviceWish } from './availability.ts';

/** A window, and what is left out of its figures: a booking that is to be moved, the request that is to be filled. */
export type AvailabilityWindow = {
  readonly from: Date;
  readonly to: Date;
  readonly withoutBookingId?: string | null | undefined;
  readonly withoutRequestId?: string | null | undefined;
};

const deviceChanges = statement(
  'deviceChanges',
  {
    categoryId: uuid.orNull,
    kind: column<DeviceKind>('device_kind').orNull,
    total: integer,
    pickable: integer,
    /** Four numbers for each change: its moment in seconds, and how many more are assigned, down, late. */
    changes: json<number[]>(),
    /** Three numbers for each wish: from and to in seconds, and how many. */
    wishes: json<number[]>(),
  },
  `select category_id as "categoryId", kind, total, pickable, changes, wishes
   from device_changes($1::timestamptz, $2::timestamptz, $3::timestamptz, $4::uuid, $5::uuid)`,
);

/**
 * Loads how many devices can be promised in a window, for each wish: the figures of its worst moment, the same whoever
 * asks. Of a window that has begun it counts what is still to come; one that is over it takes as it was. Null for a
 * category that is not there.
 */
export async function loadDeviceAvailabilities(
  { db, clock }: { readonly db: Runner; readonly clock: () => Date },
  { from, to, withoutBookingId = null, withoutRequestId = null }: AvailabilityWindow,
  wishes: readonly DeviceWish[],
): Promise<(DeviceAvailability | null)[]> {
  const now = clock();
  const window = { from: from < now && now < to ? now : from, to };
  const rows = await db.run(deviceChanges(window.from, window.to, now, withoutBookingId, withoutRequestId));
  const supplies = rows.map((row): DeviceSupply => ({
    ...row,
    pickable: row.pickable ?? 0,
    changes: grouped(row.changes, 4).map(([at = 0, assigned = 0, down = 0, late = 0]) => ({
      at: msOf(at),
      assigned,
      down,
      late,
    })),
    wishes: grouped(row.wishes, 3).map(([start = 0, end = 0, quantity = 0]) => ({
      from: msOf(start),
      to: msOf(end),
      quantity,
    })),
  }));
  return availabilityIn(supplies, window, wishes);
}

function msOf(seconds: number): number {
  return Math.round(seconds * 1_000);
}

function grouped(numbers: readonly number[], size: number): number[][] {
  return Array.from({ length: numbers.length / size }, (_, index) => numbers.slice(index * size, (index + 1) * size));
}
