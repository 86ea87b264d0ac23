import type { Browser, Page } from '@playwright/test';
import { password } from '../e2e/desk.ts';
import type { Grid } from './grid.ts';
import type { Field } from './hand.ts';
import { type Condition, type FrameTimes, installStopwatch, type LongFrame, type Painted } from './stopwatch.ts';

/** Generous: what takes longer is not slow, it does not come. */
const patienceMs = 20_000;

/** Somebody at a screen of their own, with a stopwatch in the page. */
export class Seat {
  readonly page: Page;
  readonly grid: Grid;

  private constructor(page: Page, grid: Grid) {
    this.page = page;
    this.grid = grid;
  }

  /** A page with nothing in it yet. @param first waited for, as `load`, from the beginning of each page */
  static async empty(browser: Browser, grid: Grid, url?: string, first: Condition | null = null): Promise<Seat> {
    const context = await browser.newContext({
      ...(url === undefined ? {} : { baseURL: url }),
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
    });
    await context.addInitScript(installStopwatch, { marks: grid.landmarks, first });
    return new Seat(await context.newPage(), grid);
  }

  static async signIn(
    browser: Browser,
    grid: Grid,
    { url, username, first }: { url: string; username: string; first: Condition },
  ): Promise<Seat> {
    const seat = await Seat.empty(browser, grid, url, first);
    await seat.page.goto(`/calendar${grid.search}`);
    await seat.page.getByLabel('Username').fill(username);
    await seat.page.getByLabel('Password').fill(password);
    await seat.page.getByRole('button', { name: 'Sign in' }).click();
    await seat.painted('load');
    await seat.isLive();
    return seat;
  }

  async goTo(search: string): Promise<void> {
    await this.page.goto(`/calendar${search}`);
    await this.page.locator(this.grid.landmarks.bar).first().waitFor();
    await this.isLive();
  }

  async isLive(): Promise<void> {
    await this.page.locator('.live-dot[data-state=live]').waitFor();
  }

  arm(name: string, condition: Condition): Promise<void> {
    return this.page.evaluate(([key, what]) => window.stopwatch.arm(key, what), [name, condition] as const);
  }

  async painted(name: string): Promise<Painted> {
    const { promise: tooLong, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`"${name}" was not painted within ${patienceMs} ms`)), patienceMs);
    try {
      return await Promise.race([this.page.evaluate((key) => window.stopwatch.painted(key), name), tooLong]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** How long the frames took while something was done, and what else was seen. */
  async framesOf(act: () => Promise<void>): Promise<Frames> {
    const since = await this.page.evaluate(() => (window.stopwatch.startFrames(), performance.now()));
    await act();
    return this.page.evaluate((start) => {
      const { stopFrames, longFrames } = window.stopwatch;
      return { ...stopFrames(), long: longFrames.filter((frame) => frame.start >= start) };
    }, since);
  }

  /** In the window: what scrolls, without what sticks to its edges. */
  async field(): Promise<Field> {
    return this.page.evaluate((scroller) => {
      const { left, top, right, bottom } = document.querySelector(scroller)?.getBoundingClientRect() ?? new DOMRect();
      return {
        left: left + 240,
        top: top + 160,
        right: Math.min(right, innerWidth) - 60,
        bottom: Math.min(bottom, innerHeight) - 60,
      };
    }, this.grid.landmarks.scroller);
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

export type Frames = FrameTimes & { readonly long: readonly LongFrame[] };
