import type { Runner } from '../../platform/database/statement.ts';
import { refuse } from '../../platform/input.ts';
import { leavesOf } from '../../resources/rooms.ts';
import { type Claim, takenFrom, takenTo } from './claims.ts';

export type Meeting = { readonly earlier: Claim; readonly later: Claim };

/** Claims of one request that want a room, or a wall between two, at the same time: each with the first that it meets. */
export async function findMeetings(db: Runner, claims: readonly Claim[]): Promise<Meeting[]> {
  if (claims.length < 2) return [];
  const leaves = await leavesOf(
    { db },
    claims.map(({ room }) => room.id),
  );
  return claims.flatMap((later, position) => {
    const own = new Set(leaves.get(later.room.id));
    const earlier = claims
      .slice(0, position)
      .find(
        (other) =>
          takenFrom(other) < takenTo(later) &&
          takenFrom(later) < takenTo(other) &&
          leaves.get(other.room.id)?.some((leaf) => own.has(leaf)),
      );
    return earlier ? { earlier, later } : [];
  });
}

/**
 * The segments of one request can stand in each other's way as well.
 * @param path of the field to complain about, by the index of the later one
 * @throws InvalidInputError
 */
export async function mustNotMeet(
  db: Runner,
  claims: readonly Claim[],
  path: (index: number) => string,
): Promise<void> {
  const [first] = await findMeetings(db, claims);
  if (!first) return;
  const { earlier, later } = first;
  const where =
    earlier.room.id === later.room.id
      ? 'the same room'
      : `${earlier.room.name}, which shares its place with ${later.room.name}`;
  refuse(path(later.index), `This overlaps segment ${earlier.index + 1} of the same request, in ${where}.`);
}
