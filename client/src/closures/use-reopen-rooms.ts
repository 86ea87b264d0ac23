import { useAttempt } from '../forms/use-attempt.ts';
import { graphql } from '../graphql/generated/gql.ts';

const ReopenRooms = graphql(`
  mutation ReopenRooms($input: ReopenRoomsInput!) {
    reopenRooms(input: $input) {
      __typename
      ... on ReopenRoomsPayload {
        closure {
          ...ClosureFacts
        }
      }
      ...Refused
    }
  }
`);

export function useReopenRooms() {
  return useAttempt(ReopenRooms, 'reopenRooms');
}
