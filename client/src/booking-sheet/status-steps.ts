import type { BookingKind, BookingStatus } from '../graphql/generated/graphql.ts';
import type { StatusFacts } from '../bookings/status.ts';

export type StatusStep = {
  readonly words: string;
  readonly state: 'done' | 'current' | 'ahead';
  readonly look: StatusFacts['look'];
};

type PathFacts = {
  readonly kind: BookingKind;
  readonly status: BookingStatus;
};

const pathSteps = [
  { status: 'PENDING', words: 'Requested', look: 'pending' },
  { status: 'ROOM_ASSIGNED', words: 'Room assigned', look: 'assigned' },
  { status: 'CONFIRMED', words: 'Confirmed', look: 'confirmed' },
  { status: 'COMPLETED', words: 'Completed', look: 'completed' },
] as const;

const endWords: Partial<Record<BookingStatus, string>> = { REJECTED: 'Rejected', CANCELLED: 'Cancelled' };

/** The life of a booking as steps; one that was rejected or cancelled ends there. Devices alone skip the room. */
export function statusSteps({ kind, status }: PathFacts): readonly StatusStep[] {
  const end = endWords[status];
  if (end) {
    return [
      { words: 'Requested', state: 'done', look: 'pending' },
      { words: end, state: 'current', look: 'cancelled' },
    ];
  }
  const steps = pathSteps.filter((step) => kind === 'ROOM' || step.status !== 'ROOM_ASSIGNED');
  const reached = steps.findIndex((step) => step.status === status);
  return steps.map(({ words, look }, index) => ({
    words,
    look,
    state: index < reached ? 'done' : index === reached ? 'current' : 'ahead',
  }));
}
