import type { DomainEvent } from '../platform/outbox/domain-event.ts';

// For events of no tenant, the type says what they concern.
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
