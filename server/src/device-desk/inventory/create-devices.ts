import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { devicesTable } from '../../bookings/devices/device-tables.ts';
import { mustBeAllowedEverywhere } from '../../people/rights/managed.ts';
import type { Context } from '../../platform/context.ts';
import { insertInto } from '../../platform/database/table.ts';
import { type InvalidField, InvalidInputError } from '../../platform/errors.ts';
import { creationRequest, earlierCreation, idsMadeBy, rememberCreation } from '../../platform/idempotency.ts';
import { parse } from '../../platform/input.ts';
import { figure } from '../../platform/limit-row.ts';
import { deskBounds } from '../desk-bounds.ts';
import { type DeviceDetails, deviceInput, mustBeBoughtAlready } from './device-details.ts';
import { categoriesAmong, ruleOfInventory, serialsTaken } from './inventory-rows.ts';

const createDevicesInput = z.object({
  devices: z
    .array(deviceInput)
    .min(1, 'Name at least one device.')
    .max(deskBounds.deskDevices.value, `At most ${figure(deskBounds.deskDevices)} devices.`),
});

type CreateDevicesInput = {
  readonly devices: readonly DeviceDetails[];
  readonly idempotencyKey?: string | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};
export type ChangedDevices = { readonly deviceIds: readonly string[] };
/** With a key that was used before they were made then, and not now. */
export type NewDevices = ChangedDevices & { readonly repeated: boolean };

type Reading = {
  readonly earlier: ReturnType<typeof earlierCreation> | null;
  readonly categories: ReturnType<typeof categoriesAmong>;
  readonly serials: ReturnType<typeof serialsTaken>;
};

/**
 * Adds devices: all of them, or none. A serial number is one however it is capitalized and spaced.
 * @throws InvalidInputError NotAllowedError IdempotencyMismatchError BusyError
 */
export function createDevices(
  context: Context,
  { dryRun, ...input }: CreateDevicesInput,
): Promise<Outcome<NewDevices>> {
  const viewer = mustBeAllowedEverywhere(context.viewer, 'device:manage');
  const request = creationRequest(viewer, 'createDevices', input);
  const now = context.clock();
  const { devices } = parse(createDevicesInput, { devices: [...input.devices] });
  for (const [index, { purchaseDate }] of devices.entries())
    mustBeBoughtAlready(context, purchaseDate, `devices.${index}.purchaseDate`);
  const rows = devices.map((device) => ({ id: randomUUID(), ...device }));
  const deviceIds = rows.map(({ id }) => id);
  return underLocks<Reading, NewDevices>(
    context,
    { cause: 'createDevices', dryRun },
    {
      read: () => ({
        earlier: request && earlierCreation(request, now),
        categories: categoriesAmong(
          '',
          devices.map(({ categoryId }) => categoryId),
        ),
        serials: serialsTaken(devices.map(({ serialNumber }) => serialNumber)),
      }),
      decide: ({ earlier: [earlier], categories, serials }) => {
        if (earlier) return { nothingToDo: { deviceIds: idsMadeBy(earlier), repeated: true } };
        const fields = [
          ...devices.flatMap(({ categoryId }, index): InvalidField[] =>
            categories.some(({ id }) => id === categoryId)
              ? []
              : [{ path: `devices.${index}.categoryId`, message: 'There is no such category.' }],
          ),
          ...serials.flatMap(({ code, deviceId, place }): InvalidField[] => {
            const path = `devices.${place - 1}.serialNumber`;
            if (deviceId !== null) return [{ path, message: 'There is a device with this serial number already.' }];
            return serials.some((other) => other.place < place && other.code === code)
              ? [{ path, message: 'This serial number is named twice.' }]
              : [];
          }),
        ];
        if (fields.length > 0) throw new InvalidInputError(fields);
        return {
          locks: { devices: deviceIds, request },
          write: () => [insertInto(devicesTable, rows), ...rememberCreation(request, deviceIds, now)],
          result: { deviceIds, repeated: false },
        };
      },
      namesMoves: true,
      whyRefused: (constraint) => ruleOfInventory(constraint, 'devices'),
    },
  );
}
