import type { Booking } from '../../generated/prisma/client.ts';
import type { Context } from '../../platform/context.ts';
import { column, statement, text, timestamptz, uuid, type RowOf } from '../../platform/database/statement.ts';
import type { DeviceKind } from '../../generated/prisma/enums.ts';
import { findPickableDevices } from '../../resources/devices/pickable-devices.ts';
import { DeviceTakenError } from './errors.ts';
import { standingAssignments } from './standing-assignments.ts';

/** A booking as it would be, with the devices that stand on it. */
export type BookingMove = Pick<Booking, 'id' | 'startsAt' | 'endsAt' | 'status'>;

export type DeviceMoves = {
  readonly bookings: readonly BookingMove[];
  /** Devices that stay behind. */
  readonly without?: readonly string[];
  /** Assignments that were released, and would stand again. */
  readonly restored?: readonly string[];
};

const clashRow = {
  deviceId: uuid,
  serialNumber: text,
  requestId: uuid,
  kind: column<DeviceKind>('device_kind').orNull,
  categoryId: uuid.orNull,
  /** When the booking that moves would need it. */
  neededFrom: timestamptz,
  neededTo: timestamptz,
  takenFrom: timestamptz,
  takenTo: timestamptz.orNull,
  /** Null for a downtime, and where row security hides the booking. */
  takenBy: uuid.orNull,
};
type Clash = RowOf<typeof clashRow>;

const clashesOfMoves = statement(
  'clashesOfMoves',
  clashRow,
  `
  with takes as (
    select a.id, a.device_id, a.booking_id, a.request_id, assignment_period(
      jsonb_populate_record(a, case when b.starts_at <> m."startsAt" then '{"not_after": null, "released_at": null}' else '{"released_at": null}' end::jsonb),
      jsonb_populate_record(b, jsonb_build_object('starts_at', m."startsAt", 'ends_at', m."endsAt", 'status', m.status)), r.due_on) as period
    from jsonb_to_recordset($1::jsonb) m (id uuid, "startsAt" timestamptz, "endsAt" timestamptz, status text)
    join bookings b on b.id = m.id join device_assignments a on a.booking_id = b.id left join rentals r on r.id = a.rental_id
    where (a.released_at is null or a.id = any ($3::uuid[])) and a.device_id <> all ($2::uuid[])
  ),
  clashes as (
    select t.*, o.period as taken, o.assignment_id from takes t join device_occupancies o on o.device_id = t.device_id and o.period && t.period
    where o.assignment_id is null or o.assignment_id not in (select id from takes)
    union all
    select t.*, u.period, u.id from takes t join takes u on u.device_id = t.device_id and u.id <> t.id and u.period && t.period
  )
  select c.device_id as "deviceId", d.serial_number as "serialNumber", c.request_id as "requestId", q.kind, q.category_id as "categoryId",
    lower(c.period) as "neededFrom", upper(c.period) as "neededTo", lower(c.taken) as "takenFrom", upper(c.taken) as "takenTo", a.booking_id as "takenBy"
  from clashes c join devices d on d.id = c.device_id join device_requests q on q.id = c.request_id left join device_assignments a on a.id = c.assignment_id
  order by serial_order(d.serial_number), lower(c.taken) limit 200`,
);

/** Explains which devices of bookings that move are taken then, as far as the viewer may know, and what is free instead. */
export async function devicesTaken(
  context: Pick<Context, 'db' | 'clock'>,
  { bookings, without = [], restored = [] }: DeviceMoves,
): Promise<DeviceTakenError> {
  const moves = bookings.map(({ id, startsAt, endsAt, status }) => ({ id, startsAt, endsAt, status }));
  const clashes = await context.db.run(clashesOfMoves(JSON.stringify(moves), without, restored));
  const serials = [...new Set(clashes.map(({ serialNumber }) => serialNumber))];
  return new DeviceTakenError({
    deviceIds: clashes.map(({ deviceId }) => deviceId),
    clashes: clashes.map(({ deviceId, takenFrom, takenTo, takenBy }) => ({
      deviceId,
      startsAt: takenFrom,
      endsAt: takenTo,
      bookingId: takenBy,
    })),
    alternativeIds: await freeInstead(
      context,
      bookings.map(({ id }) => id),
      clashes,
    ),
    message: messageFor(serials),
  });
}

const mostAlternatives = 10;

/** For each wish that loses a device, what nothing takes while it is needed. */
async function freeInstead(
  context: Pick<Context, 'db' | 'clock'>,
  bookingIds: readonly string[],
  clashes: readonly Clash[],
): Promise<string[]> {
  const byWindow = Map.groupBy(clashes, ({ requestId, neededFrom, neededTo }) =>
    [requestId, neededFrom.getTime(), neededTo.getTime()].join(' '),
  );
  const standing = await context.db.run(standingAssignments('OfBookings', bookingIds));
  const onTheBookings = new Set(standing.map(({ deviceId }) => deviceId));
  const ids = new Set<string>();
  for (const [clash] of [...byWindow.values()].slice(0, mostAlternatives)) {
    if (!clash || ids.size >= mostAlternatives) break;
    const window = { from: clash.neededFrom, to: clash.neededTo };
    for (const { id } of await findPickableDevices(context, window, clash))
      if (ids.size < mostAlternatives && !onTheBookings.has(id)) ids.add(id);
  }
  return [...ids];
}

function messageFor(serials: readonly string[]): string {
  const named = serials.slice(0, 5).join(', ');
  const words =
    serials.length === 0
      ? 'Devices of this booking are'
      : serials.length === 1
        ? `${named} is`
        : serials.length <= 5
          ? `${named} are`
          : `${named} and ${serials.length - 5} more are`;
  return `${words} taken at that time. Nothing was moved. Move it without ${serials.length === 1 ? 'this device' : 'these devices'}, or choose another time.`;
}
