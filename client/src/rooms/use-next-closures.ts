import { useMemo } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';
import type { NextClosuresQuery } from '../graphql/generated/graphql.ts';
import { useRoomChanges } from './facts/live-rooms.tsx';

const NextClosures = graphql(`
  query NextClosures {
    rooms(includeInactive: true) {
      id
      nextClosure {
        id
        startsAt
        endsAt
        reason
      }
    }
  }
`);

export type NextClosure = NextClosuresQuery['rooms'][number]['nextClosure'];

/** By room; read anew whenever rooms were closed or opened somewhere. */
export function useNextClosures(pause: boolean): ReadonlyMap<string, NextClosure> {
  const [{ data }, ask] = useQuery({ query: NextClosures, requestPolicy: 'cache-and-network', pause });
  useRoomChanges(({ closuresChanged }) => {
    if (closuresChanged && !pause) ask({ requestPolicy: 'network-only' });
  });
  return useMemo(() => new Map(data?.rooms.map(({ id, nextClosure }) => [id, nextClosure])), [data]);
}
