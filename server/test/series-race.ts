import { expect } from 'vitest';
import { bookingInput, documentOf } from './booking-calls.ts';
import type { Contest } from './double-booking.ts';
import { days, hours, keyOfId, later, someMorning } from './factories.ts';
import { type Figures, percentiles } from './figures.ts';
import { expectSoundPhysics } from './physics.ts';
import { seriesDocument, seriesInput, type SeriesOutcome } from './series-calls.ts';

export type RaceFigures = Figures & { readonly wonBySeries: number };

/**
 * 52 weeks against one booking in week 37, at the same moment through two servers: either all 52 are there, or none and
 * the refusal names that week. What the loser is told, and what the database holds, must be the same story.
 */
export async function raceSeriesAgainstOneOff({ facility, callers }: Contest, rounds: number): Promise<RaceFigures> {
  const times: number[] = [];
  let wonBySeries = 0;
  for (let round = 0; round < rounds; round += 1) {
    const [here, there] = round % 2 === 0 ? [callers[0], callers[3]] : [callers[1], callers[2]];
    const room = (round % 23) + 1;
    const startsAt = later(someMorning(), hours(3 * Math.floor(round / 23)));
    const endsAt = later(startsAt, hours(2));
    const clash = { startsAt: later(startsAt, days(7 * 36)), endsAt: later(endsAt, days(7 * 36)) };
    const began = performance.now();
    const [series, oneOff] = await Promise.all([
      here?.get<{ result: SeriesOutcome }>(seriesDocument('createSeries'), {
        input: seriesInput({
          startsAt,
          endsAt,
          room,
          tenant: 'TECH',
          rule: { frequency: 'WEEKLY', count: 52 },
          more: { clientName: `Series ${round}` },
        }),
      }),
      there?.get<{ result: SeriesOutcome }>(documentOf('createBookings'), {
        input: bookingInput({ ...clash, room, tenant: 'TRAINING' }),
      }),
    ]);
    times.push(performance.now() - began);
    const {
      rows: [made],
    } = await facility.owner.query<{ count: number }>(
      'select count(*)::int as count from bookings where client_name = $1',
      [`Series ${round}`],
    );
    const all = series?.result.__typename === 'CreateSeriesPayload';
    const story = { series: series?.result.__typename, oneOff: oneOff?.result.__typename, rows: made?.count };
    expect(
      [
        { series: 'CreateSeriesPayload', oneOff: 'RoomTakenError', rows: 52 },
        { series: 'RoomTakenError', oneOff: 'CreateBookingsPayload', rows: 0 },
      ],
      `round ${round}`,
    ).toContainEqual(story);
    if (all) {
      wonBySeries += 1;
      expect(series?.result).toMatchObject({ booked: 52, leftOut: [] });
      expect(new Set(series?.result.bookings?.map(({ id }) => keyOfId(id))).size).toBe(52);
    } else expect(series?.result.segments?.map(({ index }) => index)).toEqual([36]);
  }
  await expectSoundPhysics(facility.superuser);
  return { ...percentiles(times), wonBySeries };
}
