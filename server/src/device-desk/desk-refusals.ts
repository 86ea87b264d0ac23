import {
  type DeviceClash,
  DeviceInUseError,
  DeviceTakenError,
  DeviceUnfitError,
  RequestFilledError,
} from '../bookings/devices/errors.ts';
import { WrongStatusError } from '../bookings/errors.ts';
import { openStatuses } from '../bookings/policy.ts';
import type { BookingStatus } from '../generated/prisma/enums.ts';
import { mustBeAllowed } from '../people/rights/policy.ts';
import type { Context } from '../platform/context.ts';
import { refuse } from '../platform/input.ts';
import { findPickableDevices } from '../resources/devices/pickable-devices.ts';
import type { DeviceFacts, RequestFacts, SpanFacts } from './desk-rows.ts';

type Window = { readonly from: Date; readonly to: Date };

/** A later moment than any that is stored. */
export const endOfTime = new Date(8_640_000_000_000_000);

/** The spans of a device that meet a window; touching is not meeting. */
export function meeting<Span extends SpanFacts>(
  spans: readonly Span[],
  deviceId: string,
  { from, to }: Window,
): Span[] {
  return spans.filter(
    (span) => span.deviceId === deviceId && span.startsAt < to && (span.endsAt === null || span.endsAt > from),
  );
}

export function clashOf({ deviceId, startsAt, endsAt, bookingId }: SpanFacts): DeviceClash {
  return { deviceId, startsAt, endsAt, bookingId };
}

const mostAlternatives = 20;

/** A request, and when it would have the devices. */
export type Wanted = Window & { readonly wish: Pick<RequestFacts, 'kind' | 'categoryId'> };

/** Finds out, once the locks are gone, what is free instead for all that is wanted. */
export async function deviceTaken(
  context: Context,
  clashes: readonly DeviceClash[],
  wanted: readonly Wanted[],
  message?: string,
): Promise<DeviceTakenError> {
  const deviceIds = [...new Set(clashes.map(({ deviceId }) => deviceId))];
  const pickable: string[][] = [];
  for (const { wish, ...window } of wanted)
    pickable.push((await findPickableDevices(context, window, wish)).map(({ id }) => id));
  const [first = [], ...others] = pickable;
  const alternativeIds = first
    .filter((id) => !deviceIds.includes(id) && others.every((ids) => ids.includes(id)))
    .slice(0, mostAlternatives);
  return new DeviceTakenError({ deviceIds, clashes, alternativeIds, ...(message !== undefined && { message }) });
}

/** Why a device is not what a request wants; null where it is. */
export function whyUnfit(device: DeviceFacts, wish: Pick<RequestFacts, 'kind' | 'categoryId'>): string | null {
  if (device.retiredAt !== null) return 'It is retired.';
  if (wish.categoryId !== null && wish.categoryId !== device.categoryId)
    return `It is of the category ${device.category}, which is not the one that is wanted.`;
  if (wish.kind !== null && wish.kind !== device.kind)
    return device.kind === 'LAPTOP'
      ? 'It is a laptop, and a desktop is wanted.'
      : 'It is a desktop, and a laptop is wanted.';
  return null;
}

/** @throws DeviceUnfitError */
export function mustFitWish(devices: readonly DeviceFacts[], wish: Pick<RequestFacts, 'kind' | 'categoryId'>): void {
  const unfit = devices.flatMap((device) => {
    const reason = whyUnfit(device, wish);
    return reason === null ? [] : [{ deviceId: device.id, reason }];
  });
  if (unfit.length > 0) throw new DeviceUnfitError(unfit);
}

/** @throws WrongStatusError for a booking that takes no more devices */
export function mustBeOpen(status: BookingStatus): void {
  if (!openStatuses.includes(status)) throw new WrongStatusError(status, openStatuses);
}

/**
 * The rows in the order of their keys.
 * @throws InvalidInputError naming the first that is not there
 */
export function eachOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  ids: readonly string[],
  path: string,
  what: string,
): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id, index) => byId.get(id) ?? refuse(`${path}.${index}`, `There is no such ${what}.`));
}

/** @throws NotAllowedError where the right is missing in one of the divisions */
export function mustBeAllowedInAll(
  { viewer }: Pick<Context, 'viewer'>,
  permission: string,
  rows: readonly { readonly tenantId: string }[],
): void {
  for (const tenantId of new Set(rows.map((row) => row.tenantId))) mustBeAllowed(viewer, permission, tenantId);
}

type Subjects = {
  readonly deviceIds?: readonly string[];
  readonly assignmentIds?: readonly string[];
  readonly requestId?: string | undefined;
};

const sinceThen = 'It was changed at the same moment. Reload it.';

/**
 * The refusals of the rules of devices by their constraints. What is decided under the locks finds them first, so this
 * is for what is written past the locks.
 */
export function ruleOfDevices(
  constraint: string,
  { deviceIds = [], assignmentIds = [], requestId }: Subjects,
): (() => Promise<Error>) | undefined {
  const error = errorOf(constraint);
  return error && (() => Promise.resolve(error));

  function errorOf(name: string): Error | undefined {
    switch (name) {
      case 'no_overlapping_device_assignments':
      case 'one_hand_at_a_time':
      case 'device_once_a_booking':
        return new DeviceTakenError({ deviceIds });
      case 'device_fits_its_request':
      case 'retired_devices_stay_free':
      case 'devices_in_maintenance_stay_in':
        return new DeviceUnfitError(deviceIds.map((deviceId) => ({ deviceId, reason: sinceThen })));
      case 'no_more_than_requested':
        return requestId === undefined ? undefined : new RequestFilledError(requestId);
      case 'planned_devices_stay_active':
      case 'no_downtime_in_a_hand':
      case 'released_before_handed_out':
        return new DeviceInUseError(assignmentIds);
      default:
        return undefined;
    }
  }
}
