import { graphql } from '../graphql/generated/gql.ts'
import { useToast } from '../ui/toaster.tsx'
import type { PanelProps } from './panel-props.ts'
import { ReasonPanel } from './reason-panel.tsx'
import { useAttempt } from './use-attempt.ts'

const RejectBooking = graphql(`
  mutation RejectBooking($input: BookingReasonInput!) {
    rejectBooking(input: $input) {
      __typename
      ... on RejectBookingPayload {
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

export function RejectPanel({ booking, onDone, children }: PanelProps) {
  const toast = useToast()
  const { attempt, busy, trouble } = useAttempt(RejectBooking, 'rejectBooking')
  return (
    <ReasonPanel
      booking={booking}
      title="Reject this booking"
      hint="Whoever asked for it reads this."
      submit="Reject"
      busy={busy}
      trouble={trouble}
      onDone={onDone}
      send={async (input) => {
        const { done } = await attempt({ input })
        if (done) toast({ text: `${booking.clientName} is rejected` })
        return done !== null
      }}
    >
      {children}
    </ReasonPanel>
  )
}
