import { useMemo, useState } from 'react';
import type { BookingBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import type { Size } from '../../ui/use-size.ts';
import { timeScale } from '../../time/time-scale.ts';
import type { Range } from '../../time/range.ts';
import { inTheWay, type Turnaround } from '../../bookings/availability.ts';
import { intervalOf } from '../../time/interval.ts';
import { roomlessBar, type View } from '../data/bars.ts';
import type { CalendarSearch } from '../../links/calendar-search.ts';
import { topsOf, type Geometry, type TimelineItem } from './geometry.ts';
import type { Shown } from './held.ts';
import { groupsOf } from '../../rooms/facts/room-groups.ts';
import { byLeafRoom, RoomRows } from '../data/room-rows.ts';
import { RoomlessBars } from '../data/roomless-bars.ts';
import { trayHeight, trayLanes } from './tray-lanes.ts';

export const headHeightPx = 46;

/** A day narrower than this says nothing. */
const leastDayPx = { day: 480, week: 64, month: 24 };
/** So wide may a quarter of an hour become. */
const quarterMostPx = 24;

export type LayoutInput = {
  readonly range: Range;
  readonly rooms: readonly RoomRowFragment[];
  readonly shown: Shown;
  readonly ended: readonly BookingBarFragment[];
  readonly search: CalendarSearch;
  readonly size: Size;
  readonly zoom: number;
};

export function roomWidthFor({ width }: Size): number {
  return width > 900 ? 176 : 144;
}

export function trackWidthFor({ view, days }: Range, size: Size, zoom: number): number {
  return Math.round(Math.max(size.width - roomWidthFor(size), days.length * leastDayPx[view]) * zoom);
}

/** Finds how far the range can be spread: until a quarter of an hour is as wide as a finger. */
export function mostZoom(range: Range, size: Size, hours: CalendarSearch['hours']): number {
  return Math.max(
    1,
    (range.days.length * (hours === 'all' ? 24 : 12) * 4 * quarterMostPx) / trackWidthFor(range, size, 1),
  );
}

function useScale(range: Range, hours: CalendarSearch['hours'], tenant: string | null): View {
  return useMemo(() => ({ scale: timeScale(range.days, hours ?? 'open'), tenant }), [range, hours, tenant]);
}

/** Works out what of the calendar stands where. */
export function useTimelineLayout({ range, rooms, shown, ended, search, size, zoom }: LayoutInput) {
  const tenant = search.tenant ?? null;
  const view = useScale(range, search.hours, tenant);
  const [layouter] = useState(() => new RoomRows());
  const [ghostBars] = useState(() => new RoomlessBars());
  const folded = search.folded;
  const groups = useMemo(() => groupsOf(rooms, search.group ?? 'none'), [rooms, search.group]);
  const order = useMemo(() => groups.flatMap((group) => group.rooms), [groups]);
  const byLeaf = useMemo(() => byLeafRoom(shown.occupancies), [shown.occupancies]);
  const rows = useMemo(() => layouter.lay(order, byLeaf, view), [layouter, order, byLeaf, view]);
  const turnaround: Turnaround = useMemo(() => new Map(rooms.map((room) => [room.id, room])), [rooms]);

  const items = useMemo<readonly TimelineItem[]>(() => {
    const byRoom = new Map(rows.map((row) => [row.room.id, row]));
    const hidden = new Set(folded?.split(','));
    return groups.flatMap(({ id, label, rooms: members }) => {
      const lines = members
        .flatMap((room) => byRoom.get(room.id) ?? [])
        .map((row) => ({ kind: 'room' as const, id: row.room.id, row }));
      if (id === '') return lines;
      const use = lines.reduce((sum, { row }) => sum + row.use, 0) / Math.max(1, lines.length);
      const isFolded = hidden.has(id);
      return [
        { kind: 'group' as const, id, label, count: lines.length, use, folded: isFolded },
        ...(isFolded ? [] : lines),
      ];
    });
  }, [groups, rows, folded]);

  const roomWidth = roomWidthFor(size);
  const trackWidth = trackWidthFor(range, size, zoom);

  const waiting = useMemo(() => {
    const mine = shown.ghosts.filter(
      (ghost) => ghost.status === 'PENDING' && (!tenant || ghost.tenant.code === tenant),
    );
    return ghostBars.lay(mine, view, (ghost) => isWishTaken(ghost, rooms, byLeaf, turnaround));
  }, [ghostBars, shown.ghosts, tenant, view, rooms, byLeaf, turnaround]);
  const over = useMemo(
    () =>
      ended
        .filter((booking) => !tenant || booking.tenant.code === tenant)
        .flatMap((booking) => roomlessBar(booking, view) ?? []),
    [ended, tenant, view],
  );
  const tray = useMemo(() => trayLanes([...waiting, ...over], trackWidth), [waiting, over, trackWidth]);

  const trayTall = trayHeight(search.tray ?? 'open', tray.lanes);
  const rowHeight = rowHeightFor(
    search.rows,
    rows.length,
    size.height - headHeightPx - Math.min(trayTall, trayHeight('open', 0)),
  );
  const geometry = useMemo<Geometry>(
    () => ({ scale: view.scale, items, tops: topsOf(items, rowHeight), roomWidth, trackWidth }),
    [view, items, rowHeight, roomWidth, trackWidth],
  );
  const single = rows.filter(({ room }) => room.parts.length === 0);
  const use = single.reduce((sum, row) => sum + row.use, 0) / Math.max(1, single.length);
  return { geometry, rows, tray, waiting: waiting.length, trayTall, rowHeight, byLeaf, turnaround, use };
}

/** A screen that hangs on a wall. */
const wallFromPx = 1_300;

/** All rooms on one screen where they can still be read. */
export function rowHeightFor(density: CalendarSearch['rows'], count: number, available: number): number {
  if (density === 'comfortable') return 44;
  if (density === 'compact') return 28;
  const most = available > wallFromPx ? 60 : 36;
  return Math.max(28, Math.min(most, Math.floor((available - 2) / Math.max(1, count))));
}

function isWishTaken(
  ghost: BookingBarFragment,
  rooms: readonly RoomRowFragment[],
  byLeaf: ReturnType<typeof byLeafRoom>,
  turnaround: Turnaround,
): boolean {
  const room = rooms.find(({ id }) => id === ghost.requestedRoom?.id);
  if (!room) return false;
  const leaves = room.parts.length > 0 ? room.parts : [room];
  const occupancies = leaves.flatMap(({ id }) => byLeaf.get(id) ?? []);
  return (
    inTheWay(
      room,
      { interval: intervalOf(ghost.startsAt, ghost.endsAt), without: ghost.id },
      { occupancies, turnaround },
    ).length > 0
  );
}
