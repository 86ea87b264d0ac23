import type { BookingStatus } from '../../generated/prisma/enums.ts';
import { degreeOf } from '../../people/rights/policy.ts';
import type { Context } from '../../platform/context.ts';
import { integer, joinedStatement, statement, timestamptz, uuid } from '../../platform/database/statement.ts';
import { searchWords } from '../../platform/search-words.ts';
import { roomsTouching } from '../../resources/rooms.ts';

export type BookingFilter = {
  readonly from?: Date | null | undefined;
  readonly to?: Date | null | undefined;
  readonly status?: readonly BookingStatus[] | null | undefined;
  readonly roomIds?: readonly string[] | null | undefined;
  readonly tenantIds?: readonly string[] | null | undefined;
  readonly search?: string | null | undefined;
  readonly mine?: boolean | null | undefined;
};

/** The position of a booking in a list, where the next page begins: a page far back costs what the first one does. */
export type BookingPosition = { readonly startsAt: Date; readonly id: string };

export type BookingPage = {
  readonly after?: BookingPosition | null | undefined;
  readonly before?: BookingPosition | null | undefined;
  readonly limit: number;
  /** From the end of the list, the last one first. */
  readonly backwards?: boolean;
};

/** The requested divisions, or all that the viewer can see. */
function tenantsOf({ viewer }: Pick<Context, 'viewer'>, requestedIds: readonly string[] | null | undefined): string[] {
  return viewer?.tenants.map(({ id }) => id).filter((id) => requestedIds?.includes(id) ?? true) ?? [];
}

/**
 * Finds the positions of the bookings of a filter, by their start. The function in the database reads from its setting
 * which tenants are visible, as row security does; `tenants` is a second check. Contacts are searched only for viewers
 * who see them.
 */
export async function findBookings(
  context: Pick<Context, 'db' | 'viewer'>,
  filter: BookingFilter,
  { after, before, limit, backwards = false }: BookingPage,
): Promise<BookingPosition[]> {
  const [last, bound] = backwards ? [before, after] : [after, before];
  const rows = await context.db.run(
    positions(
      backwards ? 'Backwards' : '',
      ...(await filterValues(context, filter)),
      last?.startsAt ?? null,
      last?.id ?? null,
      limit,
    ),
  );
  // Most callers limit a list at one end only; the other end is cut off here.
  return bound ? rows.filter((row) => (backwards ? compare(row, bound) > 0 : compare(row, bound) < 0)) : rows;
}

/** Counts the bookings of a filter, `most` at most: no further row is looked for. */
export async function countBookings(
  context: Pick<Context, 'db' | 'viewer'>,
  filter: BookingFilter,
  most: number,
): Promise<number> {
  const [row] = await context.db.run(countPositions(...(await filterValues(context, filter)), most));
  return row?.count ?? 0;
}

/** The values of $1 to $9: eight in the order of the function, and what may be a serial number. */
async function filterValues(context: Pick<Context, 'db' | 'viewer'>, filter: BookingFilter): Promise<unknown[]> {
  const { viewer } = context;
  const tenants = tenantsOf(context, filter.tenantIds);
  // Blanks search for nothing. A reference is one word in the database, with or without its sign. The line breaks keep
  // the database from joining what was typed as two words.
  const typed = filter.search?.replaceAll('\0', ' ').trim() ?? '';
  const search = typed === '' ? null : searchWords(typed.replace(/\bbk-/gi, 'bk')).join('\n');
  const rooms = filter.roomIds ? [...(await roomsTouching(context, filter.roomIds))] : null;
  return [
    search,
    tenants.filter((id) => degreeOf(viewer, id) === 'full'),
    tenants,
    filter.to ?? null,
    filter.from ?? null,
    filter.status ?? null,
    rooms,
    filter.mine === true ? (viewer?.userId ?? null) : null,
    search === null ? null : typed,
  ];
}

function compare(one: BookingPosition, other: BookingPosition): number {
  return one.startsAt.getTime() - other.startsAt.getTime() || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

/** The bookings for which a device is planned or was handed out, by its whole serial number. Row security says which. */
const withDevice = `select b.id, b.starts_at from devices d join device_assignments a on a.device_id = d.id and a.released_at is null join bookings b on b.id = a.booking_id
  where device_code(d.serial_number) = device_code($9::text) and b.tenant_id = any ($3::uuid[])
    and coalesce(b.starts_at < $4::timestamptz, true) and coalesce(b.ends_at > $5::timestamptz, true) and coalesce(b.status = any ($6::booking_status[]), true)
    and coalesce(b.room_id = any ($7::uuid[]), $7 is null) and coalesce(b.requester_id = $8::uuid, true)`;

const positions = joinedStatement('findBookings', { id: uuid, startsAt: timestamptz }, ['', 'Backwards'], (way) => {
  const direction = way === 'Backwards' ? 'desc' : 'asc';
  const beyond = way === 'Backwards' ? '<' : '>';
  return `
  select booking_id as id, starts_at as "startsAt"
  from find_bookings($1, $2::uuid[], $3::uuid[], $4, $5, $6::booking_status[], $7::uuid[], $8::uuid, $10, $11::uuid, ${String(direction === 'desc')}, $12)
  union
  ${withDevice} and ($11::uuid is null or (b.starts_at, b.id) ${beyond} ($10::timestamptz, $11::uuid))
  order by "startsAt" ${direction}, id ${direction} limit $12`;
});

const countPositions = statement(
  'countBookings',
  { count: integer },
  `select count(*)::int as count from (
     select booking_id as id, starts_at
     from find_bookings($1, $2::uuid[], $3::uuid[], $4, $5, $6::booking_status[], $7::uuid[], $8::uuid, null, null, false, $10)
     union
     ${withDevice} limit $10
   ) found`,
);
