import { Plus, X } from 'lucide-react'
import { useRef, useState, type FormEvent } from 'react'
import type { RoomRowFragment } from '../graphql/generated/graphql.ts'
import { useHere } from '../people/here.tsx'
import { dateOf } from '../time/day.ts'
import { instantOf } from '../time/local-time.ts'
import type { Week } from '../time/week.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { useToast } from '../ui/toaster.tsx'
import { CreateBookings } from './action-documents.ts'
import { attendeesOf, draftErrors, inputOf, newSegment, nextSegment, type BookingDraft } from './booking-draft.ts'
import { bookedWords, DraftSummary } from './draft-summary.tsx'
import { ClientFields } from './client-fields.tsx'
import { CreateRefusal } from './create-refusal.tsx'
import { DivisionField } from './division-field.tsx'
import { OverCapacityTick } from './over-capacity-tick.tsx'
import { PeopleFields } from './people-fields.tsx'
import { fieldErrorsOf, type FieldErrors } from './refusal.ts'
import { SegmentFields } from './segment-fields.tsx'
import { ServiceFields } from './service-fields.tsx'
import { useBookingAction, type Outcome } from './use-booking-action.ts'
import { useBookingDraft } from './use-booking-draft.ts'
import './new-booking-drawer.css'

interface NewBookingDrawerProps {
  rooms: readonly RoomRowFragment[]
  week: Week
  onClose(): void
  onBooked(booking: { readonly id: string; readonly startsAt: string }): void
}

const DAY = 86_400_000

export function NewBookingDrawer({ rooms, week, onClose, onBooked }: NewBookingDrawerProps) {
  const { facility, viewer, may } = useHere()
  const { timeZone } = facility
  const [today] = useState(() => dateOf(Date.now(), timeZone))
  const { draft, restored, change, discard } = useBookingDraft(today > week.monday ? today : week.monday)
  const { busy, run } = useBookingAction(CreateBookings)
  const toast = useToast()
  const form = useRef<HTMLFormElement>(null)
  const [checked, setChecked] = useState<FieldErrors>({})
  const [outcome, setOutcome] = useState<Outcome<unknown> | null>(null)

  const direct = may('room:book-direct')
  const refusal = outcome?.kind === 'refused' ? outcome.refusal : null
  const errors = { ...checked, ...fieldErrorsOf(refusal) }
  const taken = refusal?.__typename === 'RoomTakenError' ? refusal.segments : []
  const only = viewer.tenants.length === 1 ? viewer.tenants[0] : undefined
  const filled: BookingDraft = only ? { ...draft, tenantId: only.id } : draft

  function showFirstError() {
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid], [role="alert"]')?.scrollIntoView({ block: 'center' }))
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
  }

  async function send(of: BookingDraft) {
    const wrong = draftErrors(of, timeZone, Date.now())
    const undivided = of.tenantId === null ? { tenantId: 'Say for which division.' } : {}
    setChecked({ ...undivided, ...wrong })
    setOutcome(null)
    if (Object.keys({ ...undivided, ...wrong }).length > 0) return showFirstError()
    const result = await run(inputOf(of, timeZone))
    setOutcome(result)
    if (result.kind !== 'done') return showFirstError()
    const [first] = result.payload.bookings
    toast({ text: bookedWords(result.payload.bookings) })
    discard()
    if (first) onBooked(first)
    else onClose()
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!busy) void send(filled)
  }

  return (
    <aside className="drawer" aria-label="New booking">
      <header className="new-booking-head">
        <h2>New booking</h2>
        {restored && (
          <Button look="ghost" onClick={discard}>
            Start afresh
          </Button>
        )}
        <IconButton label="Close (Esc)" onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <form
        ref={form}
        id="new-booking"
        className="panel-body new-booking-body"
        onSubmit={submit}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        noValidate
      >
        {viewer.tenants.length > 1 && (
          <DivisionField
            tenants={viewer.tenants}
            value={draft.tenantId}
            error={errors['tenantId']}
            onChange={(tenantId) => change({ tenantId })}
          />
        )}
        <fieldset className="group">
          <legend>Client</legend>
          <ClientFields draft={draft} errors={errors} onChange={change} />
        </fieldset>
        <fieldset className="group">
          <legend>When{draft.kind === 'ROOM' ? ' and where' : ''}</legend>
          <Segmented
            label="What is booked"
            value={draft.kind}
            onChange={(kind) => change({ kind })}
            options={[
              { value: 'ROOM', label: 'A room' },
              { value: 'DEVICES_ONLY', label: 'Devices only' },
            ]}
          />
          {draft.segments.map((segment, index) => (
            <SegmentFields
              key={segment.id}
              segment={segment}
              index={index}
              kind={draft.kind}
              attendees={attendeesOf(draft)}
              rooms={rooms}
              timeZone={timeZone}
              direct={direct}
              errors={errors}
              taken={taken.find((one) => one.index === index) ?? null}
              onChange={(next) => {
                setOutcome(null)
                change((last) => ({ segments: last.segments.map((one) => (one.id === next.id ? next : one)) }))
              }}
              onRemove={
                draft.segments.length > 1
                  ? () => change((last) => ({ segments: last.segments.filter((one) => one.id !== segment.id) }))
                  : null
              }
            />
          ))}
          <Button
            className="new-booking-more"
            onClick={() => change(({ segments }) => ({ segments: [...segments, segments.at(-1) ? nextSegment(segments.at(-1)!) : newSegment(today)] }))}
          >
            <Plus aria-hidden="true" />
            <span>Another time</span>
          </Button>
        </fieldset>
        {draft.kind === 'ROOM' && (
          <fieldset className="group">
            <legend>People</legend>
            <PeopleFields draft={draft} errors={errors} onChange={change} />
            {direct && (
              <OverCapacityTick
                rooms={rooms.filter(({ id }) => draft.segments.some(({ roomId }) => roomId === id))}
                attendees={attendeesOf(draft)}
                value={draft.acknowledgeOverCapacity}
                onChange={(acknowledgeOverCapacity) => change({ acknowledgeOverCapacity })}
              />
            )}
          </fieldset>
        )}
        <ServiceFields draft={draft} errors={errors} days={longestDays(draft, timeZone)} withRoom={draft.kind === 'ROOM'} onChange={change} />
        <CreateRefusal
          outcome={outcome}
          onRetry={() => void send(filled)}
          onRenew={() => {
            const renewed = { ...filled, key: crypto.randomUUID() }
            change({ key: renewed.key })
            void send(renewed)
          }}
        />
      </form>
      <footer className="panel-foot new-booking-foot">
        <DraftSummary draft={draft} rooms={rooms} direct={direct} timeZone={timeZone} />
        <Button look="primary" type="submit" form="new-booking" busy={busy}>
          <span>{direct ? 'Book' : 'Request'}</span>
        </Button>
      </footer>
    </aside>
  )
}

function longestDays({ segments }: BookingDraft, timeZone: string): number {
  const lengths = segments.map(({ start, end }) => {
    const from = instantOf(start, timeZone)
    const to = instantOf(end, timeZone)
    return from && to ? Math.ceil((Date.parse(to) - Date.parse(from)) / DAY) : 0
  })
  return Math.max(0, ...lengths)
}
