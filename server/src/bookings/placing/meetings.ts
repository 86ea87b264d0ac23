import type { Runner } from '../../platform/database/statement.ts';
import { refuse } from '../../platform/input.ts';
import { leavesOf } from '../../resources/rooms.ts';
import { type Claim, takenFrom, takenTo } from './claims.ts';

export type Meeting = { readonly earlierClaim: Claim; readonly laterClaim: Claim };

/**
 * Finds claims of one request for one room, or for two that share a wall, at the same time: each with the first that it
 * meets.
 */
export async function findMeetings(db: Runner, claims: readonly Claim[]): Promise<Meeting[]> {
  if (claims.length < 2) return [];
  const leaves = await leavesOf(
    { db },
    claims.map(({ room }) => room.id),
  );
  return claims.flatMap((laterClaim, position) => {
    const laterLeaves = new Set(leaves.get(laterClaim.room.id));
    const earlierClaim = claims
      .slice(0, position)
      .find(
        (other) =>
          takenFrom(other) < takenTo(laterClaim) &&
          takenFrom(laterClaim) < takenTo(other) &&
          leaves.get(other.room.id)?.some((leaf) => laterLeaves.has(leaf)),
      );
    return earlierClaim ? { earlierClaim, laterClaim } : [];
  });
}

/**
 * Checks that the segments of one request are not in each other's way.
 * @param path of the field that the error names, by the index of the later one
 * @throws InvalidInputError
 */
export async function mustNotMeet(
  db: Runner,
  claims: readonly Claim[],
  path: (index: number) => string,
): Promise<void> {
  const [first] = await findMeetings(db, claims);
  if (!first) return;
  const { earlierClaim, laterClaim } = first;
  const where =
    earlierClaim.room.id === laterClaim.room.id
      ? 'the same room'
      : `${earlierClaim.room.name}, which shares its place with ${laterClaim.room.name}`;
  refuse(path(laterClaim.index), `This overlaps segment ${earlierClaim.index + 1} of the same request, in ${where}.`);
}
