import 'temporal-polyfill/global';
import { expect, it } from 'vitest';
import type { OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { dayOf } from '../../time/day.ts';
import { agendaOf } from './agenda-entries.ts';

const zone = 'Africa/Johannesburg';
const room = { id: 'r1', name: 'Honesty', longTerm: false } as RoomRowFragment;
function day(date: string) {
  return dayOf(date, zone, { opensAt: '07:00', closesAt: '19:00' });
}

/** A booking, and its room taken for so many minutes before and after it. */
function taken(startsAt: string, endsAt: string, setup: number, teardown: number): OccupancyBarFragment {
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

function listedOn(date: string, occupancy: OccupancyBarFragment) {
  return agendaOf(day(date), [room], [occupancy], null).length;
}

it('lists a booking on the days that it touches itself, not on one that its setup or teardown alone touches', () => {
  const late = taken('2026-11-17T16:00:00+02:00', '2026-11-17T23:45:00+02:00', 30, 30);
  expect(['2026-11-16', '2026-11-17', '2026-11-18'].map((date) => listedOn(date, late))).toEqual([0, 1, 0]);
  const early = taken('2026-11-17T00:15:00+02:00', '2026-11-17T06:00:00+02:00', 30, 0);
  expect(['2026-11-16', '2026-11-17'].map((date) => listedOn(date, early))).toEqual([0, 1]);
  const untilMidnight = taken('2026-11-17T16:00:00+02:00', '2026-11-18T00:00:00+02:00', 0, 30);
  expect(['2026-11-17', '2026-11-18'].map((date) => listedOn(date, untilMidnight))).toEqual([1, 0]);
  const course = taken('2026-11-16T08:00:00+02:00', '2026-11-18T16:00:00+02:00', 30, 30);
  expect(
    ['2026-11-15', '2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19'].map((date) => listedOn(date, course)),
  ).toEqual([0, 1, 1, 1, 0]);
});
