import { useAttempt } from '../forms/use-attempt.ts';
import { graphql } from '../graphql/generated/gql.ts';

const CloseRooms = graphql(`
  mutation CloseRooms($input: CloseRoomsInput!) {
    closeRooms(input: $input) {
      __typename
      ... on CloseRoomsPayload {
        closure {
          ...ClosureFacts
        }
        displaced {
          id
          version
          status
        }
      }
      ...Refused
    }
  }
`);

export function useCloseRooms() {
  return useAttempt(CloseRooms, 'closeRooms');
}
