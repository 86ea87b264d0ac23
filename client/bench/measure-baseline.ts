import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { drawList, listLandmarks } from './baseline-page.ts';
import type { Grid } from './grid.ts';
import { carry, down, sideways } from './hand.ts';
import { scrollFrames } from './measure-scroll.ts';
import { Seat } from './seat.ts';

/** What this machine can do at best, under the same instruments. */
export type Baseline = {
  readonly empty: readonly number[];
  readonly list: {
    readonly drag: readonly number[];
    readonly down: readonly number[];
    readonly sideways: readonly number[];
  };
  /** One box gets another name: from the change to the paint. */
  readonly change: readonly number[];
};

export async function measureBaseline(browser: Browser, grid: Grid): Promise<Baseline> {
  const seat = await Seat.empty(browser, { ...grid, landmarks: listLandmarks });
  try {
    const { page } = seat;
    await page.goto('about:blank');
    const field = { left: 460, top: 210, right: 1_380, bottom: 840 };
    const empty = await seat.framesOf(() => carry(page.mouse, field));
    await page.evaluate(drawList);
    const drag = await seat.framesOf(() => carry(page.mouse, field));
    const listDown = await scrollFrames(seat, down);
    const listSideways = await scrollFrames(seat, sideways);
    const change: number[] = [];
    for (let index = 0; index < 30; index++) change.push(await changeOne(seat, index));
    return {
      empty: empty.deltas,
      list: { drag: drag.deltas, down: listDown.deltas, sideways: listSideways.deltas },
      change,
    };
  } finally {
    await seat.close();
  }
}

async function changeOne(seat: Seat, index: number): Promise<number> {
  const booking = `${index % 20}-${index}`;
  await seat.arm(booking, { kind: 'changed', booking });
  await delay(40 + ((index * 37) % 29));
  const since = await seat.page.evaluate((name) => {
    const now = performance.now();
    const box = document.querySelector<HTMLElement>(`[data-booking="${name}"]`);
    if (box) box.dataset['bar'] = 'changed';
    if (box) box.textContent = 'Changed';
    return now;
  }, booking);
  return (await seat.painted(booking)).at - since;
}
