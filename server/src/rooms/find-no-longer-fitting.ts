import type { Context } from '../platform/context.ts';
import { integer, statement, uuid } from '../platform/database/statement.ts';
import { mostNamed } from './load-room-use.ts';

/** The bookings that a room with fewer seats is now too small for, of tenants that the viewer can see. */
export type NoLongerFitting = {
  readonly count: number;
  /** The first of them, by their start. */ readonly ids: readonly string[];
};

const none: NoLongerFitting = { count: 0, ids: [] };

/** Finds bookings that run or are ahead in a room, and fitted while it had `seatsBefore`. */
export async function findNoLongerFitting(
  { db, clock, viewer }: Pick<Context, 'db' | 'clock' | 'viewer'>,
  roomId: string,
  seatsBefore: number | null,
): Promise<NoLongerFitting> {
  if (seatsBefore === null) return none;
  const tenants = viewer?.tenants.map(({ id }) => id) ?? [];
  const rows = await db.run(noLongerFitting(roomId, clock(), seatsBefore, tenants, mostNamed));
  return { count: rows[0]?.count ?? 0, ids: rows.map(({ id }) => id) };
}

const noLongerFitting = statement(
  'noLongerFitting',
  { id: uuid, count: integer },
  `
  select b.id, count(*) over ()::int as count
  from bookings b join rooms r on r.id = b.room_id
  where b.tenant_id = any ($4::uuid[]) and b.room_id = $1::uuid and occupies(b.status) and b.ends_at > $2
    and b.num_learners + b.num_facilitators > r.capacity and b.num_learners + b.num_facilitators <= $3::int
  order by b.starts_at, b.id limit $5`,
);
