import type { DeviceRequest } from '../generated/prisma/client.ts';
import { loadRequestStanding } from '../bookings/devices/load-device-rows.ts';
import type { RequestContext } from '../platform/context.ts';
import { integer, statement, text, uuid } from '../platform/database/statement.ts';
import { pageOfListed, pageValues, type PlacedPage } from '../platform/placed-page.ts';
import { searchPieces } from '../platform/search-words.ts';
import { type PlacedDevice, placedDevices } from '../resources/devices/find-devices.ts';

/** $5 and $6 the window, $7 the moment, $8 kind, $9 category, $10 pieces of a search. */
const listed = `
  with listed as (
    select d.id, (serial_order(d.serial_number) || ' ' || d.id) collate "C" as place
    from pickable_devices($5::timestamptz, $6::timestamptz, $7::timestamptz, $8::device_kind, $9::uuid) p join devices d on d.id = p.device_id
    where $10::text[] is null or not exists (
      select from unnest($10::text[]) s (piece), search_words(concat_ws(' ', d.serial_number, d.name, d.place)) w (words) where position(s.piece in w.words) = 0)
  )`;

const pickableListed = statement('pickableListed', { id: uuid, listPlace: text }, listed + pageOfListed);
const pickableCounted = statement(
  'pickableCounted',
  { count: integer },
  // Its parameters keep their numbers.
  `${listed} select count(*)::integer as count from listed where num_nulls($1::text, $2::text, $3::text, $4::text) = 4`,
);

async function valuesOf(
  context: RequestContext,
  request: DeviceRequest | null,
  search: string | null | undefined,
): Promise<readonly unknown[] | null> {
  const standing = request && (await loadRequestStanding(context, request.id));
  if (!request || !standing) return null;
  return [standing.startsAt, standing.endsAt, context.clock(), request.kind, request.categoryId, searchPieces(search)];
}

/** Devices that would serve a request in all of its window, by serial number. */
export async function findPickableFor(
  context: RequestContext,
  request: DeviceRequest | null,
  search: string | null | undefined,
  page: PlacedPage,
): Promise<PlacedDevice[]> {
  const values = await valuesOf(context, request, search);
  return values === null
    ? []
    : placedDevices(context, await context.db.run(pickableListed(...pageValues(page), ...values)));
}

export async function countPickable(
  context: RequestContext,
  request: DeviceRequest | null,
  search: string | null | undefined,
): Promise<number> {
  const values = await valuesOf(context, request, search);
  if (values === null) return 0;
  const [row] = await context.db.run(pickableCounted(null, null, null, null, ...values));
  return row?.count ?? 0;
}
