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

/** Nothing of it leaves the building: each rental has its own day of return. */
export type CreateSeriesInput = Omit<CreateBookingsInput, 'segments' | 'offSite'> & {
  readonly first: CreateBookingsInput['segments'][number];
  readonly rule: RuleInput;
  readonly leaveOut: readonly string[];
  readonly rooms: readonly RoomOfDate[];
  readonly dryRun?: boolean | null | undefined;
};

export type CreatedSeries = CreatedBookings & { readonly leftOut: readonly string[] };

type Possible = Extract<Occurrence, { problem: null }>;

/**
 * Books all dates of a rule but those that are left out, or none. As createBookings for each of them.
 * @throws InvalidInputError NotAllowedError RoomTakenError BusyError IdempotencyMismatchError, naming the dates
 */
export async function createSeries(
  context: Context,
  { first, rule: given, leaveOut, rooms, dryRun, ...request }: CreateSeriesInput,
): Promise<Outcome<CreatedSeries>> {
  noteDivisions(mustBeAllowed(context.viewer, 'booking:create'), request.tenantId);
  const { timeZone } = context.facility;
  const rule = mustBegin(context, first, given);
  const dates = datesWithin(context, rule, first);
  mustBeDates(dates, leaveOut, rooms);
  const left = new Set(leaveOut);
  const kept = dates.flatMap((date, index) => (left.has(date.date) ? [] : { date, index }));
  if (kept.length === 0) refuse('leaveOut', 'At least one date has to stay.');
  const impossible = kept.flatMap(({ date: { date, problem } }) =>
    problem === null ? [] : { path: `dates.${date}`, message: `${problem} Leave this date out.` },
  );
  if (impossible.length > 0) throw new InvalidInputError(impossible);

  const asked = { ...request, first, rule: given, leaveOut, rooms };
  const id = randomUUID();
  const segments = kept.map(({ date }) => segmentOn(date as Possible, first, rooms));
  try {
    const created = await createBookings(
      context,
      { ...request, offSite: null, segments },
      {
        dryRun,
        series: {
          id,
          requestInput: asked,
          writeRule: (owner) => {
            const local =
              dates.find((date) => date.local)?.local ?? localInterval(first.startsAt, first.endsAt, timeZone);
            // What cannot be is left out for good.
            const canReturn = dates.flatMap((date) =>
              left.has(date.date) && date.problem === null && date.local ? date.local : [],
            );
            return insertSeries({ ...owner, id, rule, local, leftOut: canReturn, timeZone, now: context.clock() });
          },
        },
      },
    );
    return { ...created, leftOut: dates.map(({ date }) => date).filter((date) => left.has(date)) };
  } catch (error) {
    throw byDate(error, kept);
  }
}

function segmentOn(
  { date, startsAt, endsAt }: Possible,
  first: CreateSeriesInput['first'],
  rooms: readonly RoomOfDate[],
) {
  const other = rooms.find((room) => room.date === date);
  return { ...first, startsAt, endsAt, roomId: other?.roomId ?? first.roomId };
}

/** What is said of the segments of a request, said of the dates of a series. */
function byDate(error: unknown, kept: readonly { readonly date: Occurrence; readonly index: number }[]): unknown {
  if (error instanceof RoomTakenError)
    return new RoomTakenError(
      error.segments.map((segment) => ({ ...segment, index: kept[segment.index]?.index ?? segment.index })),
    );
  if (!(error instanceof InvalidInputError)) return error;
  return new InvalidInputError(
    error.fields.map(({ path, message }) => {
      const [, index, field] = /^segments\.(\d+)(?:\.(\w+))?$/.exec(path) ?? [];
      if (index === undefined) return { path, message };
      const { date, index: place } = kept[Number(index)] ?? {};
      // What is wrong with every date is wrong with the first.
      return { path: place === 0 && field ? `first.${field}` : `dates.${date?.date}`, message };
    }),
  );
}
