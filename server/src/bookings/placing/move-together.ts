import { type Query, statement } from '../../platform/database/statement.ts';

const checkOverlapsLater = statement('lookAtOverlapsLater', {}, 'set constraints no_overlapping_bookings deferred');
const checkOverlapsNow = statement('lookAtOverlaps', {}, 'set constraints no_overlapping_bookings immediate');

/**
 * Moves bookings that are temporarily in each other's way, as two that swap their rooms or a daily series that moves by
 * a day: the constraint is checked once all of them have moved.
 */
export function moveTogether(moves: readonly Query[]): readonly Query[] {
  return [checkOverlapsLater(), ...moves, checkOverlapsNow()];
}
