import { expect, test } from './fixtures.ts';
import { expectNoViolations, fillBooking, sitDown } from './desk.ts';
import type { Page } from '@playwright/test';

const client = 'Kestrel Academy of Practical Hydrology';
const day = '2028-07-10';

function search(page: Page) {
  return page.getByRole('combobox', { name: /^Search/ });
}
function keys(page: Page) {
  return page.getByRole('dialog', { name: 'Keyboard shortcuts' });
}
function focused(page: Page) {
  return page.locator(':focus');
}

test('a booking made earlier is found and opened without touching the mouse', async ({ browser, server }) => {
  const staff = await sitDown(browser, server.url, 'staff.tech');
  const request = await fillBooking(staff, { client, day, room: 'Wisdom', learners: 6 });
  await request.getByRole('button', { name: 'Request' }).click();
  await expect(staff.getByRole('complementary', { name: `Booking of ${client}` })).toBeVisible();

  // By a part of the client's name, in another year than the one on the screen.
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar');
  await boss.keyboard.press('/');
  await expect(search(boss)).toBeFocused();
  await boss.keyboard.type('practical hydro');
  const found = boss.getByRole('option', { name: client });
  await expect(found).toHaveAttribute('aria-selected', 'true');
  await expect(found).toContainText('Mon 10 Jul 2028, 08:00 – 12:00 · prefers Wisdom');
  await expect(found).toContainText('Needs a room');
  const [reference] = /BK-\w+/.exec(await found.innerText()) ?? [];
  await boss.keyboard.press('Enter');
  await expect(boss.getByRole('complementary', { name: `Booking of ${client}` })).toBeVisible();
  await expect(boss).toHaveURL(new RegExp(`[?&]date=${day}`));
  await expect(search(boss)).toHaveCount(0);

  // By its reference, typed and sent in one go before the answer can be there.
  await boss.goto('/calendar');
  await expect(boss.getByRole('button', { name: 'Today' })).toBeVisible();
  await boss.keyboard.press('Control+k');
  await expect(search(boss)).toBeFocused();
  await boss.keyboard.type(reference!.toLowerCase());
  await boss.keyboard.press('Enter');
  await expect(boss.getByRole('complementary', { name: `Booking of ${client}` })).toBeVisible();

  // Nobody finds what is not theirs to see.
  const other = await sitDown(browser, server.url, 'viewer.training', '/calendar');
  await other.keyboard.press('/');
  await other.keyboard.type('practical hydro');
  await expect(other.getByText('Nothing matches “practical hydro”.')).toBeVisible();
});

test('the same field goes to days and rooms, and does what can be done', async ({ browser, server }) => {
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar');
  await boss.getByRole('button', { name: 'Search' }).click();
  await search(boss).fill('17 nov 2027');
  await expect(boss.getByRole('option', { name: 'Wednesday 17 November 2027' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await boss.keyboard.press('Enter');
  await expect(boss).toHaveURL(/[?&]date=2027-11-17/);

  await boss.keyboard.press('/');
  await search(boss).fill('persev');
  await expect(boss.getByRole('option', { name: /^Perseverance/ })).toHaveAttribute('aria-selected', 'true');
  await boss.keyboard.press('ArrowDown');
  await expect(boss.getByRole('option', { name: /^Ambition\+Perseverance/ })).toHaveAttribute('aria-selected', 'true');
  await boss.keyboard.press('Enter');
  await expect(boss.getByRole('rowheader', { name: /^Ambition\+Perseverance/ })).toBeInViewport();
  await expect(boss).not.toHaveURL(/[?&]show=/);

  await boss.keyboard.press('/');
  await search(boss).fill('dark');
  await boss.getByRole('option', { name: 'Dark theme' }).click();
  await expect(boss.locator('html')).toHaveAttribute('data-theme', 'dark');

  // Who may not book is not offered it.
  const viewer = await sitDown(browser, server.url, 'viewer.tech', '/calendar');
  await viewer.keyboard.press('/');
  await expect(viewer.getByRole('option', { name: 'Go to today' })).toBeVisible();
  await expect(viewer.getByRole('option', { name: 'New booking' })).toHaveCount(0);
});

test('the search says what went wrong, and tries again where it stands', async ({ browser, server }) => {
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar');
  await boss.route('**/graphql', (route) =>
    route.request().postData()?.includes('SearchBookings') ? route.abort() : route.fallback(),
  );
  await boss.keyboard.press('/');
  await search(boss).fill('kudu');
  await expect(boss.getByRole('alert').getByText('Bookings could not be searched.')).toBeVisible();
  await boss.getByRole('button', { name: 'Try again' }).click();
  await expect(search(boss)).toBeFocused();
  await boss.unroute('**/graphql');
  await expect(boss.getByRole('option', { name: /^Kudu/ }).first()).toBeVisible();
});

test('? tells the keys that work here and now, and Esc closes it', async ({ browser, server }) => {
  const staff = await sitDown(browser, server.url, 'staff.tech', '/calendar');
  await staff.keyboard.press('?');
  await expect(keys(staff)).toContainText('Go to the calendar');
  await staff.keyboard.press('Escape');
  await expect(keys(staff)).toHaveCount(0);

  // With a booking open there are more of them.
  const request = await fillBooking(staff, { client: 'Reed Warbler Surveys', day, learners: 6 });
  await request.getByRole('button', { name: 'Request' }).click();
  await expect(staff.getByRole('button', { name: 'Edit' })).toBeVisible();
  await staff.keyboard.press('?');
  await expect(keys(staff).getByText('On a booking')).toBeVisible();
  await expect(keys(staff).getByText('Edit')).toBeVisible();
  for (const words of ['Assign room', 'Confirm', 'Unassign room', 'Reject'])
    await expect(keys(staff).getByText(words, { exact: true })).toHaveCount(0);
  await staff.keyboard.press('Escape');
  await expect(keys(staff)).toHaveCount(0);

  // Two keys are one, wherever the focus is; in a field all of them are letters.
  await staff.keyboard.press('g');
  await staff.keyboard.press('c');
  await expect(staff).toHaveURL(/\/calendar$/);
  await staff.keyboard.press('/');
  await expect(search(staff)).toBeFocused();
  await staff.keyboard.type('?gc');
  await expect(search(staff)).toHaveValue('?gc');
  await expect(keys(staff)).toHaveCount(0);
});

test('the division is chosen from a menu, and the address remembers it', async ({ browser, server }) => {
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar');
  await boss.getByRole('button', { name: 'All divisions: division shown' }).focus();
  await boss.keyboard.press('ArrowDown');
  await expect(boss.getByRole('menuitemradio', { name: 'All divisions' })).toBeFocused();
  await boss.keyboard.press('End');
  await boss.keyboard.press('Enter');
  const chosen = boss.getByRole('button', { name: 'TRAINING: division shown' });
  await expect(chosen).toBeFocused();
  await expect(boss).toHaveURL(/[?&]tenant=TRAINING/);
  await boss.reload();
  await chosen.click();
  await expect(boss.getByRole('menuitemradio', { checked: true })).toHaveText('TRAININGTraining');
  await boss.getByRole('menuitemradio', { name: 'All divisions' }).click();
  await expect(boss).not.toHaveURL(/tenant=/);

  // Whoever has one division has nothing to choose.
  const staff = await sitDown(browser, server.url, 'staff.tech', '/calendar');
  await expect(staff.getByRole('button', { name: /division shown/ })).toHaveCount(0);
});

test('the navigation stays as it was left on this machine', async ({ browser, server }) => {
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar');
  await boss.getByRole('button', { name: 'Collapse sidebar' }).click();
  await boss.reload();
  await expect(boss.getByRole('button', { name: 'Expand sidebar' })).toHaveAttribute('aria-expanded', 'false');
  await expect(boss.getByRole('link', { name: 'Calendar' })).toHaveAttribute('aria-current', 'page');
});

test('dialogs and menus can be used by everybody: light, dark, on a phone', async ({ browser, server }) => {
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar');
  for (const colorScheme of ['light', 'dark'] as const) {
    await boss.emulateMedia({ colorScheme });
    await boss.keyboard.press('/');
    await search(boss).fill('am');
    await expect(boss.getByRole('group', { name: 'Bookings' }).getByRole('option').first()).toBeVisible();
    await expectNoViolations(boss);
    await boss.keyboard.press('Escape');
    await expect(search(boss)).toHaveCount(0);

    await boss.keyboard.press('?');
    await expect(keys(boss).getByText('Go to the calendar')).toBeVisible();
    await expectNoViolations(boss);
    await boss.keyboard.press('Escape');
    await expect(keys(boss)).toHaveCount(0);

    await boss.getByRole('button', { name: /account of/ }).click();
    await expect(boss.getByRole('radio', { name: 'System' })).toBeVisible();
    await expectNoViolations(boss);
    await boss.keyboard.press('Escape');
  }
  await boss.getByRole('button', { name: /division shown/ }).click();
  await expect(focused(boss)).toHaveRole('menuitemradio');
  await expectNoViolations(boss);
  await boss.keyboard.press('Escape');

  await boss.setViewportSize({ width: 390, height: 844 });
  const bar = await boss.getByRole('banner').boundingBox();
  expect(bar?.height, 'two rows at most').toBeLessThanOrEqual(104);
  expect(await boss.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await boss.getByRole('button', { name: 'Search' }).click();
  await search(boss).fill('nobody is called this');
  await expect(boss.getByText('Nothing matches')).toBeVisible();
  await expectNoViolations(boss);
});
