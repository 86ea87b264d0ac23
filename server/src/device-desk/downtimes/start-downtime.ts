import { randomUUID } from 'node:crypto';
import { farthestWords, isTooFar } from '../../bookings/horizon.ts';
import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { downtimesTable } from '../../bookings/devices/device-tables.ts';
import { DeviceInUseError } from '../../bookings/devices/errors.ts';
import type { DowntimeKind } from '../../generated/prisma/enums.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import type { Context } from '../../platform/context.ts';
import { insertInto } from '../../platform/database/table.ts';
import { refuse } from '../../platform/input.ts';
import { deskBounds } from '../desk-bounds.ts';
import { givingWayOf, listOf, noteOf } from '../desk-parsing.ts';
import { clashOf, deviceTaken, eachOf, endOfTime, meeting, ruleOfDevices } from '../desk-refusals.ts';
import { assignmentsAtDesk, devicesAtDesk, downtimesNow, spansAtDesk, standingAssignments } from '../desk-rows.ts';
import { plansGivingWay, release } from '../giving-way.ts';

type StartDowntimeInput = {
  readonly deviceIds: readonly string[];
  readonly kind: DowntimeKind;
  /** Now where it is not given. */
  readonly startsAt?: Date | null | undefined;
  readonly expectedEnd?: Date | null | undefined;
  readonly note?: string | null | undefined;
  readonly releaseAssignmentIds?: readonly string[] | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};

export type ChangedDowntimes = { readonly downtimeIds: readonly string[] };

/**
 * Puts devices aside, now or later: nothing is planned for them meanwhile. Plans in the way are a refusal, but those that
 * are named give way. Of devices that are in such a downtime now already, that one is the answer.
 * @throws DeviceInUseError DeviceTakenError InvalidInputError NotAllowedError BusyError
 */
export function startDowntime(context: Context, input: StartDowntimeInput): Promise<Outcome<ChangedDowntimes>> {
  mustBeAllowed(context.viewer, 'device:assign');
  const deviceIds = listOf('deviceIds', input.deviceIds, deskBounds.deskDevices);
  const note = noteOf(input.note);
  const namedIds = givingWayOf(input.releaseAssignmentIds);
  const now = context.clock();
  const { kind, expectedEnd = null } = input;
  const from = input.startsAt ?? now;
  if (from < now) refuse('startsAt', 'A downtime begins now or later.');
  if (expectedEnd !== null && expectedEnd <= from) refuse('expectedEnd', 'It ends after it begins.');
  if (isTooFar(context, from))
    refuse('startsAt', `${farthestWords(context, 'Downtimes can be planned')} Choose an earlier day.`);
  return underLocks(
    context,
    { cause: 'startDowntime', dryRun: input.dryRun, at: { devices: deviceIds } },
    {
      read: () => ({
        devices: devicesAtDesk(deviceIds),
        standing: standingAssignments(deviceIds),
        named: assignmentsAtDesk(namedIds),
        spans: spansAtDesk(deviceIds, from, null),
        downtimes: downtimesNow(deviceIds, now),
      }),
      decide: ({ devices, standing, named, spans, downtimes }) => {
        eachOf(devices, deviceIds, 'deviceIds', 'device');
        const already = downtimes.filter((one) => input.startsAt == null && one.kind === kind && one.endedAt === null);
        const others = deviceIds.filter((id) => !already.some(({ deviceId }) => deviceId === id));
        const knownIds = already.map(({ id }) => id);
        if (others.length === 0) return { nothingToDo: { downtimeIds: knownIds } };
        const inHands = standing.filter(
          ({ deviceId, handedOutAt }) => handedOutAt !== null && others.includes(deviceId) && from <= now,
        );
        if (inHands.length > 0)
          throw new DeviceInUseError(
            inHands.map(({ id }) => id),
            'What is handed out comes back first, damaged or lost. Nothing was saved.',
          );
        const begun = others.map((deviceId) => {
          // A device that was rented goes back to its supplier on a day that is known.
          const goesBack = spans.find(
            (span) => span.deviceId === deviceId && span.downtimeId !== null && span.startsAt > from,
          );
          const end = expectedEnd ?? (kind === 'AWAY' ? null : (goesBack?.startsAt ?? null));
          const inTheWay = meeting(spans, deviceId, { from, to: end ?? endOfTime });
          return {
            row: { id: randomUUID(), deviceId, kind, startsAt: from, expectedEnd: end, note, madeAt: now },
            inTheWay,
          };
        });
        const inTheWay = begun.flatMap((one) => one.inTheWay);
        const clashes = inTheWay.filter(({ downtimeId }) => downtimeId !== null).map(clashOf);
        if (clashes.length > 0)
          return {
            refusal: () =>
              deviceTaken(
                context,
                clashes,
                [],
                'A device is in another downtime at that time. Nothing was saved; end or change that one first.',
              ),
          };
        const plans = plansGivingWay(context, { namedIds, named, inTheWay });
        const rows = begun.map(({ row }) => row);
        return {
          locks: { bookings: plans.map(({ bookingId }) => bookingId), devices: deviceIds },
          write: () => [...release(plans, now, 'The device was put aside.'), insertInto(downtimesTable, rows)],
          result: { downtimeIds: [...knownIds, ...rows.map(({ id }) => id)] },
        };
      },
      namesMoves: true,
      whyRefused: (constraint) => ruleOfDevices(constraint, { deviceIds }),
    },
  );
}
