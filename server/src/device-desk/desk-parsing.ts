import { bookingBounds } from '../bookings/booking-bounds.ts';
import { line, parseAt, refuse, text } from '../platform/input.ts';
import { figure, type LimitRow } from '../platform/limit-row.ts';
import { deskBounds } from './desk-bounds.ts';

const noteInput = text('The note', deskBounds.deviceNote);
const reasonInput = text('The reason', bookingBounds.reason);
const takenByInput = line('Who takes them', deskBounds.deviceText).nullable();

/** @throws InvalidInputError */
export function noteOf(note: string | null | undefined, path = 'note'): string | null {
  return note == null ? null : parseAt(path, noteInput, note);
}

/** @throws InvalidInputError */
export function reasonOf(reason: string | null | undefined): string | null {
  return reason == null ? null : parseAt('reason', reasonInput, reason);
}

/** @throws InvalidInputError */
export function takenByOf(takenBy: string | null | undefined): string | null {
  return takenBy == null || takenBy.trim() === '' ? null : parseAt('takenBy', takenByInput, takenBy);
}

/**
 * Keys of a list, each once.
 * @throws InvalidInputError where there is none, or there are too many
 */
export function listOf(path: string, ids: readonly string[], most: LimitRow): string[] {
  const each = [...new Set(ids)];
  if (each.length === 0) refuse(path, 'Name at least one.');
  if (each.length > most.value) refuse(path, `At most ${figure(most)}.`);
  return each;
}

/** Keys of plans that give way, each once. */
export function givingWayOf(ids: readonly string[] | null | undefined): string[] {
  return ids == null || ids.length === 0 ? [] : listOf('releaseAssignmentIds', ids, deskBounds.deskAssignments);
}
