import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { devicesTable } from '../../bookings/devices/device-tables.ts';
import { DeviceInUseError } from '../../bookings/devices/errors.ts';
import { parsedReason } from '../../bookings/placing/displace.ts';
import { mustBeAllowedEverywhere } from '../../people/rights/managed.ts';
import type { Context } from '../../platform/context.ts';
import { updateAll } from '../../platform/database/table.ts';
import { deskBounds } from '../desk-bounds.ts';
import { givingWayOf, listOf } from '../desk-parsing.ts';
import { eachOf, ruleOfDevices } from '../desk-refusals.ts';
import { assignmentsAtDesk, devicesAtDesk, spansAtDesk, standingAssignments } from '../desk-rows.ts';
import { plansGivingWay, release } from '../giving-way.ts';
import type { ChangedDevices } from './create-devices.ts';

type RetireDevicesInput = {
  readonly deviceIds: readonly string[];
  readonly reason: string;
  readonly releaseAssignmentIds?: readonly string[] | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};

/**
 * Takes devices out of use: all of them, or none. Plans ahead are a refusal, but those that are named give way; what is
 * handed out comes back first. What is retired already stays so.
 * @throws DeviceInUseError InvalidInputError NotAllowedError BusyError
 */
export function retireDevices(context: Context, input: RetireDevicesInput): Promise<Outcome<ChangedDevices>> {
  mustBeAllowedEverywhere(context.viewer, 'device:manage');
  const deviceIds = listOf('deviceIds', input.deviceIds, deskBounds.deskDevices);
  const namedIds = givingWayOf(input.releaseAssignmentIds);
  const retireReason = parsedReason(input.reason);
  const now = context.clock();
  return underLocks(
    context,
    { cause: 'retireDevices', reason: retireReason, dryRun: input.dryRun, at: { devices: deviceIds } },
    {
      read: () => ({
        devices: devicesAtDesk(deviceIds),
        standing: standingAssignments(deviceIds),
        named: assignmentsAtDesk(namedIds),
        spans: spansAtDesk(deviceIds, now, null),
      }),
      decide: ({ devices, standing, named, spans }) => {
        const active = eachOf(devices, deviceIds, 'deviceIds', 'device').filter(({ retiredAt }) => retiredAt === null);
        if (active.length === 0) return { nothingToDo: { deviceIds } };
        const inHands = standing.filter(({ handedOutAt }) => handedOutAt !== null);
        if (inHands.length > 0) throw new DeviceInUseError(inHands.map(({ id }) => id));
        const plans = plansGivingWay(context, {
          namedIds,
          named,
          inTheWay: spans.filter(({ assignmentId }) => assignmentId !== null),
        });
        return {
          locks: { bookings: plans.map(({ bookingId }) => bookingId), devices: deviceIds },
          write: () => [
            ...release(plans, now, retireReason),
            ...updateAll(
              devicesTable,
              active.map(({ id }) => id),
              { retiredAt: now, retireReason },
            ),
          ],
          result: { deviceIds },
        };
      },
      namesMoves: true,
      whyRefused: (constraint) => ruleOfDevices(constraint, { deviceIds }),
    },
  );
}
