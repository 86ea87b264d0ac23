import { randomUUID } from 'node:crypto';
import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { categoriesTable } from '../../bookings/devices/device-tables.ts';
import type { DeviceCategory } from '../../generated/prisma/client.ts';
import { mustBeAllowedEverywhere } from '../../people/rights/managed.ts';
import type { Context } from '../../platform/context.ts';
import { insertInto } from '../../platform/database/table.ts';
import { parse } from '../../platform/input.ts';
import { type CategoryDetails, categoryInput } from './device-details.ts';
import { categoryOfName, mustBeFreeName, ruleOfInventory } from './inventory-rows.ts';

type CreateDeviceCategoryInput = CategoryDetails & { readonly dryRun?: boolean | null | undefined };
export type ChangedCategory = { readonly category: DeviceCategory };

/**
 * Adds a category of devices.
 * @throws InvalidInputError NotAllowedError BusyError
 */
export function createDeviceCategory(
  context: Context,
  { dryRun, ...raw }: CreateDeviceCategoryInput,
): Promise<Outcome<ChangedCategory>> {
  mustBeAllowedEverywhere(context.viewer, 'device:manage');
  const details = parse(categoryInput, raw);
  const row = { id: randomUUID(), ...details };
  return underLocks(
    context,
    { cause: 'createDeviceCategory', dryRun },
    {
      read: () => ({ namesake: categoryOfName(details.name, null) }),
      decide: ({ namesake: [namesake] }) => {
        mustBeFreeName(namesake);
        return {
          locks: {},
          write: () => [insertInto(categoriesTable, [row])],
          result: { category: { ...row, version: 1 } },
        };
      },
      whyRefused: (constraint) => ruleOfInventory(constraint, ''),
    },
  );
}
