import type { RequestContext } from '../../platform/context.ts';
import { statement, timestamptz, uuid } from '../../platform/database/statement.ts';
import type { DeviceWish } from '../../resources/devices/availability.ts';
import { findPickableDevices } from '../../resources/devices/pickable-devices.ts';
import { type DeviceClash, DeviceTakenError } from './errors.ts';

/** How many alternatives a refusal names. */
const mostAlternatives = 20;

const clashesOfDevices = statement(
  'clashesOfDevices',
  { deviceId: uuid, startsAt: timestamptz, endsAt: timestamptz.orNull, bookingId: uuid.orNull },
  `
  select o.device_id as "deviceId", lower(o.period) as "startsAt", upper(o.period) as "endsAt", a.booking_id as "bookingId"
  from unnest($1::uuid[]) d (id) join device_occupancies o on o.device_id = d.id and o.period && tstzrange($2::timestamptz, $3::timestamptz)
    left join device_assignments a on a.id = o.assignment_id
  where $4::uuid is null or a.booking_id is distinct from $4::uuid
  order by o.taken_from`,
);

/** What was wanted, and when. */
export type TakenDevices = {
  readonly deviceIds: readonly string[];
  readonly window: { readonly from: Date; readonly to: Date };
  /** Of what alternatives are to be. */
  readonly wish: DeviceWish;
  /** What this booking takes itself is no clash: the one that is moved. */
  readonly exceptBookingId?: string | null;
};

/** What is in the way of these devices in a window; of other divisions without the booking. */
export function findClashes(
  { db }: Pick<RequestContext, 'db'>,
  { deviceIds, window, exceptBookingId = null }: Omit<TakenDevices, 'wish'>,
): Promise<DeviceClash[]> {
  return db.run(clashesOfDevices([...deviceIds], window.from, window.to, exceptBookingId));
}

/**
 * The refusal with what is in the way and what is free instead. Called after the transaction, when its locks are let go:
 * it reads what is so then. Alternatives come by serial number.
 */
export async function deviceTaken(
  context: Pick<RequestContext, 'db' | 'clock'>,
  { deviceIds, window, wish, exceptBookingId = null }: TakenDevices,
  message?: string,
): Promise<DeviceTakenError> {
  const [clashes, pickable] = await Promise.all([
    findClashes(context, { deviceIds, window, exceptBookingId }),
    findPickableDevices(context, window, wish),
  ]);
  const alternativeIds = pickable
    .map(({ id }) => id)
    .filter((id) => !deviceIds.includes(id))
    .slice(0, mostAlternatives);
  return new DeviceTakenError({ deviceIds, clashes, alternativeIds, ...(message === undefined ? {} : { message }) });
}
