import type { BookingStatus } from '../graphql/generated/graphql.ts';

export type StatusFacts = {
  readonly words: string;
  /** Ends the class names `status-…`, which carry its colours. */
  readonly look: 'pending' | 'assigned' | 'confirmed' | 'completed' | 'cancelled';
};

export const statusFacts: Record<BookingStatus, StatusFacts> = {
  PENDING: { words: 'Needs a room', look: 'pending' },
  ROOM_ASSIGNED: { words: 'Room assigned', look: 'assigned' },
  CONFIRMED: { words: 'Confirmed', look: 'confirmed' },
  COMPLETED: { words: 'Completed', look: 'completed' },
  REJECTED: { words: 'Rejected', look: 'cancelled' },
  CANCELLED: { words: 'Cancelled', look: 'cancelled' },
};

export function occupies(status: BookingStatus): boolean {
  return status === 'ROOM_ASSIGNED' || status === 'CONFIRMED' || status === 'COMPLETED';
}

/** Nothing happens to it any more. */
export function isOver(status: BookingStatus): boolean {
  return status === 'COMPLETED' || status === 'REJECTED' || status === 'CANCELLED';
}
