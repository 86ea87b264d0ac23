import type { DomainEvent } from '../platform/outbox/domain-event.ts';

// Of what belongs to no tenant, the type says what it is.
const ofClosures = new Set(['rooms_closed', 'rooms_reopened', 'closure_changed']);
const ofRooms = new Set([
  'room_added',
  'room_changed',
  'room_moved',
  'room_deactivated',
  'room_reactivated',
  'room_removed',
]);

export function isOfClosure({ type }: Pick<DomainEvent, 'type'>): boolean {
  return ofClosures.has(type);
}
export function isOfRoom({ type }: Pick<DomainEvent, 'type'>): boolean {
  return ofRooms.has(type);
}
