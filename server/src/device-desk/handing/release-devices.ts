import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { DeviceInUseError } from '../../bookings/devices/errors.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import type { Context } from '../../platform/context.ts';
import { deskBounds } from '../desk-bounds.ts';
import { listOf, reasonOf } from '../desk-parsing.ts';
import { eachOf, mustBeAllowedInAll, ruleOfDevices } from '../desk-refusals.ts';
import { assignmentsAtDesk } from '../desk-rows.ts';
import { release } from '../giving-way.ts';

type ReleaseDevicesInput = {
  readonly assignmentIds: readonly string[];
  readonly reason?: string | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};

export type ChangedAssignments = { readonly assignmentIds: readonly string[] };

/**
 * Gives up plans that were not handed out: their requests are open again. What was released already stays so.
 * @throws DeviceInUseError InvalidInputError NotAllowedError BusyError
 */
export function releaseDevices(context: Context, input: ReleaseDevicesInput): Promise<Outcome<ChangedAssignments>> {
  mustBeAllowed(context.viewer, 'device:assign');
  const assignmentIds = listOf('assignmentIds', input.assignmentIds, deskBounds.deskAssignments);
  const reason = reasonOf(input.reason);
  return underLocks(
    context,
    { cause: 'releaseDevices', reason: reason ?? undefined, dryRun: input.dryRun },
    {
      read: () => ({ assignments: assignmentsAtDesk(assignmentIds) }),
      decide: ({ assignments }) => {
        const named = eachOf(assignments, assignmentIds, 'assignmentIds', 'assignment');
        mustBeAllowedInAll(context, 'device:assign', named);
        const handedOut = named.filter(({ handedOutAt }) => handedOutAt !== null);
        if (handedOut.length > 0)
          throw new DeviceInUseError(
            handedOut.map(({ id }) => id),
            'What was handed out comes back by a return. Nothing was saved; leave it out.',
          );
        const planned = named.filter(({ releasedAt }) => releasedAt === null);
        if (planned.length === 0) return { nothingToDo: { assignmentIds } };
        return {
          locks: {
            bookings: planned.map(({ bookingId }) => bookingId),
            devices: planned.map(({ deviceId }) => deviceId),
          },
          write: () => release(planned, context.clock(), reason),
          result: { assignmentIds },
        };
      },
      namesMoves: true,
      whyRefused: (constraint) => ruleOfDevices(constraint, { assignmentIds }),
    },
  );
}
