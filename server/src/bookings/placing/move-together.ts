import { type Query, statement } from '../../platform/database/statement.ts';

const lookAtOverlapsLater = statement('lookAtOverlapsLater', {}, 'set constraints no_overlapping_bookings deferred');
const lookAtOverlaps = statement('lookAtOverlaps', {}, 'set constraints no_overlapping_bookings immediate');

/**
 * Moves bookings that stand in each other's way meanwhile, as two that swap their rooms or a daily series that goes on by a
 * day: the constraint looks once all of them have moved.
 */
export function moveTogether(moves: readonly Query[]): readonly Query[] {
  return [lookAtOverlapsLater(), ...moves, lookAtOverlaps()];
}
