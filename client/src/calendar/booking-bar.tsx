import { Coffee, Laptop, StickyNote, Utensils } from 'lucide-react'
import { memo, type CSSProperties } from 'react'
import { peopleWords } from '../bookings/booking-words.ts'
import { STATUS } from '../bookings/status.ts'
import { StatusIcon } from '../bookings/status-icon.tsx'
import { graphql } from '../graphql/generated/gql.ts'
import type { BookingBarFragment } from '../graphql/generated/graphql.ts'
import { barWords } from './bar-words.ts'
import type { Bar } from './bars.ts'
import './booking-bar.css'

graphql(`
  fragment BookingBar on Booking {
    id
    reference
    version
    kind
    status
    tenant {
      id
      code
    }
    clientName
    numLearners
    numFacilitators
    startsAt
    endsAt
    room {
      id
      name
    }
    requestedRoom {
      id
      name
    }
    coffeeTeaStation
    morningCatering
    lunchCatering
    devicesNeeded
    deviceTypePreference
    notes
  }
`)

graphql(`
  fragment OccupancyBar on Occupancy {
    id
    startsAt
    endsAt
    room {
      id
    }
    bookedRoom {
      id
      name
    }
    booking {
      ...BookingBar
    }
  }
`)

interface BookingBarProps {
  bar: Bar
  timeZone: string
  /** The one bar that Tab reaches; arrows go on from there. */
  current: boolean
  selected: boolean
  glowing: boolean
  lane?: number
  column: number
  columns: number
}

export const BookingBar = memo(function BookingBar({ bar, timeZone, ...state }: BookingBarProps) {
  const { booking } = bar
  const look = !booking || bar.aside ? 'busy' : STATUS[booking.status].look
  const style: CSSProperties & Record<`--${string}`, string | number> = {
    left: `${bar.left * 100}%`,
    // Neighbours that touch in time do not touch on the screen.
    width: `calc(${bar.width * 100}% - 2px)`,
    '--rows': bar.rows,
  }
  if (state.lane !== undefined) style['--nth'] = state.lane
  return (
    <div
      role="gridcell"
      className={`bar status-${look}`}
      style={style}
      tabIndex={state.current ? 0 : -1}
      aria-selected={booking ? state.selected : undefined}
      aria-colindex={state.column}
      aria-colspan={state.columns}
      data-bar={bar.key}
      data-booking={booking?.id}
      data-glow={state.glowing || undefined}
      data-tall={bar.rows > 1 || undefined}
    >
      {bar.setup > 0 && <span className="bar-end" style={{ width: `${bar.setup * 100}%`, left: 0 }} />}
      {bar.teardown > 0 && <span className="bar-end" style={{ width: `${bar.teardown * 100}%`, right: 0 }} />}
      <span className="unseen">{barWords(bar, timeZone)}</span>
      <span className="bar-body" aria-hidden="true" style={{ marginLeft: `${bar.setup * 100}%`, marginRight: `${bar.teardown * 100}%` }}>
        {booking ? <BarText booking={booking} bar={bar} /> : <span className="bar-client">Busy</span>}
      </span>
    </div>
  )
})

function BarText({ booking, bar: { room, bookedRoom } }: { booking: BookingBarFragment; bar: Bar }) {
  // Of an office that is let for years, the name is all there is to say.
  if (room?.longTerm) return <span className="bar-client">{booking.clientName}</span>
  return (
    <>
      <StatusIcon look={STATUS[booking.status].look} />
      <span className="bar-client">{booking.clientName}</span>
      <span className="bar-more">
        <span>{peopleWords(booking)}</span>
        <span className="bar-icons">
        {booking.coffeeTeaStation && <Coffee aria-hidden="true" />}
        {(booking.lunchCatering !== 'NONE' || booking.morningCatering !== 'NONE') && <Utensils aria-hidden="true" />}
        {booking.devicesNeeded > 0 && (
          <>
            <Laptop aria-hidden="true" />
            <span>{booking.devicesNeeded}</span>
          </>
        )}
        {booking.notes && <StickyNote aria-hidden="true" />}
        {bookedRoom && <span>{bookedRoom}</span>}
        </span>
      </span>
    </>
  )
}
