import type { Page } from '@playwright/test';
import { fullMonth } from '../e2e/large-house.ts';
import type { Landmarks } from './stopwatch.ts';

/** The calendar as the bench knows it: all that may have another name tomorrow. */
export type Grid = {
  readonly landmarks: Landmarks;
  /** What is in sight at once, and a Sunday in it. */
  readonly window: { readonly from: string; readonly to: string; readonly sunday: string };
  /** The address of the view that is measured, and of another one from which it is opened. */
  readonly search: string;
  readonly searchBefore: string;
  /** So near that it scrolls sideways. */
  readonly searchNear: string;
  /** From the view before, by one click. */
  open(page: Page): Promise<void>;
};

const grid = '[role=grid][aria-label="Rooms and their bookings"]';
const bar = '[data-bar]';

export const month: Grid = {
  landmarks: { grid, scroller: '.timeline', row: '[data-room]', room: { attribute: 'data-room' }, bar },
  window: fullMonth,
  search: `?view=month&date=${fullMonth.middle}`,
  searchBefore: `?view=week&date=${fullMonth.middle}`,
  searchNear: `?view=month&date=${fullMonth.middle}&zoom=4`,
  open: (page) =>
    page
      .locator('.segmented-option')
      .filter({ hasText: /^Month$/ })
      .click(),
};
