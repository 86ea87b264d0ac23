import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { devicesTable } from '../../bookings/devices/device-tables.ts';
import { mustBeAllowedEverywhere } from '../../people/rights/managed.ts';
import type { Context } from '../../platform/context.ts';
import { updateAll } from '../../platform/database/table.ts';
import { deskBounds } from '../desk-bounds.ts';
import { listOf } from '../desk-parsing.ts';
import { eachOf } from '../desk-refusals.ts';
import { devicesAtDesk } from '../desk-rows.ts';
import type { ChangedDevices } from './create-devices.ts';

type ReactivateDevicesInput = {
  readonly deviceIds: readonly string[];
  readonly dryRun?: boolean | null | undefined;
};

/**
 * Takes retired devices into use again. What is in use stays so.
 * @throws InvalidInputError NotAllowedError BusyError
 */
export function reactivateDevices(context: Context, input: ReactivateDevicesInput): Promise<Outcome<ChangedDevices>> {
  mustBeAllowedEverywhere(context.viewer, 'device:manage');
  const deviceIds = listOf('deviceIds', input.deviceIds, deskBounds.deskDevices);
  return underLocks(
    context,
    { cause: 'reactivateDevices', dryRun: input.dryRun, at: { devices: deviceIds } },
    {
      read: () => ({ devices: devicesAtDesk(deviceIds) }),
      decide: ({ devices }) => {
        const retired = eachOf(devices, deviceIds, 'deviceIds', 'device').filter(({ retiredAt }) => retiredAt !== null);
        if (retired.length === 0) return { nothingToDo: { deviceIds } };
        return {
          locks: { devices: deviceIds },
          write: () =>
            updateAll(
              devicesTable,
              retired.map(({ id }) => id),
              { retiredAt: null, retireReason: null },
            ),
          result: { deviceIds },
        };
      },
      namesMoves: true,
    },
  );
}
