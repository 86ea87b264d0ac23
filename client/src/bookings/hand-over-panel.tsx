import { useMemo, useState } from 'react'
import { fieldErrors } from '../forms/field-errors.ts'
import { useAttempt } from '../forms/use-attempt.ts'
import { graphql } from '../graphql/generated/gql.ts'
import { useHere } from '../people/here.tsx'
import { PersonCombobox, type Person } from '../forms/person-combobox.tsx'
import { useHandOverSeries } from '../series/use-series-change.ts'
import { seriesDone, useScope } from '../series/use-scope.tsx'
import { PanelForm } from './panel-form.tsx'
import type { PanelProps } from './panel-props.ts'
import { useSeen } from './use-seen.ts'
import { useTellDone } from './use-tell-done.ts'

const HandOverBooking = graphql(`
  mutation HandOverBooking($input: HandOverBookingInput!) {
    handOverBooking(input: $input) {
      __typename
      ... on HandOverBookingPayload {
        booking {
          ...BookingDetails
        }
      }
      ...RefusedInput
      ...RefusedRight
      ...RefusedAsGone
      ...RefusedStatus
      ...RefusedAsStale
      ...RefusedAsBusy
    }
  }
`)

const SHOWN: readonly string[] = ['toUserId']

/** Gives a booking, or what is left of its series, to a colleague. */
export function HandOverPanel({ booking, onDone, children }: PanelProps) {
  const { viewer } = useHere()
  const tellDone = useTellDone()
  const seen = useSeen(booking)
  const { scope, field } = useScope(booking)
  const one = useAttempt(HandOverBooking, 'handOverBooking')
  const several = useHandOverSeries()
  const { busy, trouble } = scope === 'ONE' ? one : several
  const [person, setPerson] = useState<Person | null>(null)
  const [missing, setMissing] = useState(false)
  const errors = useMemo(() => (missing ? { toUserId: 'Choose a person from the list.' } : fieldErrors(trouble)), [missing, trouble])
  const isOwn = booking.requester.id === viewer.user.id

  async function send(expectedVersion: number) {
    if (!person) return setMissing(true)
    const input = { bookingId: booking.id, toUserId: person.id, expectedVersion }
    if (scope === 'ONE') {
      const { done } = await one.attempt({ input })
      if (!done) return
      tellDone(`${booking.clientName} is handed over to ${person.displayName}`, done.booking)
    } else {
      const { done } = await several.attempt({ input: { ...input, scope } })
      if (!done) return
      tellDone(`${seriesDone(booking.clientName, done)}: handed over to ${person.displayName}`, done.booking)
    }
    onDone()
  }

  return (
    <PanelForm
      title="Hand over"
      submit="Hand over"
      busy={busy}
      trouble={missing ? null : trouble}
      errors={errors}
      shown={SHOWN}
      seen={seen}
      onSend={(version) => void send(version)}
      onBack={onDone}
      sheet={children}
    >
      {field}
      <PersonCombobox
        name="toUserId"
        label="New requester"
        required
        hint={isOwn ? 'They can change or cancel it from then on, and get its notices. You no longer can.' : `They can change or cancel it from then on, and get its notices. ${booking.requester.displayName} no longer can.`}
        error={errors['toUserId']}
        tenantId={booking.tenant.id}
        except={booking.requester.id}
        person={person}
        onChange={(chosen) => {
          setMissing(false)
          setPerson(chosen)
        }}
      />
    </PanelForm>
  )
}
