import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { devicesTable } from '../../bookings/devices/device-tables.ts';
import { DeviceInUseError, StaleDeviceDataError } from '../../bookings/devices/errors.ts';
import { mustBeAllowedEverywhere } from '../../people/rights/managed.ts';
import type { Context } from '../../platform/context.ts';
import { updateAll } from '../../platform/database/table.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { parse, refuse } from '../../platform/input.ts';
import { ruleOfDevices } from '../desk-refusals.ts';
import { devicesAtDesk, spansAfterDay } from '../desk-rows.ts';
import { type DeviceChanges, deviceInput, mustBeBoughtAlready } from './device-details.ts';
import { categoriesAmong, ruleOfInventory, serialsTaken } from './inventory-rows.ts';

type UpdateDeviceInput = DeviceChanges & {
  readonly deviceId: string;
  readonly expectedVersion?: number | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};
export type ChangedDevice = { readonly deviceId: string };

const neverEmpty = ['serialNumber', 'name', 'categoryId'] as const;
const changesInput = deviceInput.partial();

/**
 * Changes a device: what is left out stays as it is, null clears. Its assignments keep their requests, whatever its
 * category becomes; a corrected serial number keeps the old one in the move.
 * @throws DeviceInUseError StaleDeviceDataError InvalidInputError NotAllowedError NotFoundError BusyError
 */
export function updateDevice(context: Context, input: UpdateDeviceInput): Promise<Outcome<ChangedDevice>> {
  mustBeAllowedEverywhere(context.viewer, 'device:manage');
  const { deviceId, expectedVersion, dryRun, ...raw } = input;
  for (const name of neverEmpty) if (raw[name] === null) refuse(name, 'This cannot be empty.');
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined));
  const changes = parse(changesInput, given);
  mustBeBoughtAlready(context, changes.purchaseDate, 'purchaseDate');
  const { categoryId, serialNumber } = changes;
  return underLocks(
    context,
    { cause: 'updateDevice', dryRun, at: { devices: [deviceId] } },
    {
      read: () => ({
        devices: devicesAtDesk([deviceId]),
        categories: categoriesAmong('', categoryId === undefined ? [] : [categoryId]),
        serials: serialsTaken(serialNumber === undefined ? [] : [serialNumber]),
        later: spansAfterDay(deviceId, changes.goesBackOn ?? null),
      }),
      decide: ({ devices: [device], categories, serials, later }) => {
        if (!device) throw new NotFoundError('device');
        if (expectedVersion != null && expectedVersion !== device.version)
          throw new StaleDeviceDataError('Device', deviceId);
        if (categoryId !== undefined && categories.length === 0) refuse('categoryId', 'There is no such category.');
        if (serials.some((serial) => serial.deviceId !== null && serial.deviceId !== deviceId))
          refuse('serialNumber', 'There is a device with this serial number already.');
        const plans = later.filter(({ assignmentId }) => assignmentId !== null);
        if (plans.length > 0)
          throw new DeviceInUseError(
            plans.flatMap(({ assignmentId, bookingId }) =>
              assignmentId === null || bookingId === null ? [] : [assignmentId],
            ),
            'This device is planned after the day on which it goes back. Nothing was saved; release those plans first.',
          );
        return {
          locks: { devices: [deviceId] },
          write: () => updateAll(devicesTable, [deviceId], changes),
          result: { deviceId },
        };
      },
      namesMoves: true,
      whyRefused: (constraint) =>
        ruleOfInventory(constraint, 'serialNumber') ?? ruleOfDevices(constraint, { deviceIds: [deviceId] }),
    },
  );
}
