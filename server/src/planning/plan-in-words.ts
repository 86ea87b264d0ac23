import type { Room } from '../generated/prisma/client.ts';
import type { BookingView } from '../bookings/occupancy-view.ts';

/** The chances of a ghost, for the reason why it was placed, or was not. */
export type Chances = {
  /** How many rooms have enough seats, long-term offices excluded. */
  readonly seating: number;
  /** Which of those were free before the plan. */
  readonly free: ReadonlySet<string>;
};

function attendeesOf({ numLearners, numFacilitators }: BookingView): number {
  return numLearners + numFacilitators;
}

function fitInWords(spare: number): string {
  return spare === 0 ? 'exactly full' : `${spare} ${spare === 1 ? 'seat' : 'seats'} to spare`;
}

/** Why this room: first the wish, then how it fits. */
export function whyThere(ghost: BookingView, room: Room, { free }: Chances): string {
  const wish = ghost.requestedRoom;
  const attendees = attendeesOf(ghost);
  const fit = fitInWords(room.capacity - attendees);
  if (wish === null) return capitalized(fit);
  if (wish.id === room.id) return `Preferred room, ${fit}`;
  return `${capitalized(fit)}; ${wish.name} was preferred, but ${whyNotTheWish(wish, attendees, free)}`;
}

function whyNotTheWish(wish: Room, attendees: number, free: ReadonlySet<string>): string {
  if (!wish.active || wish.longTerm) return 'is not planned';
  if (wish.capacity < attendees) return `seats ${wish.capacity}`;
  return free.has(wish.id) ? 'goes to another booking of this plan' : 'is taken at that time';
}

/** Why none: what a person would find out by trying each room. */
export function whyNowhere(ghost: BookingView, rooms: readonly Room[], { seating, free }: Chances): string {
  const attendees = attendeesOf(ghost);
  const largest = Math.max(0, ...rooms.filter((room) => room.active && !room.longTerm).map((room) => room.capacity));
  if (seating === 0) return `No room seats ${attendees}; the largest one seats ${largest}.`;
  const takenCount = seating - free.size;
  const one = seating === 1;
  if (free.size === 0)
    return one
      ? `The only room that seats ${attendees} is taken or closed at that time.`
      : `All ${seating} rooms that seat ${attendees} are taken or closed at that time.`;
  if (takenCount === 0)
    return one
      ? `The only room that seats ${attendees} goes to another booking of this plan.`
      : `All ${seating} rooms that seat ${attendees} go to other bookings of this plan.`;
  return `Of ${seating} rooms that seat ${attendees}, ${takenCount} ${takenCount === 1 ? 'is' : 'are'} taken or closed at that time and ${free.size === 1 ? '1 goes to another booking' : `${free.size} go to other bookings`} of this plan.`;
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
