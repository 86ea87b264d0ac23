import type { Turnaround } from '../../bookings/availability.ts';
import { attendees } from '../../bookings/booking-words.ts';
import type { BookingBarFragment, OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import type { Geometry, Proposal } from '../layout/geometry.ts';
import type { Shown } from '../layout/held.ts';
import type { Grabbed } from './proposal.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** The calendar as it is drawn at this moment: all that the hand goes by. */
export type DrawnCalendar = {
  readonly geometry: Geometry;
  readonly rooms: readonly RoomRowFragment[];
  /** With what is held in its place. */
  readonly shown: Shown;
  readonly byLeaf: ReadonlyMap<string, readonly OccupancyBarFragment[]>;
  readonly turnaround: Turnaround;
  readonly unread: ReadonlySet<string>;
  readonly roomsInSight: readonly string[];
  readonly timeZone: string;
  readonly mayAssign: boolean;
  readonly now: number;
};

type Carried = {
  readonly grabbed: Grabbed;
  /** None while something new is drawn. */
  readonly booking: BookingBarFragment | null;
  readonly proposal: Proposal;
  /** A second one is to be made. */
  readonly copies: boolean;
  /** Of the pointer on the screen; none while it is moved by keys. */
  readonly pointer: { readonly x: number; readonly y: number } | null;
};

/** What is in somebody's hand at this moment, and what would come of letting it go. */
export type Drag = Carried & {
  readonly room: RoomRowFragment | null;
  readonly verdict: Verdict;
  /** It would not take the room, but wish for it. */
  readonly wishes: boolean;
  /** Rooms in sight that could not take it. */
  readonly blocked: ReadonlySet<string>;
};

/**
 * Weighs what would come of letting go now: in this room, and in those that are in sight.
 * @param before what was weighed last in the same calendar: at the same time the same rooms are blocked
 */
export function weigh(
  { grabbed, booking, proposal, copies, pointer }: Carried,
  calendar: DrawnCalendar,
  before: Drag | null,
): Drag {
  const { rooms, mayAssign } = calendar;
  const { interval } = proposal;
  const claim = { interval, people: booking && attendees(booking), without: copies ? undefined : booking?.id };
  const verdictIn = (room: RoomRowFragment | null) => verdictOf({ ...claim, room }, calendar);
  const room = rooms.find(({ id }) => id === proposal.roomId) ?? null;
  const isSameTime =
    before?.proposal.interval.start === interval.start && before.proposal.interval.end === interval.end;
  const choosesRoom = grabbed.grip === 'move' || grabbed.grip === 'assign';
  const blockedRooms = () =>
    calendar.roomsInSight.filter((id) =>
      ['taken', 'small'].includes(verdictIn(rooms.find((one) => one.id === id) ?? null).kind),
    );
  const blocked =
    before && isSameTime && before.copies === copies ? before.blocked : new Set(choosesRoom ? blockedRooms() : []);
  const wishes = booking?.status === 'PENDING' && room !== null && !mayAssign;
  return { grabbed, booking, proposal, copies, pointer, room, verdict: verdictIn(room), blocked, wishes };
}
