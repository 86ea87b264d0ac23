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
  /** So near that it scrolls sideways; null where that cannot be. */
  readonly searchNear: string | null;
  readonly drags: boolean;
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
  drags: true,
  open: (page) => page.locator('.segmented-option').filter({ hasText: /^Month$/ }).click(),
};

export const week: Grid = {
  landmarks: { grid, scroller: '.week-grid', row: '.week-body .week-row', room: { text: '.week-room-name' }, bar },
  window: { from: '2028-05-14T22:00:00.000Z', to: '2028-05-21T22:00:00.000Z', sunday: '2028-05-21' },
  search: `?week=${fullMonth.middle}`,
  searchBefore: '?week=2028-05-22',
  searchNear: null,
  drags: false,
  open: (page) => page.getByRole('button', { name: 'Week before' }).click(),
};
