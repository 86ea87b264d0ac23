import type { CreateBookingsMutation } from '../graphql/generated/graphql.ts';

type Answer = Extract<CreateBookingsMutation['createBookings'], { __typename: 'CreateBookingsPayload' }>;

/** What a request has made; one that was sent before, with what became of it since. */
export type Booked = Pick<Answer, 'bookings' | 'repeated' | 'deleted'>;

type SentBookings = {
  readonly bookings: readonly Pick<Booked['bookings'][number], 'reference' | 'clientName' | 'status' | 'room'>[];
} & Pick<Booked, 'repeated' | 'deleted'>;

export function isCalledOff(status: Booked['bookings'][number]['status']): boolean {
  return status === 'CANCELLED' || status === 'REJECTED';
}

/** It was sent before, and not all of it stands any more. */
export function hasLapsed({ bookings, repeated, deleted }: SentBookings): boolean {
  return repeated && (deleted > 0 || bookings.some(({ status }) => isCalledOff(status)));
}

/** For the person who sent it: never "booked" of what is cancelled by now. */
export function bookedWords(booked: SentBookings): string {
  return hasLapsed(booked) ? lapsedWords(booked) : savedWords(booked);
}

function lapsedWords({ bookings, deleted }: SentBookings): string {
  const all = bookings.length + deleted;
  const counts = [
    { what: 'cancelled', count: bookings.filter(({ status }) => status === 'CANCELLED').length },
    { what: 'rejected', count: bookings.filter(({ status }) => status === 'REJECTED').length },
    { what: 'deleted', count: deleted },
  ].filter(({ count }) => count > 0);
  if (all === 1) return `Already sent. The booking has since been ${counts[0]!.what}.`;
  const parts = counts.map(({ what, count }, index) =>
    index === 0 ? `${count} of ${all} bookings ${count === 1 ? 'is' : 'are'} ${what}` : `${count} ${what}`,
  );
  return `Already sent: ${parts.join(', ')}.`;
}

function savedWords({ bookings }: SentBookings): string {
  const [first] = bookings;
  const what = bookings.length > 1 ? `${bookings.length} bookings` : (first?.reference ?? 'The booking');
  const placed = bookings.filter(({ room }) => room).length;
  const verb = bookings.length > 1 ? 'are' : 'is';
  return placed === bookings.length
    ? `${what} for ${first?.clientName} ${verb} booked`
    : `${what} for ${first?.clientName} ${verb} requested`;
}
