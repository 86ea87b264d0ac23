import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';

const PeopleOfAudit = graphql(`
  query PeopleOfAudit($after: String) {
    users(first: 100, after: $after) {
      edges {
        node {
          id
          displayName
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export type Person = {
  readonly id: string;
  readonly displayName: string;
};

/** Everybody with an account, by name, a hundred at a time; as many as are there so far, and none while it is not `enabled`. */
export function useAllPeople(enabled: boolean): readonly Person[] {
  const client = useClient();
  const [people, setPeople] = useState<readonly Person[]>([]);
  useEffect(() => {
    if (!enabled) return undefined;
    let left = false;
    const read = async (after: string | null, before: readonly Person[]): Promise<void> => {
      const { data } = await client.query(PeopleOfAudit, { after }).toPromise();
      if (left || !data) return;
      const { edges, pageInfo } = data.users;
      const everybody = [...before, ...edges.map(({ node }) => node)];
      setPeople(everybody.toSorted((a, b) => a.displayName.localeCompare(b.displayName)));
      if (pageInfo.hasNextPage) await read(pageInfo.endCursor ?? null, everybody);
    };
    void read(null, []);
    return () => {
      left = true;
    };
  }, [client, enabled]);
  return people;
}
