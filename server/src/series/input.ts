import { z } from 'zod';
import { farthestWords, isTooFar, lastBookableDay, tooFarAhead } from '../bookings/horizon.ts';
import { intervalProblem } from '../bookings/input.ts';
import type { Context } from '../platform/context.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { parse, refuse } from '../platform/input.ts';
import { figure } from '../platform/limit-row.ts';
import { datesOf, mostDates, type Occurrence, type Rule } from './recurrence.ts';
import { seriesBounds } from './series-bounds.ts';

const day = z.iso.date('This is not a day.');

const ruleInput = z
  .object({
    frequency: z.enum(['DAILY', 'WEEKLY', 'MONTHLY']),
    every: z
      .number()
      .int()
      .min(1, 'Enter at least 1.')
      .max(seriesBounds.seriesStep.value, `Enter at most ${figure(seriesBounds.seriesStep)}.`),
    weekdays: z
      .array(z.number().int().min(1).max(seriesBounds.weekday.value))
      .transform((days) => [...new Set(days)].toSorted((a, b) => a - b)),
    until: day.nullable(),
    count: z
      .number()
      .int()
      .min(1, 'Enter at least one date.')
      .max(seriesBounds.seriesDates.value, `Enter at most ${figure(seriesBounds.seriesDates)} dates.`)
      .nullable(),
  })
  .superRefine(({ until, count }, context) => {
    if (until === null && count === null)
      context.addIssue({ code: 'custom', path: ['until'], message: 'Choose an end date or a number of dates.' });
  })
  // Only weekly rules have days to choose from.
  .transform((rule): Rule => ({ ...rule, weekdays: rule.frequency === 'WEEKLY' ? rule.weekdays : [] }));
export type RuleInput = z.input<typeof ruleInput>;

/** Another room for one date, by keys. */
export type RoomOfDate = { readonly date: string; readonly roomId: string };

type Place = Pick<Context, 'clock' | 'facility'>;
type First = { readonly startsAt: Date; readonly endsAt: Date };

/**
 * @throws InvalidInputError for an impossible first date, and for a rule that goes on for longer than anything may be
 * booked
 */
export function mustBegin(place: Place, first: First, rawRule: RuleInput): Rule {
  const rule = parse(ruleInput, rawRule, 'rule');
  const problem = intervalProblem(first.startsAt, first.endsAt);
  if (problem) refuse('first.endsAt', problem);
  const tooFar = tooFarAhead(place, first);
  if (tooFar) refuse(`first.${tooFar.path}`, tooFar.message);
  if (rule.until !== null && rule.until > lastBookableDay(place))
    refuse('rule.until', `${farthestWords(place, 'Bookings can be made')} End the series by then.`);
  return rule;
}

/**
 * The dates of a rule; those that are too far ahead to be booked are marked as such.
 * @throws InvalidInputError for a rule without any date, or with more than 200
 */
export function datesWithin(place: Place, rule: Rule, first: First): Occurrence[] {
  const dates = datesOf(rule, first, place.facility.timeZone);
  if (dates.length === 0) refuse('rule.until', 'The series ends before its first date.');
  if (dates.length > mostDates) refuse('rule.until', `This makes more than ${mostDates} dates. End it earlier.`);
  const tooFar = { startsAt: null, endsAt: null, problem: farthestWords(place, 'Bookings can be made') };
  return dates.map((date) => (date.problem === null && isTooFar(place, date.endsAt) ? { ...date, ...tooFar } : date));
}

/** @throws InvalidInputError for days that are not dates of the series, or are named twice */
export function mustBeDates(
  dates: readonly Occurrence[],
  leaveOut: readonly string[],
  rooms: readonly RoomOfDate[],
): void {
  const seriesDates = new Set(dates.map(({ date }) => date));
  const faultsOf = (path: string, all: readonly string[]) =>
    all.flatMap((date, index) =>
      !seriesDates.has(date)
        ? { path: path.replace('*', String(index)), message: `The series has no date on ${date}.` }
        : all.indexOf(date) < index
          ? { path: path.replace('*', String(index)), message: `${date} is named twice.` }
          : [],
    );
  const fields = [
    ...faultsOf('leaveOut.*', leaveOut),
    ...faultsOf(
      'rooms.*.date',
      rooms.map(({ date }) => date),
    ),
  ];
  if (fields.length > 0) throw new InvalidInputError(fields);
}
