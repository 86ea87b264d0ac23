import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';

export type Point = { readonly x: number; readonly y: number };
export type Field = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

type Mouse = Page['mouse'];

const stepMs = 20;
/** Three seconds, and five. */
const strokes = 150;
const notches = 250;

/** A hand does not wait until the page has kept up: so many steps at an even pace, whatever becomes of them. */
async function steadily(steps: number, step: (index: number) => Promise<void>): Promise<void> {
  const begin = performance.now();
  const all: Promise<void>[] = [];
  for (let index = 1; index <= steps; index++) {
    const taken = step(index);
    // Heard of below, and not before.
    taken.catch(() => undefined);
    all.push(taken);
    await delay(Math.max(0, begin + index * stepMs - performance.now()));
  }
  await Promise.all(all);
}

/** Over rooms and days, across the whole field and back to its middle. */
export function carry(mouse: Mouse, { left, top, right, bottom }: Field): Promise<void> {
  return steadily(strokes, (index) => {
    const turn = (index / strokes) * 2 * Math.PI;
    return mouse.move(
      (left + right) / 2 + ((right - left) / 2) * Math.sin(2 * turn),
      (top + bottom) / 2 + ((bottom - top) / 2) * Math.sin(3 * turn),
    );
  });
}

/** So fast that five seconds are enough for 200 rooms, or a month four times as wide as the screen, and back. */
export const down = { dx: 0, dy: 45 } as const;
export const sideways = { dx: 34, dy: 0 } as const;

/** There and back; `dx` and `dy` are those of one notch, of which there are 50 a second. */
export function turnWheel(mouse: Mouse, { dx, dy }: { readonly dx: number; readonly dy: number }): Promise<void> {
  return steadily(notches, (index) => {
    const way = index > notches / 2 ? -1 : 1;
    return mouse.wheel(dx * way, dy * way);
  });
}
