import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../graphql/generated/graphql.ts'
import { intervalOf, overlaps } from '../time/interval.ts'
import type { Day } from '../time/day.ts'

export interface AgendaEntry {
  readonly booking: BookingBarFragment
  readonly where: string
}

/** What is in a room on one day, in the order in which it begins; each booking once, however many rooms it takes. */
export function agendaOf(
  day: Day,
  rooms: readonly RoomRowFragment[],
  occupancies: readonly OccupancyBarFragment[],
  tenant: string | null,
): readonly AgendaEntry[] {
  const names = new Map(rooms.map(({ id, name }) => [id, name]))
  const entries = new Map<string, AgendaEntry>()
  for (const { booking, room, bookedRoom, startsAt, endsAt } of occupancies) {
    if (!booking || !names.has(room.id) || !overlaps(day, intervalOf(startsAt, endsAt))) continue
    if (tenant !== null && booking.tenant.code !== tenant) continue
    entries.set(booking.id, { booking, where: bookedRoom?.name ?? names.get(room.id) ?? '' })
  }
  return [...entries.values()].toSorted(
    (a, b) => Date.parse(a.booking.startsAt) - Date.parse(b.booking.startsAt) || a.where.localeCompare(b.where),
  )
}
