import { CircleCheck, CircleDashed } from 'lucide-react'
import type { BookingFactsFragment } from '../graphql/generated/graphql.ts'
import { devicesWords } from './booking-words.ts'
import './missing-list.css'

interface Need {
  readonly what: string
  readonly met: boolean
  /** How it was met, or who owes it. */
  readonly words: string
}

function needsOf(booking: BookingFactsFragment): readonly Need[] {
  const waiting = booking.status === 'PENDING'
  const room: Need = { what: 'Room', met: !waiting, words: waiting ? 'the Room Boss' : (booking.room?.name ?? '') }
  const devices: Need = {
    what: 'Devices',
    met: false,
    words: `${devicesWords(booking.devicesNeeded, booking.deviceTypePreference)}, the IT desk`,
  }
  return [...(booking.kind === 'ROOM' ? [room] : []), ...(booking.devicesNeeded > 0 ? [devices] : [])]
}

/** What a booking still waits for, and from whom; nothing once it is confirmed or over. */
export function MissingList({ booking }: { booking: BookingFactsFragment }) {
  if (booking.status !== 'PENDING' && booking.status !== 'ROOM_ASSIGNED') return null
  const needs = needsOf(booking)
  return (
    <section className="facts missing-list" aria-labelledby="missing">
      <h3 id="missing">{needs.every(({ met }) => met) ? 'Ready to be confirmed' : 'What is still missing'}</h3>
      <ul>
        {needs.map(({ what, met, words }) => (
          <li key={what} data-met={met || undefined}>
            {met ? <CircleCheck aria-label="Done" /> : <CircleDashed aria-label="Missing" />}
            {what}
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
