import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { BookingBarFragment } from '../graphql/generated/graphql.ts'
import { intervalOf } from '../time/interval.ts'
import { lengthWords, whenWords } from '../time/words.ts'
import { IconButton } from '../ui/button.tsx'
import './booking-heading.css'

interface BookingHeadingProps {
  booking: BookingBarFragment
  timeZone: string
  onClose(): void
}

export function BookingHeading({ booking, timeZone, onClose }: BookingHeadingProps) {
  const interval = intervalOf(booking.startsAt, booking.endsAt)
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever opened it by key goes on reading here; Esc leads back to the bar.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <header className="booking-heading">
      <div className="booking-heading-top">
        <span>
          {booking.reference} · {booking.tenant.code}
        </span>
        <IconButton label="Close (Esc)" onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <h2 ref={heading} tabIndex={-1}>
        {booking.clientName}
      </h2>
      <p className="quiet">
        {whenWords(interval, timeZone)} ({lengthWords(interval, timeZone)}) ·{' '}
        <span className="booking-heading-room">{booking.room?.name ?? 'no room yet'}</span>
      </p>
    </header>
  )
}
