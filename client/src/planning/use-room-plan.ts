import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { failureWords, type Failure } from '../graphql/failure-words.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { Interval } from '../time/interval.ts';
import type { RoomPlan } from './plan-entries.ts';

const RoomPlanOf = graphql(`
  query RoomPlan($from: DateTime!, $to: DateTime!) {
    roomPlan(from: $from, to: $to) {
      placements {
        booking {
          ...PlannedGhost
        }
        version
        room {
          id
          name
          capacity
        }
        spareSeats
        reason
      }
      unplaced {
        booking {
          ...PlannedGhost
        }
        reason
      }
      provenBest
      tookMs
    }
  }

  fragment PlannedGhost on Booking {
    id
    reference
    clientName
    numLearners
    numFacilitators
    startsAt
    endsAt
    tenant {
      id
      code
    }
  }
`);

export type PlanState =
  | { readonly is: 'computing' }
  | { readonly is: 'failed'; readonly failure: Failure }
  | { readonly is: 'made'; readonly plan: RoomPlan; readonly period: Interval };

const computingPlan: PlanState = { is: 'computing' };

/** A plan for a period, made once and again when asked: it is a picture of one moment, and does not change by itself. */
export function useRoomPlan(period: Interval) {
  const client = useClient();
  const [state, setState] = useState<PlanState>(computingPlan);
  const latest = useRef(0);

  const make = useCallback(
    async ({ start, end }: Interval) => {
      const attempt = ++latest.current;
      setState(computingPlan);
      const variables = { from: new Date(start).toISOString(), to: new Date(end).toISOString() };
      const { data, error } = await client.query(RoomPlanOf, variables, { requestPolicy: 'network-only' }).toPromise();
      if (attempt !== latest.current) return;
      if (data) setState({ is: 'made', plan: data.roomPlan, period: { start, end } });
      else
        setState({
          is: 'failed',
          failure: error
            ? failureWords(error)
            : { title: 'No response from the server.', advice: 'Try again.', again: true },
        });
    },
    [client],
  );

  // For what was on the screen when it was asked for; turning the page makes no other.
  const first = useRef(period);
  useEffect(() => {
    void make(first.current);
    const made = latest;
    return () => {
      made.current++;
    };
  }, [make]);
  return { state, make };
}
