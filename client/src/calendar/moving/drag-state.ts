import type { BookingBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import type { Grabbed } from './proposal.ts';
import type { Proposal } from '../layout/geometry.ts';
import type { Verdict } from './verdict.ts';

/** What is in somebody's hand at this moment, and what would come of letting it go. */
export type Drag = {
  readonly grabbed: Grabbed;
  /** None while something new is drawn. */
  readonly booking: BookingBarFragment | null;
  readonly proposal: Proposal;
  readonly room: RoomRowFragment | null;
  readonly verdict: Verdict;
  /** It would not take the room, but wish for it. */
  readonly wishes: boolean;
  /** A second one is to be made. */
  readonly copies: boolean;
  /** Rooms in sight that could not take it. */
  readonly blocked: ReadonlySet<string>;
  /** Of the pointer on the screen; none while it is moved by keys. */
  readonly pointer: { readonly x: number; readonly y: number } | null;
};

/**
 * Apart from React's state: sixty times a second only the outline is drawn anew, not the rows behind it.
 */
export class DragState {
  #drag: Drag | null = null;
  readonly #listeners = new Set<() => void>();

  readonly read = (): Drag | null => this.#drag;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(drag: Drag | null): void {
    this.#drag = drag;
    for (const listener of this.#listeners) listener();
  }
}
