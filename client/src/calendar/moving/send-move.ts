import type { Client } from 'urql';
import { UndoBookingChange } from '../../bookings/undo-booking-change.ts';
import { AssignRoom } from '../../bookings/use-assign-room.ts';
import { BookingById } from '../../bookings/use-booking.ts';
import { RescheduleBooking } from '../../bookings/use-reschedule.ts';
import type { Refusal } from '../../bookings/refusal.ts';
import type { Trouble } from '../../bookings/refusal.ts';
import { failureWords } from '../../graphql/failure-words.ts';
import type { BookingDetailsFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf } from '../../time/interval.ts';
import type { Move } from './move.ts';

export type Sent = { readonly booking: BookingDetailsFragment } | { readonly trouble: Trouble };

type Answer = { readonly __typename: `${string}Payload`; readonly booking: BookingDetailsFragment } | Refusal;

type Answered = {
  readonly data?: unknown;
  readonly error?: Parameters<typeof failureWords>[0] | undefined;
};

/** Whether a booking stands where a move was to bring it. */
function standsAs(
  { interval, roomId, undoes }: Move,
  { startsAt, endsAt, room, requestedRoom, status }: BookingDetailsFragment,
): boolean {
  const { start, end } = intervalOf(startsAt, endsAt);
  const place = status === 'PENDING' ? (requestedRoom?.id ?? null) : (room?.id ?? null);
  // A ghost that is back in the tray is where it was, whatever it wishes for.
  return (
    start === interval.start &&
    end === interval.end &&
    (place === roomId || (undoes && status === 'PENDING' && roomId === null))
  );
}

function sentOf(answer: Answer | undefined, { error }: Answered, move: Move): Sent {
  if (answer && 'booking' in answer) {
    // It has been changed to just this, most likely by this very move, whose answer was lost.
    if (answer.__typename !== 'StaleBookingError' || standsAs(move, answer.booking)) return { booking: answer.booking };
  }
  if (answer) return { trouble: answer as Refusal };
  if (error) return { trouble: { __typename: 'Unanswered', ...failureWords(error) } };
  return {
    trouble: { __typename: 'Unanswered', title: 'No response from the server.', advice: 'Try again.', again: true },
  };
}

/** No answer is not a no: where the server can be reached after all, the booking itself says what came of it. */
async function inDoubt(client: Client, move: Move, sent: Sent): Promise<Sent> {
  if ('booking' in sent || sent.trouble.__typename !== 'Unanswered') return sent;
  const { data } = await client
    .query(BookingById, { id: move.booking.id }, { requestPolicy: 'network-only' })
    .toPromise();
  const booking = data?.booking;
  return booking && booking.version > move.booking.version && standsAs(move, booking) ? { booking } : sent;
}

/** Sends a move as the one mutation it is. */
export async function sendMove(client: Client, move: Move): Promise<Sent> {
  const { booking, interval, roomId, from, acknowledgeOverCapacity } = move;
  const ref = { bookingId: booking.id, expectedVersion: booking.version, acknowledgeOverCapacity };
  if (move.assigns && roomId !== null) {
    const answer = await client
      .mutation(AssignRoom, { input: { ...ref, roomId, acknowledgePast: move.acknowledgePast === true } })
      .toPromise();
    return inDoubt(client, move, sentOf(answer.data?.assignRoom, answer, move));
  }
  const times = { startsAt: new Date(interval.start).toISOString(), endsAt: new Date(interval.end).toISOString() };
  const room = roomId !== null && roomId !== from.roomId ? { roomId } : {};
  const release = move.releaseDeviceIds ? { releaseDeviceIds: [...move.releaseDeviceIds] } : {};
  const answer = await client
    .mutation(RescheduleBooking, { input: { ...ref, ...times, ...room, ...release } })
    .toPromise();
  return inDoubt(client, move, sentOf(answer.data?.rescheduleBooking, answer, move));
}

/** Takes a move back; `from` and `interval` say where that leads, so that it can be shown at once. */
export async function sendUndo(client: Client, move: Move): Promise<Sent> {
  const { booking } = move;
  const answer = await client
    .mutation(UndoBookingChange, { input: { bookingId: booking.id, expectedVersion: booking.version } })
    .toPromise();
  return inDoubt(client, move, sentOf(answer.data?.undoBookingChange, answer, move));
}
