import { useCallback, useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import type { DeviceQueueTab } from '../graphql/generated/graphql.ts';
import { useLiveWindow } from '../graphql/use-live-window.ts';
import { useOnChange } from '../ui/use-on-change.ts';
import { deskChanges } from './desk-window.ts';

const DeskQueue = graphql(`
  query DeskQueue($tab: DeviceQueueTab!, $search: String, $first: Int!) {
    deviceRequests(tab: $tab, search: $search, first: $first) {
      totalCount
      edges {
        node {
          ...DeskRequest
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

/** Several changes of a moment are one look. */
const soonMs = 200;

/** Counts what moves at the desk: who shows a list reads it anew with each. `count` is for what was done here. */
export function useDeskChanges() {
  const [changes, setChanges] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const count = useCallback(() => setChanges((before) => before + 1), []);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveWindow(
    deskChanges,
    {},
    {
      onChange: () => {
        clearTimeout(timer.current);
        timer.current = setTimeout(count, soonMs);
      },
    },
  );
  return { changes, count };
}

type QueuePage = { readonly tab: DeviceQueueTab; readonly search: string; readonly first: number };

/** The requests of a tab, the most urgent first. */
export function useDeskQueue({ tab, search, first }: QueuePage, changes: number) {
  const [{ data, error, fetching, operation }, ask] = useQuery({
    query: DeskQueue,
    variables: { tab, search: search === '' ? null : search, first },
    requestPolicy: 'cache-and-network',
  });
  const retry = () => ask({ requestPolicy: 'network-only' });
  useOnChange(changes, retry);
  const answered = operation?.variables as { readonly tab?: string; readonly search?: string | null } | undefined;
  // What another tab or another search has answered is not shown under this one.
  const queue = answered?.tab === tab && (answered.search ?? '') === search ? data?.deviceRequests : undefined;
  return {
    requests: queue?.edges.map(({ node }) => node),
    hasMore: queue?.pageInfo.hasNextPage ?? false,
    error,
    fetching,
    retry,
  };
}
