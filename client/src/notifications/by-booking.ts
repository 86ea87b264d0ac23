import type { NotificationLineFragment, NotifiedBookingFragment } from '../graphql/generated/graphql.ts';
import { countOf } from './notification-words.ts';

export type NotificationGroup = {
  readonly key: string;
  /** Null where the lines are about none, or one line is about several. */
  readonly booking: NotifiedBookingFragment['booking'] | null;
  /** Newest first. */
  readonly lines: readonly NotificationLineFragment[];
};

/** What is about one booking alone stands together, where the newest of it stands; every other line stands by itself. */
export function byBooking(lines: readonly NotificationLineFragment[]): readonly NotificationGroup[] {
  const groups = new Map<string, NotificationLineFragment[]>();
  for (const line of lines) {
    const key = bookingOf(line)?.id ?? line.id;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups].map(([key, group]) => ({ key, booking: group[0] ? bookingOf(group[0]) : null, lines: group }));
}

function bookingOf(line: NotificationLineFragment) {
  return countOf(line) === 1 ? (line.items[0]?.booking ?? null) : null;
}
