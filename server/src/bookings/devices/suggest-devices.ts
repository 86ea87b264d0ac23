import type { DeviceRequest } from '../../generated/prisma/client.ts';
import type { RequestContext } from '../../platform/context.ts';
import { boolean, statement, text, timestamptz, uuid } from '../../platform/database/statement.ts';
import { loadDeviceAvailabilities } from '../../resources/devices/load-availability.ts';
import { loadRequestStanding } from './load-device-rows.ts';

/** A device for a request, and why this one, for people. */
export type DeviceSuggestion = { readonly deviceId: string; readonly reason: string };

/** A device that nothing takes in the window, best first within its category. */
type Candidate = {
  readonly id: string;
  readonly categoryId: string;
  readonly categoryName: string;
  readonly usedUntil: Date | null;
  readonly hadBefore: boolean;
};

const candidatesFor = statement(
  'deviceCandidates',
  { id: uuid, categoryId: uuid, categoryName: text, usedUntil: timestamptz.orNull, hadBefore: boolean },
  `
  with pickable as materialized (
    select * from pickable_devices($1::timestamptz, $2::timestamptz, $3::timestamptz, $4::device_kind, $5::uuid)
  ),
  had as materialized (select distinct device_id from last_devices_of_client($6::uuid) device_id)
  select p.device_id as id, p.category_id as "categoryId", c.name as "categoryName", s.used_until as "usedUntil", h.device_id is not null as "hadBefore"
  from pickable p join devices d on d.id = p.device_id join device_categories c on c.id = p.category_id
    join device_states(array(select device_id from pickable), $3::timestamptz) s on s.device_id = p.device_id
    left join had h on h.device_id = p.device_id
  order by h.device_id is null, s.used_until nulls first, serial_order(d.serial_number), p.device_id`,
);

const categoriesOf = statement(
  'categoriesGiven',
  { id: uuid },
  `
  select distinct d.category_id as id from device_assignments a join devices d on d.id = a.device_id
  where a.request_id = $1::uuid and a.released_at is null and a.taken_away_at is null`,
);

type Shelf = {
  readonly name: string;
  readonly devices: readonly Candidate[];
  /** How many of them can be given without anybody running short. */
  readonly free: number;
  readonly isBegun: boolean;
};

/** Whether it comes first: it has all that is wanted and nobody becomes short, then it was begun, then it has the most. */
function isBetter(one: Shelf, other: Shelf, wanted: number): boolean {
  const ranksOf = ({ devices, free, isBegun }: Shelf) => [
    Number(devices.length >= wanted && free >= wanted),
    Number(isBegun),
    Number(devices.length >= wanted),
    Math.min(devices.length, free),
    devices.length,
  ];
  const [ranks, others] = [ranksOf(one), ranksOf(other)];
  const place = ranks.findIndex((rank, index) => rank !== others[index]);
  return place === -1 ? one.name < other.name : (ranks[place] ?? 0) > (others[place] ?? 0);
}

/** Takes whole categories, the best first, until so many are together. */
function choose(shelves: readonly Shelf[], wanted: number): Candidate[] {
  if (wanted <= 0 || shelves.length === 0) return [];
  const best = shelves.reduce((one, other) => (isBetter(other, one, wanted) ? other : one));
  const taken = best.devices.slice(0, wanted);
  return [
    ...taken,
    ...choose(
      shelves.filter((shelf) => shelf !== best),
      wanted - taken.length,
    ),
  ];
}

function reasonOf({ hadBefore, usedUntil }: Candidate, { clock, facility }: RequestContext): string {
  if (hadBefore) return 'The client had it last time.';
  if (usedUntil === null) return 'Never used.';
  if (usedUntil > clock()) return 'In use now, and back by then.';
  const day = new Intl.DateTimeFormat(facility.locale, {
    timeZone: facility.timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(usedUntil);
  return `Not used since ${day}.`;
}

/**
 * Suggests devices for what is still open of a request, and takes none: from one category if one has them all, those
 * that the client had last time first, then those that lay idle longest.
 * @param most how many at most, whatever is open
 */
export async function suggestDevices(
  context: RequestContext,
  { id, bookingId, kind, categoryId, quantity }: DeviceRequest,
  most = 500,
): Promise<DeviceSuggestion[]> {
  const standing = await loadRequestStanding(context, id);
  const wanted = Math.min(quantity - (standing?.assigned ?? quantity), most);
  if (!standing?.isOpen || wanted <= 0) return [];
  const { startsAt: from, endsAt: to } = standing;
  const candidates = await context.db.run(candidatesFor(from, to, context.clock(), kind, categoryId, bookingId));
  const byCategory = [...Map.groupBy(candidates, (candidate) => candidate.categoryId)];
  const [figures, begun] = await Promise.all([
    loadDeviceAvailabilities(
      context,
      { from, to, withoutRequestId: id },
      byCategory.map(([key]) => ({ categoryId: key, kind: null })),
    ),
    context.db.run(categoriesOf(id)),
  ]);
  const shelves = byCategory.map(([key, devices], index): Shelf => ({
    name: devices[0]?.categoryName ?? '',
    devices,
    free: figures[index]?.free ?? 0,
    isBegun: begun.some((category) => category.id === key),
  }));
  return choose(shelves, wanted).map((candidate) => ({
    deviceId: candidate.id,
    reason: reasonOf(candidate, context),
  }));
}
