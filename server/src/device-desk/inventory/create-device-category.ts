import { randomUUID } from 'node:crypto';
import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { categoriesTable } from '../../bookings/devices/device-tables.ts';
import type { DeviceCategory } from '../../generated/prisma/client.ts';
import { mustBeAllowedEverywhere } from '../../people/rights/managed.ts';
import type { Context } from '../../platform/context.ts';
import { insertInto } from '../../platform/database/table.ts';
import { creationRequest, earlierCreation, idsMadeBy, rememberCreation } from '../../platform/idempotency.ts';
import { parse } from '../../platform/input.ts';
import { type CategoryDetails, categoryInput } from './device-details.ts';
import { categoryOfName, mustBeFreeName, ruleOfInventory } from './inventory-rows.ts';

type CreateDeviceCategoryInput = CategoryDetails & {
  readonly idempotencyKey?: string | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};
export type ChangedCategory = { readonly category: DeviceCategory };
/** With a key that was used before it was made then, and not now. */
export type NewCategory = ChangedCategory & { readonly repeated: boolean };

type Reading = {
  readonly earlier: ReturnType<typeof earlierCreation> | null;
  readonly namesake: ReturnType<typeof categoryOfName>;
};

/**
 * Adds a category of devices.
 * @throws InvalidInputError NotAllowedError IdempotencyMismatchError BusyError
 */
export function createDeviceCategory(
  context: Context,
  { dryRun, idempotencyKey, ...raw }: CreateDeviceCategoryInput,
): Promise<Outcome<NewCategory>> {
  const viewer = mustBeAllowedEverywhere(context.viewer, 'device:manage');
  const request = creationRequest(viewer, 'createDeviceCategory', { ...raw, idempotencyKey });
  const now = context.clock();
  const details = parse(categoryInput, raw);
  const row = { id: randomUUID(), ...details };
  return underLocks<Reading, NewCategory>(
    context,
    { cause: 'createDeviceCategory', dryRun },
    {
      read: () => ({ earlier: request && earlierCreation(request, now), namesake: categoryOfName(details.name, null) }),
      decide: ({ earlier: [earlier], namesake: [namesake] }) => {
        if (earlier)
          return { nothingToDo: { category: { ...row, id: idsMadeBy(earlier)[0] ?? '', version: 1 }, repeated: true } };
        mustBeFreeName(namesake);
        return {
          locks: { request },
          write: () => [insertInto(categoriesTable, [row]), ...rememberCreation(request, [row.id], now)],
          result: { category: { ...row, version: 1 }, repeated: false },
        };
      },
      whyRefused: (constraint) => ruleOfInventory(constraint, ''),
    },
  );
}
