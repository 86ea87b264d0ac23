import { type Query, statement } from '../../platform/database/statement.ts';

const constraints = 'no_overlapping_bookings, no_overlapping_device_assignments';
const checkOverlapsLater = statement('lookAtOverlapsLater', {}, `set constraints ${constraints} deferred`);
const checkOverlapsNow = statement('lookAtOverlaps', {}, `set constraints ${constraints} immediate`);

/**
 * Moves bookings that are temporarily in each other's way, as two that swap their rooms or a daily series that moves by
 * a day, and devices that go along with them: the constraints are checked once all of them have moved.
 */
export function moveTogether(moves: readonly Query[]): readonly Query[] {
  return [checkOverlapsLater(), ...moves, checkOverlapsNow()];
}
