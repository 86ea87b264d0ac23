import { fitOf, inTheWay, type Turnaround } from '../../bookings/availability.ts';
import { occupies } from '../../bookings/status.ts';
import type { OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf, type Interval } from '../../time/interval.ts';
import { whenWords } from '../../time/words.ts';

/** What a proposal would come to; the server has the last word. */
export type Verdict =
  | { readonly kind: 'fits'; readonly spare: number | null }
  | { readonly kind: 'waits' }
  | { readonly kind: 'small'; readonly by: number }
  | { readonly kind: 'taken'; readonly occupancies: readonly OccupancyBarFragment[] }
  | { readonly kind: 'past' }
  /** What stands there has not been read. */
  | { readonly kind: 'unknown' };

export type Claim = {
  readonly interval: Interval;
  readonly room: RoomRowFragment | null;
  /** Null where nobody knows yet how many come. */
  readonly people: number | null;
  /** The booking that is held: it does not stand in its own way. */
  readonly without: string | undefined;
};

export type Surroundings = {
  readonly byLeaf: ReadonlyMap<string, readonly OccupancyBarFragment[]>;
  readonly turnaround: Turnaround;
  /** Leaf rooms of which nothing is known. */
  readonly unread: ReadonlySet<string>;
  readonly now: number;
};

export function leavesOf(room: RoomRowFragment): readonly { readonly id: string }[] {
  return room.parts.length > 0 ? room.parts : [room];
}

function occupanciesInTheWay(
  room: RoomRowFragment,
  claim: Claim,
  { byLeaf, turnaround }: Surroundings,
): readonly OccupancyBarFragment[] {
  const leaves = leavesOf(room);
  // One that has given its room up a moment ago is not drawn any more, and does not stand in the way.
  const occupancies = leaves
    .flatMap(({ id }) => byLeaf.get(id) ?? [])
    .filter(({ booking }) => !booking || occupies(booking.status));
  const { interval, without } = claim;
  return inTheWay(room, { interval, without }, { occupancies, turnaround });
}

export function verdictOf(claim: Claim, surroundings: Surroundings): Verdict {
  const { room, people, interval } = claim;
  if (interval.end <= surroundings.now) return { kind: 'past' };
  if (room === null) return { kind: 'waits' };
  if (leavesOf(room).some(({ id }) => surroundings.unread.has(id))) return { kind: 'unknown' };
  const occupancies = occupanciesInTheWay(room, claim, surroundings);
  if (occupancies.length > 0) return { kind: 'taken', occupancies };
  if (people === null) return { kind: 'fits', spare: null };
  if (fitOf(people, room.capacity) === 'over') return { kind: 'small', by: people - room.capacity };
  return { kind: 'fits', spare: room.capacity - people };
}

function whoStands({ booking, closure, startsAt, endsAt }: OccupancyBarFragment, timeZone: string): string {
  if (closure) return `closed: ${closure.reason}, ${whenWords(intervalOf(closure.startsAt, closure.endsAt), timeZone)}`;
  const when = whenWords(
    booking ? intervalOf(booking.startsAt, booking.endsAt) : intervalOf(startsAt, endsAt),
    timeZone,
  );
  return `${booking ? `taken by ${booking.clientName}` : 'taken'}, ${when}`;
}

/** For the outline under the hand: in a few words, and the same for whoever hears it. */
export function verdictWords(verdict: Verdict, timeZone: string): string {
  switch (verdict.kind) {
    case 'past':
      return 'already over';
    case 'unknown':
      return 'checking whether it is free';
    case 'waits':
      return 'needs a room';
    case 'small':
      return `too small by ${verdict.by}`;
    case 'taken': {
      const others =
        new Set(verdict.occupancies.map(({ id, booking, closure }) => booking?.id ?? closure?.id ?? id)).size - 1;
      // A closure gives way to nobody: it is what has to be known first.
      const first = verdict.occupancies.find(({ closure }) => closure) ?? verdict.occupancies[0]!;
      return `${whoStands(first, timeZone)}${others > 0 ? `, and ${others} more` : ''}`;
    }
    case 'fits':
      if (verdict.spare === null) return 'free';
      return verdict.spare === 0
        ? 'fits, exactly full'
        : `fits, ${verdict.spare} ${verdict.spare === 1 ? 'seat' : 'seats'} to spare`;
  }
}
