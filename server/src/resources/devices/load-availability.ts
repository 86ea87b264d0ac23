import type { DeviceKind } from '../../generated/prisma/enums.ts';
import {
  column,
  integer,
  json,
  type RowOf,
  type Runner,
  statement,
  text,
  timestamptz,
  uuid,
} from '../../platform/database/statement.ts';
import { availabilityIn, type DeviceAvailability, type DeviceSupply, type DeviceWish } from './availability.ts';

/** A window, and what is left out of its figures: a booking that is to be moved, the request that is to be filled. */
export type AvailabilityWindow = {
  readonly from: Date;
  readonly to: Date;
  readonly withoutBookingId?: string | null | undefined;
  readonly withoutRequestId?: string | null | undefined;
};

const supplyColumns = {
  categoryId: uuid.orNull,
  kind: column<DeviceKind>('device_kind').orNull,
  /** Four numbers for each change: its moment in seconds, and how many more are assigned, down, late. */
  changes: json<number[]>(),
  /** Three numbers for each wish: from and to in seconds, and how many. */
  wishes: json<number[]>(),
};

const deviceChanges = statement(
  'deviceChanges',
  supplyColumns,
  `select category_id as "categoryId", kind, changes, wishes
   from device_changes($1::timestamptz, $2::timestamptz, $3::timestamptz, $4::uuid, $5::uuid)`,
);

const totalColumns = { total: integer.orNull, pickable: integer.orNull };

const deviceTotals = statement(
  'deviceTotals',
  { categoryId: uuid, ...totalColumns },
  `select category_id as "categoryId", total, pickable
   from device_totals($1::timestamptz, $2::timestamptz, $3::timestamptz, $4::uuid)`,
);

/** $1 the first day, $2 the last, $3 the moment: of the day on which that is, what is still to come. */
const deviceChangesByDay = statement(
  'deviceChangesByDay',
  { ...supplyColumns, ...totalColumns, date: text, from: timestamptz, to: timestamptz },
  `select to_char(day, 'YYYY-MM-DD') as date, w.starts as "from", w.ends as "to", c.category_id as "categoryId", c.kind, t.total, t.pickable, c.changes, c.wishes
   from generate_series($1::date::timestamp, $2::date::timestamp, interval '1 day') day
     cross join lateral (select end_of_day(day::date - 1) as begins, end_of_day(day::date) as ends) d
     cross join lateral (select case when d.begins < $3::timestamptz and $3::timestamptz < d.ends then $3::timestamptz else d.begins end as starts, d.ends) w
     cross join lateral device_changes(w.starts, w.ends, $3::timestamptz, null, null) c
     left join lateral device_totals(w.starts, w.ends, $3::timestamptz, null) t on t.category_id = c.category_id
   order by day`,
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
  // Each of them takes as long as the other, on a connection of its own.
  const [rows, totals] = await Promise.all([
    db.run(deviceChanges(window.from, window.to, now, withoutBookingId, withoutRequestId)),
    db.run(deviceTotals(window.from, window.to, now, withoutBookingId)),
  ]);
  const totalsOf = new Map(totals.map(({ categoryId, ...figures }) => [categoryId, figures]));
  const none = { total: 0, pickable: 0 };
  return availabilityIn(
    rows.map((row) =>
      supplyOf({ ...row, ...(row.categoryId === null ? none : (totalsOf.get(row.categoryId) ?? none)) }),
    ),
    window,
    wishes,
  );
}

/**
 * Loads how many devices of one wish can be promised on each day of the facility: the figures of its worst moment. Null
 * for a category that is not there.
 */
export async function loadAvailabilityByDay(
  { db, clock }: { readonly db: Runner; readonly clock: () => Date },
  { from, to }: { readonly from: string; readonly to: string },
  wish: DeviceWish,
): Promise<{ readonly date: string; readonly availability: DeviceAvailability }[] | null> {
  const rows = await db.run(deviceChangesByDay(from, to, clock()));
  const days = [];
  for (const [date, ofDay] of Map.groupBy(rows, (row) => row.date)) {
    const [first] = ofDay;
    const [availability] = first ? availabilityIn(ofDay.map(supplyOf), first, [wish]) : [];
    if (!availability) return null;
    days.push({ date, availability });
  }
  return days;
}

function supplyOf({
  categoryId,
  kind,
  total,
  pickable,
  ...row
}: RowOf<typeof supplyColumns & typeof totalColumns>): DeviceSupply {
  return {
    categoryId,
    kind,
    total: total ?? 0,
    pickable: pickable ?? 0,
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
  };
}

function msOf(seconds: number): number {
  return Math.round(seconds * 1_000);
}

function grouped(numbers: readonly number[], size: number): number[][] {
  return Array.from({ length: numbers.length / size }, (_, index) => numbers.slice(index * size, (index + 1) * size));
}
