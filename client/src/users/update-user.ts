import { graphql } from '../graphql/generated/gql.ts';

export const UpdateUser = graphql(`
  mutation UpdateUser($input: UpdateUserInput!) {
    updateUser(input: $input) {
      __typename
      ... on UpdateUserPayload {
        user {
          ...UserRow
        }
      }
      ...Refused
    }
  }
`);
