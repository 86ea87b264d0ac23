import type { CDPSession, Page } from '@playwright/test';
import { bar, expectNoViolations, sitDown, textsOf } from './desk.ts';
import { expect, test } from './fixtures.ts';
import {
  boxOf,
  carry,
  carryBar,
  drag,
  expectBar,
  expectLabel,
  label,
  middleOf,
  type Point,
  pointOf,
  preview,
  refusal,
  whenWords,
} from './hand.ts';
import { Tool } from './tool.ts';

function scrolledTo(page: Page): Promise<number> {
  return page.locator('.timeline').evaluate((element) => element.scrollLeft);
}

/** One finger on the glass. */
class Finger {
  readonly #glass: CDPSession;

  private constructor(glass: CDPSession) {
    this.#glass = glass;
  }

  static async on(page: Page): Promise<Finger> {
    return new Finger(await page.context().newCDPSession(page));
  }

  async down(at: Point): Promise<void> {
    await this.#glass.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
  }

  async go(from: Point, to: Point, steps = 8): Promise<void> {
    for (let step = 1; step <= steps; step++) {
      const at = { x: from.x + ((to.x - from.x) * step) / steps, y: from.y + ((to.y - from.y) * step) / steps };
      await this.#glass.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [at] });
    }
  }

  async up(): Promise<void> {
    await this.#glass.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
}

test('a finger that rests on a bar picks it up, one that swipes scrolls', async ({ browser, server }) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const day = '2028-08-21';
  const home = { room: 'Honesty', day, from: '10:00', to: '12:00' };
  await tool.book({ client: 'Finger Tip', ...home });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}&zoom=3&at=${day}T07:00`, {
    hasTouch: true,
  });
  const finger = await Finger.on(boss);
  const held = bar(boss, /^Finger Tip/);
  await expectBar(boss, 'Finger Tip', home);

  // At rest until it is in the hand, then away with it; the calendar stays where it is.
  const [hold, start, end] = [
    await middleOf(held),
    await pointOf(boss, { room: 'Honesty', day, time: '10:00' }),
    await pointOf(boss, { room: 'Courage', day, time: '14:00' }),
  ];
  const over = { x: hold.x + end.x - start.x, y: hold.y + end.y - start.y };
  const left = await scrolledTo(boss);
  await finger.down(hold);
  await expect(boss.locator('.timeline[data-held=move]')).toHaveCount(1);
  await finger.go(hold, over);
  await expectLabel(boss, whenWords(day, '14:00', '16:00'), 'fits, 21 seats to spare');
  await finger.up();
  await expectBar(boss, 'Finger Tip', { room: 'Courage', day, from: '14:00', to: '16:00' });
  await expect.poll(() => tool.placeOf('Finger Tip')).toBe(`Courage, ${day}, 14:00 – 16:00`);
  expect(await scrolledTo(boss)).toBe(left);

  // Across the very bar, without resting: the calendar goes along, the bar stays in its place.
  const from = await middleOf(held);
  await finger.down(from);
  await finger.go(from, { x: from.x - 300, y: from.y });
  await expect.poll(() => scrolledTo(boss)).toBeGreaterThan(left + 200);
  await expect(preview(boss)).toHaveCount(0);
  await finger.up();
  let last = -1;
  const isStill = async (): Promise<boolean> => last === (last = await scrolledTo(boss));
  await expect.poll(isStill).toBe(true);
  await boss.locator('.timeline').evaluate((element) => element.scrollTo({ left: 0 }));
  await expectBar(boss, 'Finger Tip', { room: 'Courage', day, from: '14:00', to: '16:00' });
  expect(await tool.placeOf('Finger Tip')).toBe(`Courage, ${day}, 14:00 – 16:00`);
});

test('the calendar goes along with what is carried to its edge, and its address says all that it shows', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const day = '2028-09-18';
  const home = { room: 'Honesty', day, from: '09:00', to: '11:00' };
  await tool.book({ client: 'Far Traveller', ...home });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}&zoom=4&at=${day}T07:00`);

  // Held at the edge, and not moved any further: the time runs on.
  const box = await boxOf(boss.locator('.timeline'));
  const hold = await middleOf(bar(boss, /^Far Traveller/));
  await drag(boss, hold, { x: box.x + box.width - 6, y: hold.y });
  const wednesday = (2.2 * 4 * (box.width - 176)) / 7;
  await expect.poll(() => scrolledTo(boss)).toBeGreaterThan(wednesday);
  await carry(boss, { x: box.x + box.width / 2, y: hold.y });
  await expect(label(boss).locator('strong')).toHaveText(/^(Wed 20|Thu 21|Fri 22|Sat 23|Sun 24) Sep, /);
  const words = await label(boss).locator('strong').innerText();
  await boss.mouse.up();
  await expect(bar(boss, new RegExp(`^Far Traveller, .*Honesty, ${words}`))).toBeInViewport();
  // What names the rows stays at the left, however far it goes.
  await expect(boss.getByRole('rowheader', { name: /^Honesty/ })).toBeInViewport({ ratio: 1 });
  await expect(boss.getByRole('button', { name: /^Needs a room/ })).toBeInViewport({ ratio: 1 });
  await expect
    .poll(async () => {
      const [stored] = await tool.storedFor('Far Traveller');
      return stored && whenWords(stored.day, stored.from, stored.to);
    })
    .toBe(words);

  // What is shown, and how: all of it again after a reload.
  const address = () => new URL(boss.url()).searchParams;
  await boss.getByRole('button', { name: 'Hide long-term offices' }).click();
  await boss.getByRole('button', { name: 'View options' }).click();
  await boss.getByRole('radio', { name: 'Seats' }).check();
  await boss.keyboard.press('Escape');
  await expect(boss.locator('.menu:popover-open')).toHaveCount(0);
  await boss.getByRole('button', { name: 'Zoom in (+)' }).click();
  await expect.poll(() => address().get('zoom')).toBe('6');
  // The address is as true as the eye: whoever scrolls on is found there again.
  const left = await scrolledTo(boss);
  await boss.locator('.timeline').hover();
  await boss.mouse.wheel(-700, 0);
  await expect.poll(() => scrolledTo(boss)).toBeLessThan(left - 600);
  await expect
    .poll(async () => {
      const [date = '', time = ''] = address().get('at')!.split('T');
      const [hour = 0, minute = 0] = time.split(':').map(Number);
      const told = (Number(date.slice(-2)) - 18) * 720 + (hour - 7) * 60 + minute;
      const track = await boss.locator('.timeline').evaluate((element) => element.scrollWidth - 176);
      return Math.abs(told - ((await scrolledTo(boss)) / track) * 7 * 720);
    })
    .toBeLessThanOrEqual(2);
  const before = { left: await scrolledTo(boss), rooms: await textsOf(boss.locator('.timeline-room-name')) };
  expect(before.rooms).not.toContain('A302');
  await boss.reload();
  await expect(
    bar(boss, /^Far Traveller/)
      .or(boss.locator('.timeline-row').first())
      .first(),
  ).toBeVisible();
  await expect(boss.getByRole('button', { name: 'Hide long-term offices' })).toHaveAttribute('aria-pressed', 'true');
  await expect(boss.getByRole('rowheader', { name: /^Up to 10 seats/ })).toBeVisible();
  // To the minute, which is less than a pixel.
  await expect.poll(async () => Math.abs((await scrolledTo(boss)) - before.left)).toBeLessThanOrEqual(2);
  expect(await textsOf(boss.locator('.timeline-room-name'))).toEqual(before.rooms);
  expect(address().get('zoom')).toBe('6');

  // Back is the week before, as it was.
  const heading = boss.getByRole('heading', { level: 1 });
  await boss.getByRole('button', { name: 'Next week (J)' }).click();
  await expect(heading).toHaveText('25 September – 1 October 2028');
  await boss.getByRole('radio', { name: 'Month' }).check();
  await expect(heading).toHaveText('September 2028');
  await boss.goBack();
  await expect(heading).toHaveText('25 September – 1 October 2028');
  await boss.goBack();
  await expect(heading).toHaveText('18 – 24 September 2028');
  await expect(boss.getByRole('radio', { name: 'Week' })).toBeChecked();
});

test('the calendar can be read by everybody: day, week and month, light and dark, with something in the hand and with a refusal', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const day = '2028-09-11';
  const home = { room: 'Honesty', day, from: '09:00', to: '12:00' };
  await tool.book({ client: 'Plain Sight', ...home });
  await tool.book({ client: 'Crowded House', room: 'Courage', day, from: '08:00', to: '16:00', learners: 20 });
  // More than the tray has room for.
  for (const client of ['First Waiting', 'Second Waiting', 'Third Waiting'])
    await tool.book({ client, room: null, day, from: '08:00', to: '12:00' });
  await tool.book({ client: 'Other Division', room: 'Growth', day, from: '08:00', to: '16:00', division: 'TRAINING' });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}`);
  for (const view of ['Day', 'Month', 'Week'] as const) {
    await boss.getByRole('radio', { name: view }).check();
    await expect(bar(boss, /^Plain Sight/)).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await boss.emulateMedia({ colorScheme });
      await expectNoViolations(boss);
    }
  }
  await carryBar(
    boss,
    bar(boss, /^Plain Sight/),
    { ...home, time: home.from },
    { room: 'Courage', day, time: '10:00' },
  );
  await expectLabel(boss, whenWords(day, '10:00', '13:00'), /^taken by Crowded House/);
  await expectNoViolations(boss);
  await boss.emulateMedia({ colorScheme: 'light' });
  await expectNoViolations(boss);
  await boss.mouse.up();
  await expect(refusal(boss, 'Plain Sight').locator('.taken-choice')).not.toHaveCount(0);
  await expectNoViolations(boss);
  await boss.emulateMedia({ colorScheme: 'dark' });
  await expectNoViolations(boss);
});

test('what is drawn of the calendar stays where it is drawn, from the first paint of a cold start on', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const day = '2028-10-09';
  await tool.book({ client: 'Steady Ground', room: 'Honesty', day, from: '09:00', to: '12:00' });
  await tool.book({ client: 'Steady Ghost', room: null, day, from: '09:00', to: '12:00' });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}`);
  // Nothing is kept but who it is.
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1440, height: 900 },
    storageState: await boss.context().storageState(),
  });
  const cold = await context.newPage();
  expect(await cold.evaluate(() => PerformanceObserver.supportedEntryTypes)).toContain('layout-shift');
  await cold.addInitScript(() => {
    const shifts: { value: number; nodes: string[] }[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        sources: { node: Element | null }[];
      })[]) {
        shifts.push({ value: entry.value, nodes: entry.sources.map(({ node }) => node?.className ?? '') });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await cold.goto(`/calendar?date=${day}`);
  await expect(bar(cold, /^Steady Ground/)).toBeVisible();
  await expect(bar(cold, /^Steady Ghost/)).toBeVisible();
  await expect(cold.locator('.live-dot')).toHaveAttribute('data-state', 'live');
  expect(await cold.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts)).toEqual([]);
});
