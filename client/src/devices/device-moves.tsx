import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { MoveLineFragment } from '../graphql/generated/graphql.ts';
import { useHere } from '../people/here.tsx';
import { momentWords } from '../time/words.ts';
import { Button } from '../ui/button.tsx';
import { useNow } from '../ui/use-now.ts';
import { moveWords } from './move-words.ts';

const DeviceMovesQuery = graphql(`
  query DeviceMoves($id: ID!, $after: String) {
    node(id: $id) {
      __typename
      id
      ... on Device {
        moves(first: 20, after: $after) {
          edges {
            node {
              ...MoveLine
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`);

graphql(`
  fragment MoveLine on DeviceMove {
    id
    kind
    at
    reason
    serialBefore
    by {
      id
      displayName
    }
    assignment {
      id
      booking {
        id
        clientName
      }
    }
    downtime {
      id
      kind
    }
  }
`);

type DeviceMovesProps = {
  id: string;
  /** Counts what happened to devices: its history is read anew after each. */
  changes: number;
};

/** All that happened to a device, newest first, with who did it and why. */
export function DeviceMoves(props: DeviceMovesProps) {
  const [pages, setPages] = useState<readonly (string | null)[]>([null]);
  return (
    <section className="drawer-box" aria-labelledby="device-moves">
      <h3 id="device-moves">History</h3>
      <ol className="device-moves">
        {pages.map((after, index) => (
          <MovePage
            key={after}
            {...props}
            after={after}
            isLast={index === pages.length - 1}
            onMore={(next) => setPages((before) => [...before, next])}
          />
        ))}
      </ol>
    </section>
  );
}

type MovePageProps = DeviceMovesProps & {
  after: string | null;
  isLast: boolean;
  onMore(after: string): void;
};

function MovePage({ id, changes, after, isLast, onMore }: MovePageProps) {
  const [{ data, error, fetching }, ask] = useQuery({
    query: DeviceMovesQuery,
    variables: { id, after },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (changes > 0) ask({ requestPolicy: 'network-only' });
  }, [changes, ask]);
  const page = data?.node?.__typename === 'Device' ? data.node.moves : null;
  if (!page) {
    const { title, advice } = error ? failureWords(error) : { title: 'Loading…', advice: '' };
    return (
      <li className="quiet" role={error ? 'alert' : undefined}>
        {title} {advice}
      </li>
    );
  }
  const { hasNextPage, endCursor } = page.pageInfo;
  return (
    <>
      {page.edges.map(({ node }) => (
        <MoveLine key={node.id} move={node} />
      ))}
      {isLast && hasNextPage && endCursor && (
        <li>
          <Button look="ghost" busy={fetching} onClick={() => onMore(endCursor)}>
            <span>Show more</span>
          </Button>
        </li>
      )}
    </>
  );
}

function MoveLine({ move }: { move: MoveLineFragment }) {
  const { timeZone } = useHere().facility;
  const { at, by, reason } = move;
  return (
    <li>
      <span>
        {moveWords(move)}
        {reason && <span className="quiet">: {reason}</span>}
      </span>
      <span className="quiet">
        {momentWords(Date.parse(at), useNow(), timeZone)}
        {by && `, ${by.displayName}`}
      </span>
    </li>
  );
}
