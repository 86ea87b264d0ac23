import { useMemo, useRef, useState } from 'react'
import { useHere } from '../people/here.tsx'
import { intervalOf } from '../time/interval.ts'
import { conflictsOf, inTheWay } from './availability.ts'
import { attendees } from './booking-words.ts'
import { DisplaceOffer } from './displace-offer.tsx'
import { fieldErrors } from '../forms/field-errors.ts'
import { isPast } from './is-past.ts'
import { OverCapacityTick } from './over-capacity-tick.tsx'
import { PastTick } from './past-tick.tsx'
import { PanelForm } from './panel-form.tsx'
import type { PanelProps } from './panel-props.ts'
import { PlaceHint } from './place-hint.tsx'
import { RoomChoice, wishFirst } from './room-choice.tsx'
import { RoomSelect } from './room-select.tsx'
import { TakenNotice } from './taken-notice.tsx'
import { displaceable, isClosed, isSameTime, type Alternative } from './taken-room.ts'
import { AreaField } from '../forms/text-field.tsx'
import { useAssignRoom } from './use-assign-room.ts'
import { useRoomSuggestions } from './use-room-suggestions.ts'
import { useRoomsTaken } from './use-rooms-taken.ts'
import { useSeen } from './use-seen.ts'
import { useNow } from '../ui/use-now.ts'

const SHOWN: readonly string[] = ['roomId', 'notes', 'acknowledgePast']

/** Gives a ghost its room: one of those that would do, or any other, or the place of somebody else. */
export function AssignRoomPanel({ booking, rooms, onDone, children }: PanelProps) {
  const { timeZone } = useHere().facility
  const decided = useSeen(booking)
  const { seen, accept } = decided
  const { assign, moveAndAssign, busy, trouble, clear } = useAssignRoom(booking)
  const [picked, setPicked] = useState<string | null>(null)
  const [meant, setMeant] = useState(false)
  const [asked, setAsked] = useState(false)
  const [pastMeant, setPastMeant] = useState(false)
  const now = useNow()
  const [note, setNote] = useState<string | null>(null)

  const people = attendees(seen)
  const wishId = seen.requestedRoom?.id
  const interval = useMemo(() => intervalOf(seen.startsAt, seen.endsAt), [seen.startsAt, seen.endsAt])
  const { suggestions: found, failed } = useRoomSuggestions({ from: seen.startsAt, to: seen.endsAt, attendees: people, excludeBookingId: seen.id })
  const suggestions = wishFirst(found, wishId)
  const taken = useRoomsTaken(interval)
  const chosen = picked ?? suggestions?.[0]?.room.id ?? ''
  const room = rooms.find(({ id }) => id === chosen)
  const over = room !== undefined && people > room.capacity
  const suggested = suggestions?.some((suggestion) => suggestion.room.id === chosen) ?? false

  // Where time or people changed, another room may be the best: that is for the boss to see before it is sent again.
  const sameNeeds = seen.startsAt === booking.startsAt && seen.endsAt === booking.endsAt && people === attendees(booking)
  const segment = trouble?.__typename === 'RoomTakenError' ? trouble.segments[0] : undefined
  const givingWay = segment && displaceable(segment.conflicts)
  const errors = useMemo(() => fieldErrors(trouble), [trouble])
  // The server has the last word on what is over.
  const past = isPast(seen, now) || errors['acknowledgePast'] !== undefined
  const mayMove = booking.actions.some(({ name, allowed }) => name === 'RESCHEDULE' && allowed)

  const last = useRef<() => Promise<void>>(null)
  const details = (expectedVersion: number) => ({ expectedVersion, acknowledgeOverCapacity: meant, acknowledgePast: past && pastMeant, notes: note })

  function pick(roomId: string) {
    clear()
    setAsked(false)
    setPicked(roomId || null)
  }

  function decideAnew() {
    accept()
    clear()
  }

  async function run(action: () => Promise<boolean>) {
    last.current = () => run(action)
    if (await action()) onDone()
  }

  async function send(roomId: string, version = seen.version, displace?: { ids: readonly string[]; reason: string }) {
    if ((over && !meant && roomId === chosen) || (past && !pastMeant)) return setAsked(true)
    await run(() => assign({ ...details(version), roomId, displace }))
  }

  async function take(alternative: Alternative) {
    setPicked(alternative.room.id)
    if (isSameTime(alternative, seen)) return send(alternative.room.id)
    await run(() => moveAndAssign(alternative, details(seen.version), accept))
  }

  return (
    <PanelForm
      title="Assign a room"
      submit={room ? `Assign ${room.name}` : 'Assign room'}
      busy={busy}
      idle={!room}
      ready={suggestions !== undefined || failed}
      trouble={trouble}
      errors={errors}
      shown={SHOWN}
      seen={{ ...decided, accept: decideAnew }}
      lookAgain={!sameNeeds}
      onSend={(version) => void send(chosen, version)}
      onRetry={() => void last.current?.()}
      onBack={onDone}
      sheet={children}
      offer={
        segment && (
          <TakenNotice segment={segment} timeZone={timeZone} busy={busy} otherTimes={mayMove} onChoose={(alternative) => void take(alternative)}>
            {givingWay ? (
              <DisplaceOffer
                key={chosen}
                bookings={givingWay}
                timeZone={timeZone}
                busy={busy}
                onDisplace={(reason) => void send(chosen, seen.version, { ids: givingWay.map(({ id }) => id), reason })}
              />
            ) : null}
          </TakenNotice>
        )
      }
    >
      <RoomChoice people={people} suggestions={suggestions} failed={failed} wishId={wishId} chosen={chosen} onChoose={pick} />
      <RoomSelect
        label={suggestions?.length === 0 ? 'Any room' : 'Another room'}
        name="roomId"
        rooms={rooms}
        value={suggested ? '' : chosen}
        people={people}
        isFree={typeof taken === 'string' ? null : (option) => inTheWay(option, { interval, without: seen.id }, taken).length === 0}
        isClosed={(option) => isClosed(conflictsOf(option, { interval, without: seen.id }, taken))}
        none="Choose …"
        error={errors['roomId']}
        onChange={pick}
      />
      {room && !suggested && !segment && (
        <PlaceHint room={room} people={people} conflicts={conflictsOf(room, { interval, without: seen.id }, taken)} timeZone={timeZone} wish={false} />
      )}
      {past && <PastTick interval={interval} timeZone={timeZone} checked={pastMeant} asked={asked || errors['acknowledgePast'] !== undefined} onChange={setPastMeant} />}
      {room && over && <OverCapacityTick room={room} people={people} checked={meant} asked={asked} onChange={setMeant} />}
      <AreaField name="notes" label="Boss’s note" maxLength={2000} value={note ?? seen.bossNotes ?? ''} error={errors['notes']} onChange={setNote} />
    </PanelForm>
  )
}
