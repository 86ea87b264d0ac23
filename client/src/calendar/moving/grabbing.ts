import type { Grabbed } from './proposal.ts';

/** What can be taken hold of under a pointer. */
export type Hold = {
  readonly grabbed: Grabbed;
  /** Of the bar; none where something new is drawn. */
  readonly key: string | null;
};

export type Pointed = {
  readonly x: number;
  readonly y: number;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
};

export type Grabbing = {
  /** What is under the pointer; null for what may not be moved. */
  holdAt(target: Element, x: number, y: number): Hold | null;
  onGrab(hold: Hold): void;
  onMove(hold: Hold, pointed: Pointed, from: { readonly x: number; readonly y: number }): void;
  onDrop(): void;
  onPutBack(): void;
};
