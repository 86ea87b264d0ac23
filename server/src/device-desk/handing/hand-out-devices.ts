import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { assignmentsTable } from '../../bookings/devices/device-tables.ts';
import { type DeviceClash, DeviceUnfitError } from '../../bookings/devices/errors.ts';
import { WrongStatusError } from '../../bookings/errors.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import type { Context } from '../../platform/context.ts';
import { updateAll } from '../../platform/database/table.ts';
import { refuse } from '../../platform/input.ts';
import { deskBounds } from '../desk-bounds.ts';
import { listOf, takenByOf } from '../desk-parsing.ts';
import { clashOf, deviceTaken, eachOf, mustBeAllowedInAll, ruleOfDevices } from '../desk-refusals.ts';
import {
  type AssignmentFacts,
  assignmentsAtDesk,
  downtimesBeside,
  type DowntimeFacts,
  requestsOfAssignments,
  spansBeside,
  standingBeside,
} from '../desk-rows.ts';
import type { ChangedAssignments } from './release-devices.ts';

type HandOutDevicesInput = {
  readonly assignmentIds: readonly string[];
  readonly takenBy?: string | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};

/**
 * Hands out planned devices now, of one booking or several: all, or none. What is out already stays so. A device that is
 * still out on an earlier date of the same series comes back there and goes out here.
 * @throws DeviceTakenError DeviceUnfitError WrongStatusError InvalidInputError NotAllowedError BusyError
 */
export function handOutDevices(context: Context, input: HandOutDevicesInput): Promise<Outcome<ChangedAssignments>> {
  mustBeAllowed(context.viewer, 'device:assign');
  const assignmentIds = listOf('assignmentIds', input.assignmentIds, deskBounds.deskAssignments);
  const takenBy = takenByOf(input.takenBy);
  return underLocks(
    context,
    { cause: 'handOutDevices', dryRun: input.dryRun },
    {
      read: () => ({
        assignments: assignmentsAtDesk(assignmentIds),
        requests: requestsOfAssignments(assignmentIds, null),
        beside: standingBeside(assignmentIds),
        spans: spansBeside(assignmentIds, context.clock()),
        downtimes: downtimesBeside(assignmentIds, context.clock()),
      }),
      decide: ({ assignments, requests, beside, spans, downtimes }) => {
        const named = eachOf(assignments, assignmentIds, 'assignmentIds', 'assignment');
        mustBeAllowedInAll(context, 'device:assign', named);
        const planned = named.filter((one, index) => isPlanned(one, index));
        if (planned.length === 0) return { nothingToDo: { assignmentIds } };
        const now = context.clock();
        for (const plan of planned) mustBeHandedOut(plan, now);
        mustBeInOrder(planned, downtimes);

        const inHands = planned.flatMap((plan) =>
          beside.filter(
            ({ id, deviceId, handedOutAt }) => id !== plan.id && deviceId === plan.deviceId && handedOutAt !== null,
          ),
        );
        const broughtBack = inHands.filter((other) => planned.some((plan) => isEarlierDateOf(other, plan)));
        const clashes: DeviceClash[] = [
          ...inHands.filter((other) => !broughtBack.includes(other)).map(clashInHand),
          ...spans
            .filter(
              ({ ofAssignmentId, assignmentId, isOut }) =>
                !isOut &&
                planned.some(({ id }) => id === ofAssignmentId) &&
                !broughtBack.some(({ id }) => id === assignmentId),
            )
            .map(clashOf),
        ];
        if (clashes.length > 0) {
          const wanted = planned.flatMap(({ requestId, dueAt }) => {
            const wish = requests.find(({ id }) => id === requestId);
            return wish ? [{ wish, from: now, to: dueAt }] : [];
          });
          return { refusal: () => deviceTaken(context, clashes, wanted) };
        }
        const touched = [...planned, ...broughtBack];
        return {
          locks: {
            bookings: touched.map(({ bookingId }) => bookingId),
            devices: touched.map(({ deviceId }) => deviceId),
          },
          write: () => [
            ...updateAll(
              assignmentsTable,
              broughtBack.map(({ id }) => id),
              { returnedAt: now, condition: 'GOOD' },
            ),
            ...updateAll(
              assignmentsTable,
              planned.map(({ id }) => id),
              { handedOutAt: now, takenBy },
            ),
          ],
          result: { assignmentIds },
        };
      },
      namesMoves: true,
      whyRefused: (constraint) => ruleOfDevices(constraint, { assignmentIds }),
    },
  );
}

/**
 * Whether it waits to be handed out; what is out already is left as it is.
 * @throws InvalidInputError for what was given up or came back
 */
function isPlanned({ releasedAt, handedOutAt, returnedAt }: AssignmentFacts, index: number): boolean {
  const path = `assignmentIds.${index}`;
  if (releasedAt !== null) return refuse(path, 'This device was released. Assign it again first.');
  if (returnedAt !== null) return refuse(path, 'This device came back already. Assign it again first.');
  return handedOutAt === null;
}

/** @throws WrongStatusError InvalidInputError */
function mustBeHandedOut({ status, bookingKind, dueAt }: AssignmentFacts, now: Date): void {
  const allowed: readonly AssignmentFacts['status'][] =
    bookingKind === 'DEVICES_ONLY' ? ['PENDING', 'ROOM_ASSIGNED', 'CONFIRMED'] : ['ROOM_ASSIGNED', 'CONFIRMED'];
  if (!allowed.includes(status)) throw new WrongStatusError(status, allowed);
  if (dueAt <= now) refuse('assignmentIds', 'A device of these would be due back already: its booking is over.');
}

const reasons: Readonly<Record<DowntimeFacts['kind'], string>> = {
  MAINTENANCE: 'It is in maintenance. End that first.',
  LOST: 'It is lost. If it was found, end that first.',
  AWAY: 'It is away. If it is back, end that first.',
};

export function whyDown({ kind }: DowntimeFacts): string {
  return reasons[kind];
}

/** @throws DeviceUnfitError */
function mustBeInOrder(planned: readonly AssignmentFacts[], downtimes: readonly DowntimeFacts[]): void {
  const unfit = planned.flatMap(({ deviceId }) => {
    const downtime = downtimes.find((one) => one.deviceId === deviceId);
    return downtime ? [{ deviceId, reason: whyDown(downtime) }] : [];
  });
  if (unfit.length > 0) throw new DeviceUnfitError(unfit);
}

function isEarlierDateOf(other: AssignmentFacts, plan: AssignmentFacts): boolean {
  return (
    other.deviceId === plan.deviceId &&
    plan.seriesId !== null &&
    other.seriesId === plan.seriesId &&
    other.startsAt < plan.startsAt
  );
}

export function clashInHand({ deviceId, handedOutAt, startsAt, dueAt, bookingId }: AssignmentFacts): DeviceClash {
  return { deviceId, startsAt: handedOutAt ?? startsAt, endsAt: dueAt, bookingId };
}
