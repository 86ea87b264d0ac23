import { useId } from 'react'
import { intervalOf } from '../time/interval.ts'
import { whenWords } from '../time/words.ts'
import { Field } from '../ui/field.tsx'
import { onceEach } from './room-taken.tsx'
import type { TakenSegment } from './refusal.ts'
import { STATUS } from './status.ts'
import './displacement.css'

export interface Displaced {
  readonly id: string
  readonly clientName: string
}

/** Who would give way; null where that is not to be decided here: unseen, over, or closed for another reason. */
export function displaceable(segment: TakenSegment): readonly Displaced[] | null {
  const bookings = onceEach(segment).map(({ booking }) => booking)
  const movable = bookings.every((booking) => booking?.status === 'ROOM_ASSIGNED' || booking?.status === 'CONFIRMED')
  return movable ? bookings.flatMap((booking) => (booking ? [{ id: booking.id, clientName: booking.clientName }] : [])) : null
}

interface DisplacementProps {
  segment: TakenSegment
  roomName: string
  timeZone: string
  agreed: boolean
  onAgree(agreed: boolean): void
  reason: string
  onReason(reason: string): void
  error?: string | undefined
}

/** The way through a refusal for somebody who may: others give way, by name and with a reason they will read. */
export function Displacement({ segment, roomName, timeZone, agreed, onAgree, reason, onReason, error }: DisplacementProps) {
  const list = useId()
  return (
    <div className="displacement">
      <label className="tick">
        <input type="checkbox" checked={agreed} aria-describedby={list} onChange={(event) => onAgree(event.target.checked)} />
        <span>Put this one in its place in {roomName}. These go back to waiting for a room:</span>
      </label>
      <ul id={list}>
        {onceEach(segment).map(
          ({ booking, startsAt, endsAt }) =>
            booking && (
              <li key={booking.id}>
                <b>{booking.clientName}</b> <span className="quiet">{STATUS[booking.status].words.toLowerCase()}</span>,{' '}
                {whenWords(intervalOf(startsAt, endsAt), timeZone)}
              </li>
            ),
        )}
      </ul>
      {agreed && (
        <Field label="Why they give way" required error={error} hint="Whoever booked them reads this.">
          {(wiring) => (
            <textarea {...wiring} className="textarea" maxLength={500} value={reason} onChange={(event) => onReason(event.target.value)} />
          )}
        </Field>
      )}
    </div>
  )
}
