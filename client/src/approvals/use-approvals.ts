import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { RoomsOfCalendar } from '../calendar/page/calendar-rooms.ts';
import { useCalendarWindow } from '../calendar/data/use-calendar-window.ts';
import { useGlow } from '../calendar/data/use-glow.ts';
import type { OccupancyBarFragment, RoomRowFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { dateOf } from '../time/day.ts';
import { rangeOf, type View } from '../time/range.ts';
import { useNow } from '../ui/use-now.ts';
import type { ApprovalsChange, ApprovalsSearch } from './approvals-search.ts';
import { useDesk } from './use-desk.ts';
import { useWaiting } from './use-waiting.ts';

const noRooms: readonly RoomRowFragment[] = [];
const noOccupancies: readonly OccupancyBarFragment[] = [];
const nobodyWaiting: readonly never[] = [];

/** Reads what the page of approvals reads, who waits and the rooms on the dates of the address, and what can be done there. */
export function useApprovals(search: ApprovalsSearch, onShow: (change: ApprovalsChange) => void) {
  const { facility } = useHere();
  const { timeZone } = facility;
  const today = dateOf(useNow(), timeZone);
  const view: View = search.view ?? 'week';
  const date = search.date ?? today;
  const range = useMemo(() => rangeOf(view, date, timeZone, facility), [view, date, timeZone, facility]);
  const [{ data, error: roomsError }, askRooms] = useQuery({ query: RoomsOfCalendar });
  const rooms = useMemo(() => (data?.rooms ?? noRooms).toSorted((a, b) => a.position - b.position), [data]);
  const { glowing, onChange: glow } = useGlow();
  const [changes, setChanges] = useState(0);
  const calendar = useCalendarWindow(range, data?.rooms, (change) => {
    glow(change);
    setChanges((count) => count + 1);
  });
  const waiting = useWaiting();
  const { ghosts = nobodyWaiting, placed } = waiting;
  const desk = useDesk({ ghosts, placed, rooms, chosenId: search.ghost, changes, onShow });

  return {
    today,
    view,
    date,
    range,
    timeZone,
    rooms,
    hasRooms: data !== undefined,
    /** What stands in the rooms on the dates that are shown. */
    calendar: {
      isKnown: calendar.occupancies !== undefined && calendar.ghosts !== undefined,
      occupancies: calendar.occupancies ?? noOccupancies,
      ghosts: calendar.ghosts ?? nobodyWaiting,
      unread: calendar.unread,
      glowing,
    },
    /** Everybody who waits, whenever it is for. */
    waiting: { isKnown: waiting.ghosts !== undefined, fetching: waiting.fetching, ghosts, placed },
    desk,
    /** Chooses a booking that waits, and opens the drawer of any other. */
    open: (id: string) => {
      const one = desk.all.find((booking) => booking.id === id);
      if (one) desk.choose(one);
      else onShow({ booking: id, act: undefined });
    },
    failed: waiting.error ?? calendar.error ?? roomsError,
    retry: () => {
      if (roomsError) askRooms({ requestPolicy: 'network-only' });
      waiting.retry();
      calendar.retry();
    },
  };
}
