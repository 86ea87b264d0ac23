import type { BookingStatus } from '../generated/prisma/client.ts';
import type { RoomSuggestion } from './placing/room-suggestions.ts';
import type { OccupancyView } from './occupancy-view.ts';

export type TakenSegment = {
  /** Which segment of the request, from 0. */
  readonly index: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly conflicts: readonly OccupancyView[];
  readonly alternatives: readonly RoomSuggestion[];
};

/** `no_overlapping_bookings`: the room is taken at that time. */
export class RoomTakenError extends Error {
  readonly segments: readonly TakenSegment[];
  constructor(segments: readonly TakenSegment[]) {
    super(
      segments.length === 1
        ? 'The room is taken at that time. Nothing was saved. Choose one of the alternatives or another time.'
        : `The room is taken at ${segments.length} of these times. Nothing was saved. Choose other rooms or times for them.`,
    );
    this.name = 'RoomTakenError';
    this.segments = segments;
  }
}

export type RefusalKind =
  | 'NOT_FOUND'
  | 'NOT_ALLOWED'
  | 'WRONG_STATUS'
  | 'STALE'
  | 'INVALID_INPUT'
  | 'ROOM_TAKEN'
  | 'COLLIDES';

/** Why one of several bookings could not be changed. */
export type BookingRefusal = {
  /** Its index in the request, from 0. */
  readonly index: number;
  /** The id as the caller gave it. */
  readonly bookingId: string;
  readonly kind: RefusalKind;
  readonly message: string;
  readonly taken: TakenSegment | null;
  /** The index of the one in the same request that it collides with. */
  readonly collidesWith: number | null;
};

/** Several bookings were to change at once, and some could not, so none did. */
export class BulkRefusedError extends Error {
  readonly refusals: readonly BookingRefusal[];
  constructor(refusals: readonly BookingRefusal[], of: number) {
    super(
      `${refusals.length} of ${of} could not be changed, so nothing was saved. Skip or correct ${refusals.length === 1 ? 'it' : 'them'}, and try again.`,
    );
    this.name = 'BulkRefusedError';
    this.refusals = refusals;
  }
}

/** docs/domain.md, "Life of a booking": the booking is not in a state that allows this. */
export class WrongStatusError extends Error {
  readonly status: BookingStatus;
  readonly allowed: string[];
  constructor(status: BookingStatus, allowed: readonly string[]) {
    super(`This booking is ${words(status)}; this is only possible while it is ${allowed.map(words).join(' or ')}.`);
    this.name = 'WrongStatusError';
    this.status = status;
    this.allowed = [...allowed];
  }
}

function words(status: string) {
  return status.toLowerCase().replaceAll('_', ' ');
}

/** Somebody changed the booking since the caller read it. */
export class StaleBookingError extends Error {
  readonly bookingId: string;
  constructor(
    bookingId: string,
    message = 'Someone else changed this booking after you opened it. Check it and try again.',
  ) {
    super(message);
    this.name = 'StaleBookingError';
    this.bookingId = bookingId;
  }
}

/** More than 30 seconds have passed, and people have acted on the change. */
export class UndoTooLateError extends Error {
  readonly doneAt: Date;
  constructor(doneAt: Date) {
    super('Changes can be undone for 30 seconds. Change the booking instead.');
    this.name = 'UndoTooLateError';
    this.doneAt = doneAt;
  }
}

export class NothingToUndoError extends Error {
  constructor(
    message = 'You have nothing to undo here: it was already undone, or someone else made the change. Change the booking instead.',
  ) {
    super(message);
    this.name = 'NothingToUndoError';
  }
}
