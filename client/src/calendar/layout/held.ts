import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import { minuteMs } from '../../time/interval.ts';
import type { Proposal } from './geometry.ts';

/**
 * A bar that does not stand where the server last said: it is in somebody's hand and waits there whatever the stream
 * brings, or it has been let go and the answer is not in yet.
 */
export type Held = {
  readonly booking: BookingBarFragment;
  readonly phase: 'in-hand' | 'saving' | 'saved';
  /** What is shown instead of what is known; none where it is in the tray. */
  readonly occupancies: readonly OccupancyBarFragment[];
  readonly ghost: BookingBarFragment | null;
  /** What was known of it: occupancies get new ids when they move, so others say that the stream has caught up. */
  readonly idsBefore: readonly string[];
};

export type HeldBookings = ReadonlyMap<string, Held>;

export type Shown = {
  readonly occupancies: readonly OccupancyBarFragment[];
  readonly ghosts: readonly BookingBarFragment[];
};

function idsOf({ occupancies }: Shown, bookingId: string): readonly string[] {
  return occupancies.flatMap(({ id, booking }) => (booking?.id === bookingId ? [id] : []));
}

/** As it stands, kept. */
export function inHand(booking: BookingBarFragment, shown: Shown): Held {
  const occupancies = shown.occupancies.filter((occupancy) => occupancy.booking?.id === booking.id);
  const ghost = shown.ghosts.find(({ id }) => id === booking.id) ?? null;
  return { booking, phase: 'in-hand', occupancies, ghost, idsBefore: idsOf(shown, booking.id) };
}

type LetGo = Proposal & {
  readonly booking: BookingBarFragment;
  /** A ghost gets its room; else it goes on waiting, and the room is its wish. */
  readonly assigns: boolean;
};

/** As it was let go. */
export function letGo({ booking, interval, assigns }: LetGo, room: RoomRowFragment | null, shown: Shown): Held {
  const startsAt = new Date(interval.start).toISOString();
  const endsAt = new Date(interval.end).toISOString();
  const idsBefore = idsOf(shown, booking.id);
  if (room === null || (booking.status === 'PENDING' && !assigns)) {
    const ghost = { ...booking, startsAt, endsAt, requestedRoom: room ?? booking.requestedRoom ?? null };
    return { booking, phase: 'saving', occupancies: [], ghost, idsBefore };
  }
  const there: BookingBarFragment = {
    ...booking,
    startsAt,
    endsAt,
    room,
    status: booking.status === 'PENDING' ? 'ROOM_ASSIGNED' : booking.status,
  };
  const leaves = room.parts.length > 0 ? room.parts : [room];
  const occupancies = leaves.map((leaf) => ({
    __typename: 'Occupancy' as const,
    id: `held ${booking.id} ${leaf.id}`,
    startsAt: new Date(interval.start - room.setupMinutes * minuteMs).toISOString(),
    endsAt: new Date(interval.end + room.teardownMinutes * minuteMs).toISOString(),
    room: leaf,
    bookedRoom: room,
    booking: there,
    closure: null,
  }));
  return { booking, phase: 'saving', occupancies, ghost: null, idsBefore };
}

/** As the server has taken it in: whoever takes hold of it again goes on from this version. */
export function saved(held: Held, version: number): Held {
  const renew = (booking: BookingBarFragment) => ({ ...booking, version });
  const occupancies = held.occupancies.map((occupancy) => ({
    ...occupancy,
    booking: occupancy.booking ? renew(occupancy.booking) : null,
  }));
  return { ...held, phase: 'saved', booking: renew(held.booking), occupancies, ghost: held.ghost && renew(held.ghost) };
}

/** Tells whether what is known has caught up with what was saved, so that nothing has to be shown instead of it. */
export function isCaughtUp({ phase, booking, ghost, idsBefore }: Held, shown: Shown): boolean {
  if (phase !== 'saved') return false;
  if (ghost) return true;
  const now = idsOf(shown, booking.id);
  return now.length !== idsBefore.length || now.some((id) => !idsBefore.includes(id));
}

/** Finds what is known, with what is held in its place. */
export function withHeld(shown: Shown, held: HeldBookings): Shown {
  if (held.size === 0) return shown;
  const all = [...held.values()];
  const occupancies = shown.occupancies.filter(({ booking }) => !booking || !held.has(booking.id));
  const ghosts = shown.ghosts.flatMap((ghost) => {
    const one = held.get(ghost.id);
    return one ? (one.ghost ?? []) : ghost;
  });
  // Somebody has given it a room meanwhile: in the hand it still waits.
  const gone = all.flatMap(({ ghost }) => (ghost && !shown.ghosts.some(({ id }) => id === ghost.id) ? ghost : []));
  return { occupancies: [...occupancies, ...all.flatMap((one) => one.occupancies)], ghosts: [...ghosts, ...gone] };
}
