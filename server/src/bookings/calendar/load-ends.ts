import type { Context } from '../../platform/context.ts';
import { integer, statement, texts, uuid } from '../../platform/database/statement.ts';

/**
 * What is left of a booking that was deleted outside of this API. A client that drops lower versions must not miss its
 * last one.
 */
export type End = { readonly version: number; readonly occupancyIds: readonly string[] };

/** By booking, of those in visible tenants. The log keeps them longer than any subscription that shows one. */
export async function loadEnds({ db }: Pick<Context, 'db'>, bookingIds: readonly string[]): Promise<Map<string, End>> {
  const rows = await db.run(endsOfBookings([...bookingIds]));
  return new Map(rows.map(({ id, ...end }) => [id, end]));
}

const endsOfBookings = statement(
  'endsOfBookings',
  { id: uuid, version: integer, occupancyIds: texts },
  `
  select e.subject as id, max(e.version) as version, array_remove(array_agg(distinct o.id::text), null) as "occupancyIds"
  from domain_events e left join lateral unnest(e.occupancies_removed) o (id) on true
  where e.subject = any ($1::uuid[]) and e.tenant_id = any ((select current_tenants())::uuid[])
  group by e.subject`,
);
