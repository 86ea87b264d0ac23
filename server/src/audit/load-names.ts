import type { Context } from '../platform/context.ts';
import { statement, text, uuid } from '../platform/database/statement.ts';
import { isKey } from '../platform/global-id.ts';

/** Current names, by key. */
export type Names = ReadonlyMap<string, string>;

type Row = { readonly subjectId: string | null; readonly before: unknown; readonly after: unknown };

/** Fields with the key of another row, or several: `room_id`, `room_ids`. */
const keyField = /_ids?$/;

function keysIn({ subjectId, before, after }: Row): string[] {
  const fields = [before, after].flatMap((side) => Object.entries((side ?? {}) as Record<string, unknown>));
  const referencedKeys = fields.flatMap(([field, value]) => (keyField.test(field) ? [value].flat() : []));
  return [subjectId, ...referencedKeys].filter((key): key is string => typeof key === 'string' && isKey(key));
}

/**
 * Loads the current names of what some rows of the trail refer to, in one statement: rooms, people, divisions, closures
 * by their rooms, and bookings by their client where the viewer sees the division in full.
 */
export async function loadNames(
  { db }: Pick<Context, 'db'>,
  rows: readonly Row[],
  visibleTenantIds: readonly string[],
): Promise<Names> {
  const keys = [...new Set(rows.flatMap(keysIn))];
  if (keys.length === 0) return new Map();
  const nameRows = await db.run(auditNames(keys, visibleTenantIds));
  return new Map(nameRows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
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

/** A value that refers to other rows, by their names; null where it refers to nothing, or to rows without a name. */
export function nameOf(field: string, value: unknown, names: Names): string | null {
  if (!keyField.test(field)) return null;
  const namesOfKeys = [value].flat().map((key) => (typeof key === 'string' ? names.get(key) : undefined));
  return namesOfKeys.length > 0 && namesOfKeys.every((name) => name !== undefined) ? namesOfKeys.join(', ') : null;
}

/**
 * The name of a row's subject. Rooms that were opened again have no closure any more: the row contains which they were.
 */
export function subjectNameOf({ subjectId, before, after }: Row, names: Names): string | null {
  const { room_ids: rooms } = (after ?? before ?? {}) as { readonly room_ids?: unknown };
  return names.get(subjectId ?? '') ?? (rooms === undefined ? null : nameOf('room_ids', rooms, names));
}
