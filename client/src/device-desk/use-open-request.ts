import { useState } from 'react';
import { useQuery } from 'urql';
import type { OpenRequestQuery, PickableDevicesQuery } from '../graphql/generated/graphql.ts';
import { useOnChange } from '../ui/use-on-change.ts';
import { OpenRequest, PickableDevices } from './request-documents.ts';
import { mergeRows, type SteadyRow } from './steady-rows.ts';

export type OpenDeviceRequest = Extract<NonNullable<OpenRequestQuery['node']>, { __typename: 'DeviceRequest' }>;
export type PickableDevice = PickableDevicesQuery['pickableDevices']['edges'][number]['node'];

const mostRows = 100;

/** A request and the devices that could be given to it. `changes` counts what moved at the desk: both are read anew. */
export function useOpenRequest(id: string, search: string, changes: number) {
  const [{ data, error, fetching }, ask] = useQuery({
    query: OpenRequest,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const pickable = usePickable(id, search);
  const retry = () => {
    ask({ requestPolicy: 'network-only' });
    pickable.retry();
  };
  useOnChange(changes, retry);
  const node = data?.node;
  const request = node?.__typename === 'DeviceRequest' ? node : undefined;
  return {
    request,
    /** It is not there any more, or not to be seen. */
    isGone: node === null,
    rows: pickable.rows,
    hasMore: pickable.hasMore,
    error: error ?? pickable.error,
    fetching,
    retry,
  };
}

const noRows: readonly SteadyRow<PickableDevice>[] = [];

function usePickable(requestId: string, search: string) {
  const [{ data, error, operation }, ask] = useQuery({
    query: PickableDevices,
    variables: { requestId, search: search === '' ? null : search, first: mostRows },
    requestPolicy: 'cache-and-network',
  });
  const [steady, setSteady] = useState({ data, search, rows: noRows });
  // Where something else is looked for, the list is another one.
  const isOther = steady.search !== search;
  const isAnswer = (operation?.variables as { search?: string | null } | undefined)?.search === (search || null);
  if (data && isAnswer && (steady.data !== data || isOther)) {
    const newer = data.pickableDevices.edges.map(({ node }) => node);
    setSteady({ data, search, rows: mergeRows(isOther ? noRows : steady.rows, newer) });
  }
  return {
    rows: data && !isOther ? steady.rows : undefined,
    hasMore: data?.pickableDevices.pageInfo.hasNextPage ?? false,
    error,
    retry: () => ask({ requestPolicy: 'network-only' }),
  };
}
