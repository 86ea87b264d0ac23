import { expect, type Locator, type Page } from '@playwright/test';
import { bar } from './desk.ts';
import type { Place } from './tool.ts';

export type Point = { readonly x: number; readonly y: number };

/** A moment in a room. */
export type Moment = { readonly room: string; readonly day: string; readonly time: string };

/** When the house opens, and for how many hours; the calendar shows no others unless asked to. */
const opensAtHour = 7;
const openHours = 12;

function format(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options })
    .format(new Date(`${day}T12:00:00Z`))
    .replace(/\bSept\b/, 'Sep')
    .replace(',', '');
}

/** `Tue 4 Jul, 09:00 – 12:00`, as it is written on the screen. */
export function whenWords(day: string, from: string, to: string): string {
  return `${format(day, { weekday: 'short', day: 'numeric', month: 'short' })}, ${from} – ${to}`;
}

export async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  let box: Awaited<ReturnType<Locator['boundingBox']>> = null;
  // The timeline draws anew what is in sight: a cell may be gone for a moment.
  await expect.poll(async () => (box = await locator.boundingBox()), 'it is on the screen').not.toBeNull();
  if (!box) throw new Error('It is not on the screen');
  return box;
}

export async function middleOf(locator: Locator): Promise<Point> {
  const { x, y, width, height } = await boxOf(locator);
  return { x: x + width / 2, y: y + height / 2 };
}

function rowOf(page: Page, room: string): Locator {
  return page.locator(`.timeline-row:has([role=rowheader][aria-label^="${room},"])`);
}

/** Where a moment is on the screen: where the column of its day crosses the row of its room. */
export async function pointOf(page: Page, { room, day, time }: Moment): Promise<Point> {
  const column = await boxOf(
    page.getByRole('columnheader', { name: format(day, { weekday: 'long', day: 'numeric', month: 'long' }) }),
  );
  const row = await boxOf(rowOf(page, room));
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { x: column.x + (column.width * (hour + minute / 60 - opensAtHour)) / openHours, y: row.y + row.height / 2 };
}

/** Puts a finger on the button and goes, in steps as a hand does; who lets go is the journey. */
export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await carry(page, to);
}

export async function carry(page: Page, to: Point): Promise<void> {
  await page.mouse.move(to.x, to.y, { steps: 8 });
}

/** Takes a bar by its middle and carries it from where it starts to where it is to start. */
export async function carryBar(page: Page, held: Locator, from: Moment, to: Moment): Promise<void> {
  const [hold, start, end] = [await middleOf(held), await pointOf(page, from), await pointOf(page, to)];
  await drag(page, hold, { x: hold.x + end.x - start.x, y: hold.y + end.y - start.y });
}

/** What is in the hand: its outline, and what is said of it. */
export function preview(page: Page): Locator {
  return page.locator('[data-drag-preview]');
}
export function label(page: Page): Locator {
  return page.locator('.drag-label');
}

export async function expectLabel(page: Page, when: string, verdict: string | RegExp): Promise<void> {
  await expect(label(page).locator('strong')).toHaveText(when);
  await expect(label(page).locator('.drag-verdict')).toHaveText(verdict);
}

/** A client's bar at a place, by what a screen reader is told and by where it is drawn. */
export async function expectBar(
  page: Page,
  client: string,
  { room, day, from, to }: Place & { room: string },
): Promise<void> {
  const standing = bar(page, new RegExp(`^${client}, .*, ${room}, ${whenWords(day, from, to)}`));
  await expect(standing).toBeVisible();
  // It may still be sliding there.
  await expect
    .poll(async () => {
      const box = await standing.boundingBox();
      const [start, end] = [
        await pointOf(page, { room, day, time: from }),
        await pointOf(page, { room, day, time: to }),
      ];
      return (
        box &&
        [box.x - start.x, box.x + box.width - end.x, box.y + box.height / 2 - start.y].every(
          (distance) => Math.abs(distance) <= 2,
        )
      );
    })
    .toBe(true);
}

export function refusal(page: Page, client: string): Locator {
  return page.getByRole('dialog', { name: `${client} was not moved` });
}
