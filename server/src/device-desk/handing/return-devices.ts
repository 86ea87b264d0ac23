import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { assignmentsTable, downtimesTable } from '../../bookings/devices/device-tables.ts';
import type { DeviceCondition } from '../../generated/prisma/enums.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import type { Context } from '../../platform/context.ts';
import { insertInto, updateAll, updateEach } from '../../platform/database/table.ts';
import { refuse } from '../../platform/input.ts';
import { deskBounds } from '../desk-bounds.ts';
import { givingWayOf, listOf, noteOf } from '../desk-parsing.ts';
import { eachOf, endOfTime, meeting, mustBeAllowedInAll, ruleOfDevices } from '../desk-refusals.ts';
import {
  type AssignmentFacts,
  assignmentsAtDesk,
  devicesAtDesk,
  type DowntimeFacts,
  downtimesNow,
  type SpanFacts,
  spansAtDesk,
  standingAssignments,
} from '../desk-rows.ts';
import { plansGivingWay, release } from '../giving-way.ts';

type ReturnedItem = {
  readonly deviceId: string;
  readonly condition: DeviceCondition;
  readonly note?: string | null | undefined;
};

type ReturnDevicesInput = {
  readonly items: readonly ReturnedItem[];
  readonly releaseAssignmentIds?: readonly string[] | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};

export type ReturnedDevices = {
  readonly assignmentIds: readonly string[];
  /** Those that were not handed out: they were in the store. */
  readonly inStoreIds: readonly string[];
  /** Those of them that were lost, and are found. */
  readonly foundIds: readonly string[];
};

type Back = { readonly item: ReturnedItem; readonly assignment: AssignmentFacts };

/**
 * Takes devices back, whosever booking they were handed out for. What came back damaged or lost is in a downtime from
 * then on, and plans in its way give way where they are named. A device that is not handed out was in the store: nothing
 * changes, but one that was lost is found.
 * @throws DeviceInUseError InvalidInputError NotAllowedError BusyError
 */
export function returnDevices(context: Context, input: ReturnDevicesInput): Promise<Outcome<ReturnedDevices>> {
  mustBeAllowed(context.viewer, 'device:assign');
  const items = itemsOf(input.items);
  const deviceIds = listOf(
    'items',
    items.map(({ deviceId }) => deviceId),
    deskBounds.deskDevices,
  );
  const namedIds = givingWayOf(input.releaseAssignmentIds);
  return underLocks(
    context,
    { cause: 'returnDevices', dryRun: input.dryRun, at: { devices: deviceIds } },
    {
      read: () => ({
        devices: devicesAtDesk(deviceIds),
        standing: standingAssignments(deviceIds),
        named: assignmentsAtDesk(namedIds),
        spans: spansAtDesk(deviceIds, context.clock(), null),
        downtimes: downtimesNow(deviceIds, context.clock()),
      }),
      decide: ({ devices, standing, named, spans, downtimes }) => {
        eachOf(devices, deviceIds, 'items', 'device');
        const now = context.clock();
        const back = items.flatMap((item): Back[] => {
          const assignment = standing.find((one) => one.deviceId === item.deviceId && one.handedOutAt !== null);
          return assignment ? [{ item, assignment }] : [];
        });
        mustBeAllowedInAll(
          context,
          'device:assign',
          back.map(({ assignment }) => assignment),
        );
        const inStoreIds = deviceIds.filter((id) => !back.some(({ item }) => item.deviceId === id));
        const found = downtimes.filter(
          ({ kind, endedAt, deviceId }) => kind === 'LOST' && endedAt === null && inStoreIds.includes(deviceId),
        );
        const result = {
          assignmentIds: back.map(({ assignment }) => assignment.id),
          inStoreIds,
          foundIds: found.map(({ deviceId }) => deviceId),
        };
        if (back.length + found.length === 0) return { nothingToDo: result };
        const broken = back.filter(({ item }) => item.condition !== 'GOOD');
        const inTheWay = broken.flatMap(({ item, assignment }) =>
          meeting(spans, item.deviceId, { from: now, to: endOfTime }).filter(
            ({ assignmentId }) => assignmentId !== assignment.id,
          ),
        );
        const plans = plansGivingWay(context, { namedIds, named, inTheWay });
        const newDowntimes = broken.flatMap(({ item }) => downtimeOf(item, { now, inTheWay, downtimes }));
        return {
          locks: {
            bookings: [
              ...back.map(({ assignment }) => assignment.bookingId),
              ...plans.map(({ bookingId }) => bookingId),
            ],
            devices: deviceIds,
          },
          write: () => [
            ...updateEach(
              assignmentsTable,
              back.map(({ item, assignment }) => ({
                id: assignment.id,
                changes: { returnedAt: now, condition: item.condition, note: item.note ?? null },
              })),
            ),
            ...release(plans, now, 'Another one is needed: this device came back damaged or lost.'),
            ...(newDowntimes.length > 0 ? [insertInto(downtimesTable, newDowntimes)] : []),
            ...updateAll(
              downtimesTable,
              found.map(({ id }) => id),
              { endedAt: now },
            ),
          ],
          result,
        };
      },
      namesMoves: true,
      whyRefused: (constraint) => ruleOfDevices(constraint, { deviceIds }),
    },
  );
}

/** @throws InvalidInputError where one device is named twice, and not with the same words */
function itemsOf(items: readonly ReturnedItem[]): ReturnedItem[] {
  const byDevice = new Map<string, ReturnedItem>();
  for (const [index, { note, ...item }] of items.entries()) {
    const clean = { ...item, note: noteOf(note, `items.${index}.note`) };
    const earlier = byDevice.get(item.deviceId);
    if (earlier && (earlier.condition !== clean.condition || earlier.note !== clean.note))
      refuse(`items.${index}.deviceId`, 'This device is named twice, in two conditions.');
    byDevice.set(item.deviceId, clean);
  }
  return [...byDevice.values()];
}

type Around = {
  readonly now: Date;
  readonly inTheWay: readonly SpanFacts[];
  readonly downtimes: readonly DowntimeFacts[];
};

/**
 * The downtime that begins with the return. A device that is in one already stays in that; one that is planned for later
 * is where the new one is expected to end.
 */
function downtimeOf({ deviceId, condition, note = null }: ReturnedItem, { now, inTheWay, downtimes }: Around) {
  if (downtimes.some((one) => one.deviceId === deviceId)) return [];
  const ahead = inTheWay.find((span) => span.deviceId === deviceId && span.downtimeId !== null && span.startsAt > now);
  const kind = condition === 'LOST' ? ('LOST' as const) : ('MAINTENANCE' as const);
  return [{ deviceId, kind, startsAt: now, expectedEnd: ahead?.startsAt ?? null, note: note ?? null, madeAt: now }];
}
