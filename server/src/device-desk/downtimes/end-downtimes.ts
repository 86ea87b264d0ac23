import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { downtimesTable } from '../../bookings/devices/device-tables.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import type { Context } from '../../platform/context.ts';
import { updateAll } from '../../platform/database/table.ts';
import { refuse } from '../../platform/input.ts';
import { deskBounds } from '../desk-bounds.ts';
import { listOf } from '../desk-parsing.ts';
import { eachOf, ruleOfDevices } from '../desk-refusals.ts';
import { downtimesAtDesk } from '../desk-rows.ts';
import type { ChangedDowntimes } from './start-downtime.ts';

type EndDowntimesInput = {
  readonly downtimeIds: readonly string[];
  /** Now where it is not given. */
  readonly endedAt?: Date | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};

/**
 * Ends downtimes now, or at a moment that has passed; one that ends before it began never was. What has ended stays so.
 * @throws InvalidInputError NotAllowedError BusyError
 */
export function endDowntimes(context: Context, input: EndDowntimesInput): Promise<Outcome<ChangedDowntimes>> {
  mustBeAllowed(context.viewer, 'device:assign');
  const downtimeIds = listOf('downtimeIds', input.downtimeIds, deskBounds.deskDevices);
  const endedAt = input.endedAt ?? context.clock();
  if (endedAt > context.clock())
    refuse('endedAt', 'A downtime ends now, or at a moment that has passed. Change its expected end instead.');
  return underLocks(
    context,
    { cause: 'endDowntimes', dryRun: input.dryRun },
    {
      read: () => ({ downtimes: downtimesAtDesk(downtimeIds) }),
      decide: ({ downtimes }) => {
        const open = eachOf(downtimes, downtimeIds, 'downtimeIds', 'downtime').filter((one) => one.endedAt === null);
        if (open.length === 0) return { nothingToDo: { downtimeIds } };
        return {
          locks: { devices: open.map(({ deviceId }) => deviceId) },
          write: () =>
            updateAll(
              downtimesTable,
              open.map(({ id }) => id),
              { endedAt },
            ),
          result: { downtimeIds },
        };
      },
      namesMoves: true,
      whyRefused: (constraint) => ruleOfDevices(constraint, {}),
    },
  );
}
