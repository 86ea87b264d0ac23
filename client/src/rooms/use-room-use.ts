import { useEffect } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/gql.ts';

const RoomUse = graphql(`
  query RoomUse($roomId: ID!) {
    roomUse(roomId: $roomId) {
      count
      conflicts {
        id
        startsAt
        endsAt
        booking {
          id
          version
          clientName
          startsAt
          endsAt
          tenant {
            id
            code
          }
        }
      }
      wishCount
      wishes {
        id
        version
        clientName
        startsAt
        endsAt
      }
      closures {
        id
        startsAt
        endsAt
        reason
      }
      partsAreFixed
    }
  }
`);

const againMs = 8_000;

/** What lies ahead in a room, asked again for as long as somebody looks at it. */
export function useRoomUse(roomId: string) {
  const [{ data, error, operation }, ask] = useQuery({
    query: RoomUse,
    variables: { roomId },
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    const timer = setInterval(
      () => document.visibilityState === 'visible' && ask({ requestPolicy: 'network-only' }),
      againMs,
    );
    return () => clearInterval(timer);
  }, [ask]);
  const use = operation?.variables.roomId === roomId ? data?.roomUse : undefined;
  return {
    use: use ?? undefined,
    failed: use == null && error !== undefined,
    again: () => ask({ requestPolicy: 'network-only' }),
  };
}

export type RoomUseFacts = NonNullable<ReturnType<typeof useRoomUse>['use']>;
