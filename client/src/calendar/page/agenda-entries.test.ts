import 'temporal-polyfill/global';
import { describe, expect, it } from 'vitest';
import type { OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { addDays, dayOf } from '../../time/day.ts';
import { agendaOf } from './agenda-entries.ts';
import { johannesburg } from '../../../test/facility.ts';
import { onWall, zones } from '../../../test/zones.ts';

const room = { id: 'r1', name: 'Honesty', longTerm: false } as RoomRowFragment;
/** A booking, and its room taken for so many minutes before and after it. */
function taken(startsAt: string, endsAt: string, [setup, teardown]: readonly [number, number]): OccupancyBarFragment {
  const moved = (moment: string, minutes: number) => new Date(Date.parse(moment) + minutes * 60_000).toISOString();
  const booking = { id: 'b1', startsAt, endsAt, tenant: { code: 'TECH' } };
  return {
    id: 'o1',
    room,
    bookedRoom: null,
    closure: null,
    booking,
    startsAt: moved(startsAt, -setup),
    endsAt: moved(endsAt, teardown),
  } as unknown as OccupancyBarFragment;
}

describe.each(zones)('in %s', (zone, sundays) => {
  const onDay = (date: string, time: string) => new Date(onWall(`${date}T${time}`, zone)).toISOString();
  const listedOn = (date: string, occupancy: OccupancyBarFragment) =>
    agendaOf(dayOf(date, zone, johannesburg), [room], [occupancy], null).length;

  // A Tuesday, and Sundays on which the clocks change, or might.
  it.each(['2026-11-17', ...sundays.map(([date]) => date)])(
    'lists a booking on the days that it touches itself, not on one that its setup or teardown alone touches: %s',
    (date) => {
      const [before, after] = [addDays(date, -1), addDays(date, 1)];
      const late = taken(onDay(date, '16:00'), onDay(date, '23:45'), [30, 30]);
      expect([before, date, after].map((day) => listedOn(day, late))).toEqual([0, 1, 0]);
      const early = taken(onDay(date, '00:15'), onDay(date, '06:00'), [30, 0]);
      expect([before, date].map((day) => listedOn(day, early))).toEqual([0, 1]);
      const untilMidnight = taken(onDay(date, '16:00'), onDay(after, '00:00'), [0, 30]);
      expect([date, after].map((day) => listedOn(day, untilMidnight))).toEqual([1, 0]);
      const course = taken(onDay(before, '08:00'), onDay(after, '16:00'), [30, 30]);
      const days = [-2, -1, 0, 1, 2].map((distance) => addDays(date, distance));
      expect(days.map((day) => listedOn(day, course))).toEqual([0, 1, 1, 1, 0]);
    },
  );
});
