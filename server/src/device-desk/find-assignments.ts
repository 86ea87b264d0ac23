import type { DeviceAssignment } from '../generated/prisma/client.ts';
import { inVisibleTenants, visibleTenantIds } from '../bookings/queries.ts';
import { byKey } from '../platform/batched.ts';
import type { Context } from '../platform/context.ts';
import { integer, joinedStatement, text, uuid } from '../platform/database/statement.ts';
import { pageOfListed, pageValues, type Placed, type PlacedPage } from '../platform/placed-page.ts';
import { searchPieces } from '../platform/search-words.ts';

/** What the day brings at the desk. */
export type DeskList = 'TO_HAND_OUT' | 'OUT' | 'TO_BRING_BACK' | 'LATE';

export type PlacedAssignment = DeviceAssignment & Placed;

const isOut = 'a.handed_out_at is not null and a.returned_at is null';
/** Today ends where the facility is. */
const tonight = 'end_of_day(($5::timestamptz at time zone facility_zone())::date)';

const conditions: Readonly<Record<DeskList, string>> = {
  TO_HAND_OUT: `a.handed_out_at is null and a.released_at is null and greatest(b.starts_at, a.not_before) < ${tonight} and w.due > $5::timestamptz
      and (b.status in ('ROOM_ASSIGNED', 'CONFIRMED') or (b.kind = 'DEVICES_ONLY' and b.status = 'PENDING'))`,
  OUT: isOut,
  TO_BRING_BACK: `${isOut} and w.due > $5::timestamptz and w.due <= ${tonight}`,
  LATE: `${isOut} and w.due <= $5::timestamptz`,
};

function listed(list: DeskList): string {
  const by = list === 'TO_HAND_OUT' ? 'b.starts_at' : list === 'OUT' ? 'b.starts_at' : 'w.due';
  return `with listed as (
    select a.id, (to_char(${by} at time zone 'UTC', 'YYYYMMDDHH24MISSMS') || lpad(coalesce(r.position, 0)::text, 6, '0') || b.id || serial_order(d.serial_number) || ' ' || a.id) collate "C" as place
    from device_assignments a join bookings b on b.id = a.booking_id join devices d on d.id = a.device_id left join rooms r on r.id = b.room_id left join rentals n on n.id = a.rental_id
      cross join lateral (select assignment_due(a, b.ends_at, n.due_on) as due) w
    where $5::timestamptz is not null and a.tenant_id = any ($7::uuid[]) and ${conditions[list]} and ($6::text[] is null or not exists (
      select from unnest($6::text[]) p (piece), search_words(concat_ws(' ', b.client_name, b.reference, r.name, d.serial_number, d.name, a.taken_by, n.number)) s (words)
      where position(p.piece in s.words) = 0))
  )`;
}

const lists = ['TO_HAND_OUT', 'OUT', 'TO_BRING_BACK', 'LATE'] as const;
const assignmentsListed = joinedStatement(
  'deviceAssignments',
  { id: uuid, listPlace: text },
  lists,
  (list) => listed(list) + pageOfListed,
);
const assignmentsCounted = joinedStatement(
  'deviceAssignmentsCounted',
  { count: integer },
  lists,
  // Its parameters keep their numbers.
  (list) =>
    `${listed(list)} select count(*)::integer as count from listed where num_nulls($1::text, $2::text, $3::text, $4::text) = 4`,
);

function valuesOf(context: Pick<Context, 'clock' | 'viewer'>, search: string | null | undefined): readonly unknown[] {
  return [context.clock(), searchPieces(search), visibleTenantIds(context)];
}

/** By start or due, then room, booking and serial number. */
export async function findAssignments(
  context: Pick<Context, 'db' | 'clock' | 'viewer'>,
  list: DeskList,
  search: string | null | undefined,
  page: PlacedPage,
): Promise<PlacedAssignment[]> {
  const found = await context.db.run(assignmentsListed(list, ...pageValues(page), ...valuesOf(context, search)));
  const rows = byKey(
    await context.db.prisma.deviceAssignment.findMany({
      where: { id: { in: found.map(({ id }) => id) }, ...inVisibleTenants(context) },
    }),
  );
  return found.flatMap(({ id, listPlace }) => {
    const assignment = rows.get(id);
    return assignment ? { ...assignment, listPlace } : [];
  });
}

export async function countAssignments(
  context: Pick<Context, 'db' | 'clock' | 'viewer'>,
  list: DeskList,
  search: string | null | undefined,
): Promise<number> {
  const [row] = await context.db.run(assignmentsCounted(list, null, null, null, null, ...valuesOf(context, search)));
  return row?.count ?? 0;
}
