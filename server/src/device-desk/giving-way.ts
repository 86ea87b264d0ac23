import { assignmentsTable } from '../bookings/devices/device-tables.ts';
import { DeviceInUseError } from '../bookings/devices/errors.ts';
import type { Context } from '../platform/context.ts';
import type { Query } from '../platform/database/statement.ts';
import { updateAll } from '../platform/database/table.ts';
import { refuse } from '../platform/input.ts';
import { mustBeAllowedInAll } from './desk-refusals.ts';
import type { AssignmentFacts, SpanFacts } from './desk-rows.ts';

type Yielding = {
  /** Plans that were named as giving way, in the order in which they were named. */
  readonly namedIds: readonly string[];
  /** Those of them that the viewer sees. */
  readonly named: readonly AssignmentFacts[];
  /** What takes the devices in the time that is wanted. */
  readonly inTheWay: readonly SpanFacts[];
};

/**
 * Plans give way that were named and stand in the way; one that was released meanwhile is no fault. Gives back those to
 * be released.
 * @throws DeviceInUseError where others are in the way, or one that is in a hand
 * @throws InvalidInputError naming a plan that is in nobody's way
 */
export function plansGivingWay(context: Context, { namedIds, named, inTheWay }: Yielding): AssignmentFacts[] {
  const assignments = inTheWay.filter(({ assignmentId }) => assignmentId !== null);
  const others = assignments.filter(
    ({ assignmentId, isOut }) => isOut || assignmentId === null || !namedIds.includes(assignmentId),
  );
  if (others.length > 0) throw inUse(others);
  const yielding = namedIds.flatMap((id, index) => {
    const plan = named.find((one) => one.id === id);
    if (plan?.releasedAt != null) return [];
    if (!plan || !assignments.some(({ assignmentId }) => assignmentId === id))
      return refuse(`releaseAssignmentIds.${index}`, 'This plan is not in the way.');
    return [plan];
  });
  mustBeAllowedInAll(context, 'device:assign', yielding);
  return yielding;
}

function inUse(spans: readonly SpanFacts[]): DeviceInUseError {
  const visibleIds = spans.flatMap(({ assignmentId, bookingId }) =>
    assignmentId === null || bookingId === null ? [] : [assignmentId],
  );
  const devices = new Set(spans.map(({ deviceId }) => deviceId)).size;
  const which = devices === 1 ? 'This device is' : `${devices} devices are`;
  return new DeviceInUseError(
    visibleIds,
    spans.some(({ isOut }) => isOut)
      ? `${which} handed out at that time. Nothing was saved; take back what is out first.`
      : `${which} planned at that time. Nothing was saved; name the plans that give way, or choose another time.`,
  );
}

export function release(
  plans: readonly { readonly id: string }[],
  releasedAt: Date,
  releaseReason: string | null,
): readonly Query[] {
  return updateAll(
    assignmentsTable,
    plans.map(({ id }) => id),
    { releasedAt, releaseReason },
  );
}
