import { useState } from 'react'
import { intervalOf } from '../time/interval.ts'
import { whenWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { STATUS } from './status.ts'
import type { StandingBooking } from './taken-room.ts'
import { AreaField } from '../forms/text-field.tsx'

interface DisplaceOfferProps {
  bookings: readonly StandingBooking[]
  timeZone: string
  busy: boolean
  onDisplace(reason: string): void
}

/** The boss's last resort: who gives way is named, told why, and waits for a room again. */
export function DisplaceOffer({ bookings, timeZone, busy, onDisplace }: DisplaceOfferProps) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  if (!open) {
    return (
      <Button className="displace-open" onClick={() => setOpen(true)}>
        Put this one in its place …
      </Button>
    )
  }
  function displace() {
    if (reason.trim() === '') return setMissing(true)
    onDisplace(reason.trim())
  }
  return (
    <section className="displace" aria-label="Put this one in its place">
      <p>{bookings.length === 1 ? 'This booking gives way and waits for a room again:' : 'These bookings give way and wait for a room again:'}</p>
      <ul>
        {bookings.map((booking) => (
          <li key={booking.id}>
            <strong>{booking.clientName}</strong> · {booking.reference} · {booking.tenant.code}
            <span className="quiet">
              {whenWords(intervalOf(booking.startsAt, booking.endsAt), timeZone)} · {STATUS[booking.status].words}
            </span>
          </li>
        ))}
      </ul>
      <AreaField
        name="reason"
        label="Reason, for the people it concerns"
        required
        maxLength={500}
        autoFocus
        value={reason}
        error={missing ? 'A reason is needed.' : undefined}
        onChange={(text) => {
          setMissing(false)
          setReason(text.replaceAll(/\s*[\n\r\t]+\s*/g, ' '))
        }}
      />
      <div className="notice-actions">
        <Button look="danger" busy={busy} onClick={displace}>
          <span>Displace {bookings.length === 1 ? 'it' : `all ${bookings.length}`}</span>
        </Button>
        <Button onClick={() => setOpen(false)}>Keep {bookings.length === 1 ? 'it' : 'them'}</Button>
      </div>
    </section>
  )
}
