import { graphql } from '../graphql/generated/gql.ts';
import { useTellDone } from './use-tell-done.ts';
import { useAttempt } from '../forms/use-attempt.ts';

const ConfirmBooking = graphql(`
  mutation ConfirmBooking($input: BookingRefInput!) {
    confirmBooking(input: $input) {
      __typename
      ... on ConfirmBookingPayload {
        booking {
          ...BookingDetails
        }
      }
      ...Refused
    }
  }
`);

type Confirmable = {
  readonly id: string;
  readonly version: number;
  readonly clientName: string;
};

export function useConfirm({ id, version, clientName }: Confirmable) {
  const tellDone = useTellDone();
  const { attempt, busy, trouble, clear } = useAttempt(ConfirmBooking, 'confirmBooking');

  async function confirm(expectedVersion = version): Promise<boolean> {
    const { done } = await attempt({ input: { bookingId: id, expectedVersion } });
    if (done) tellDone(`${clientName} confirmed`, done.booking);
    return done !== null;
  }

  return { confirm, busy, trouble, clear };
}
