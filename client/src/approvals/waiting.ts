import { attendees } from '../bookings/booking-words.ts';
import type { GhostBarFragment } from '../graphql/generated/graphql.ts';
import { hourMs, intervalOf, minuteMs, overlaps, type Interval } from '../time/interval.ts';

export const dayMs = 24 * hourMs;

/** A booking that waits for its boss: for a room, or to be confirmed. */
export type Waiting = GhostBarFragment;

/** What begins first is most urgent; of those that begin together, who has waited longest. */
export function byUrgency(all: readonly Waiting[]): readonly Waiting[] {
  return all.toSorted(
    (a, b) =>
      Date.parse(a.startsAt) - Date.parse(b.startsAt) ||
      Date.parse(a.createdAt) - Date.parse(b.createdAt) ||
      a.id.localeCompare(b.id),
  );
}

export type Urgency = 'overdue' | 'soon' | 'later';

/** Overdue once it should have begun; soon within two days. */
export function urgencyOf({ startsAt }: Pick<Waiting, 'startsAt'>, now: number): Urgency {
  const left = Date.parse(startsAt) - now;
  return left <= 0 ? 'overdue' : left <= 2 * dayMs ? 'soon' : 'later';
}

/** "in 3 days", "2 hours ago" */
export function awayWords(instant: number, now: number): string {
  const away = Math.abs(instant - now);
  const [count, unit] =
    away < hourMs
      ? [Math.round(away / minuteMs), 'minute']
      : away < 2 * dayMs
        ? [Math.round(away / hourMs), 'hour']
        : [Math.round(away / dayMs), 'day'];
  if (count === 0) return 'just now';
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return instant > now ? `in ${words}` : `${words} ago`;
}

export type Competition = {
  readonly ids: readonly string[];
  /** From when on the first of them is wanted, until the last one ends. */
  readonly interval: Interval;
};

/** Of those who want a room at the same time, all; of each the group it is in, where it is not alone. */
export function competitions(all: readonly Waiting[]): ReadonlyMap<string, Competition> {
  const groups: { ids: string[]; start: number; end: number }[] = [];
  for (const booking of byUrgency(all)) {
    const { start, end } = intervalOf(booking.startsAt, booking.endsAt);
    const last = groups.at(-1);
    if (last && start < last.end) {
      last.ids.push(booking.id);
      last.end = Math.max(last.end, end);
    } else groups.push({ ids: [booking.id], start, end });
  }
  const competing = groups.filter(({ ids }) => ids.length > 1);
  return new Map(
    competing.flatMap(({ ids, start, end }) => {
      const group: Competition = { ids, interval: { start, end } };
      return ids.map((id) => [id, group] as const);
    }),
  );
}

type Seats = {
  readonly id: string;
  readonly capacity: number;
  readonly longTerm: boolean;
  readonly parts: readonly { readonly id: string }[];
};

type Taken = {
  readonly room: { readonly id: string };
  readonly startsAt: string;
  readonly endsAt: string;
};

/** Finds how many rooms could take at least one of them: each is free for all of its time and seats its people. */
export function roomsLeft(group: readonly Waiting[], rooms: readonly Seats[], taken: readonly Taken[]): number {
  // The wall folded away is no room more: its parts are counted.
  const single = rooms.filter(({ longTerm, parts }) => !longTerm && parts.length === 0);
  return single.filter((room) => {
    const intervals = taken.filter((one) => one.room.id === room.id).map((one) => intervalOf(one.startsAt, one.endsAt));
    return group.some(
      (one) =>
        attendees(one) <= room.capacity &&
        !intervals.some((interval) => overlaps(interval, intervalOf(one.startsAt, one.endsAt))),
    );
  }).length;
}
