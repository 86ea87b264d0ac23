import { useAttempt } from '../forms/use-attempt.ts';
import { graphql } from '../graphql/generated/gql.ts';

const CreateSeries = graphql(`
  mutation CreateSeries($input: CreateSeriesInput!) {
    createSeries(input: $input) {
      __typename
      ... on CreateSeriesPayload {
        bookings {
          ...BookingDetails
        }
        booked
        leftOut
        repeated
        deleted
      }
      ...Refused
    }
  }
`);

export function useCreateSeries() {
  return useAttempt(CreateSeries, 'createSeries');
}
