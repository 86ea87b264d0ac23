import type { Context } from '../../platform/context.ts';
import { refuse } from '../../platform/input.ts';
import { leavesOf } from '../../resources/rooms.ts';
import { type Claim, takenFrom, takenTo } from './claims.ts';

/**
 * The segments of one request can stand in each other's way as well.
 * @param path of the field to complain about, by the index of the later one
 * @throws InvalidInputError
 */
export async function mustNotMeet(
  context: Context,
  claims: readonly Claim[],
  path: (index: number) => string,
): Promise<void> {
  if (claims.length < 2) return;
  const leaves = await leavesOf(
    context,
    claims.map((claim) => claim.room.id),
  );
  for (const [position, later] of claims.entries()) {
    const mine = new Set(leaves.get(later.room.id));
    const first = claims
      .slice(0, position)
      .find(
        (earlier) =>
          takenFrom(earlier) < takenTo(later) &&
          takenFrom(later) < takenTo(earlier) &&
          leaves.get(earlier.room.id)?.some((leaf) => mine.has(leaf)),
      );
    if (first)
      refuse(
        path(later.index),
        `This overlaps segment ${first.index + 1} of the same request, in ${first.room.id === later.room.id ? 'the same room' : `${first.room.name}, which shares its place with ${later.room.name}`}.`,
      );
  }
}
