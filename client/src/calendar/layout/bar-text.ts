import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { peopleWords } from '../../bookings/booking-words.ts';

/** What of a booking is written on its bar. */
export type BarText = {
  readonly sign: boolean;
  readonly client: boolean;
  readonly people: boolean;
  readonly icons: boolean;
};

const noText: BarText = { sign: false, client: false, people: false, icons: false };

/** Below this a bar is its edge alone; the card tells the rest. */
const namedFromPx = 26;

// Of the system's typeface at 12 and 11 px, on the wide side: what does not fit is cut by the browser, not by us.
const boldLetterPx = 6.6;
const letterPx = 6;
const edgesPx = 14;
const signPx = 17;
const gapPx = 6;
const iconPx = 17;

/** So much of a name stays before anything else is shown beside it. */
const nameBeforeSignPx = 44;
const nameBeforePeoplePx = 64;
const nameBeforeIconsPx = 104;

const signFromPx = 22;
/** So much of a closed bar stays hatched beside its words. */
const hatchedPx = 14;

/** What of a closure is written on its bar: all of it, as far as it goes, that it is closed, the sign alone, or nothing. */
export function closureText(width: number, { reason }: { readonly reason: string }): 'all' | 'closed' | 'sign' | null {
  const closed = 'Closed'.length * boldLetterPx;
  const left = width - edgesPx - signPx - hatchedPx;
  if (left >= closed + 2 * boldLetterPx + Math.min(reason.length * boldLetterPx, nameBeforeSignPx)) return 'all';
  if (left >= closed) return 'closed';
  return width >= signFromPx ? 'sign' : null;
}

export function iconCount(
  booking: Pick<
    BookingBarFragment,
    'coffeeTeaStation' | 'lunchCatering' | 'morningCatering' | 'devicesNeeded' | 'devicesAssigned' | 'notes'
  >,
): number {
  const { coffeeTeaStation, lunchCatering, morningCatering, devicesNeeded, devicesAssigned, notes } = booking;
  const food = lunchCatering !== 'NONE' || morningCatering !== 'NONE';
  // Beside its sign "12" is as wide as another one, and "7 of 12" as two more.
  const devices = devicesNeeded === 0 ? 0 : devicesAssigned === 0 ? 2 : 4;
  return Number(coffeeTeaStation) + Number(food) + devices + Number(Boolean(notes));
}

/** What fits on so many pixels. */
/** A conflict is never told by colour alone: its sign comes before the name. */
export function barText(width: number, booking: BookingBarFragment, extra = '', conflict = false): BarText {
  if (width < namedFromPx) return noText;
  const name = booking.clientName.length * boldLetterPx;
  const sign = conflict || width - edgesPx - signPx >= Math.min(name, nameBeforeSignPx);
  const people = gapPx + peopleWords(booking).length * letterPx;
  const icons = iconCount(booking) * iconPx + (extra ? gapPx + extra.length * letterPx : 0);
  const left = width - edgesPx - signPx - people;
  return {
    sign,
    client: true,
    people: left >= Math.min(name, nameBeforePeoplePx),
    icons: icons > 0 && left - icons >= Math.min(name, nameBeforeIconsPx),
  };
}
