import type { Held } from '../layout/held.ts';
import type { Pointed, Press } from './carry.ts';
import type { StateOf } from './transition-table.ts';
import type { Drag } from './weigh.ts';

/**
 * The hand: what pointer and keys have taken hold of in the calendar. There is one, and what it lets go is on its way
 * by itself (`flight.ts`), so that it is free again at once.
 */
export type Hands = {
  readonly idle: object;
  /** A pointer is down on something, and has not moved yet: it may become a click. */
  readonly pressed: { readonly press: Press; readonly pointed: Pointed };
  readonly heldByPointer: {
    readonly press: Press;
    readonly pointed: Pointed;
    readonly drag: Drag;
    /** Of the booking, as it stood when it was taken: nothing moves it under the hand. */
    readonly overlay: Held | null;
  };
  readonly heldByKeys: { readonly drag: Drag; readonly overlay: Held };
};
export type Hand = StateOf<Hands>;

export const idleHand: Hand = { state: 'idle' };

export function bookingInHand(hand: Hand): Held | null {
  return 'overlay' in hand ? hand.overlay : null;
}
