import { useEffect } from 'react';
import { useQuery } from 'urql';
import type { TurnaroundChoice } from './turnaround.ts';
import { graphql } from '../graphql/generated/gql.ts';

export const RoomSuggestions = graphql(`
  query RoomSuggestions(
    $from: DateTime!
    $to: DateTime!
    $attendees: Int!
    $excludeBookingId: ID
    $setupMinutes: Int
    $teardownMinutes: Int
    $followRoom: Boolean
  ) {
    roomSuggestions(
      from: $from
      to: $to
      attendees: $attendees
      excludeBookingId: $excludeBookingId
      setupMinutes: $setupMinutes
      teardownMinutes: $teardownMinutes
      followRoom: $followRoom
    ) {
      reason
      spareSeats
      startsAt
      endsAt
      room {
        id
        name
        capacity
        equipment
        setupMinutes
        teardownMinutes
      }
    }
  }
`);

const variableNames = ['from', 'to', 'attendees', 'setupMinutes', 'teardownMinutes', 'followRoom'] as const;
const againMs = 8_000;

type Needs = TurnaroundChoice & {
  readonly from: string;
  readonly to: string;
  readonly attendees: number;
  readonly excludeBookingId: string;
};

/** Rooms that would do, best fit first, asked again for as long as somebody looks at them. */
export function useRoomSuggestions(variables: Needs) {
  const [{ data, error, operation }, ask] = useQuery({
    query: RoomSuggestions,
    variables,
    requestPolicy: 'cache-and-network',
  });
  useEffect(() => {
    const timer = setInterval(
      () => document.visibilityState === 'visible' && ask({ requestPolicy: 'network-only' }),
      againMs,
    );
    return () => clearInterval(timer);
  }, [ask]);
  const answerVariables = operation?.variables;
  const current = variableNames.every((name) => answerVariables?.[name] === variables[name]);
  const suggestions = current ? data?.roomSuggestions : undefined;
  return { suggestions, failed: suggestions === undefined && error !== undefined };
}
