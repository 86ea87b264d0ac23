import type { Rental } from '../generated/prisma/client.ts';
import { inVisibleTenants, visibleTenantIds } from '../bookings/queries.ts';
import { byKey } from '../platform/batched.ts';
import type { Context } from '../platform/context.ts';
import { statement, text, uuid } from '../platform/database/statement.ts';
import { pageOfListed, pageValues, type Placed, type PlacedPage } from '../platform/placed-page.ts';
import { searchPieces } from '../platform/search-words.ts';

export type PlacedRental = Rental & Placed;

/** $5 the moment, $6 whether overdue, $7 pieces of a search, $8 divisions. */
const rentalsListed = statement(
  'rentalsListed',
  { id: uuid, listPlace: text },
  `
  with listed as (
    select r.id, (to_char(r.due_on, 'YYYYMMDD') || ' ' || r.id) collate "C" as place
    from rentals r join bookings b on b.id = r.booking_id
    where r.tenant_id = any ($8::uuid[]) and exists (select from device_assignments a where a.rental_id = r.id and a.released_at is null and a.returned_at is null
        and (a.handed_out_at is not null or (b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and end_of_day(r.due_on) > $5::timestamptz)))
      and ($6::boolean is null or $6::boolean = (end_of_day(r.due_on) <= $5::timestamptz))
      and ($7::text[] is null or not exists (
        select from unnest($7::text[]) p (piece), search_words(concat_ws(' ', r.number, r.company, b.client_name, b.reference,
          (select string_agg(d.serial_number, ' ') from device_assignments a join devices d on d.id = a.device_id where a.rental_id = r.id and a.released_at is null))) s (words)
        where position(p.piece in s.words) = 0))
  )${pageOfListed}`,
);

/** Rentals of which something is planned or out, by their day of return. */
export async function findRentals(
  context: Pick<Context, 'db' | 'clock' | 'viewer'>,
  { overdue, search }: { readonly overdue?: boolean | null | undefined; readonly search?: string | null | undefined },
  page: PlacedPage,
): Promise<PlacedRental[]> {
  const found = await context.db.run(
    rentalsListed(
      ...pageValues(page),
      context.clock(),
      overdue ?? null,
      searchPieces(search),
      visibleTenantIds(context),
    ),
  );
  const rows = byKey(
    await context.db.prisma.rental.findMany({
      where: { id: { in: found.map(({ id }) => id) }, ...inVisibleTenants(context) },
    }),
  );
  return found.flatMap(({ id, listPlace }) => {
    const rental = rows.get(id);
    return rental ? { ...rental, listPlace } : [];
  });
}
