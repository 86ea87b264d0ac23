import { useState } from 'react';
import { graphql } from '../graphql/generated/gql.ts';
import type { BookingDetailsFragment } from '../graphql/generated/graphql.ts';
import { useTellDone } from './use-tell-done.ts';
import type { Alternative } from './taken-room.ts';
import type { TurnaroundChoice } from './turnaround.ts';
import { useAttempt } from '../forms/use-attempt.ts';
import { useReschedule } from './use-reschedule.ts';

export const AssignRoom = graphql(`
  mutation AssignRoom($input: AssignRoomInput!) {
    assignRoom(input: $input) {
      __typename
      ... on AssignRoomPayload {
        booking {
          ...BookingDetails
        }
        displaced {
          ...BookingDetails
        }
      }
      ...RefusedRoom
      ...RefusedInput
      ...RefusedRight
      ...RefusedAsGone
      ...RefusedStatus
      ...RefusedAsStale
      ...RefusedAsBusy
    }
  }
`);

type Details = TurnaroundChoice & {
  readonly expectedVersion: number;
  readonly acknowledgeOverCapacity: boolean;
  readonly acknowledgePast: boolean;
  /** Null leaves the boss's note as it is. */
  readonly notes: string | null;
};

type Assignment = Details & {
  readonly roomId: string;
  readonly displace?: { readonly ids: readonly string[]; readonly reason: string } | undefined;
};

export function useAssignRoom({ id, clientName }: BookingDetailsFragment) {
  const tellDone = useTellDone();
  const assigning = useAttempt(AssignRoom, 'assignRoom');
  const moving = useReschedule();
  const [step, setStep] = useState<'assign' | 'move'>('assign');

  async function assign({ roomId, displace, notes, ...details }: Assignment): Promise<boolean> {
    setStep('assign');
    const { done } = await assigning.attempt({
      input: {
        bookingId: id,
        roomId,
        ...details,
        ...(notes === null ? {} : { notes }),
        ...(displace ? { displaceBookingIds: [...displace.ids], reason: displace.reason } : {}),
      },
    });
    if (!done) return false;
    const gaveWay = done.displaced.map((booking) => booking.clientName);
    const rest =
      gaveWay.length > 0 ? `; ${gaveWay.join(', ')} ${gaveWay.length === 1 ? 'waits' : 'wait'} for a room again` : '';
    tellDone(`${clientName} is in ${done.booking.room?.name ?? 'its room'}${rest}`, done.booking);
    return true;
  }

  /** Two writes: the ghost moves, and then takes the room at its new time. */
  async function moveAndAssign(
    { room, startsAt, endsAt }: Alternative,
    details: Details,
    onMoved: (booking: BookingDetailsFragment) => void,
  ): Promise<boolean> {
    setStep('move');
    const { done: moved } = await moving.attempt({
      input: { bookingId: id, startsAt, endsAt, expectedVersion: details.expectedVersion },
    });
    if (!moved) return false;
    onMoved(moved.booking);
    return assign({ ...details, roomId: room.id, expectedVersion: moved.booking.version });
  }

  const current = step === 'move' ? moving : assigning;
  return { assign, moveAndAssign, busy: assigning.busy || moving.busy, trouble: current.trouble, clear: current.clear };
}
