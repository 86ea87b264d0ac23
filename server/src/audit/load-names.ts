import type { Context } from '../platform/context.ts';
import { statement, text, uuid } from '../platform/database/statement.ts';
import { isKey } from '../platform/global-id.ts';

/** By key, what something is called. */
export type Names = ReadonlyMap<string, string>;

type Row = { readonly subjectId: string | null; readonly before: unknown; readonly after: unknown };

/** Fields that name others, one or several: `room_id`, `room_ids`. */
const naming = /_ids?$/;

function keysIn({ subjectId, before, after }: Row): string[] {
  const fields = [before, after].flatMap((side) => Object.entries((side ?? {}) as Record<string, unknown>));
  const named = fields.flatMap(([field, value]) => (naming.test(field) ? [value].flat() : []));
  return [subjectId, ...named].filter((key): key is string => typeof key === 'string' && isKey(key));
}

/**
 * What those are called now that some rows of the trail name: rooms, people, divisions, closures by their rooms, and
 * bookings by their client where the books are open in full. In one statement.
 */
export async function loadNames(
  { db }: Pick<Context, 'db'>,
  rows: readonly Row[],
  open: readonly string[],
): Promise<Names> {
  const keys = [...new Set(rows.flatMap(keysIn))];
  if (keys.length === 0) return new Map();
  const found = await db.run(auditNames(keys, open));
  return new Map(found.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}

const auditNames = statement(
  'auditNames',
  { id: uuid, name: text.orNull },
  `
  select id, name from rooms where id = any ($1::uuid[])
  union all select id, display_name from users where id = any ($1::uuid[])
  union all select id, name from tenants where id = any ($1::uuid[])
  union all select id, client_name from bookings where id = any ($1::uuid[]) and tenant_id = any ($2::uuid[])
  union all select c.id, (select string_agg(r.name, ', ' order by r.position) from rooms r where r.id = any (c.room_ids)) from closures c where c.id = any ($1::uuid[])`,
);

/** A value that names others, by their names; null where it names nothing, or nothing that has one. */
export function nameOf(field: string, value: unknown, names: Names): string | null {
  if (!naming.test(field)) return null;
  const called = [value].flat().map((key) => (typeof key === 'string' ? names.get(key) : undefined));
  return called.length > 0 && called.every((name) => name !== undefined) ? called.join(', ') : null;
}

/** What the subject of a row is called. Rooms that were opened again have no closure any more: the row says which they were. */
export function subjectNameOf({ subjectId, before, after }: Row, names: Names): string | null {
  const { room_ids: rooms } = (after ?? before ?? {}) as { readonly room_ids?: unknown };
  return names.get(subjectId ?? '') ?? (rooms === undefined ? null : nameOf('room_ids', rooms, names));
}
