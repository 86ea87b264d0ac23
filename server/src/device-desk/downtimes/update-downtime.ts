import { type Outcome, underLocks } from '../../bookings/changing/under-locks.ts';
import { downtimesTable } from '../../bookings/devices/device-tables.ts';
import { StaleDeviceDataError } from '../../bookings/devices/errors.ts';
import { mustBeAllowed } from '../../people/rights/policy.ts';
import type { Context } from '../../platform/context.ts';
import { updateAll } from '../../platform/database/table.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { refuse } from '../../platform/input.ts';
import { givingWayOf, noteOf } from '../desk-parsing.ts';
import { clashOf, deviceTaken, endOfTime, meeting, ruleOfDevices } from '../desk-refusals.ts';
import { assignmentsAtDesk, downtimesAtDesk, spansOfDowntime } from '../desk-rows.ts';
import { plansGivingWay, release } from '../giving-way.ts';

type UpdateDowntimeInput = {
  readonly downtimeId: string;
  /** Null where nobody knows; as it was where it is not given. */
  readonly expectedEnd?: Date | null | undefined;
  readonly note?: string | null | undefined;
  readonly releaseAssignmentIds?: readonly string[] | null | undefined;
  /** Of the device: its downtimes go by that. */
  readonly expectedVersion?: number | null | undefined;
  readonly dryRun?: boolean | null | undefined;
};

export type ChangedDowntime = { readonly downtimeId: string };

/**
 * Changes when a downtime is expected to end, and its note. A later end is refused by the plans in its way, but those
 * that are named give way.
 * @throws DeviceInUseError DeviceTakenError StaleDeviceDataError InvalidInputError NotAllowedError NotFoundError BusyError
 */
export function updateDowntime(context: Context, input: UpdateDowntimeInput): Promise<Outcome<ChangedDowntime>> {
  mustBeAllowed(context.viewer, 'device:assign');
  const { downtimeId } = input;
  const note = input.note === undefined ? undefined : noteOf(input.note);
  const namedIds = givingWayOf(input.releaseAssignmentIds);
  return underLocks(
    context,
    { cause: 'updateDowntime', dryRun: input.dryRun },
    {
      read: () => ({
        downtimes: downtimesAtDesk([downtimeId]),
        named: assignmentsAtDesk(namedIds),
        spans: spansOfDowntime(downtimeId),
      }),
      decide: ({ downtimes: [downtime], named, spans }) => {
        if (!downtime) throw new NotFoundError('downtime');
        const { deviceId, startsAt } = downtime;
        const expectedEnd = input.expectedEnd === undefined ? downtime.expectedEnd : input.expectedEnd;
        const isSame =
          expectedEnd?.getTime() === downtime.expectedEnd?.getTime() && (note === undefined || note === downtime.note);
        if (isSame) return { nothingToDo: { downtimeId } };
        if (input.expectedVersion != null && input.expectedVersion !== downtime.deviceVersion)
          throw new StaleDeviceDataError('Device', deviceId);
        if (downtime.endedAt !== null) refuse('downtimeId', 'This downtime has ended already.');
        if (expectedEnd !== null && expectedEnd <= startsAt) refuse('expectedEnd', 'It ends after it begins.');
        const inTheWay = meeting(spans, deviceId, { from: startsAt, to: expectedEnd ?? endOfTime }).filter(
          (span) => span.downtimeId !== downtimeId,
        );
        const clashes = inTheWay.filter((span) => span.downtimeId !== null).map(clashOf);
        if (clashes.length > 0)
          return {
            refusal: () =>
              deviceTaken(
                context,
                clashes,
                [],
                'The device is in another downtime at that time. Nothing was saved; end or change that one first.',
              ),
          };
        const plans = plansGivingWay(context, { namedIds, named, inTheWay });
        return {
          locks: { bookings: plans.map(({ bookingId }) => bookingId), devices: [deviceId] },
          write: () => [
            ...release(plans, context.clock(), 'The device is put aside for longer.'),
            ...updateAll(downtimesTable, [downtimeId], { expectedEnd, note }),
          ],
          result: { downtimeId },
        };
      },
      namesMoves: true,
      whyRefused: (constraint) => ruleOfDevices(constraint, {}),
    },
  );
}
