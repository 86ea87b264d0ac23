import type { BookingBarFragment } from '../graphql/generated/graphql.ts';
import { peopleWords } from '../bookings/booking-words.ts';

/** What of a booking is written on its bar. */
export interface BarText {
  readonly sign: boolean;
  readonly client: boolean;
  readonly people: boolean;
  readonly icons: boolean;
}

const NOTHING: BarText = { sign: false, client: false, people: false, icons: false };

/** Below this a bar is its edge alone; the card tells the rest. */
const NAMED_FROM = 26;

// Of the system's typeface at 12 and 11 px, on the wide side: what does not fit is cut by the browser, not by us.
const BOLD_LETTER = 6.6;
const LETTER = 6;
const EDGES = 14;
const SIGN = 17;
const GAP = 6;
const ICON = 17;

/** So much of a name stays before anything else is shown beside it. */
const NAME_BEFORE_SIGN = 44;
const NAME_BEFORE_PEOPLE = 64;
const NAME_BEFORE_ICONS = 104;

const SIGN_FROM = 22;
/** So much of a closed bar stays hatched beside its words. */
const HATCHED = 14;

/** What of a closure is written on its bar: all of it, as far as it goes, that it is closed, the sign alone, or nothing. */
export function closureText(width: number, { reason }: { readonly reason: string }): 'all' | 'closed' | 'sign' | null {
  const closed = 'Closed'.length * BOLD_LETTER;
  const left = width - EDGES - SIGN - HATCHED;
  if (left >= closed + 2 * BOLD_LETTER + Math.min(reason.length * BOLD_LETTER, NAME_BEFORE_SIGN)) return 'all';
  if (left >= closed) return 'closed';
  return width >= SIGN_FROM ? 'sign' : null;
}

export function iconCount(
  booking: Pick<
    BookingBarFragment,
    'coffeeTeaStation' | 'lunchCatering' | 'morningCatering' | 'devicesNeeded' | 'notes'
  >,
): number {
  const { coffeeTeaStation, lunchCatering, morningCatering, devicesNeeded, notes } = booking;
  const food = lunchCatering !== 'NONE' || morningCatering !== 'NONE';
  return Number(coffeeTeaStation) + Number(food) + (devicesNeeded > 0 ? 2 : 0) + Number(Boolean(notes));
}

/** What fits on so many pixels. */
/** A conflict is never told by colour alone: its sign comes before the name. */
export function barText(width: number, booking: BookingBarFragment, extra = '', conflict = false): BarText {
  if (width < NAMED_FROM) return NOTHING;
  const name = booking.clientName.length * BOLD_LETTER;
  const sign = conflict || width - EDGES - SIGN >= Math.min(name, NAME_BEFORE_SIGN);
  const people = GAP + peopleWords(booking).length * LETTER;
  const icons = iconCount(booking) * ICON + (extra ? GAP + extra.length * LETTER : 0);
  const left = width - EDGES - SIGN - people;
  return {
    sign,
    client: true,
    people: left >= Math.min(name, NAME_BEFORE_PEOPLE),
    icons: icons > 0 && left - icons >= Math.min(name, NAME_BEFORE_ICONS),
  };
}
