import { useAttempt } from '../forms/use-attempt.ts';
import { graphql } from '../graphql/generated/gql.ts';

const CreateRoom = graphql(`
  mutation CreateRoom($input: CreateRoomInput!) {
    createRoom(input: $input) {
      __typename
      ... on CreateRoomPayload {
        room {
          ...RoomRow
        }
      }
      ...Refused
    }
  }
`);

const UpdateRoom = graphql(`
  mutation UpdateRoom($input: UpdateRoomInput!) {
    updateRoom(input: $input) {
      __typename
      ... on UpdateRoomPayload {
        room {
          ...RoomRow
        }
        noLongerFit {
          id
          version
          clientName
          numLearners
          numFacilitators
          startsAt
          endsAt
          tenant {
            id
            code
          }
        }
        noLongerFitCount
      }
      ... on StaleRoomError {
        room {
          ...RoomRow
        }
      }
      ...Refused
    }
  }
`);

export function useCreateRoom() {
  return useAttempt(CreateRoom, 'createRoom');
}
export function useUpdateRoom() {
  return useAttempt(UpdateRoom, 'updateRoom');
}
