import { z } from 'zod';
import { underLocks } from '../bookings/changing/under-locks.ts';
import { mustBeAllowedEverywhere } from '../people/rights/managed.ts';
import type { RequestContext } from '../platform/context.ts';
import { statement } from '../platform/database/statement.ts';
import { clockTime, closingTime, facilityFields, inOrder, neverOpen, weekdays } from '../platform/facility-fields.ts';
import type { Facility } from '../platform/facility.ts';
import { parse, refuse } from '../platform/input.ts';
import { hoursText, timeZoneIsKnown } from './facility-states.ts';

const openDay = z
  .object({ weekday: z.enum(weekdays), opensAt: clockTime, closesAt: closingTime })
  .refine(...inOrder('opensAt', 'closesAt'));

const { openingHours: _week, usualHours: _hours, ...fields } = facilityFields;

/** What is not given stays as it is. */
const settings = z
  .object({
    ...fields,
    openingHours: z
      .array(openDay)
      .min(1, neverOpen)
      .refine((open) => new Set(open.map(({ weekday }) => weekday)).size === open.length, 'Name each weekday once.'),
    usualFrom: clockTime,
    usualUntil: clockTime,
  })
  .partial()
  .refine(({ usualFrom, usualUntil }) => (usualFrom === undefined) === (usualUntil === undefined), {
    path: ['usualUntil'],
    message: 'Enter both usual times, or neither.',
  })
  .refine(
    ({ usualFrom, usualUntil }) => usualFrom === undefined || usualUntil === undefined || usualFrom < usualUntil,
    {
      path: ['usualUntil'],
      message: 'The end must come after the start.',
    },
  );
export type FacilitySettingsInput = z.input<typeof settings>;

/** Of seven weekdays, as the table has them. */
function weekOf(open: readonly z.output<typeof openDay>[]): (string | null)[] {
  return weekdays.map((weekday) => {
    const day = open.find((one) => one.weekday === weekday);
    return day ? hoursText({ from: day.opensAt, until: day.closesAt }) : null;
  });
}

const writeSettings = statement(
  'updateFacilitySettings',
  {},
  `update facility_settings set name = coalesce($1, name), address = coalesce($2, address), time_zone = coalesce($3, time_zone),
     currency = coalesce($4, currency), locale = coalesce($5, locale), week_starts_on = coalesce($6::int, week_starts_on),
     opening_hours = coalesce($7::text[], opening_hours), usual_from = coalesce($8, usual_from),
     usual_until = coalesce($9, usual_until), book_years_ahead = coalesce($10::int, book_years_ahead)`,
);

/**
 * Changes settings of the facility, for all servers and screens. No booking moves: each keeps its moment, whatever the
 * clock on the wall says from now on, and a series keeps the zone that it was made in.
 * @throws InvalidInputError NotAllowedError BusyError
 */
export async function updateFacilitySettings(
  context: Pick<RequestContext, keyof Parameters<typeof underLocks>[0] | 'facilityWatch'>,
  input: FacilitySettingsInput,
): Promise<Facility> {
  mustBeAllowedEverywhere(context.viewer, 'facility:manage');
  const { timeZone = null, openingHours, ...others } = parse(settings, input);
  const { name = null, address = null, currency = null, locale = null, weekStartsOn = null } = others;
  await underLocks(
    context,
    { cause: 'updateFacilitySettings' },
    {
      read: () => ({ zone: timeZone === null ? null : timeZoneIsKnown(timeZone) }),
      decide: ({ zone: [zone] }) => {
        if (zone?.known === false)
          refuse('timeZone', 'The database does not know this time zone. Choose another name.');
        return {
          locks: {},
          write: () => [
            writeSettings(
              name,
              address,
              timeZone,
              currency,
              locale,
              weekStartsOn,
              openingHours ? weekOf(openingHours) : null,
              others.usualFrom ?? null,
              others.usualUntil ?? null,
              others.bookYearsAhead ?? null,
            ),
          ],
          result: {},
        };
      },
    },
  );
  return context.facilityWatch.refresh();
}
