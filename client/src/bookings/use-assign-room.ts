import { graphql } from '../graphql/generated/gql.ts';
import type { BookingDetailsFragment } from '../graphql/generated/graphql.ts';
import { useTellDone } from './use-tell-done.ts';
import type { TurnaroundChoice } from './turnaround.ts';
import { useAttempt } from '../forms/use-attempt.ts';

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
      ...Refused
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
  /** Another time than it asked for. */
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly displace?: { readonly ids: readonly string[]; readonly reason: string } | undefined;
};

export function useAssignRoom({ id, clientName }: BookingDetailsFragment) {
  const tellDone = useTellDone();
  const { attempt, busy, trouble, clear } = useAttempt(AssignRoom, 'assignRoom');

  async function assign({ displace, notes, ...assignment }: Assignment): Promise<boolean> {
    const { done } = await attempt({
      input: {
        bookingId: id,
        ...assignment,
        ...(notes === null ? {} : { notes }),
        ...(displace ? { displaceBookingIds: [...displace.ids], reason: displace.reason } : {}),
      },
    });
    if (!done) return false;
    const gaveWay = done.displaced.map((booking) => booking.clientName);
    const rest =
      gaveWay.length > 0 ? `; ${gaveWay.join(', ')} ${gaveWay.length === 1 ? 'needs' : 'need'} a room again` : '';
    tellDone(`${clientName} assigned to ${done.booking.room?.name ?? 'a room'}${rest}`, done.booking);
    return true;
  }

  return { assign, busy, trouble, clear };
}
