import type { Locator, Page } from '@playwright/test';
import { expectNoViolations, quietMonday, sitDown, textsOf } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { middleOf } from './hand.ts';
import { Tool } from './tool.ts';

// The list of rooms changes for everybody: other journeys count on the one they know.
test.use({ house: 'rooms' });

function row(page: Page, name: string): Locator {
  return page.locator('tr[data-room]').filter({ has: page.getByRole('button', { name, exact: true }) });
}
function drawer(page: Page, name: string): Locator {
  return page.getByRole('complementary', { name });
}
function toast(page: Page, words: string | RegExp): Locator {
  return page.locator('.toast').filter({ hasText: words });
}
function names(page: Page): Promise<string[]> {
  return textsOf(page.locator('tr[data-room] .row-link'));
}
/** On somebody's calendar, as a screen reader is told of it. */
function onCalendar(page: Page, name: string): Locator {
  return page.locator(`[role=rowheader][aria-label^="${name},"]`);
}
async function stood(page: Page, name: string): Promise<number> {
  const all = await textsOf(page.locator('.timeline-rooms .timeline-room-name'));
  return all.map((text) => text.replaceAll('\n', '')).indexOf(name);
}

async function openRooms(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rooms' }).click();
  await expect(row(page, 'Excellence')).toBeVisible();
}

async function addRoom(page: Page, name: string, seats: number): Promise<Locator> {
  await page.getByRole('button', { name: 'Add a room' }).click();
  const form = drawer(page, 'Add a room');
  await form.getByLabel('Name').fill(name);
  await form.getByRole('textbox', { name: 'Seats' }).fill(String(seats));
  await form.getByRole('button', { name: 'Add room' }).click();
  return drawer(page, name);
}

test('a room is added with what it offers, and stands on another person’s open calendar; renamed, it is renamed there', async ({
  browser,
  server,
}) => {
  const boss = await sitDown(browser, server.url, 'room_boss');
  const viewer = await sitDown(browser, server.url, 'viewer.training');
  await openRooms(boss);
  await expect(row(boss, 'Ambition+Perseverance')).toContainText('Ambition + Perseverance');

  await boss.keyboard.press('n');
  const form = drawer(boss, 'Add a room');
  await expect(form.getByLabel('Name')).toBeFocused();
  await form.getByLabel('Name').fill('success');
  await expect(form.getByText('A room called Success already exists.')).toBeVisible();
  await form.getByLabel('Name').fill('Horizon');
  await form.getByRole('textbox', { name: 'Seats' }).fill('0');
  await form.getByRole('button', { name: 'Add room' }).click();
  await expect(form.getByText('Enter 1 to 5,000 seats.')).toBeVisible();
  await form.getByRole('textbox', { name: 'Seats' }).fill('18');
  await form.getByRole('checkbox', { name: 'projector' }).check();
  await form.getByRole('checkbox', { name: 'sound' }).check();
  await expectNoViolations(boss);
  await form.getByRole('button', { name: 'Add room' }).click();
  await expect(toast(boss, 'Room Horizon added.')).toBeVisible();
  await expect(row(boss, 'Horizon')).toContainText('projector');

  // Nobody over there did anything; signs stand beside the name.
  await expect(onCalendar(viewer, 'Horizon')).toHaveCount(1);
  await viewer
    .getByRole('grid', { name: 'Rooms and their bookings' })
    .evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
  await expect(
    viewer.locator('.timeline-room').filter({ hasText: 'Horizon' }).locator('.timeline-room-equipment svg'),
  ).toHaveCount(2);

  const own = drawer(boss, 'Horizon');
  await own.getByLabel('Name').fill('Horizon West');
  // Another room is looked at meanwhile: what was typed is still there, and says so.
  await boss.getByRole('button', { name: 'Wisdom', exact: true }).click();
  await expect(drawer(boss, 'Wisdom')).toBeVisible();
  await boss.getByRole('button', { name: 'Horizon', exact: true }).click();
  await expect(own.getByLabel('Name')).toHaveValue('Horizon West');
  await expect(own.getByText('Draft restored.')).toBeVisible();
  await own.getByRole('button', { name: 'Save' }).click();
  await expect(onCalendar(viewer, 'Horizon West')).toHaveCount(1);
  await expect(onCalendar(viewer, 'Horizon')).toHaveCount(0);
  await expect(boss.getByRole('heading', { name: 'Horizon West' })).toBeVisible();
});

test('rooms are put in another order by keys and by hand, and every calendar follows', async ({ browser, server }) => {
  const boss = await sitDown(browser, server.url, 'room_boss');
  const viewer = await sitDown(browser, server.url, 'viewer.tech');
  await openRooms(boss);
  expect((await names(boss)).slice(0, 4)).toEqual(['Excellence', 'Inspiration', 'Honesty', 'Gratitude']);

  await boss.getByRole('button', { name: 'Move Honesty' }).focus();
  await boss.keyboard.press('Alt+ArrowUp');
  await boss.keyboard.press('Alt+ArrowUp');
  await expect(boss.getByRole('button', { name: 'Move Honesty' })).toBeFocused();
  await expect(boss.getByText(/^Honesty is now number 1 of \d+, before Excellence\.$/)).toBeAttached();
  expect((await names(boss)).slice(0, 4)).toEqual(['Honesty', 'Excellence', 'Inspiration', 'Gratitude']);
  await expect.poll(() => stood(viewer, 'Honesty')).toBe(0);

  // Carried by its handle; Esc puts it back.
  const grip = boss.getByRole('button', { name: 'Move Honesty' });
  const [from, to] = [await middleOf(grip), await middleOf(row(boss, 'Gratitude'))];
  await boss.mouse.move(from.x, from.y);
  await boss.mouse.down();
  await boss.mouse.move(from.x, to.y - 4, { steps: 6 });
  await expect(row(boss, 'Gratitude')).toHaveAttribute('data-drop', 'before');
  await boss.keyboard.press('Escape');
  await boss.mouse.up();
  expect((await names(boss))[0]).toBe('Honesty');
  await boss.mouse.move(from.x, from.y);
  await boss.mouse.down();
  await boss.mouse.move(from.x, to.y - 4, { steps: 6 });
  await boss.mouse.up();
  await expect
    .poll(() => names(boss).then((all) => all.slice(0, 4)))
    .toEqual(['Excellence', 'Inspiration', 'Honesty', 'Gratitude']);
  await expect.poll(() => stood(viewer, 'Honesty')).toBe(2);
});

test('a room is taken out of use only once nothing lies ahead in it, which is listed; and comes back', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const boss = await sitDown(browser, server.url, 'room_boss');
  const viewer = await sitDown(browser, server.url, 'viewer.tech');
  await openRooms(boss);
  const own = await addRoom(boss, 'Harbour', 12);
  await expect(own.getByText('No upcoming bookings')).toBeVisible();
  const booker = await Tool.of(server.url, 'room_boss');
  const { id } = await booker.book({
    client: 'Harbour Client',
    room: 'Harbour',
    day: quietMonday,
    from: '09:00',
    to: '11:00',
  });

  // Who looks at an older list is refused all the same, and told what has come since.
  await own.getByRole('button', { name: 'Retire room' }).click();
  await own.getByRole('button', { name: 'Retire this room' }).click();
  const standing = own.getByRole('region', { name: 'Retire room' });
  await expect(standing).toContainText('1 upcoming booking');
  await expect(standing.getByRole('list', { name: 'Upcoming bookings' })).toContainText('Harbour Client');
  await expect(own.getByRole('button', { name: 'Retire room' })).toBeDisabled();
  await expectNoViolations(boss);
  await standing.getByRole('link', { name: /Harbour Client/ }).click();
  await expect(
    boss
      .getByRole('complementary', { name: /BK-/ })
      .or(boss.getByRole('heading', { name: 'Harbour Client' }))
      .first(),
  ).toBeVisible();
  await boss.goBack();

  await tool.cancel(id, 'The client moved');
  await expect(own.getByText('No upcoming bookings')).toBeVisible({ timeout: 20_000 });
  await expect(onCalendar(viewer, 'Harbour')).toHaveCount(1);
  await own.getByRole('button', { name: 'Retire room' }).click();
  await own.getByRole('button', { name: 'Retire this room' }).click();
  await expect(toast(boss, 'Harbour retired')).toBeVisible();
  await expect(row(boss, 'Harbour')).toContainText('Retired');
  await expect(onCalendar(viewer, 'Harbour')).toHaveCount(0);
  await own.getByRole('button', { name: 'Reactivate room' }).click();
  await expect(onCalendar(viewer, 'Harbour')).toHaveCount(1);
});

test('a folded wall is made of two rooms, which are closed at once, and the list says when', async ({
  browser,
  server,
}) => {
  const boss = await sitDown(browser, server.url, 'room_boss');
  await openRooms(boss);
  for (const name of ['Deck', 'Cabin'])
    await expect(await addRoom(boss, name, 10)).toContainText('No upcoming bookings');
  await boss.keyboard.press('Escape');
  await boss.getByRole('button', { name: 'Add a room' }).click();
  const wall = drawer(boss, 'Add a room');
  await wall.getByLabel('Name').fill('Deck and Cabin');
  await wall.getByRole('textbox', { name: 'Seats' }).fill('24');
  await wall.getByText('Combined room: made of other rooms').click();
  await wall.getByRole('checkbox', { name: /^Deck/ }).check();
  await wall.getByRole('button', { name: 'Add room' }).click();
  await expect(wall.getByText('Choose at least two rooms, or none.')).toBeVisible();
  await wall.getByRole('checkbox', { name: /^Cabin/ }).check();
  await expect(wall.getByText('which seat 20 together: 4 fewer than above')).toBeVisible();
  await wall.getByRole('button', { name: 'Add room' }).click();
  await expect(row(boss, 'Deck and Cabin')).toContainText(/Deck \+ Cabin|Cabin \+ Deck/);

  await boss.getByRole('checkbox', { name: 'Select Deck', exact: true }).check();
  await boss.getByRole('button', { name: 'Close 1 room' }).click();
  const form = boss.getByRole('form', { name: 'Close rooms' });
  await expect(form.getByRole('checkbox', { checked: true })).toHaveCount(1);
  for (const end of ['From', 'Until'] as const) await form.getByLabel(`${end}, day`).fill('2029-05-14');
  await form.getByLabel('Reason').fill('New carpets');
  // One more in the list: what was entered stays.
  await boss.getByRole('checkbox', { name: 'Select Cabin', exact: true }).check();
  await expect(form.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await expect(form.getByLabel('Reason')).toHaveValue('New carpets');
  await expect(form.getByLabel('From, day')).toHaveValue('2029-05-14');
  await form.getByRole('button', { name: 'Close 2 rooms' }).click();
  await expect(toast(boss, /Deck, Cabin closed|Cabin, Deck closed/)).toBeVisible();
  for (const name of ['Deck', 'Cabin']) await expect(row(boss, name)).toContainText('New carpets');
});

test('a room is added, renamed, moved and taken out of use by keys alone', async ({ browser, server }) => {
  const boss = await sitDown(browser, server.url, 'room_boss');
  const { keyboard } = boss;
  const focused = boss.locator(':focus');
  await keyboard.press('g');
  await keyboard.press('r');
  await expect(row(boss, 'Excellence')).toBeVisible();
  await keyboard.press('n');
  await expect(drawer(boss, 'Add a room').getByLabel('Name')).toBeFocused();
  await keyboard.type('Keys');
  await keyboard.press('Tab');
  await keyboard.type('9');
  for (let step = 0; step < 3; step += 1) await keyboard.press('Tab');
  await expect(focused).toHaveAccessibleName('projector');
  await keyboard.press('Space');
  await keyboard.press('Enter');
  const own = drawer(boss, 'Keys');
  await expect(own.getByText('No upcoming bookings')).toBeVisible();
  await expect(row(boss, 'Keys')).toContainText('projector');

  await expect(own.getByLabel('Name')).toBeFocused();
  await keyboard.press('End');
  await keyboard.type(' and Locks');
  await keyboard.press('Enter');
  await expect(row(boss, 'Keys and Locks')).toBeVisible();
  await keyboard.press('Escape');
  await expect(row(boss, 'Keys and Locks').getByRole('button', { name: 'Keys and Locks', exact: true })).toBeFocused();

  await keyboard.press('Alt+Home');
  await expect(boss.getByText(/^Keys and Locks is now number 1 of \d+, before /)).toBeAttached();
  await expect(boss.getByRole('button', { name: 'Move Keys and Locks' })).toBeFocused();
  expect((await names(boss))[0]).toBe('Keys and Locks');
  await keyboard.press('Alt+End');
  await expect.poll(() => names(boss).then((all) => all.at(-1))).toBe('Keys and Locks');

  await keyboard.press('Tab');
  await keyboard.press('Enter');
  const leave = drawer(boss, 'Keys and Locks').getByRole('button', { name: 'Retire room' });
  await expect(leave).toBeEnabled();
  await keyboard.press('Shift+Tab');
  while (!(await leave.evaluate((button) => button === document.activeElement))) await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(focused).toHaveText('Retire this room');
  await keyboard.press('Enter');
  await expect(row(boss, 'Keys and Locks')).toContainText('Retired');
});

test('whoever does not manage rooms finds no page of them, in the navigation or by its address', async ({
  browser,
  server,
}) => {
  const viewer = await sitDown(browser, server.url, 'viewer.tech');
  await expect(viewer.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Rooms' })).toHaveCount(0);
  await viewer.goto('/rooms');
  await expect(viewer.getByText('You don’t have access.')).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the page of rooms reads on a phone and on a desk, without a violation (${scheme})`, async ({
    browser,
    server,
  }) => {
    const boss = await sitDown(browser, server.url, 'room_boss', '/rooms', { colorScheme: scheme });
    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
      [390, 844],
    ] as const) {
      await boss.setViewportSize({ width, height });
      await boss.goto('/rooms');
      await expect(row(boss, 'Excellence')).toBeVisible();
      expect(
        await boss.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        `${width}`,
      ).toBeLessThanOrEqual(0);
      await expectNoViolations(boss);
    }
  });
}

test('a room of fewer seats lists the bookings that no longer fit, and each leads to its place', async ({
  browser,
  server,
}) => {
  const boss = await sitDown(browser, server.url, 'room_boss');
  await openRooms(boss);
  const own = await addRoom(boss, 'Narrow', 20);
  await expect(toast(boss, 'Room Narrow added.')).toBeVisible();
  const tool = await Tool.of(server.url, 'room_boss');
  await tool.book({
    client: 'Fifteen Of Narrow',
    room: 'Narrow',
    day: '2028-07-03',
    from: '09:00',
    to: '11:00',
    learners: 14,
  });
  await tool.book({
    client: 'Nine Of Narrow',
    room: 'Narrow',
    day: '2028-07-04',
    from: '09:00',
    to: '11:00',
    learners: 8,
  });
  await own.getByRole('textbox', { name: 'Seats' }).fill('12');
  await own.getByRole('button', { name: 'Save' }).click();
  await expect(own.getByText('One booking has more people than the 12 seats.')).toBeVisible();
  const list = own.getByRole('list', { name: 'Bookings that no longer fit' });
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expectNoViolations(boss);
  await list.getByRole('link', { name: 'Fifteen Of Narrow' }).click();
  await expect(boss).toHaveURL(/date=2028-07-03/);
});
