import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { assignmentsTable } from '../../bookings/devices/device-tables.ts';
import { DeviceInUseError } from '../../bookings/devices/errors.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import type { Context } from '../../platform/context.ts';
import { insertInto } from '../../platform/database/table.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { refuse } from '../../platform/input.ts';
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
  assignmentsAtDesk,
  devicesAtDesk,
  requestsOfAssignments,
  spansAtDesk,
  standingAssignments,
} from '../desk-rows.ts';
import { release } from '../giving-way.ts';

type SwapDeviceInput = {
  readonly assignmentId: string;
  /** The device that takes its place. */
  readonly deviceId: string;
  readonly dryRun?: boolean | null | undefined;
};

export type ChangedRequest = { readonly requestId: string };

/**
 * Gives a request another device in place of one that is planned and not handed out, under the same rental. Where that
 * is so already, nothing changes.
 * @throws DeviceTakenError DeviceUnfitError DeviceInUseError WrongStatusError InvalidInputError NotAllowedError
 * NotFoundError BusyError
 */
export function swapDevice(
  context: Context,
  { assignmentId, deviceId, dryRun }: SwapDeviceInput,
): Promise<Outcome<ChangedRequest>> {
  mustBeAllowed(context.viewer, 'device:assign');
  return underLocks(
    context,
    { cause: 'swapDevice', dryRun, at: { devices: [deviceId] } },
    {
      read: () => ({
        assignments: assignmentsAtDesk([assignmentId]),
        requests: requestsOfAssignments([assignmentId], null),
        devices: devicesAtDesk([deviceId]),
        standing: standingAssignments([deviceId]),
        spans: spansAtDesk([deviceId], context.clock(), null),
      }),
      decide: ({ assignments: [plan], requests: [request], devices, standing, spans }) => {
        if (!plan || !request) throw new NotFoundError('assignment');
        mustBeAllowedInAll(context, 'device:assign', [plan]);
        const [device] = eachOf(devices, [deviceId], 'deviceId', 'device');
        const result = { requestId: plan.requestId };
        const standsHere = standing.some((one) => one.requestId === plan.requestId);
        if (standsHere && (plan.releasedAt !== null || plan.deviceId === deviceId)) return { nothingToDo: result };
        if (plan.releasedAt !== null) refuse('assignmentId', 'This device was released. Assign the other one instead.');
        if (plan.handedOutAt !== null)
          throw new DeviceInUseError(
            [plan.id],
            'This device was handed out, so it is not a plan any more. Nothing was saved; return it, and assign the other one.',
          );
        mustBeOpen(plan.status);
        const now = context.clock();
        const window = { from: plan.startsAt > now ? plan.startsAt : now, to: plan.dueAt };
        if (window.to <= now) refuse('assignmentId', 'This booking is over: its devices are not changed any more.');
        if (device) mustFitWish([device], request);
        const onThisBooking = standing.find((one) => one.bookingId === plan.bookingId);
        const clashes = meeting(spans, deviceId, window).map(clashOf);
        if (clashes.length === 0 && onThisBooking)
          clashes.push({ deviceId, startsAt: plan.startsAt, endsAt: onThisBooking.dueAt, bookingId: plan.bookingId });
        if (clashes.length > 0) return { refusal: () => deviceTaken(context, clashes, [{ wish: request, ...window }]) };
        const { tenantId, bookingId, requestId, rentalId } = plan;
        return {
          locks: { bookings: [bookingId], devices: [plan.deviceId, deviceId] },
          write: () => [
            ...release([plan], now, device ? `Swapped for ${device.serialNumber}` : null),
            insertInto(assignmentsTable, [{ tenantId, bookingId, requestId, rentalId, deviceId, notBefore: now }]),
          ],
          result,
        };
      },
      namesMoves: true,
      whyRefused: (constraint) => ruleOfDevices(constraint, { deviceIds: [deviceId], assignmentIds: [assignmentId] }),
    },
  );
}
