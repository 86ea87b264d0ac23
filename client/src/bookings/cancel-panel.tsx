import { graphql } from '../graphql/generated/gql.ts'
import { useToast } from '../ui/toaster.tsx'
import type { PanelProps } from './panel-props.ts'
import { ReasonPanel } from './reason-panel.tsx'
import { useAttempt } from './use-attempt.ts'

const CancelBooking = graphql(`
  mutation CancelBooking($input: BookingReasonInput!) {
    cancelBooking(input: $input) {
      __typename
      ... on CancelBookingPayload {
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

export function CancelPanel({ booking, onDone, children }: PanelProps) {
  const toast = useToast()
  const { attempt, busy, trouble } = useAttempt(CancelBooking, 'cancelBooking')
  return (
    <ReasonPanel
      booking={booking}
      title="Cancel this booking"
      hint="Its room is free at once; whoever asked for it reads this."
      submit="Cancel the booking"
      busy={busy}
      trouble={trouble}
      onDone={onDone}
      send={async (input) => {
        const { done } = await attempt({ input })
        if (done) toast({ text: `${booking.clientName} is cancelled` })
        return done !== null
      }}
    >
      {children}
    </ReasonPanel>
  )
}
