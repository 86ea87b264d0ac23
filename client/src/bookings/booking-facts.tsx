import type { ReactNode } from 'react'
import { graphql } from '../graphql/generated/gql.ts'
import type { BookingFactsFragment } from '../graphql/generated/graphql.ts'
import { intervalOf } from '../time/interval.ts'
import { dayWords, timeWords } from '../time/words.ts'
import { attendees, cateringWords, devicesWords, peopleWords, sentence } from './booking-words.ts'
import './booking-facts.css'

graphql(`
  fragment BookingFacts on Booking {
    ...BookingBar
    tenant {
      id
      code
      name
    }
    setupMinutes
    teardownMinutes
    seriesId
    cateringNotes
    stationeryNeeded
    waterBottles
    clientContactPerson
    clientEmail
    clientPhone
    bossNotes
    statusReason
    createdAt
    createdBy {
      id
      displayName
    }
    actions {
      name
      allowed
      reason
    }
  }
`)

interface BookingFactsProps {
  booking: BookingFactsFragment
  /** Seats of its room, or of the one wished for. */
  seats: number | null
  timeZone: string
}

/** All there is to know of a booking, for as much of it as the viewer may know. */
export function BookingFacts({ booking, seats, timeZone }: BookingFactsProps) {
  const people = attendees(booking)
  const supplies = [
    ...(booking.stationeryNeeded ? [`${people} sets of stationery`] : []),
    ...(booking.waterBottles > 0 ? [`${booking.waterBottles} bottles of water a day`] : []),
  ]
  const catering = cateringWords(booking)
  const created = Date.parse(booking.createdAt)
  return (
    <>
      <section className="facts" aria-label="What is booked">
        <dl>
          <Fact name="People">
            <b>
              {peopleWords(booking)} = {people}
            </b>
            {seats !== null && <span className="quiet"> of {seats} seats</span>}
          </Fact>
          <Fact name="Catering">
            {catering.length > 0 ? sentence(catering) : <span className="quiet">None</span>}
            {booking.cateringNotes && <p className="facts-note">{booking.cateringNotes}</p>}
          </Fact>
          {supplies.length > 0 && <Fact name="Supplies">{sentence(supplies)}</Fact>}
          {booking.devicesNeeded > 0 && (
            <Fact name="Devices">{devicesWords(booking.devicesNeeded, booking.deviceTypePreference)}</Fact>
          )}
          {booking.setupMinutes + booking.teardownMinutes > 0 && (
            <Fact name="Around it">
              {booking.setupMinutes} min before, {booking.teardownMinutes} min after
            </Fact>
          )}
          {booking.requestedRoom && <Fact name="Wish">{booking.requestedRoom.name}</Fact>}
          {booking.notes && <Fact name="Note">{booking.notes}</Fact>}
          {booking.bossNotes && <Fact name="Boss’s note">{booking.bossNotes}</Fact>}
          {booking.statusReason && <Fact name="Reason">{booking.statusReason}</Fact>}
        </dl>
      </section>
      {(booking.clientContactPerson ?? booking.clientEmail ?? booking.clientPhone) && (
        <section className="facts" aria-label="Contact">
          <dl>
            <Fact name="Contact">{booking.clientContactPerson}</Fact>
            <Fact name="E-mail">{booking.clientEmail && <a href={`mailto:${booking.clientEmail}`}>{booking.clientEmail}</a>}</Fact>
            <Fact name="Phone">
              {booking.clientPhone && <a href={`tel:${booking.clientPhone.replaceAll(' ', '')}`}>{booking.clientPhone}</a>}
            </Fact>
          </dl>
        </section>
      )}
      <p className="facts-origin">
        Requested {booking.createdBy ? `by ${booking.createdBy.displayName} ` : ''}on {dayWords(created, timeZone)},{' '}
        {timeWords(created, timeZone)}
        {booking.seriesId ? ' · part of a series' : ''}
      </p>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** When the client is there, without setup and teardown. */
export function bookedInterval(booking: Pick<BookingFactsFragment, 'startsAt' | 'endsAt'>) {
  return intervalOf(booking.startsAt, booking.endsAt)
}
