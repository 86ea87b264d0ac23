import type { Device, DeviceCategory } from '../../generated/prisma/client.ts';
import type { DeviceStatus, DowntimeKind } from '../../generated/prisma/enums.ts';
import { byKey } from '../../platform/batched.ts';
import type { Context } from '../../platform/context.ts';
import { integer, statement, text, uuid } from '../../platform/database/statement.ts';
import { pageOfListed, pageValues, type Placed, type PlacedPage } from '../../platform/placed-page.ts';
import { searchPieces } from '../../platform/search-words.ts';
import { seesAccounts } from './device-rights.ts';

export type DeviceFilter = {
  readonly status?: readonly DeviceStatus[] | null | undefined;
  readonly downtime?: readonly DowntimeKind[] | null | undefined;
  readonly late?: boolean | null | undefined;
  /** Not used for so many days. */
  readonly idleDays?: number | null | undefined;
  readonly categoryId?: string | null | undefined;
  readonly place?: string | null | undefined;
  readonly search?: string | null | undefined;
  readonly includeRetired?: boolean | null | undefined;
};

export type PlacedDevice = Device & Placed;

/** $5 moment, $6 statuses, $7 kinds of downtime, $8 late, $9 idle days, $10 category, $11 place, $12 pieces, $13 accounts, $14 retired. */
const listed = `
  with candidates as materialized (
    select d.id, serial_order(d.serial_number) || ' ' || d.id as place from devices d
    where ($14::boolean or d.retired_at is null) and ($10::uuid is null or d.category_id = $10::uuid)
      and ($11::text is null or d.place = $11::text)
      and ($12::text[] is null or not exists (
        select from unnest($12::text[]) p (piece), search_words(concat_ws(' ', d.serial_number, d.name, case when $13::boolean then d.office_account end)) w (words)
        where position(p.piece in w.words) = 0))
  ),
  states as materialized (
    select s.* from device_states(array(select id from candidates), $5::timestamptz) s
    where $6::device_status[] is not null or $7::downtime_kind[] is not null or $8::boolean is not null or $9::integer is not null
  ),
  listed as (
    select c.id, c.place collate "C" as place from candidates c left join states s on s.device_id = c.id left join device_downtimes t on t.id = s.downtime_id
    where ($6::device_status[] is null or s.status = any ($6::device_status[])) and ($7::downtime_kind[] is null or t.kind = any ($7::downtime_kind[]))
      and ($8::boolean is null or s.late = $8::boolean)
      and ($9::integer is null or coalesce(s.used_until <= $5::timestamptz - $9::integer * interval '1 day', true))
  )`;

const devicesListed = statement('devicesListed', { id: uuid, listPlace: text }, listed + pageOfListed);
const devicesCounted = statement(
  'devicesCounted',
  { count: integer },
  // Its parameters keep their numbers.
  `${listed} select count(*)::integer as count from listed where num_nulls($1::text, $2::text, $3::text, $4::text) = 4`,
);

function valuesOf({ clock, viewer }: Pick<Context, 'clock' | 'viewer'>, filter: DeviceFilter): readonly unknown[] {
  return [
    clock(),
    filter.status ?? null,
    filter.downtime ?? null,
    filter.late ?? null,
    filter.idleDays ?? null,
    filter.categoryId ?? null,
    filter.place ?? null,
    searchPieces(filter.search),
    seesAccounts(viewer),
    filter.includeRetired === true || (filter.status?.includes('RETIRED') ?? false),
  ];
}

/** By serial number, as people count. */
export async function findDevices(
  context: Pick<Context, 'db' | 'clock' | 'viewer'>,
  filter: DeviceFilter,
  page: PlacedPage,
): Promise<PlacedDevice[]> {
  return placedDevices(context, await context.db.run(devicesListed(...pageValues(page), ...valuesOf(context, filter))));
}

export async function countDevices(
  context: Pick<Context, 'db' | 'clock' | 'viewer'>,
  filter: DeviceFilter,
): Promise<number> {
  const [row] = await context.db.run(devicesCounted(null, null, null, null, ...valuesOf(context, filter)));
  return row?.count ?? 0;
}

/** The devices of these places, in their order. */
export async function placedDevices(
  { db }: Pick<Context, 'db'>,
  places: readonly (Placed & { readonly id: string })[],
): Promise<PlacedDevice[]> {
  const devices = byKey(await db.prisma.device.findMany({ where: { id: { in: places.map(({ id }) => id) } } }));
  return places.flatMap(({ id, listPlace }) => {
    const device = devices.get(id);
    return device ? { ...device, listPlace } : [];
  });
}

const devicesOfCode = statement(
  'devicesOfCode',
  { id: uuid, listPlace: text },
  `
  with of_serial as (select id, serial_number from devices where device_code(serial_number) = device_code($1))
  select f.id, serial_order(f.serial_number) as "listPlace" from (
    select * from of_serial
    union all
    select id, serial_number from devices where name = btrim($1) and not exists (select from of_serial)
  ) f order by 2 limit 100`,
);

/** What a scanned code names: the device of this serial number, or all that bear exactly this name. Never a prefix. */
export async function findDevicesByCode({ db }: Pick<Context, 'db'>, code: string): Promise<Device[]> {
  return placedDevices({ db }, await db.run(devicesOfCode(code.replaceAll('\0', ''))));
}

/** Laptops first, by name. */
export function findDeviceCategories({ db }: Pick<Context, 'db'>): Promise<DeviceCategory[]> {
  return db.prisma.deviceCategory.findMany({ orderBy: [{ kind: 'asc' }, { name: 'asc' }] });
}
