import { useState } from 'react'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import type { BookingFactsFragment, BookingReasonInput } from '../graphql/generated/graphql.ts'
import { Field } from '../ui/field.tsx'
import { CancelBooking, RejectBooking, UnassignRoom } from './action-documents.ts'
import { Panel } from './panel.tsx'
import { fieldErrorsOf } from './refusal.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import { useBookingAction, type Outcome } from './use-booking-action.ts'

interface Wording {
  readonly title: string
  readonly submit: string
  readonly hint: string
  readonly document: TypedDocumentNode<object, { input: BookingReasonInput }>
  done(booking: BookingFactsFragment): string
}

export type ReasonAction = 'REJECT' | 'UNASSIGN_ROOM' | 'CANCEL'

const WORDING: Record<ReasonAction, Wording> = {
  REJECT: {
    title: 'Reject the request',
    submit: 'Reject it',
    hint: 'Whoever asked for it reads this.',
    document: RejectBooking,
    done: ({ clientName }) => `The request of ${clientName} was rejected.`,
  },
  UNASSIGN_ROOM: {
    title: 'Take the room back',
    submit: 'Take it back',
    hint: 'The room is free again, and the booking waits for another.',
    document: UnassignRoom,
    done: ({ clientName, room }) => `${room?.name ?? 'The room'} is free again. ${clientName} waits for a room.`,
  },
  CANCEL: {
    title: 'Cancel the booking',
    submit: 'Cancel the booking',
    hint: 'It is called off for good, and its room is free.',
    document: CancelBooking,
    done: ({ clientName }) => `The booking of ${clientName} was cancelled.`,
  },
}

interface ReasonPanelProps {
  action: ReasonAction
  booking: BookingFactsFragment
  timeZone: string
  onDone(words: string): void
  onBack(): void
}

/** What is taken from somebody is told with a reason. */
export function ReasonPanel({ action, booking, timeZone, onDone, onBack }: ReasonPanelProps) {
  const wording = WORDING[action]
  const { busy, run } = useBookingAction(wording.document)
  const [reason, setReason] = useState('')
  const [outcome, setOutcome] = useState<Outcome<unknown> | null>(null)
  const [seen, setSeen] = useState(booking)
  const errors = outcome?.kind === 'refused' ? fieldErrorsOf(outcome.refusal) : {}

  async function send(version = booking.version) {
    setSeen(booking)
    const result = await run({ bookingId: booking.id, reason, expectedVersion: version })
    setOutcome(result)
    if (result.kind === 'done') onDone(wording.done(booking))
  }

  return (
    <Panel
      title={wording.title}
      submit={wording.submit}
      look="danger"
      busy={busy}
      disabled={reason.trim() === ''}
      onSubmit={() => void send()}
      onBack={onBack}
    >
      <RefusalNotice outcome={outcome} seen={seen} timeZone={timeZone} onRetry={(version) => void send(version)} />
      <Field label="Reason" required error={errors['reason']} hint={wording.hint}>
        {(wiring) => (
          <textarea {...wiring} className="textarea" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </Panel>
  )
}
