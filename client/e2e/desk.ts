import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';
import axe, { type AxeResults, type RunOptions } from 'axe-core';

/** A week that the sample facility leaves empty, so that what stands in it is what the journey put there. */
export const quietMonday = '2028-05-15';

export const password = 'sample-password';

type Keys = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Whoever has signed in at a server once need not do so again. */
const signedIn = new Map<string, Keys>();

/** Somebody at a screen of their own, on a page that has come alive. */
export async function sitDown(
  browser: Browser,
  url: string,
  username: string,
  path = `/calendar?date=${quietMonday}`,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const who = `${username} at ${url}`;
  const keys = signedIn.get(who);
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    ...(keys ? { storageState: keys } : {}),
    ...options,
  });
  const page = await context.newPage();
  await page.goto(path);
  const door = page.getByLabel('Username');
  const dot = page.locator('.live-dot');
  await expect(door.or(dot)).toBeVisible();
  if (await door.isVisible()) {
    await door.fill(username);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(dot).toBeVisible();
    signedIn.set(who, await context.storageState());
  }
  await expect(dot).toHaveAttribute('data-state', 'live');
  // A week with nothing in it shows its rooms a moment later than the stream begins.
  if (path.startsWith('/calendar'))
    await expect(page.getByRole('grid', { name: 'Rooms and their bookings' })).toBeVisible();
  return page;
}

/** A booking on the calendar, by what a screen reader is told of it. */
export function bar(page: Page, words: string | RegExp): Locator {
  return page.getByRole('gridcell', { name: words });
}

type Client = { client: string; learners?: number; division?: 'TECH' | 'TRAINING' };
type Wanted = Client & { day: string; room?: string };

export function bookingForm(page: Page): Locator {
  return page.getByRole('form', { name: 'New booking' });
}

/** Opens the form and fills it as people do, top to bottom; sends nothing. */
export async function fillBooking(page: Page, { day, room, ...client }: Wanted): Promise<Locator> {
  await page.getByRole('button', { name: 'New booking' }).first().click();
  const form = await fillClient(page, client);
  for (const [end, time] of [
    ['Starts', '08:00'],
    ['Ends', '12:00'],
  ] as const) {
    await form.getByLabel(`${end}, day`).fill(day);
    await form.getByLabel(`${end}, time`).fill(time);
  }
  if (room) await chooseRoom(form.getByLabel(/^(Room|Preferred room)/), room);
  return form;
}

/** Fills in who comes, in a form that is open. */
export async function fillClient(page: Page, { client, learners = 8, division }: Client): Promise<Locator> {
  const form = bookingForm(page);
  if (division) await form.getByRole('radio', { name: division, exact: true }).check();
  await form.getByLabel('Company').fill(client);
  await form.getByLabel('Contact person').fill('A. Dlamini (sample)');
  await form.getByLabel('E-mail').fill('dlamini@client.example');
  await form.getByLabel('Phone').fill('+27 11 555 0142');
  await form.getByLabel('Learners').fill(String(learners));
  return form;
}

/** Chooses the option that begins with the room's name: rooms are listed with their seats. */
export async function chooseRoom(list: Locator, room: string): Promise<void> {
  const option = list.locator('option', { hasText: new RegExp(`^\\s*${room.replaceAll('+', '\\+')}\\b`) }).first();
  await list.selectOption(await option.getAttribute('value'));
}

/** What stands there, once something does: Playwright reads all texts of a locator without waiting for a first one. */
export async function textsOf(locator: Locator): Promise<string[]> {
  await expect(locator).not.toHaveCount(0);
  return (await locator.allInnerTexts()).map((text) => text.trim());
}

const axeOptions: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  // What is right is not listed: putting it into words took half of the time.
  resultTypes: ['violations'],
};

export async function expectNoViolations(page: Page): Promise<void> {
  // Once a document: reading the program takes half as long as what it does.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  // What is half faded in has half of its contrast.
  await page.evaluate(async (mostMs) => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) <= mostMs);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  }, 1_000);
  const violations = await page.evaluate<AxeResults['violations']>(
    `axe.run(document, ${JSON.stringify(axeOptions)}).then(({ violations }) => violations)`,
  );
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
}
