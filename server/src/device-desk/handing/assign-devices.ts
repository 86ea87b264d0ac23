import { type Decision, nothingWritten, type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { assignmentsTable, rentalsTable } from '../../bookings/devices/device-tables.ts';
import { RequestFilledError, StaleDeviceDataError } from '../../bookings/devices/errors.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import { noteForAudit } from '../../platform/audited-request.ts';
import type { Context } from '../../platform/context.ts';
import { insertInto } from '../../platform/database/table.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { refuse } from '../../platform/input.ts';
import { deskBounds } from '../desk-bounds.ts';
import { listOf } from '../desk-parsing.ts';
import {
  clashOf,
  deviceTaken,
  eachOf,
  meeting,
  mustBeAllowedInAll,
  mustBeOpen,
  mustFitWish,
  ruleOfDevices,
} from '../desk-refusals.ts';
import {
  type AssignmentFacts,
  type DeviceFacts,
  devicesAtDesk,
  rentalsAtDesk,
  type RentalFacts,
  requestsAtDesk,
  type RequestFacts,
  type SpanFacts,
  spansUntilDue,
  standingAssignments,
} from '../desk-rows.ts';
import { readTogether } from '../read-together.ts';
import { type ChosenRental, chooseRental, type RentalChoice } from './choose-rental.ts';

export type AssignDevicesInput = {
  readonly requestId: string;
  readonly deviceIds: readonly string[];
  readonly rental?: RentalChoice | null | undefined;
  /** The same on other dates of the series: on all of them, or on none. */
  readonly alsoRequestIds?: readonly string[] | null | undefined;
  readonly expectedVersion?: number | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};

export type AssignedDevices = { readonly requestId: string; readonly requestIds: readonly string[] };

/** What one request gets. */
type Share = {
  readonly request: RequestFacts;
  readonly rental: ChosenRental;
  readonly from: Date;
  readonly to: Date;
  /** Those that it does not have yet. */
  readonly devices: readonly DeviceFacts[];
};

type Rows = {
  readonly requests: readonly RequestFacts[];
  readonly devices: readonly DeviceFacts[];
  readonly rentals: readonly RentalFacts[];
  readonly standing: readonly AssignmentFacts[];
  readonly spans: readonly SpanFacts[];
};

/**
 * Gives devices to a request: all of them, or none. What it has already stays as it is. Once nothing is wanted any more
 * the booking is confirmed by itself (docs/domain.md, "Devices").
 * @throws DeviceTakenError DeviceUnfitError RequestFilledError WrongStatusError StaleDeviceDataError InvalidInputError
 * NotAllowedError NotFoundError BusyError
 */
export async function assignDevices(context: Context, input: AssignDevicesInput): Promise<Outcome<AssignedDevices>> {
  mustBeAllowed(context.viewer, 'device:assign');
  const { requestId, dryRun } = input;
  if (dryRun === true) noteForAudit({ dryRun });
  const deviceIds = listOf('deviceIds', input.deviceIds, deskBounds.deskDevices);
  const alsoIds = [...new Set(input.alsoRequestIds ?? [])].filter((id) => id !== requestId);
  if (alsoIds.length > 0 && input.rental != null && input.rental.inHouse !== true)
    refuse('rental', 'Each date has rentals of its own: assign them one by one to choose one, or leave this out.');
  const requestIds = [requestId, ...alsoIds];
  const dueOn = input.rental?.dueOn ?? null;
  const read = () => ({
    requests: requestsAtDesk(requestIds, dueOn),
    devices: devicesAtDesk(deviceIds),
    rentals: rentalsAtDesk(requestIds),
    standing: standingAssignments(deviceIds),
    spans: spansUntilDue(deviceIds, requestIds, context.clock(), dueOn),
  });
  const decide = (rows: Rows) => planOf(context, input, { deviceIds, alsoIds }, rows);

  // Most of many who want one device are refused here, before they wait for its lock.
  const soFar = decide(await readTogether(context, read()));
  if ('refusal' in soFar) throw await soFar.refusal();
  if ('nothingToDo' in soFar) return nothingWritten(soFar.nothingToDo, dryRun);
  return underLocks(
    context,
    // Nobody stands in line for the devices before they have looked: whoever comes too late is refused by the look.
    { cause: 'assignDevices', dryRun },
    {
      read,
      decide,
      namesMoves: true,
      whyRefused: (constraint) => ruleOfDevices(constraint, { deviceIds, requestId }),
    },
  );
}

type Ids = { readonly deviceIds: readonly string[]; readonly alsoIds: readonly string[] };

function planOf(context: Context, input: AssignDevicesInput, ids: Ids, rows: Rows): Decision<AssignedDevices> {
  const { requestId } = input;
  const result = { requestId, requestIds: [requestId, ...ids.alsoIds] };
  const shares = sharesOf(context, input, ids, rows);
  if (shares.length === 0) return { nothingToDo: result };
  const first = shares.find(({ request }) => request.id === requestId);
  if (first && input.expectedVersion != null && input.expectedVersion !== first.request.version)
    throw new StaleDeviceDataError('DeviceRequest', requestId);
  for (const share of shares) mustBeWanted(context, share);
  const clashes = [...shares.flatMap((share) => clashesOf(share, rows)), ...clashesAmong(shares)];
  if (clashes.length > 0) {
    const wanted = shares.map(({ request, from, to }) => ({ wish: request, from, to }));
    return { refusal: () => deviceTaken(context, clashes, wanted) };
  }
  const rentals = shares.flatMap(({ rental }) => rental.made ?? []);
  const assignments = shares.flatMap((share) => newAssignments(share, context.clock()));
  return {
    locks: { bookings: shares.map(({ request }) => request.bookingId), devices: ids.deviceIds },
    write: () => [
      ...(rentals.length > 0 ? [insertInto(rentalsTable, rentals)] : []),
      insertInto(assignmentsTable, assignments),
    ],
    result,
  };
}

/**
 * What each request gets that it does not have yet; those that lack nothing are left out.
 * @throws NotFoundError NotAllowedError InvalidInputError
 */
function sharesOf(
  context: Context,
  { requestId, rental }: AssignDevicesInput,
  { deviceIds, alsoIds }: Ids,
  rows: Rows,
): Share[] {
  const named = rows.requests.find(({ id }) => id === requestId);
  if (!named) throw new NotFoundError('device request');
  const others = eachOf(rows.requests, alsoIds, 'alsoRequestIds', 'device request');
  mustBeAllowedInAll(context, 'device:assign', [named, ...others]);
  for (const [index, other] of others.entries()) {
    const isOfSeries = named.seriesId !== null && other.seriesId === named.seriesId;
    if (!isOfSeries || other.kind !== named.kind || other.categoryId !== named.categoryId)
      refuse(`alsoRequestIds.${index}`, 'This is not the same request on another date of the series.');
  }
  const devices = eachOf(rows.devices, deviceIds, 'deviceIds', 'device');
  const now = context.clock();
  return [named, ...others].flatMap((request): Share[] => {
    const lacking = devices.filter(
      ({ id }) => !rows.standing.some((one) => one.deviceId === id && one.requestId === request.id),
    );
    if (lacking.length === 0) return [];
    const rentals = rows.rentals.filter(({ bookingId }) => bookingId === request.bookingId);
    const chosen = chooseRental(context, request, rentals, rental);
    const from = request.startsAt > now ? request.startsAt : now;
    const to = chosen.dueAt !== null && chosen.dueAt > request.endsAt ? chosen.dueAt : request.endsAt;
    return [{ request, rental: chosen, from, to, devices: lacking }];
  });
}

/** @throws WrongStatusError InvalidInputError DeviceUnfitError RequestFilledError */
function mustBeWanted(context: Context, { request, devices, to }: Share): void {
  mustBeOpen(request.status);
  if (to <= context.clock()) refuse('requestId', 'This booking is over: no devices are assigned to it any more.');
  if (request.withdrawnAt !== null)
    throw new RequestFilledError(request.id, 'This request was withdrawn. Nothing was saved; ask for devices again.');
  mustFitWish(devices, request);
  if (request.standing + devices.length > request.quantity) throw new RequestFilledError(request.id);
}

function clashesOf({ request, devices, from, to }: Share, { spans, standing }: Rows) {
  return devices.flatMap(({ id }) => {
    const inTheWay = meeting(spans, id, { from, to }).map(clashOf);
    const onThisBooking = standing.find((one) => one.deviceId === id && one.bookingId === request.bookingId);
    return inTheWay.length > 0 || !onThisBooking
      ? inTheWay
      : [{ deviceId: id, startsAt: onThisBooking.startsAt, endsAt: onThisBooking.dueAt, bookingId: request.bookingId }];
  });
}

/** Dates of a series that would have one device at one time: one begins before the other gives it back. */
function clashesAmong(shares: readonly Share[]) {
  return shares.flatMap((share, index) =>
    shares.slice(index + 1).flatMap((other) =>
      share.from < other.to && other.from < share.to
        ? share.devices
            .filter(({ id }) => other.devices.some((device) => device.id === id))
            .map(({ id }) => ({
              deviceId: id,
              startsAt: other.from,
              endsAt: other.to,
              bookingId: other.request.bookingId,
            }))
        : [],
    ),
  );
}

function newAssignments({ request, rental, devices }: Share, notBefore: Date) {
  return devices.map(({ id }) => ({
    tenantId: request.tenantId,
    bookingId: request.bookingId,
    requestId: request.id,
    deviceId: id,
    rentalId: rental.id,
    notBefore,
  }));
}
