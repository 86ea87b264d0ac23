import type {
  BookingBarFragment,
  ClosureFactsFragment,
  OccupancyBarFragment,
  RoomRowFragment,
} from '../../graphql/generated/graphql.ts';
import { attendees } from '../../bookings/booking-words.ts';
import { occupies } from '../../bookings/status.ts';
import { intersection, intervalOf, overlaps, type Interval } from '../../time/interval.ts';
import type { Span, TimeScale } from '../../time/time-scale.ts';

/** One bar, placed: fractions of the track, and of the bar where they are its ends. */
export type Bar = Span & {
  /** The occupancy's id, or the ghost's. */
  readonly key: string;
  readonly room: RoomRowFragment | null;
  readonly booking: BookingBarFragment | null;
  /** What closes the room, where that is what stands there. */
  readonly closure: ClosureFactsFragment | null;
  /** Named where it is not the room of the row: the folded wall. */
  readonly bookedRoom: string | null;
  readonly interval: Interval;
  /** Where it goes on beyond what is drawn: into closed hours, or out of the range. */
  readonly cut: readonly ('start' | 'end')[];
  /** All of it lies after closing time: it stands at the end of its day, not at the opening of the next. */
  readonly late: boolean;
  readonly setup: number;
  readonly teardown: number;
  /** Rows it reaches down over. */
  readonly rows: number;
  /** Of a division that the view leaves out: still in the way, no longer in words. */
  readonly aside: boolean;
  /** More come than the room seats; or what a ghost wishes for is taken. */
  readonly conflict: boolean;
};

/** The id of what stands there and can be opened: a booking or a closure; null for what is only busy. */
export function subjectOf({ booking, closure }: Bar): string | null {
  return booking?.id ?? closure?.id ?? null;
}

export type View = {
  readonly scale: TimeScale;
  /** Null shows all divisions alike. */
  readonly tenant: string | null;
};

const noWidth: Span = { left: 0, width: 0 };

function ends(booking: BookingBarFragment | null, taken: Interval, span: Span, scale: TimeScale) {
  if (!booking || span.width === 0) return { setup: 0, teardown: 0 };
  const share = (start: number, end: number) => (scale.span({ start, end }) ?? noWidth).width / span.width;
  const { start, end } = intervalOf(booking.startsAt, booking.endsAt);
  return {
    setup: start > taken.start ? share(taken.start, start) : 0,
    teardown: end < taken.end ? share(end, taken.end) : 0,
  };
}

/** Null where nothing of it is to be drawn: out of sight, or its booking has just given the room up. */
export function barOf(occupancy: OccupancyBarFragment, room: RoomRowFragment | null, view: View): Bar | null {
  const { booking, bookedRoom, closure } = occupancy;
  if (booking && !occupies(booking.status)) return null;
  const interval = intervalOf(occupancy.startsAt, occupancy.endsAt);
  const span = view.scale.span(interval);
  if (!span) return null;
  return {
    key: occupancy.id,
    room,
    booking,
    closure,
    bookedRoom: bookedRoom && bookedRoom.id !== room?.id ? bookedRoom.name : null,
    interval,
    ...beyond(interval, view.scale),
    ...span,
    ...ends(booking, interval, span, view.scale),
    rows: 1,
    // Rooms are everybody's, and so is their being closed.
    aside: view.tenant !== null && closure === null && booking?.tenant.code !== view.tenant,
    conflict: isOverfull(booking, room),
  };
}

function beyond({ start, end }: Interval, { days, shown }: TimeScale): Pick<Bar, 'cut' | 'late'> {
  const first = days.findIndex((day) => start >= day.start && start < day.end);
  const last = days.findIndex((day) => end > day.start && end <= day.end);
  const cutStart = first < 0 || start < shown[first]!.start;
  const cutEnd = last < 0 || end > shown[last]!.end || end <= shown[last]!.start;
  const late = first >= 0 && start >= shown[first]!.end && (last < 0 || last === first || end <= shown[last]!.start);
  return { cut: [...(cutStart ? (['start'] as const) : []), ...(cutEnd ? (['end'] as const) : [])], late };
}

function isOverfull(booking: BookingBarFragment | null, room: RoomRowFragment | null): boolean {
  if (!booking || !room || room.longTerm || booking.status === 'COMPLETED') return false;
  // A part of a folded wall seats only its share of those who take the whole.
  return booking.room?.id === room.id && attendees(booking) > room.capacity;
}

/** One that has no room: a ghost, or one that is over without having taken place. */
export function roomlessBar(booking: BookingBarFragment, view: View, conflict = false): Bar | null {
  const interval = intervalOf(booking.startsAt, booking.endsAt);
  const span = view.scale.span(interval);
  if (!span) return null;
  const still = { setup: 0, teardown: 0, rows: 1, aside: false, conflict };
  return {
    key: booking.id,
    room: null,
    booking,
    closure: null,
    bookedRoom: null,
    interval,
    ...beyond(interval, view.scale),
    ...span,
    ...still,
  };
}

/** What of a folded wall is taken by bookings of its parts alone, as one stretch each. */
export function partsTaken(occupancies: readonly OccupancyBarFragment[], scale: TimeScale): readonly Span[] {
  const sorted = occupancies
    .map(({ startsAt, endsAt }) => intervalOf(startsAt, endsAt))
    .toSorted((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last && next.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, next.end) };
    else merged.push(next);
  }
  return merged.flatMap((interval) => scale.span(interval) ?? []);
}

/** How much of the open hours is taken, 0 to 1. */
export function useOf(intervals: readonly Interval[], scale: TimeScale): number {
  let open = 0;
  let taken = 0;
  for (const day of scale.days) {
    const { hours } = day;
    if (!hours) continue;
    open += hours.end - hours.start;
    for (const interval of intervals) {
      const shared = overlaps(interval, hours) ? intersection(interval, hours) : null;
      if (shared) taken += shared.end - shared.start;
    }
  }
  return open === 0 ? 0 : Math.min(1, taken / open);
}
