import type {
  BookingBarFragment,
  ClosureFactsFragment,
  OccupancyBarFragment,
  RoomRowFragment,
} from '../../graphql/generated/graphql.ts';
import { intervalOf, overlaps } from '../../time/interval.ts';
import type { Day } from '../../time/day.ts';

export type AgendaEntry = {
  readonly booking: BookingBarFragment;
  readonly where: string;
  /** Let for long: there every day, and no news. */
  readonly office: boolean;
};

/**
 * Finds what takes place on one day, in the order in which it begins and offices last; each booking once, however many rooms it
 * takes. A day on which a room is only set up for it or cleared after it has nothing of it.
 */
export function agendaOf(
  day: Day,
  rooms: readonly RoomRowFragment[],
  occupancies: readonly OccupancyBarFragment[],
  tenant: string | null,
): readonly AgendaEntry[] {
  const byId = new Map(rooms.map((room) => [room.id, room]));
  const entries = new Map<string, AgendaEntry>();
  for (const { booking, room, bookedRoom } of occupancies) {
    const shown = byId.get(room.id);
    if (!booking || !shown || !overlaps(day, intervalOf(booking.startsAt, booking.endsAt))) continue;
    if (tenant !== null && booking.tenant.code !== tenant) continue;
    entries.set(booking.id, { booking, where: bookedRoom?.name ?? shown.name, office: shown.longTerm });
  }
  return [...entries.values()].toSorted(
    (a, b) =>
      Number(a.office) - Number(b.office) ||
      Date.parse(a.booking.startsAt) - Date.parse(b.booking.startsAt) ||
      a.where.localeCompare(b.where),
  );
}

export type ClosedEntry = {
  readonly closure: ClosureFactsFragment;
  /** Those of its rooms that are shown, in the order of the house. */
  readonly rooms: readonly RoomRowFragment[];
};

/** Finds what is closed on one day, in the order in which it begins; each closure once. */
export function closedOn(
  day: Day,
  rooms: readonly RoomRowFragment[],
  occupancies: readonly OccupancyBarFragment[],
): readonly ClosedEntry[] {
  const closed = occupancies.filter(
    ({ closure, startsAt, endsAt }) => closure && overlaps(day, intervalOf(startsAt, endsAt)),
  );
  return [...Map.groupBy(closed, ({ closure }) => closure!.id).values()]
    .map((group) => ({
      closure: group[0]!.closure!,
      rooms: rooms.filter(({ id }) => group.some(({ room }) => room.id === id)),
    }))
    .filter((entry) => entry.rooms.length > 0)
    .toSorted((a, b) => Date.parse(a.closure.startsAt) - Date.parse(b.closure.startsAt));
}
