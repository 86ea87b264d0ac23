import type { BookingFactsFragment, RoomRowFragment } from '../graphql/generated/graphql.ts'
import { instantOf } from '../time/local-time.ts'
import { whenWords } from '../time/words.ts'
import { attendeesOf, numberOf, type BookingDraft } from './booking-draft.ts'

interface DraftSummaryProps {
  draft: BookingDraft
  rooms: readonly RoomRowFragment[]
  direct: boolean
  timeZone: string
}

/** What the button will do, in a line, always in sight. */
export function DraftSummary({ draft, rooms, direct, timeZone }: DraftSummaryProps) {
  const [first] = draft.segments
  const startsAt = first ? instantOf(first.start, timeZone) : null
  const endsAt = first ? instantOf(first.end, timeZone) : null
  const when =
    draft.segments.length > 1
      ? `${draft.segments.length} times`
      : startsAt && endsAt && startsAt < endsAt
        ? whenWords({ start: Date.parse(startsAt), end: Date.parse(endsAt) }, timeZone)
        : null
  const names = new Set(draft.segments.map(({ roomId }) => rooms.find(({ id }) => id === roomId)?.name).filter(Boolean))
  const where = names.size > 0 ? `${direct ? '' : 'wish: '}${[...names].join(', ')}` : 'waits for a room'
  const what = draft.kind === 'ROOM' ? `${attendeesOf(draft)} people · ${where}` : `${numberOf(draft.devicesNeeded)} devices`
  return (
    <p className="quiet">
      {when && <span>{when}</span>}
      {when && <br />}
      <span>{what}</span>
    </p>
  )
}

/** What was made of it. */
export function bookedWords(bookings: readonly BookingFactsFragment[]): string {
  const [first] = bookings
  if (!first) return 'Booked.'
  const rooms = new Set(bookings.map(({ room }) => room?.name).filter(Boolean))
  const count = bookings.length > 1 ? `${bookings.length} times ` : ''
  if (rooms.size === 0) return `${first.clientName}: ${count}requested, waiting for ${first.kind === 'ROOM' ? 'a room' : 'devices'}.`
  return `${first.clientName}: ${count}booked in ${[...rooms].join(', ')}.`
}
