import { useState } from 'react'
import type { BookingFactsFragment, RoomRowFragment } from '../graphql/generated/graphql.ts'
import { instantOf, localTimeOf, shiftDate } from '../time/local-time.ts'
import { whenWords } from '../time/words.ts'
import { LocalTimeInput } from '../ui/local-time-input.tsx'
import { RescheduleBooking } from './action-documents.ts'
import { bookedInterval } from './booking-facts.tsx'
import { attendees } from './booking-words.ts'
import { Panel } from './panel.tsx'
import { fieldErrorsOf, type Alternative } from './refusal.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import { RoomSelect } from './room-select.tsx'
import { RoomTaken } from './room-taken.tsx'
import { useBookingAction, type Outcome } from './use-booking-action.ts'
import { useFreeRooms } from './use-free-rooms.ts'

interface ReschedulePanelProps {
  booking: BookingFactsFragment
  rooms: readonly RoomRowFragment[]
  timeZone: string
  onDone(words: string): void
  onBack(): void
}

const NO_SUCH_TIME = 'This time does not exist on that day.'

/** Another time, another room, or both. For a ghost the room is its wish. */
export function ReschedulePanel({ booking, rooms, timeZone, onDone, onBack }: ReschedulePanelProps) {
  const { busy, run } = useBookingAction(RescheduleBooking)
  const now = booking.status === 'PENDING' ? booking.requestedRoom : booking.room
  const [start, setStart] = useState(() => localTimeOf(booking.startsAt, timeZone))
  const [end, setEnd] = useState(() => localTimeOf(booking.endsAt, timeZone))
  const [roomId, setRoomId] = useState(now?.id ?? null)
  const [overCapacity, setOverCapacity] = useState(false)
  const [outcome, setOutcome] = useState<Outcome<unknown> | null>(null)
  const [seen, setSeen] = useState(booking)

  const people = attendees(booking)
  const startsAt = instantOf(start, timeZone)
  const endsAt = instantOf(end, timeZone)
  const fit = useFreeRooms({ startsAt, endsAt, attendees: people }, rooms)
  const room = rooms.find(({ id }) => id === roomId)
  const tooMany = booking.status !== 'PENDING' && room !== undefined && people > room.capacity && roomId !== now?.id
  const refusal = outcome?.kind === 'refused' ? outcome.refusal : null
  const errors = fieldErrorsOf(refusal)
  const taken = refusal?.__typename === 'RoomTakenError' ? (refusal.segments[0] ?? null) : null

  async function send(version = booking.version, to: { startsAt: string | null; endsAt: string | null; roomId: string | null } = { startsAt, endsAt, roomId }) {
    setSeen(booking)
    const result = await run({
      bookingId: booking.id,
      startsAt: to.startsAt,
      endsAt: to.endsAt,
      expectedVersion: version,
      acknowledgeOverCapacity: overCapacity,
      ...(to.roomId !== null && to.roomId !== now?.id ? { roomId: to.roomId } : {}),
    })
    setOutcome(result)
    if (result.kind !== 'done') return
    const moved = result.payload.booking
    onDone(`Moved to ${moved.room?.name ?? 'another time'}, ${whenWords(bookedInterval(moved), timeZone)}.`)
  }

  function take(alternative: Alternative) {
    setStart(localTimeOf(alternative.startsAt, timeZone))
    setEnd(localTimeOf(alternative.endsAt, timeZone))
    setRoomId(alternative.room.id)
    void send(booking.version, { ...alternative, roomId: alternative.room.id })
  }

  return (
    <Panel
      title="Move the booking"
      submit="Move it"
      busy={busy}
      disabled={startsAt === null || endsAt === null || (tooMany && !overCapacity)}
      onSubmit={() => void send()}
      onBack={onBack}
    >
      <RefusalNotice
        outcome={outcome}
        seen={seen}
        timeZone={timeZone}
        onRetry={(version) => void send(version)}
        taken={taken && <RoomTaken segment={taken} timeZone={timeZone} onChoose={take} />}
      />
      <LocalTimeInput
        label="Starts"
        value={start}
        error={errors['startsAt'] ?? (start.date && start.time && startsAt === null ? NO_SUCH_TIME : undefined)}
        onChange={(next) => {
          if (next.date && next.date !== start.date) setEnd({ ...end, date: shiftDate(end.date, start.date, next.date) })
          setStart(next)
        }}
      />
      <LocalTimeInput
        label="Ends"
        value={end}
        error={errors['endsAt'] ?? (end.date && end.time && endsAt === null ? NO_SUCH_TIME : undefined)}
        onChange={setEnd}
      />
      <RoomSelect
        label={booking.status === 'PENDING' ? 'Room wished for' : 'Room'}
        none={now === null || now === undefined ? 'No wish' : null}
        fit={fit}
        attendees={people}
        rooms={rooms}
        keeps={now?.id ?? null}
        value={roomId}
        error={errors['roomId']}
        onChange={setRoomId}
      />
      {tooMany && (
        <label className="tick">
          <input type="checkbox" checked={overCapacity} onChange={(event) => setOverCapacity(event.target.checked)} />
          <span>
            {room.name} seats {room.capacity}, {people} come. That is meant.
          </span>
        </label>
      )}
    </Panel>
  )
}
