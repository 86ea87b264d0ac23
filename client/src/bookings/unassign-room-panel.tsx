import { graphql } from '../graphql/generated/gql.ts'
import { useToast } from '../ui/toaster.tsx'
import type { PanelProps } from './panel-props.ts'
import { ReasonPanel } from './reason-panel.tsx'
import { useAttempt } from './use-attempt.ts'

const UnassignRoom = graphql(`
  mutation UnassignRoom($input: BookingReasonInput!) {
    unassignRoom(input: $input) {
      __typename
      ... on UnassignRoomPayload {
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

export function UnassignRoomPanel({ booking, onDone, children }: PanelProps) {
  const toast = useToast()
  const { attempt, busy, trouble } = useAttempt(UnassignRoom, 'unassignRoom')
  return (
    <ReasonPanel
      booking={booking}
      title="Take the room back"
      hint="The booking waits for a room again; whoever asked for it reads this."
      submit="Take the room back"
      busy={busy}
      trouble={trouble}
      onDone={onDone}
      send={async (input) => {
        const { done } = await attempt({ input })
        if (done) toast({ text: `${booking.clientName} waits for a room again` })
        return done !== null
      }}
    >
      {children}
    </ReasonPanel>
  )
}
