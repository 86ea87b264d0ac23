import type { Interval } from '../time/interval.ts';

/** A room that somebody could have: drawn, and not yet taken. */
export type PlanOutline = {
  readonly id: string;
  readonly roomId: string;
  readonly interval: Interval;
  readonly words: string;
  readonly ticked: boolean;
};

type Drawn = {
  readonly outlines: readonly PlanOutline[];
  /** The one that is looked at in the list. */
  readonly pointed: string | null;
};

const noOutlines: Drawn = { outlines: [], pointed: null };

/** What the plan draws over the calendar. Apart from React's state: what points at one draws the outlines anew, and no row behind them. */
export class PlanOutlines {
  #drawn = noOutlines;
  readonly #listeners = new Set<() => void>();

  readonly read = (): Drawn => this.#drawn;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly show = (outlines: readonly PlanOutline[]): void => this.#set({ ...this.#drawn, outlines });

  readonly point = (pointed: string | null): void => {
    if (pointed !== this.#drawn.pointed) this.#set({ ...this.#drawn, pointed });
  };

  readonly clear = (): void => this.#set(noOutlines);

  #set(drawn: Drawn): void {
    this.#drawn = drawn;
    for (const listener of this.#listeners) listener();
  }
}
