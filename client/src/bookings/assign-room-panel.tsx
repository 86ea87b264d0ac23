import { useState } from 'react'
import type { BookingFactsFragment, RoomRowFragment } from '../graphql/generated/graphql.ts'
import { Field } from '../ui/field.tsx'
import { AssignRoom, RescheduleBooking } from './action-documents.ts'
import { attendees } from './booking-words.ts'
import { displaceable, Displacement } from './displacement.tsx'
import { Panel } from './panel.tsx'
import { fieldErrorsOf, type Alternative } from './refusal.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import { RoomChoice } from './room-choice.tsx'
import { RoomTaken } from './room-taken.tsx'
import { useBookingAction, type Outcome } from './use-booking-action.ts'
import { useFreeRooms } from './use-free-rooms.ts'

interface AssignRoomPanelProps {
  booking: BookingFactsFragment
  rooms: readonly RoomRowFragment[]
  timeZone: string
  onDone(words: string): void
  onBack(): void
}

type Choice = Pick<RoomRowFragment, 'id' | 'name' | 'capacity'>

export function AssignRoomPanel({ booking, rooms, timeZone, onDone, onBack }: AssignRoomPanelProps) {
  const assign = useBookingAction(AssignRoom)
  const reschedule = useBookingAction(RescheduleBooking)
  const people = attendees(booking)
  const fit = useFreeRooms({ startsAt: booking.startsAt, endsAt: booking.endsAt, attendees: people }, rooms)
  const wish = fit.free.find(({ room }) => room.id === booking.requestedRoom?.id)?.room
  const [chosen, setChosen] = useState<Choice | null>(null)
  const [overCapacity, setOverCapacity] = useState(false)
  const [notes, setNotes] = useState(booking.bossNotes ?? '')
  const [displace, setDisplace] = useState(false)
  const [reason, setReason] = useState('')
  const [outcome, setOutcome] = useState<Outcome<unknown> | null>(null)
  const [seen, setSeen] = useState(booking)
  const room = chosen ?? wish ?? null

  const refusal = outcome?.kind === 'refused' ? outcome.refusal : null
  const taken = refusal?.__typename === 'RoomTakenError' ? (refusal.segments[0] ?? null) : null
  const givingWay = taken ? displaceable(taken) : null
  const tooMany = room !== null && people > room.capacity

  async function send(to: Choice, version: number, names: readonly string[] = []) {
    setSeen(booking)
    const result = await assign.run({
      bookingId: booking.id,
      roomId: to.id,
      expectedVersion: version,
      acknowledgeOverCapacity: overCapacity,
      ...(notes.trim() && notes !== booking.bossNotes ? { notes } : {}),
      ...(names.length > 0 ? { displaceBookingIds: [...names], reason } : {}),
    })
    setOutcome(result)
    if (result.kind !== 'done') return
    const gave = result.payload.displaced.map(({ clientName }) => clientName)
    onDone(`${booking.clientName} is in ${to.name}.${gave.length > 0 ? ` ${gave.join(', ')} waits for a room again.` : ''}`)
  }

  function submit(version = booking.version) {
    if (room) void send(room, version, displace && givingWay ? givingWay.map(({ id }) => id) : [])
  }

  /** Another time is moved to first: a ghost blocks nobody, so nothing is lost if the room is gone by then. */
  async function take(alternative: Alternative) {
    setChosen(alternative.room)
    setDisplace(false)
    if (alternative.startsAt === booking.startsAt && alternative.endsAt === booking.endsAt) return send(alternative.room, booking.version)
    const { startsAt, endsAt } = alternative
    const moved = await reschedule.run({ bookingId: booking.id, startsAt, endsAt, expectedVersion: booking.version })
    if (moved.kind === 'done') return send(alternative.room, moved.payload.booking.version)
    setOutcome(moved)
  }

  return (
    <Panel
      title="Assign a room"
      submit={displace && room ? `Put it into ${room.name}` : room ? `Assign ${room.name}` : 'Choose a room'}
      look={displace ? 'danger' : 'primary'}
      busy={assign.busy || reschedule.busy}
      disabled={room === null || (tooMany && !overCapacity) || (displace && reason.trim() === '')}
      onSubmit={() => submit()}
      onBack={onBack}
    >
      <RefusalNotice
        outcome={outcome}
        seen={seen}
        timeZone={timeZone}
        onRetry={submit}
        taken={taken && <RoomTaken segment={taken} timeZone={timeZone} onChoose={(alternative) => void take(alternative)} />}
      />
      {taken && givingWay && room && (
        <Displacement
          segment={taken}
          roomName={room.name}
          timeZone={timeZone}
          agreed={displace}
          onAgree={setDisplace}
          reason={reason}
          onReason={setReason}
          error={fieldErrorsOf(refusal)['reason']}
        />
      )}
      <RoomChoice
        fit={fit}
        wishId={booking.requestedRoom?.id ?? null}
        value={room?.id ?? null}
        onChange={(next) => {
          setChosen(next)
          setOutcome(null)
          setDisplace(false)
        }}
      />
      {tooMany && (
        <label className="tick">
          <input type="checkbox" checked={overCapacity} onChange={(event) => setOverCapacity(event.target.checked)} />
          <span>
            {room.name} seats {room.capacity}, {people} come. That is meant.
          </span>
        </label>
      )}
      <Field label="Boss’s note">
        {(wiring) => (
          <textarea {...wiring} className="textarea" maxLength={2000} value={notes} onChange={(event) => setNotes(event.target.value)} />
        )}
      </Field>
    </Panel>
  )
}
