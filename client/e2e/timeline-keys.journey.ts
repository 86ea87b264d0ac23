import type { Locator, Page } from '@playwright/test';
import { bookingForm, password } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { expectBar, expectLabel, preview, whenWords } from './hand.ts';
import { Tool } from './tool.ts';

function grid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Rooms and their bookings' });
}

/** Tab, until it has the focus; with a bound, so that what cannot be reached is found out. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

/** What a screen reader is told of the place that the keyboard is at. */
async function expectAt(page: Page, words: string | RegExp): Promise<void> {
  const id = await grid(page).getAttribute('aria-activedescendant');
  const place = page.locator(`#${id}`);
  await expect(place).toHaveCount(1);
  await expect(place).toHaveAccessibleName(words);
}

test('everything is done by keyboard alone, and said', async ({ browser, server }) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const day = '2028-08-14';
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const { keyboard } = page;
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await keyboard.press(key);
  };
  const said = page.locator('.timeline-frame > [role=status]');
  const drawer = page.getByRole('complementary', { name: 'Booking of Keys Only' });

  // In, without a mouse.
  await page.goto(`/calendar?date=${day}`);
  await expect(page.getByLabel('Username')).toBeFocused();
  await keyboard.type('room_boss');
  await press('Tab');
  await keyboard.type(password);
  await press('Enter');
  await expect(grid(page)).toBeVisible();
  await expect(page.locator('.live-dot')).toHaveAttribute('data-state', 'live');

  // The month is one stop on the way, and arrows go on in it, over its end too.
  const dayOfMonth = (name: string) =>
    page.getByRole('region', { name: 'Jump to a day' }).getByRole('button', { name, exact: true });
  await tabTo(page, dayOfMonth('Monday 14 August'));
  await press('ArrowDown', 'ArrowRight');
  await expect(dayOfMonth('Tuesday 22 August')).toBeFocused();
  await press('ArrowDown', 'ArrowDown', 'ArrowDown');
  await expect(dayOfMonth('Tuesday 12 September')).toBeFocused();
  await press('Tab');
  await expect(page.getByRole('region', { name: 'Jump to a day' }).locator(':focus')).toHaveCount(0);

  // So is the calendar.
  await tabTo(page, grid(page));
  await press('Tab');
  expect(await grid(page).evaluate((element) => element.contains(document.activeElement))).toBe(false);
  await press('Shift+Tab');
  await expect(grid(page)).toBeFocused();
  await expectAt(page, 'Excellence, Mon 14 Aug, 07:00, free from here');

  // To a place, and a booking there.
  await press('ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight');
  await expectAt(page, 'Honesty, Mon 14 Aug, 09:00, free from here');
  await press('n');
  const form = bookingForm(page);
  await expect(form.getByLabel('Company')).toBeFocused();
  await expect(form.getByLabel('Starts, day')).toHaveValue(day);
  await expect(form.getByLabel('Starts, time')).toHaveValue('09:00');
  await expect(form.getByLabel('Ends, time')).toHaveValue('10:00');
  await expect(form.getByLabel(/^Room/).locator('option:checked')).toHaveText(/^Honesty/);
  await press('Shift+Tab', 'Space');
  await expect(form.getByRole('radio', { name: /^TECH|^TRAINING/, checked: true })).toHaveCount(1);
  for (const [field, words] of [
    ['Company', 'Keys Only'],
    ['Contact person', 'A. Dlamini (sample)'],
    ['E-mail', 'keys@client.example'],
    ['Phone', '011 555 0142'],
    ['Learners', '8'],
  ] as const) {
    await tabTo(page, form.getByLabel(field));
    await press('ControlOrMeta+a');
    await keyboard.type(words);
  }
  await tabTo(page, form.getByRole('button', { name: 'Book', exact: true }));
  await press('Enter');
  await expectBar(page, 'Keys Only', { room: 'Honesty', day, from: '09:00', to: '10:00' });
  expect(await tool.placeOf('Keys Only')).toBe(`Honesty, ${day}, 09:00 – 10:00`);
  await expect(drawer).toBeVisible();
  await press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(grid(page)).toBeFocused();

  // Arrows find it again; Enter opens it, Esc leads back.
  await press('Home');
  await expectAt(page, 'Honesty, Mon 14 Aug, 07:00, free until 09:00');
  await press('ArrowRight', 'ArrowRight');
  await expectAt(page, /^Keys Only, Confirmed, Honesty, Mon 14 Aug, 09:00 – 10:00, \d+ people/);
  await press('Enter');
  await expect(drawer).toBeVisible();
  await press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(grid(page)).toBeFocused();

  // Moved while Alt is down, let go with it.
  await keyboard.down('Alt');
  await press('ArrowDown');
  await expect(said).toHaveText(`Gratitude, ${whenWords(day, '09:00', '10:00')}, fits, 11 seats to spare`);
  await press('ArrowRight');
  await expect(said).toHaveText(`Gratitude, ${whenWords(day, '09:15', '10:15')}, fits, 11 seats to spare`);
  await expectLabel(page, whenWords(day, '09:15', '10:15'), 'fits, 11 seats to spare');
  expect(await tool.placeOf('Keys Only')).toBe(`Honesty, ${day}, 09:00 – 10:00`);
  await keyboard.up('Alt');
  await expectBar(page, 'Keys Only', { room: 'Gratitude', day, from: '09:15', to: '10:15' });
  await expect.poll(() => tool.placeOf('Keys Only')).toBe(`Gratitude, ${day}, 09:15 – 10:15`);
  await expectAt(page, /^Keys Only, Confirmed, Gratitude, Mon 14 Aug, 09:15 – 10:15/);

  // Longer.
  await keyboard.down('Alt');
  await press('Shift+ArrowRight');
  await expect(said).toHaveText(`Gratitude, ${whenWords(day, '09:15', '10:30')}, fits, 11 seats to spare`);
  await keyboard.up('Alt');
  await expectBar(page, 'Keys Only', { room: 'Gratitude', day, from: '09:15', to: '10:30' });
  await expect.poll(() => tool.placeOf('Keys Only')).toBe(`Gratitude, ${day}, 09:15 – 10:30`);

  // Put back while Alt is still down.
  await keyboard.down('Alt');
  await press('ArrowDown', 'ArrowDown', 'ArrowRight');
  await expect(preview(page)).toBeVisible();
  await press('Escape');
  await expect(said).toHaveText('Keys Only put back.');
  await expect(preview(page)).toHaveCount(0);
  await keyboard.up('Alt');
  await expectBar(page, 'Keys Only', { room: 'Gratitude', day, from: '09:15', to: '10:30' });
  expect(await tool.placeOf('Keys Only')).toBe(`Gratitude, ${day}, 09:15 – 10:30`);

  // Undone.
  await press('u');
  await expectBar(page, 'Keys Only', { room: 'Gratitude', day, from: '09:15', to: '10:15' });
  await expect.poll(() => tool.placeOf('Keys Only')).toBe(`Gratitude, ${day}, 09:15 – 10:15`);

  // Called off, with a reason.
  await expect(grid(page)).toBeFocused();
  await press('x');
  await expect(page.getByLabel('Reason')).toBeFocused();
  await keyboard.type('The client called: another year');
  await tabTo(page, drawer.getByRole('button', { name: /^Cancel/ }));
  await press('Enter');
  await expect(page.getByRole('gridcell', { name: /^Keys Only/ })).toHaveCount(0);
  await expect.poll(() => tool.storedFor('Keys Only')).toMatchObject([{ status: 'CANCELLED' }]);
  await press('Escape');
  await expect(drawer).toHaveCount(0);
  await expect(grid(page)).toBeFocused();

  // Closer and further, day, week and month, before, after and now.
  const address = () => Object.fromEntries(new URL(page.url()).searchParams);
  const words = page.getByRole('heading', { level: 1 });
  await press('+');
  await expect.poll(() => address()['zoom']).toBe('1.5');
  await press('-');
  await expect.poll(() => address()['zoom']).toBeUndefined();
  for (const [key, view, range] of [
    ['d', 'day', '14 August 2028'],
    ['m', 'month', 'August 2028'],
    ['w', undefined, '14 – 20 August 2028'],
  ] as const) {
    await press(key);
    await expect(words).toContainText(range);
    expect(address()['view']).toBe(view);
  }
  await press('j');
  await expect(words).toHaveText('21 – 27 August 2028');
  await press('k', 'k');
  await expect(words).toHaveText('7 – 13 August 2028');
  await press('t');
  await expect.poll(() => address()['date']).toBeUndefined();
  await expect(page.getByRole('columnheader', { name: /, today$/ })).toBeVisible();
  await expect(grid(page)).toBeFocused();
  await expectAt(page, /./);
});
