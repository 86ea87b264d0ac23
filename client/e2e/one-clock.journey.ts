import { type Browser, expect as expectThat, type Page } from '@playwright/test';
import { bookingForm, fillClient, password } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** By the facility's clock, which knows no summer time. */
function wall(ms: number): { date: string; time: string } {
  const text = new Date(ms + 2 * hourMs).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}
function longDay(ms: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Africa/Johannesburg',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
    .format(ms)
    .replace(',', '');
}

/** Somebody whose machine has the wrong time. */
async function sitDownWithClock(browser: Browser, url: string, username: string, aheadMs: number): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  await context.addInitScript((ahead) => {
    const OwnDate = Date;
    globalThis.Date = new Proxy(OwnDate, {
      construct: (target, args: []) => (args.length === 0 ? new target(target.now() + ahead) : new target(...args)),
      get: (target, name) => (name === 'now' ? () => target.now() + ahead : (Reflect.get(target, name) as unknown)),
    });
  }, aheadMs);
  const page = await context.newPage();
  await page.goto('/calendar?hours=all');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expectThat(page.locator('.live-dot')).toHaveAttribute('data-state', 'live');
  return page;
}

for (const [words, aheadMs] of [
  ['ahead', dayMs],
  ['behind', -dayMs],
] as const) {
  test(`a machine whose clock is a day ${words} shows the right today, and books the hour that is`, async ({
    browser,
    server,
  }) => {
    const client = `Clock ${words} Ltd`;
    const staff = await sitDownWithClock(browser, server.url, 'staff.tech', aheadMs);
    const now = Date.now();
    expect((await staff.evaluate(() => Date.now())) - now).toBeGreaterThan(aheadMs - hourMs);
    // Today, on the calendar and in the month beside it, and the line of now in it.
    const today = staff.getByRole('columnheader', { name: `${longDay(now)}, today` });
    await expect(today).toBeVisible();
    const [line, column] = [await staff.locator('.timeline-now').first().boundingBox(), await today.boundingBox()];
    const shareOfDay = ((now + 2 * hourMs) % dayMs) / dayMs;
    expect(Math.abs(line!.x - column!.x - shareOfDay * column!.width)).toBeLessThan(4);

    await staff.getByRole('button', { name: 'New booking' }).first().click();
    await fillClient(staff, { client });
    const form = bookingForm(staff);
    const [start, end] = [wall(now - (now % hourMs)), wall(now - (now % hourMs) + hourMs)];
    for (const [label, at] of [
      ['Starts', start],
      ['Ends', end],
    ] as const) {
      await form.getByLabel(`${label}, day`).fill(at.date);
      await form.getByLabel(`${label}, time`).fill(at.time);
    }
    await form.getByRole('button', { name: 'Request' }).click();
    await expect(staff.getByRole('complementary', { name: `Booking of ${client}` })).toBeVisible();
    const [stored] = await (await Tool.of(server.url, 'room_boss')).storedFor(client);
    expect(stored).toMatchObject({ day: start.date, from: start.time, to: end.time });

    // What is over is over, whatever the machine thinks.
    await staff.goto(`/calendar?hours=all&new=true`);
    await fillClient(staff, { client: `${client} again` });
    const over = wall(now - dayMs);
    for (const [label, time] of [
      ['Starts', '08:00'],
      ['Ends', '09:00'],
    ] as const) {
      await form.getByLabel(`${label}, day`).fill(over.date);
      await form.getByLabel(`${label}, time`).fill(time);
    }
    const sent = staff
      .waitForRequest((request) => request.postData()?.includes('createBookings') ?? false, { timeout: 1_000 })
      .then(
        () => true,
        () => false,
      );
    await form.getByRole('button', { name: 'Request' }).click();
    await expect(form.getByText('This has already ended.')).toBeVisible();
    expect(await sent).toBe(false);
  });
}
