import type { Client } from 'urql'
import { AssignRoom } from '../bookings/use-assign-room.ts'
import { RescheduleBooking } from '../bookings/use-reschedule.ts'
import type { Refusal } from '../bookings/refusal.ts'
import type { Trouble } from '../bookings/use-attempt.ts'
import { failureWords } from '../graphql/failure-words.ts'
import { graphql } from '../graphql/generated/gql.ts'
import type { BookingBarFragment, BookingDetailsFragment } from '../graphql/generated/graphql.ts'
import type { Proposal } from './proposal.ts'

const TakeBackAtOnce = graphql(`
  mutation TakeBackAtOnce($input: BookingReasonInput!) {
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

export interface Move extends Proposal {
  /** As it was taken in hand: what others changed since is refused. */
  readonly booking: BookingBarFragment
  readonly from: Proposal
  /** A ghost gets its room. */
  readonly assigns: boolean
  /** The room is given up again. */
  readonly takesBack: boolean
  readonly acknowledgeOverCapacity: boolean
}

export type Sent = { readonly booking: BookingDetailsFragment } | { readonly trouble: Trouble }

type Answer = { readonly __typename: `${string}Payload`; readonly booking: BookingDetailsFragment } | Refusal

interface Answered {
  readonly data?: unknown
  readonly error?: Parameters<typeof failureWords>[0] | undefined
}

function sentOf(answer: Answer | undefined, { error }: Answered): Sent {
  if (answer && 'booking' in answer && answer.__typename !== 'StaleBookingError') return { booking: answer.booking }
  if (answer) return { trouble: answer as Refusal }
  if (error) return { trouble: { __typename: 'Unanswered', ...failureWords(error) } }
  return { trouble: { __typename: 'Unanswered', title: 'The server said nothing.', advice: 'Try again.', again: true } }
}

/** Sends a move as the one mutation it is. */
export async function sendMove(client: Client, move: Move): Promise<Sent> {
  const { booking, interval, roomId, from, acknowledgeOverCapacity } = move
  const ref = { bookingId: booking.id, expectedVersion: booking.version, acknowledgeOverCapacity }
  if (move.assigns && roomId !== null) {
    const answer = await client.mutation(AssignRoom, { input: { ...ref, roomId } }).toPromise()
    return sentOf(answer.data?.assignRoom, answer)
  }
  const times = { startsAt: new Date(interval.start).toISOString(), endsAt: new Date(interval.end).toISOString() }
  const room = roomId !== null && roomId !== from.roomId ? { roomId } : {}
  const answer = await client.mutation(RescheduleBooking, { input: { ...ref, ...times, ...room } }).toPromise()
  return sentOf(answer.data?.rescheduleBooking, answer)
}

/** Undoes an assignment. */
export async function sendTakeBack(client: Client, { booking }: Move): Promise<Sent> {
  const input = { bookingId: booking.id, expectedVersion: booking.version, reason: 'Assigned by mistake, and undone at once.' }
  const answer = await client.mutation(TakeBackAtOnce, { input }).toPromise()
  return sentOf(answer.data?.unassignRoom, answer)
}
