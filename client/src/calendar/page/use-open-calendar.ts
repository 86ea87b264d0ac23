import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { useHere } from '../../people/here.tsx';
import { dateOf } from '../../time/day.ts';
import { rangeOf, type View } from '../../time/range.ts';
import { monthWords, rangeWords } from '../../time/words.ts';
import { useMedia } from '../../ui/use-media.ts';
import { useNow } from '../../ui/use-now.ts';
import { useAway } from '../data/use-away.ts';
import { useCalendarWindow } from '../data/use-calendar-window.ts';
import { useEnded } from '../data/use-ended.ts';
import { useGlow } from '../data/use-glow.ts';
import { RoomsOfCalendar } from './calendar-rooms.ts';

const noRooms: readonly RoomRowFragment[] = [];
const noOccupancies: readonly OccupancyBarFragment[] = [];
const noGhosts: readonly BookingBarFragment[] = [];

export type OpenCalendar = ReturnType<typeof useOpenCalendar>;

/** Reads which period the address names, and what stands in it. */
export function useOpenCalendar() {
  const search = useSearch({ from: '/signed-in/calendar' });
  const { facility } = useHere();
  const { timeZone } = facility;
  const today = dateOf(useNow(), timeZone);
  const phone = useMedia('(max-width: 720px)');
  // A phone shows one day and turns by weeks, whatever the address says.
  const view: View = phone ? 'week' : (search.view ?? 'week');
  const date = search.date ?? today;
  const range = useMemo(() => rangeOf(view, date, timeZone, facility), [view, date, timeZone, facility]);

  const [rooms, askRooms] = useQuery({ query: RoomsOfCalendar });
  const { glowing, onChange: glow } = useGlow();
  const { changes, onChange: noteAway, clear } = useAway();
  const calendar = useCalendarWindow(range, rooms.data?.rooms, (change) => {
    glow(change);
    noteAway(change);
  });
  const ended = useEnded(range, search.ended === 'shown');

  const { occupancies = noOccupancies, ghosts = noGhosts } = calendar;
  const all = rooms.data?.rooms ?? noRooms;
  const shownRooms = useMemo(
    () =>
      all.filter((room) => search.offices !== 'hidden' || !room.longTerm).toSorted((a, b) => a.position - b.position),
    [all, search.offices],
  );
  return {
    search,
    timeZone,
    today,
    phone,
    view,
    date,
    range,
    title: view === 'month' ? monthWords(range.first) : rangeWords(range, timeZone),
    /** All of them; empty as long as they are not known. */
    rooms: all,
    hasRooms: rooms.data !== undefined,
    shownRooms,
    occupancies,
    ghosts,
    ended,
    unread: calendar.unread,
    glowing,
    /** What changed while nobody looked. */
    away: { changes, clear },
    isKnown: calendar.occupancies !== undefined && calendar.ghosts !== undefined,
    /** Why a part of what is shown may be out of date. */
    isPartly: calendar.error !== undefined,
    failed: calendar.error ?? rooms.error,
    fetching: calendar.fetching || rooms.fetching,
    isReading: calendar.fetching,
    readAgain: calendar.retry,
    retry: () => {
      if (rooms.error) askRooms({ requestPolicy: 'network-only' });
      calendar.retry();
    },
  };
}
