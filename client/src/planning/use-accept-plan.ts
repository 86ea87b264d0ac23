import { useTellDone } from '../bookings/use-tell-done.ts';
import { useAttempt } from '../forms/use-attempt.ts';
import { graphql } from '../graphql/generated/gql.ts';
import { inPortions, type PlanEntry } from './plan-entries.ts';

const AcceptPlan = graphql(`
  mutation AcceptPlan($input: AssignRoomsInput!) {
    assignRooms(input: $input) {
      __typename
      ... on AssignRoomsPayload {
        bookings {
          id
          version
          status
          room {
            id
            name
          }
        }
      }
      ... on BulkRefusedError {
        refusals {
          index
          bookingId
          message
        }
      }
      ...Refused
    }
  }
`);

const mostAtOnce = 200;

export type Accepted = {
  /** By the version that this made. */
  readonly versions: ReadonlyMap<string, number>;
  readonly refusals: readonly { readonly bookingId: string; readonly message: string }[];
};

/** Gives the planned rooms, all of a portion or none of it; a portion is undone as one. */
export function useAcceptPlan() {
  const { attempt, busy, trouble, clear } = useAttempt(AcceptPlan, 'assignRooms');
  const tellDone = useTellDone();

  async function accept(entries: readonly PlanEntry[]): Promise<Accepted> {
    const versions = new Map<string, number>();
    for (const portion of inPortions(entries, mostAtOnce)) {
      const assignments = portion.map(({ booking, room, version }) => ({
        bookingId: booking.id,
        roomId: room.id,
        expectedVersion: version,
      }));
      const { done, refusal } = await attempt({ input: { assignments } });
      if (refusal?.__typename === 'BulkRefusedError') return { versions, refusals: refusal.refusals };
      if (!done) return { versions, refusals: [] };
      const [first] = done.bookings;
      if (first)
        tellDone(done.bookings.length === 1 ? '1 room assigned' : `${done.bookings.length} rooms assigned`, first);
      for (const { id, version } of done.bookings) versions.set(id, version);
    }
    return { versions, refusals: [] };
  }

  // What was refused is told line by line.
  return { accept, busy, trouble: trouble?.__typename === 'BulkRefusedError' ? null : trouble, clear };
}
