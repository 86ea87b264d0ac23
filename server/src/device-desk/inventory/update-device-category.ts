import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { categoriesTable } from '../../bookings/devices/device-tables.ts';
import { StaleDeviceDataError } from '../../bookings/devices/errors.ts';
import { mustBeAllowedEverywhere } from '../../people/rights/managed.ts';
import type { Context } from '../../platform/context.ts';
import { updateAll } from '../../platform/database/table.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { parse, parseAt } from '../../platform/input.ts';
import type { ChangedCategory } from './create-device-category.ts';
import { type CategoryDetails, categoryInput } from './device-details.ts';
import { categoriesAmong, categoryOfName, mustBeFreeName, ruleOfInventory } from './inventory-rows.ts';

type UpdateDeviceCategoryInput = {
  readonly [Name in keyof CategoryDetails]?: CategoryDetails[Name] | null | undefined;
} & {
  readonly categoryId: string;
  readonly expectedVersion?: number | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};

/**
 * Changes a category; what is left out stays as it is. The kind stays once it has devices, or somebody asks for them.
 * @throws StaleDeviceDataError InvalidInputError NotAllowedError NotFoundError BusyError
 */
export function updateDeviceCategory(
  context: Context,
  input: UpdateDeviceCategoryInput,
): Promise<Outcome<ChangedCategory>> {
  mustBeAllowedEverywhere(context.viewer, 'device:manage');
  const { categoryId, expectedVersion, dryRun } = input;
  const name = input.name == null ? null : parseAt('name', categoryInput.shape.name, input.name);
  return underLocks(
    context,
    { cause: 'updateDeviceCategory', dryRun },
    {
      read: (forUpdate) => ({
        found: categoriesAmong(forUpdate ? 'ForUpdate' : '', [categoryId]),
        namesake: categoryOfName(name ?? '', categoryId),
      }),
      decide: ({ found: [category], namesake: [namesake] }) => {
        if (!category) throw new NotFoundError('device category');
        const { id, version, ...before } = category;
        if (expectedVersion != null && expectedVersion !== version)
          throw new StaleDeviceDataError('DeviceCategory', id);
        if (name !== null) mustBeFreeName(namesake);
        const details = parse(categoryInput, {
          name: name ?? before.name,
          kind: input.kind ?? before.kind,
          lowStockThreshold: input.lowStockThreshold ?? before.lowStockThreshold,
          accessories: [...(input.accessories ?? before.accessories)],
        });
        return {
          locks: {},
          write: () => updateAll(categoriesTable, [id], details),
          result: { category: { id, ...details, version: version + 1 } },
        };
      },
      whyRefused: (constraint) => ruleOfInventory(constraint, ''),
    },
  );
}
