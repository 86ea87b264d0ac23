import { randomUUID } from 'node:crypto';
import { createBookings, noteDivisions, type CreatedBookings } from '../bookings/changing/create-bookings.ts';
import type { Outcome } from '../bookings/changing/under-locks.ts';
import { RoomTakenError } from '../bookings/errors.ts';
import type { CreateBookingsInput } from '../bookings/input.ts';
import { mustBeAllowed } from '../people/rights/policy.ts';
import type { Context } from '../platform/context.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { refuse } from '../platform/input.ts';
import { datesWithin, mustBegin, mustBeDates, type RoomOfDate, type RuleInput } from './input.ts';
import { insertSeries } from './insert-series.ts';
import { localInterval, type Occurrence } from './recurrence.ts';

/** A series has no off-site devices: each rental has its own day of return. */
export type CreateSeriesInput = Omit<CreateBookingsInput, 'segments' | 'offSite'> & {
  readonly first: CreateBookingsInput['segments'][number];
  readonly rule: RuleInput;
  readonly leaveOut: readonly string[];
  readonly rooms: readonly RoomOfDate[];
  readonly dryRun?: boolean | null | undefined;
};

export type CreatedSeries = CreatedBookings & { readonly leftOut: readonly string[] };

type PossibleOccurrence = Extract<Occurrence, { problem: null }>;

/**
 * Books all dates of a rule except those that are left out, or none, each as createBookings does.
 * @throws InvalidInputError NotAllowedError RoomTakenError BusyError IdempotencyMismatchError, naming the dates
 */
export async function createSeries(
  context: Context,
  { first, rule: rawRule, leaveOut, rooms, dryRun, ...request }: CreateSeriesInput,
): Promise<Outcome<CreatedSeries>> {
  noteDivisions(mustBeAllowed(context.viewer, 'booking:create'), request.tenantId);
  const { timeZone } = context.facility;
  const rule = mustBegin(context, first, rawRule);
  const dates = datesWithin(context, rule, first);
  mustBeDates(dates, leaveOut, rooms);
  const leftOutDates = new Set(leaveOut);
  const bookedDates = dates.flatMap((date, index) => (leftOutDates.has(date.date) ? [] : { date, index }));
  if (bookedDates.length === 0) refuse('leaveOut', 'Keep at least one date.');
  const impossibleDates = bookedDates.flatMap(({ date: { date, problem } }) =>
    problem === null ? [] : { path: `dates.${date}`, message: `${problem} Skip this date.` },
  );
  if (impossibleDates.length > 0) throw new InvalidInputError(impossibleDates);

  const requestInput = { ...request, first, rule: rawRule, leaveOut, rooms };
  const id = randomUUID();
  const segments = bookedDates.map(({ date }) => segmentOn(date as PossibleOccurrence, first, rooms));
  try {
    const createdBookings = await createBookings(
      context,
      { ...request, offSite: null, segments },
      {
        dryRun,
        series: {
          id,
          requestInput,
          writeRule: (owner) => {
            const local =
              dates.find((date) => date.local)?.local ?? localInterval(first.startsAt, first.endsAt, timeZone);
            // Impossible dates are left out for good.
            const canReturn = dates.flatMap((date) =>
              leftOutDates.has(date.date) && date.problem === null && date.local ? date.local : [],
            );
            return insertSeries({ ...owner, id, rule, local, leftOut: canReturn, timeZone, now: context.clock() });
          },
        },
      },
    );
    return { ...createdBookings, leftOut: dates.map(({ date }) => date).filter((date) => leftOutDates.has(date)) };
  } catch (error) {
    throw byDate(error, bookedDates);
  }
}

function segmentOn(
  { date, startsAt, endsAt }: PossibleOccurrence,
  first: CreateSeriesInput['first'],
  rooms: readonly RoomOfDate[],
) {
  const other = rooms.find((room) => room.date === date);
  return { ...first, startsAt, endsAt, roomId: other?.roomId ?? first.roomId };
}

/** Turns an error about the segments of a request into one about the dates of a series. */
function byDate(
  error: unknown,
  bookedDates: readonly { readonly date: Occurrence; readonly index: number }[],
): unknown {
  if (error instanceof RoomTakenError)
    return new RoomTakenError(
      error.segments.map((segment) => ({ ...segment, index: bookedDates[segment.index]?.index ?? segment.index })),
    );
  if (!(error instanceof InvalidInputError)) return error;
  return new InvalidInputError(
    error.fields.map(({ path, message }) => {
      const [, index, field] = /^segments\.(\d+)(?:\.(\w+))?$/.exec(path) ?? [];
      if (index === undefined) return { path, message };
      const { date, index: place } = bookedDates[Number(index)] ?? {};
      // A fault of every date is reported for the first.
      return { path: place === 0 && field ? `first.${field}` : `dates.${date?.date}`, message };
    }),
  );
}
