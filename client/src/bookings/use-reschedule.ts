import { graphql } from '../graphql/generated/gql.ts';
import { useAttempt } from '../forms/use-attempt.ts';

export const RescheduleBooking = graphql(`
  mutation RescheduleBooking($input: RescheduleBookingInput!) {
    rescheduleBooking(input: $input) {
      __typename
      ... on RescheduleBookingPayload {
        booking {
          ...BookingDetails
        }
      }
      ...Refused
    }
  }
`);

export function useReschedule() {
  return useAttempt(RescheduleBooking, 'rescheduleBooking');
}
