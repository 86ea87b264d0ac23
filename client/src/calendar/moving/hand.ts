import type { BookingBarFragment } from '../../graphql/generated/graphql.ts';
import { intervalOf } from '../../time/interval.ts';
import { whenWords } from '../../time/words.ts';
import type { Proposal, Spot } from '../layout/geometry.ts';
import { inHand } from '../layout/held.ts';
import { carryTo, type Pointed, type Press } from './carry.ts';
import { dropEffects, type DropEffect } from './drop.ts';
import { idleHand, type Hand, type Hands } from './hand-state.ts';
import { nudge } from './nudge.ts';
import { follow, type EventOf, type StateOf, type TransitionTable } from './transition-table.ts';
import { verdictWords } from './verdict.ts';
import { weigh, type DrawnCalendar } from './weigh.ts';

type HandIn<S extends keyof Hands> = StateOf<Hands, S>;

type Events = {
  /** None where there is nothing to take hold of, or the button is another one. */
  readonly pointerDown: { readonly press: Press | null };
  readonly pointerMove: { readonly pointerId: number; readonly isDown: boolean; readonly pointed: Pointed };
  /** A finger has rested long enough. */
  readonly longPress: object;
  readonly modifierKey: Pick<Pointed, 'altKey' | 'shiftKey' | 'ctrlKey'>;
  /** The screen is about to be drawn: here is what lies under the pointer now. */
  readonly frame: { readonly spot: Spot };
  readonly pointerUp: { readonly pointerId: number; readonly pointed: Pointed; readonly spot: Spot };
  /** The browser has taken the pointer away. */
  readonly pointerLost: object;
  readonly arrowKey: {
    readonly key: string;
    readonly shiftKey: boolean;
    readonly ctrlKey: boolean;
    /** Where quarters of an hour cannot be seen. */
    readonly byDays: boolean;
    /** What the keyboard is on, if it may be moved. */
    readonly booking: BookingBarFragment | null;
  };
  readonly letGoKey: object;
  readonly escapeKey: object;
  /** The focus is elsewhere, or a pointer leads. */
  readonly keyboardLeft: object;
  /** Another day, week or month is shown, or none any more. */
  readonly pageTurn: object;
  /** Others have changed what would come of letting go now. */
  readonly calendarChange: object;
};
type EventIn<E extends keyof Events> = EventOf<Events, E>;
export type HandEvent = EventOf<Events>;

export type HandEffect =
  | DropEffect
  | { readonly do: 'say'; readonly words: string }
  | { readonly do: 'reveal'; readonly proposal: Proposal };

type Step = readonly [Hand, readonly HandEffect[]];

/** A click may tremble by so much. */
const tremblePx = 4;
/** A finger that goes further before it has rested wants to scroll. */
const fingerTremblesPx = 10;

/** What each event means in each state; a cell that says `nothing` means it. */
const table: TransitionTable<Hands, Events, DrawnCalendar, Step> = {
  idle: {
    pointerDown: pressOn,
    pointerMove: nothing,
    longPress: nothing,
    modifierKey: nothing,
    frame: nothing,
    pointerUp: nothing,
    pointerLost: nothing,
    arrowKey: takeByKeys,
    letGoKey: nothing,
    escapeKey: nothing,
    keyboardLeft: nothing,
    pageTurn: nothing,
    calendarChange: nothing,
  },
  pressed: {
    pointerDown: forget,
    pointerMove: moveOrTremble,
    longPress: takeByPointer,
    modifierKey: nothing,
    frame: nothing,
    pointerUp: (hand, { pointerId }) => (isOther(hand, pointerId) ? nothing(hand) : forget()),
    pointerLost: forget,
    arrowKey: cannotMove,
    letGoKey: nothing,
    escapeKey: nothing,
    keyboardLeft: nothing,
    pageTurn: forget,
    calendarChange: nothing,
  },
  heldByPointer: {
    pointerDown: forget,
    pointerMove: moveHeld,
    longPress: nothing,
    modifierKey: (hand, { altKey, shiftKey, ctrlKey }) =>
      stay({ ...hand, pointed: { ...hand.pointed, altKey, shiftKey, ctrlKey } }),
    frame: (hand, { spot }, calendar) =>
      stay({ ...hand, drag: carryTo(spot, hand.press, hand.pointed, calendar, hand.drag) }),
    pointerUp: dropByPointer,
    pointerLost: forget,
    arrowKey: cannotMove,
    letGoKey: nothing,
    escapeKey: forget,
    keyboardLeft: nothing,
    pageTurn: forget,
    calendarChange: (hand, _, calendar) => stay({ ...hand, drag: weigh(hand.drag, calendar, null) }),
  },
  heldByKeys: {
    pointerDown: (hand, { press }) => [press ? pressedBy(press) : idleHand, putBackByKeys(hand)[1]],
    pointerMove: nothing,
    longPress: nothing,
    modifierKey: nothing,
    frame: nothing,
    pointerUp: nothing,
    pointerLost: nothing,
    arrowKey: moveByKeys,
    letGoKey: ({ drag }, _, { mayAssign }) => [idleHand, dropEffects(drag, mayAssign)],
    escapeKey: putBackByKeys,
    keyboardLeft: putBackByKeys,
    pageTurn: putBackByKeys,
    calendarChange: (hand, _, calendar) => stay({ ...hand, drag: weigh(hand.drag, calendar, null) }),
  },
};

/** Finds what the hand holds after an event, and what is to be done because of it. */
export function next(hand: Hand, event: HandEvent, calendar: DrawnCalendar): Step {
  return follow(table, hand, event, calendar);
}

const noEffects: readonly HandEffect[] = [];

function stay(hand: Hand): Step {
  return [hand, noEffects];
}

/** The event means nothing here. */
function nothing(hand: Hand): Step {
  return stay(hand);
}

/** Nothing comes of it: what was held stands again where the server says. */
function forget(): Step {
  return stay(idleHand);
}

function cannotMove(hand: Hand): Step {
  return [hand, [{ do: 'say', words: 'There is nothing here that you can move.' }]];
}

function pressedBy(press: Press): Hand {
  return { state: 'pressed', press, pointed: press.from };
}

function pressOn(hand: Hand, { press }: EventIn<'pointerDown'>): Step {
  return stay(press ? pressedBy(press) : hand);
}

function isOther({ press }: { readonly press: Press }, pointerId: number): boolean {
  return press.pointerId !== pointerId;
}

/** A mouse takes hold once it has moved a little. */
function moveOrTremble(hand: HandIn<'pressed'>, event: EventIn<'pointerMove'>, calendar: DrawnCalendar): Step {
  const { press } = hand;
  const { isDown, pointed } = event;
  if (isOther(hand, event.pointerId)) return nothing(hand);
  if (!press.touch && !isDown) return forget();
  const distance = Math.hypot(pointed.x - press.from.x, pointed.y - press.from.y);
  if (press.touch && distance > fingerTremblesPx) return forget();
  const here = { ...hand, pointed };
  return press.touch || distance <= tremblePx ? stay(here) : takeByPointer(here, event, calendar);
}

function takeByPointer({ press, pointed }: HandIn<'pressed'>, _: unknown, calendar: DrawnCalendar): Step {
  const { grabbed, booking } = press.hold;
  const drag = carryTo(grabbed.at, press, pointed, calendar, null);
  return stay({ state: 'heldByPointer', press, pointed, drag, overlay: booking && inHand(booking, calendar.shown) });
}

function moveHeld(hand: HandIn<'heldByPointer'>, { pointerId, isDown, pointed }: EventIn<'pointerMove'>): Step {
  if (isOther(hand, pointerId)) return nothing(hand);
  // It was let go where nobody heard of it.
  if (!hand.press.touch && !isDown) return forget();
  return stay({ ...hand, pointed });
}

/** The last move may not have been drawn yet: what is let go is what the pointer says now. */
function dropByPointer(
  hand: HandIn<'heldByPointer'>,
  { pointerId, pointed, spot }: EventIn<'pointerUp'>,
  calendar: DrawnCalendar,
): Step {
  if (isOther(hand, pointerId)) return nothing(hand);
  return [idleHand, dropEffects(carryTo(spot, hand.press, pointed, calendar, hand.drag), calendar.mayAssign)];
}

function takeByKeys(hand: Hand, event: EventIn<'arrowKey'>, calendar: DrawnCalendar): Step {
  const { booking } = event;
  if (!booking) return cannotMove(hand);
  const proposal = { roomId: booking.room?.id ?? null, interval: intervalOf(booking.startsAt, booking.endsAt) };
  const grip = proposal.roomId === null ? 'assign' : 'move';
  const grabbed = { grip, ...proposal, at: { roomId: proposal.roomId, fraction: 0 } } as const;
  const drag = weigh({ grabbed, booking, proposal, copies: false, pointer: null }, calendar, null);
  return moveByKeys({ state: 'heldByKeys', drag, overlay: inHand(booking, calendar.shown) }, event, calendar);
}

function moveByKeys(hand: HandIn<'heldByKeys'>, event: EventIn<'arrowKey'>, calendar: DrawnCalendar): Step {
  const { geometry, timeZone } = calendar;
  const rooms = geometry.items.flatMap(({ kind, id }) => (kind === 'room' ? id : []));
  const proposal = nudge(hand.drag.proposal, event, { timeZone, rooms, byDays: event.byDays });
  if (!proposal) return nothing(hand);
  const drag = weigh({ ...hand.drag, proposal }, calendar, hand.drag);
  const place = drag.room ? `${drag.room.name}, ` : '';
  const words = `${place}${whenWords(proposal.interval, timeZone)}, ${verdictWords(drag.verdict, timeZone)}`;
  return [
    { ...hand, drag },
    [
      { do: 'reveal', proposal },
      { do: 'say', words },
    ],
  ];
}

function putBackByKeys({ overlay }: HandIn<'heldByKeys'>): Step {
  return [idleHand, [{ do: 'say', words: `${overlay.booking.clientName} put back.` }]];
}
