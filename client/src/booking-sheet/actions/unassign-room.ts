import { graphql } from '../../graphql/generated/gql.ts';

export const UnassignRoom = graphql(`
  mutation UnassignRoom($input: BookingReasonInput!) {
    unassignRoom(input: $input) {
      __typename
      ... on UnassignRoomPayload {
        booking {
          ...BookingDetails
        }
      }
      ...Refused
    }
  }
`);
