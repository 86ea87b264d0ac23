import { useEffect, useState, type ReactNode } from 'react';
import { useQuery, type TypedDocumentNode } from 'urql';
import { failureWords } from '../graphql/failure-words.ts';
import type { BookingFilter } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';

type Answer<Node> = {
  readonly bookings: {
    readonly edges: readonly { readonly node: Node }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null;
      readonly endCursor: string | null;
    };
  };
};

type Place = {
  filter?: BookingFilter | null;
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
};

type ListPagesProps<Node> = {
  document: TypedDocumentNode<Answer<Node>, Place>;
  filter: BookingFilter;
  /** From the end of the list, the latest first. */
  backwards: boolean;
  /** Counts what became different: the pages are read anew. */
  changes: number;
  columns: number;
  /** What the button says that brings the next page. */
  more: string;
  /** Where there is nothing of the kind. */
  empty: ReactNode;
  children(node: Node): ReactNode;
};

const pageSize = 50;

/** The bodies of a table, a page each: fifty at a time, however far back. Another filter is another list: give it a key. */
export function ListPages<Node>(list: ListPagesProps<Node>) {
  const [count, setCount] = useState(1);
  return <OnePage {...list} cursor={null} left={count} onMore={() => setCount((before) => before + 1)} />;
}

type OnePageProps<Node> = ListPagesProps<Node> & {
  cursor: string | null;
  /** So many pages are shown, this one included. */
  left: number;
  onMore(): void;
};

/** A page and those after it: each begins where the one before ends now, so that no row falls between them when others book. */
function OnePage<Node>(page: OnePageProps<Node>) {
  const { document, filter, backwards, changes, columns, more, empty, children, cursor, left, onMore } = page;
  const place = backwards ? { last: pageSize, before: cursor } : { first: pageSize, after: cursor };
  const [{ data, error, fetching }, ask] = useQuery({
    query: document,
    variables: { filter, ...place },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (changes > 0) ask({ requestPolicy: 'network-only' });
  }, [changes, ask]);

  if (!data) {
    return (
      <tbody aria-busy={!error}>
        {error ? (
          <tr>
            <td colSpan={columns}>
              <FailurePanel
                {...failureWords(error)}
                retrying={fetching}
                onRetry={() => ask({ requestPolicy: 'network-only' })}
              />
            </td>
          </tr>
        ) : (
          [200, 160, 180, 140, 190, 150].map((width) => (
            <tr key={width} className="row-skeleton">
              <td colSpan={columns}>
                <span style={{ width }} />
                <p className="unseen">Loading</p>
              </td>
            </tr>
          ))
        )}
      </tbody>
    );
  }
  const { edges, pageInfo } = data.bookings;
  const nodes = edges.map(({ node }) => node);
  const next = backwards
    ? pageInfo.hasPreviousPage && pageInfo.startCursor
    : pageInfo.hasNextPage && pageInfo.endCursor;
  return (
    <>
      <tbody>
        {(backwards ? nodes.toReversed() : nodes).map(children)}
        {nodes.length === 0 && cursor === null && (
          <tr>
            <td colSpan={columns} className="page-empty">
              {empty}
            </td>
          </tr>
        )}
        {left === 1 && next && (
          <tr>
            <td colSpan={columns}>
              <Button onClick={onMore}>{more}</Button>
            </td>
          </tr>
        )}
      </tbody>
      {left > 1 && next && <OnePage {...page} cursor={next} left={left - 1} />}
    </>
  );
}
