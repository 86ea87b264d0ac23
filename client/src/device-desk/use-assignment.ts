import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import './desk-documents.ts';

const OneAssignment = graphql(`
  query OneAssignment($id: ID!) {
    node(id: $id) {
      __typename
      ... on DeviceAssignment {
        ...DeskAssignment
      }
    }
  }
`);

/** An assignment that a form is about; null where it is not there. */
export function useAssignment(id: string) {
  const [{ data }] = useQuery({ query: OneAssignment, variables: { id } });
  return data?.node?.__typename === 'DeviceAssignment' ? data.node : null;
}
