import type { Locator } from '@playwright/test';
import { bar, bookingForm, expectNoViolations, fillBooking, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

const mistyped = '3028-06-26';
const monday = '2028-06-26';

/** The day is marked as wrong, and what is wrong is said beside it. */
async function expectTooFar(field: Locator, words: RegExp): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(words);
}

test('a mistyped year is refused where it was typed, with the last day: in a booking, a series, a move and a closure', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  await tool.book({ client: 'Stays This Year', room: 'Success', day: monday, from: '09:00', to: '11:00' });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${monday}`);
  const form = await fillBooking(boss, {
    client: 'Next Millennium',
    day: mistyped,
    room: 'Wisdom',
    learners: 4,
    division: 'TECH',
  });
  const book = form.getByRole('button', { name: /^Book/ });
  await book.click();
  await expectTooFar(form.getByLabel('Starts, day'), /^Bookings can be made up to \d+ \w+ 20\d\d\.$/);
  await expect(form.getByLabel('Starts, day')).toBeFocused();
  await expectNoViolations(boss);

  // A series says so before anything is sent, and its last day as well.
  for (const end of ['Starts', 'Ends']) await form.getByLabel(`${end}, day`).fill(monday);
  await form.getByRole('button', { name: 'Repeat', exact: true }).click();
  await form.getByRole('radio', { name: 'Until' }).check({ force: true });
  await form.getByLabel('Last day').fill(mistyped);
  await expectTooFar(form.getByLabel('Last day'), /^Bookings can be made up to/);
  await boss.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(bookingForm(boss)).toHaveCount(0);
  expect(await tool.storedFor('Next Millennium')).toEqual([]);

  await bar(boss, /^Stays This Year/).click();
  const drawer = boss.getByRole('complementary', { name: 'Booking of Stays This Year' });
  await drawer.getByRole('button', { name: 'Move', exact: true }).click();
  const move = drawer.getByRole('form');
  await move.getByLabel('Starts, day').fill(mistyped);
  await move.getByRole('button', { name: 'Move', exact: true }).click();
  await expectTooFar(move.getByLabel('Starts, day'), /^Bookings can be made up to .* Choose an earlier day\.$/);
  await drawer.getByRole('button', { name: 'Close', exact: true }).click();
  expect(await tool.storedFor('Stays This Year')).toMatchObject([{ day: monday }]);

  await boss.getByRole('button', { name: 'Close rooms' }).click();
  const closing = boss.getByRole('form', { name: 'Close rooms' });
  await closing.getByRole('checkbox', { name: /^Honesty/ }).check();
  await closing.getByLabel('From, day').fill(mistyped);
  await closing.getByLabel('Reason').fill('New carpets');
  await closing.getByRole('button', { name: 'Close the room' }).click();
  await expectTooFar(closing.getByLabel('From, day'), /^Rooms can be closed up to/);
});
