import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { bookingBounds } from '../../bookings/booking-bounds.ts';
import { orMayNotBook } from '../../bookings/bookers.ts';
import { bookingsTable } from '../../bookings/bookings-table.ts';
import {
  bookingsMadeBy,
  type EarlierRequest,
  earlierRequest,
  findEarlierRequest,
  rememberRequest,
  requestOf,
} from '../../bookings/changing/idempotency.ts';
import { nothingWritten, type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { DeviceUnfitError } from '../../bookings/devices/errors.ts';
import { tooFarAhead } from '../../bookings/horizon.ts';
import { intervalProblem, moment } from '../../bookings/input.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import type { Context } from '../../platform/context.ts';
import { type Query, statement } from '../../platform/database/statement.ts';
import { insertInto } from '../../platform/database/table.ts';
import { idempotencyKeyInput } from '../../platform/idempotency.ts';
import { line, parse, refuse } from '../../platform/input.ts';
import { deskBounds } from '../desk-bounds.ts';
import { listOf, takenByOf } from '../desk-parsing.ts';
import { clashOf, deviceTaken, eachOf, meeting, ruleOfDevices, whyUnfit } from '../desk-refusals.ts';
import {
  type AssignmentFacts,
  type DeviceFacts,
  devicesAtDesk,
  type DowntimeFacts,
  downtimesNow,
  type SpanFacts,
  spansAtDesk,
  standingAssignments,
} from '../desk-rows.ts';
import { clashInHand, whyDown } from './hand-out-devices.ts';

const lendDevicesInput = z.object({
  clientName: line('The client’s name', bookingBounds.clientName),
  until: moment,
  idempotencyKey: idempotencyKeyInput.nullable(),
});

type LendDevicesInput = {
  readonly tenantId: string;
  readonly clientName: string;
  readonly until: Date;
  readonly deviceIds: readonly string[];
  readonly takenBy?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};

/** A loan; with a key that was used before it was made then, and not now. */
export type Loan = { readonly bookingId: string; readonly repeated: boolean };

const any = { kind: null, categoryId: null };

/** The request was made by the booking itself. */
const handOutAtOnce = statement(
  'handOutAtOnce',
  {},
  `insert into device_assignments (tenant_id, booking_id, request_id, device_id, not_before, handed_out_at, taken_by)
   select q.tenant_id, q.booking_id, q.id, d.id, $3::timestamptz, $3::timestamptz, $4
   from device_requests q, unnest($2::uuid[]) d (id) where q.booking_id = $1::uuid`,
);

/**
 * Lends devices over the counter: a booking of devices only that begins now, its request, the assignments and the
 * hand-out, in one transaction. Whoever holds `device:lend` needs no other right for it.
 * @throws DeviceTakenError DeviceUnfitError InvalidInputError NotAllowedError IdempotencyMismatchError BusyError
 */
export async function lendDevices(context: Context, raw: LendDevicesInput): Promise<Outcome<Loan>> {
  const viewer = mustBeAllowed(context.viewer, 'device:lend');
  const { tenantId, dryRun } = raw;
  if (!viewer.tenants.some(({ id }) => id === tenantId)) refuse('tenantId', 'There is no such division.');
  mustBeAllowed(viewer, 'device:lend', tenantId);
  const { clientName, until, idempotencyKey } = parse(lendDevicesInput, {
    clientName: raw.clientName,
    until: raw.until,
    idempotencyKey: raw.idempotencyKey ?? null,
  });
  const takenBy = takenByOf(raw.takenBy);
  const deviceIds = listOf('deviceIds', raw.deviceIds, deskBounds.deskDevices);
  const began = context.clock();
  const owner = { tenantId, userId: viewer.userId };
  const request = requestOf(owner, idempotencyKey, { ...raw, dryRun: undefined });
  const [madeBefore] = (request && (await findEarlierRequest(context, request))) ?? [];
  if (madeBefore !== undefined) return nothingWritten({ bookingId: madeBefore, repeated: true }, dryRun);
  if (until <= began) refuse('until', 'This has passed already. Say until when they are lent.');
  const problem = intervalProblem(began, until);
  if (problem) refuse('until', problem);
  const tooFar = tooFarAhead(context, { startsAt: began, endsAt: until });
  if (tooFar) refuse('until', tooFar.message);
  const bookingId = randomUUID();
  const lent = () =>
    underLocks<Reading, Loan>(
      context,
      { cause: 'lendDevices', dryRun, at: { devices: deviceIds, request } },
      {
        read: () => ({
          earlier: request ? earlierRequest(request, began) : null,
          devices: devicesAtDesk(deviceIds),
          standing: standingAssignments(deviceIds),
          spans: spansAtDesk(deviceIds, began, until),
          downtimes: downtimesNow(deviceIds, began),
        }),
        decide: ({ earlier: [earlier], ...rows }) => {
          if (earlier) return { nothingToDo: { bookingId: bookingsMadeBy(earlier)[0] ?? bookingId, repeated: true } };
          const devices = eachOf(rows.devices, deviceIds, 'deviceIds', 'device');
          mustBeInOrder(devices, rows.downtimes);
          const clashes = deviceIds.flatMap((id) => {
            const inTheWay = meeting(rows.spans, id, { from: began, to: until }).map(clashOf);
            const inHand = rows.standing.find((one) => one.deviceId === id && one.handedOutAt !== null);
            return inTheWay.length > 0 || !inHand ? inTheWay : [clashInHand(inHand)];
          });
          if (clashes.length > 0) {
            const wish = wishOf(devices);
            return { refusal: () => deviceTaken(context, clashes, [{ wish, from: began, to: until }]) };
          }
          const kind = wishOf(devices).kind;
          const booking = {
            id: bookingId,
            tenantId,
            kind: 'DEVICES_ONLY' as const,
            status: 'PENDING' as const,
            clientName,
            clientContactPerson: takenBy ?? clientName,
            clientEmail: '',
            clientPhone: '',
            numLearners: 0,
            numFacilitators: 0,
            startsAt: began,
            endsAt: until,
            devicesNeeded: deviceIds.length,
            deviceTypePreference:
              kind === null ? ('ANY' as const) : kind === 'LAPTOP' ? ('LAPTOPS' as const) : ('DESKTOPS' as const),
            createdById: viewer.userId,
            requesterId: viewer.userId,
            createdAt: began,
          };
          return {
            locks: { devices: deviceIds, request },
            write: () => [
              insertInto(bookingsTable, [booking]),
              handOutAtOnce(bookingId, deviceIds, began, takenBy),
              ...(request ? rememberRequest(request, [bookingId], began) : []),
            ],
            result: { bookingId, repeated: false },
          };
        },
        namesMoves: true,
        whyRefused: (constraint) => ruleOfDevices(constraint, { deviceIds }),
      },
    );
  return orMayNotBook('tenantId', lent, 'You may no longer lend for this division. Nothing was saved.');
}

type Reading = {
  earlier: Query<EarlierRequest> | null;
  devices: Query<DeviceFacts>;
  standing: Query<AssignmentFacts>;
  spans: Query<SpanFacts>;
  downtimes: Query<DowntimeFacts>;
};

/** @throws DeviceUnfitError for what is retired, or cannot be used now */
function mustBeInOrder(devices: readonly DeviceFacts[], downtimes: readonly DowntimeFacts[]): void {
  const unfit = devices.flatMap((device) => {
    const downtime = downtimes.find(({ deviceId }) => deviceId === device.id);
    const reason = whyUnfit(device, any) ?? (downtime ? whyDown(downtime) : null);
    return reason === null ? [] : [{ deviceId: device.id, reason }];
  });
  if (unfit.length > 0) throw new DeviceUnfitError(unfit);
}

/** What all of them are: of one kind, or any. */
function wishOf(devices: readonly DeviceFacts[]) {
  const kinds = new Set(devices.map(({ kind }) => kind));
  const [kind = null] = kinds;
  return { kind: kinds.size === 1 ? kind : null, categoryId: null };
}
