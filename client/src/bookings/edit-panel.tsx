import { useState } from 'react'
import type { BookingFactsFragment, RoomRowFragment, UpdateBookingInput } from '../graphql/generated/graphql.ts'
import { useHere } from '../people/here.tsx'
import { Field } from '../ui/field.tsx'
import { UpdateBooking } from './action-documents.ts'
import { attendeesOf, clientErrors, countErrors, draftOf, numberOf } from './booking-draft.ts'
import { ClientFields } from './client-fields.tsx'
import { Panel } from './panel.tsx'
import { PeopleFields } from './people-fields.tsx'
import { fieldErrorsOf, type FieldErrors } from './refusal.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import { ServiceFields } from './service-fields.tsx'
import { useBookingAction, type Outcome } from './use-booking-action.ts'

interface EditPanelProps {
  booking: BookingFactsFragment
  rooms: readonly RoomRowFragment[]
  timeZone: string
  onDone(words: string): void
  onBack(): void
}

interface Notes {
  readonly notes: string
  readonly bossNotes: string
}

type Draft = ReturnType<typeof draftOf> & Notes

const NUMBERS = new Set(['numLearners', 'numFacilitators', 'waterBottles', 'devicesNeeded'])
const MAY_BE_EMPTY = new Set(['notes', 'bossNotes', 'cateringNotes'])

/** Only what was changed is sent: what somebody else changes meanwhile is not overwritten with what it was. */
function changesOf(before: Draft, after: Draft): Partial<UpdateBookingInput> {
  const changed = Object.entries(after).filter(([name, value]) => before[name as keyof Draft] !== value)
  return Object.fromEntries(
    changed.map(([name, value]) => {
      if (NUMBERS.has(name)) return [name, numberOf(String(value))]
      return [name, MAY_BE_EMPTY.has(name) && value === '' ? null : value]
    }),
  )
}

export function EditPanel({ booking, rooms, timeZone, onDone, onBack }: EditPanelProps) {
  const { may } = useHere()
  const { busy, run } = useBookingAction(UpdateBooking)
  // Kept as it was when editing began: that is what the changes were meant for.
  const [seen] = useState(booking)
  const [before] = useState<Draft>(() => ({ ...draftOf(booking), notes: booking.notes ?? '', bossNotes: booking.bossNotes ?? '' }))
  const [draft, setDraft] = useState(before)
  const [overCapacity, setOverCapacity] = useState(false)
  const [checked, setChecked] = useState<FieldErrors>({})
  const [outcome, setOutcome] = useState<Outcome<unknown> | null>(null)

  const refusal = outcome?.kind === 'refused' ? outcome.refusal : null
  const errors = { ...checked, ...fieldErrorsOf(refusal) }
  const room = rooms.find(({ id }) => id === booking.room?.id)
  const people = attendeesOf(draft)
  const tooMany = room !== undefined && people > room.capacity
  const change = (part: Partial<Draft>) => setDraft((last) => ({ ...last, ...part }))

  async function send(version = seen.version) {
    const changes = changesOf(before, draft)
    const wrong = { ...clientErrors(draft), ...countErrors(draft, booking.kind) }
    // What is not touched is not judged either: an old booking may lack what is asked for today.
    const mine = Object.fromEntries(Object.entries(wrong).filter(([name]) => name in changes))
    setChecked(mine)
    if (Object.keys(mine).length > 0) return
    if (Object.keys(changes).length === 0) return onBack()
    const result = await run({ ...changes, bookingId: booking.id, expectedVersion: version, acknowledgeOverCapacity: overCapacity })
    setOutcome(result)
    if (result.kind === 'done') onDone(`The booking of ${result.payload.booking.clientName} was changed.`)
  }

  return (
    <Panel title="Edit the booking" submit="Save" busy={busy} disabled={tooMany && !overCapacity} onSubmit={() => void send()} onBack={onBack}>
      <fieldset className="group">
        <legend>Client</legend>
        <ClientFields draft={draft} errors={errors} onChange={change} />
      </fieldset>
      <fieldset className="group">
        <legend>People</legend>
        <PeopleFields draft={draft} errors={errors} onChange={change} />
        {tooMany && (
          <label className="tick">
            <input type="checkbox" checked={overCapacity} onChange={(event) => setOverCapacity(event.target.checked)} />
            <span>
              {room.name} seats {room.capacity}, {people} come. That is meant.
            </span>
          </label>
        )}
      </fieldset>
      <ServiceFields draft={draft} errors={errors} days={daysOf(booking)} withRoom={booking.kind === 'ROOM'} onChange={change} />
      <fieldset className="group">
        <legend>Notes</legend>
        <Field label="Note" error={errors['notes']}>
          {(wiring) => (
            <textarea {...wiring} className="textarea" maxLength={2000} value={draft.notes} onChange={(event) => change({ notes: event.target.value })} />
          )}
        </Field>
        {may('booking:update') && (
          <Field label="Boss’s note" error={errors['bossNotes']}>
            {(wiring) => (
              <textarea {...wiring} className="textarea" maxLength={2000} value={draft.bossNotes} onChange={(event) => change({ bossNotes: event.target.value })} />
            )}
          </Field>
        )}
      </fieldset>
      <RefusalNotice outcome={outcome} seen={seen} timeZone={timeZone} onRetry={(version) => void send(version)} />
    </Panel>
  )
}

function daysOf({ startsAt, endsAt }: BookingFactsFragment): number {
  return Math.ceil((Date.parse(endsAt) - Date.parse(startsAt)) / 86_400_000)
}
