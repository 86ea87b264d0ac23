import type { Locator, Page } from '@playwright/test';
import { expectNoViolations, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

function bell(page: Page): Locator {
  return page.locator('.bell');
}
function panel(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Notifications' });
}
function about(within: Locator, client: string): Locator {
  return within.locator('.feed-group').filter({ hasText: client });
}

async function unreadOf(page: Page): Promise<number> {
  const name = (await bell(page).getAttribute('aria-label')) ?? '';
  return Number(/(\d+) unread/.exec(name)?.[1] ?? 0);
}
function expectUnread(page: Page, count: number): Promise<void> {
  return expect(bell(page)).toHaveAttribute(
    'aria-label',
    count === 0 ? 'Notifications' : `Notifications, ${count} unread`,
  );
}

test('staff ask, the bosses’ bells count, each their own; it leads to the booking, and whoever asked hears of the room and gets there', async ({
  browser,
  server,
}) => {
  const day = '2028-06-06';
  const client = 'Bell Client';
  const asker = await Tool.of(server.url, 'staff.tech');
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar?date=2028-05-15');
  const staff = await sitDown(browser, server.url, 'staff.tech', '/calendar?date=2028-05-15');
  await expect(bell(boss).locator('.bell-count')).toBeVisible();
  const before = await unreadOf(boss);
  // Whatever the staff was told before is read.
  await asker.readAll();
  await expectUnread(staff, 0);

  // Counted, said, and in the tab, without a reload and without a word over the work.
  await asker.book({ client, room: null, day, from: '09:00', to: '12:00' });
  await expectUnread(boss, before + 1);
  await expect(boss.getByRole('status').filter({ hasText: `${client} needs a room` })).toHaveCount(1);
  await expect(boss).toHaveTitle(new RegExp(`^\\(${before + 1}\\) `));
  await expect(boss.locator('.toast')).toHaveCount(0);
  await expectUnread(staff, 0);

  const otherBoss = await sitDown(browser, server.url, 'training_facility_admin', '/calendar?date=2028-05-15');
  await expect(bell(otherBoss).locator('.bell-count')).toBeVisible();
  const theirs = await unreadOf(otherBoss);

  // By the keyboard: the bell, what is about that booking, its drawer on its day.
  await boss.keyboard.press('b');
  await expect(about(panel(boss), client)).toContainText('Needs a room');
  await expect(about(panel(boss), client)).toContainText('Naledi Mokoena');
  await expectNoViolations(boss);
  await about(panel(boss), client).getByRole('button', { name: client }).press('Enter');
  await expect(panel(boss)).toHaveCount(0);
  await expectUnread(boss, before);
  const drawer = boss.locator('aside.drawer');
  await expect(drawer).toContainText(client);
  expect(new URL(boss.url()).searchParams.get('date')).toBe(day);

  // One boss has read it, the other has not.
  await bell(otherBoss).click();
  await expect(about(panel(otherBoss), client).getByRole('button', { name: 'Mark as read' })).toBeVisible();
  await panel(otherBoss).getByRole('button', { name: 'Close' }).click();
  await expect(panel(otherBoss)).toHaveCount(0);
  await expectUnread(otherBoss, theirs);

  await drawer.getByRole('button', { name: 'Assign room' }).click();
  await drawer.getByRole('button', { name: /^Assign (?!room)/ }).click();
  await expect(drawer).toContainText('Room assigned');
  await expectUnread(staff, 1);
  // Without devices, a room is all it waited for.
  await expect(drawer).toContainText('Confirmed');
  await expectUnread(boss, before);
  await bell(staff).click();
  await expect(about(panel(staff), client)).toContainText('Has a room: ');

  // Read on one screen, it is read on the other.
  const elsewhere = await sitDown(browser, server.url, 'staff.tech', '/calendar?date=2028-05-15');
  await expectUnread(elsewhere, 1);
  await about(panel(staff), client).getByRole('button', { name: 'Mark as read' }).click();
  await expectUnread(elsewhere, 0);
  await expect(about(panel(staff), client).getByRole('button', { name: 'Mark as read' })).toHaveCount(0);

  await about(panel(staff), client).getByRole('button', { name: client }).click();
  await expect(panel(staff)).toHaveCount(0);
  await expect(staff.locator('aside.drawer')).toContainText(client);
  await expect(staff.locator('aside.drawer')).toContainText('Confirmed');
  expect(new URL(staff.url()).searchParams.get('date')).toBe(day);
});

test('bad news comes forward by itself, and what the line missed is there when it is back', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const asker = await Tool.of(server.url, 'staff.training');
  const [first, second] = [
    await asker.book({
      client: 'Refused At Once',
      room: null,
      day: '2028-06-07',
      from: '09:00',
      to: '10:00',
      division: 'TRAINING',
    }),
    await asker.book({
      client: 'Refused Meanwhile',
      room: null,
      day: '2028-06-08',
      from: '09:00',
      to: '10:00',
      division: 'TRAINING',
    }),
  ];
  const staff = await sitDown(
    browser,
    server.url,
    'staff.training',
    `/calendar?date=2028-06-08&booking=${encodeURIComponent(second.id)}`,
  );
  await expect(bell(staff)).toBeVisible();
  const before = await unreadOf(staff);
  await tool.reject(first.id, 'No room is left');
  const toast = staff.locator('.toast').filter({ hasText: 'Refused At Once was rejected.' });
  await expect(toast).toBeVisible();
  // Nothing that can be done in the drawer lies under it.
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
  ] as const) {
    await staff.setViewportSize({ width, height });
    await expect(async () => {
      const [told, foot] = [await toast.boundingBox(), await staff.locator('.drawer-foot').boundingBox()];
      if (!told || !foot) throw new Error('not both are there');
      expect(told.x + told.width <= foot.x || told.y + told.height <= foot.y, `at ${width} px`).toBe(true);
      if (width === 390) expect(told.width).toBe(358);
    }).toPass({ timeout: 20_000 });
  }
  await staff.setViewportSize({ width: 1440, height: 900 });
  await expectUnread(staff, before + 1);
  // Undone, nothing goes on saying it.
  await tool.undo(first.id);
  await expectUnread(staff, before);
  await expect(staff.locator('.toast')).toHaveCount(0);
  await expect(staff.getByRole('status').filter({ hasText: 'Refused At Once was rejected.' })).toHaveCount(0);

  await staff.context().setOffline(true);
  await expect(staff.locator('.live-dot')).not.toHaveAttribute('data-state', 'live');
  await tool.reject(second.id, 'No room is left');
  await staff.context().setOffline(false);
  await expectUnread(staff, before + 1);
});

test('how one is told, chosen while the server is out of reach, stays and goes there by Try again', async ({
  browser,
  server,
}) => {
  const staff = await sitDown(browser, server.url, 'staff.training', '/notifications?panel=preferences');
  const drawer = staff.getByRole('complementary', { name: 'Notification settings' });
  const [byBell, hourly] = [
    drawer.getByRole('checkbox', { name: 'Confirmed: bell' }),
    drawer.getByRole('radio', { name: 'Every hour' }),
  ];
  await expect(byBell).toBeChecked();
  await staff.context().setOffline(true);
  await byBell.uncheck();
  await expect(drawer.getByRole('alert')).toContainText('What you entered is kept.');
  await hourly.check();
  await drawer.getByRole('button', { name: 'Try again' }).click();
  await expect(drawer.getByRole('alert')).toBeVisible();
  await expect(byBell).not.toBeChecked();
  await expect(hourly).toBeChecked();
  // The page itself comes from the server; what it sends does not arrive.
  await staff.context().setOffline(false);
  await staff.route('**/graphql', (route) =>
    route.request().postData()?.includes('mutation UpdateNotificationPreferences') ? route.abort() : route.continue(),
  );
  staff.once('dialog', (dialog) => void dialog.accept());
  await staff.reload();
  await expect(drawer.getByRole('alert')).toBeVisible();
  await expect(byBell).not.toBeChecked();
  await expect(hourly).toBeChecked();
  await staff.unroute('**/graphql');
  await drawer.getByRole('button', { name: 'Try again' }).click();
  await expect(drawer.getByRole('alert')).toHaveCount(0);
  await staff.reload();
  await expect(byBell).not.toBeChecked();
  await expect(hourly).toBeChecked();
});

test('the page of notifications: by kind, unread, all marked at once, how one is told; on a phone as well', async ({
  browser,
  server,
}) => {
  const asker = await Tool.of(server.url, 'staff.tech');
  await asker.book({ client: 'Page Client', room: null, day: '2028-06-09', from: '09:00', to: '12:00' });
  const boss = await sitDown(browser, server.url, 'it_rental_admin');
  await boss.keyboard.press('g');
  await boss.keyboard.press('n');
  await expect(boss.getByRole('heading', { name: 'Notifications', level: 1 })).toBeVisible();
  const main = boss.getByRole('main');
  await expect(about(main, 'Page Client')).toBeVisible();
  for (const theme of ['light', 'dark'] as const) {
    await boss.emulateMedia({ colorScheme: theme });
    await expectNoViolations(boss);
  }
  await boss.getByLabel('Kind').selectOption({ label: 'Daily summary' });
  await expect(about(main, 'Page Client')).toHaveCount(0);
  await boss.getByLabel('Kind').selectOption({ label: 'Every kind' });
  await boss.getByRole('radio', { name: 'Unread' }).check();
  await expect(about(main, 'Page Client')).toBeVisible();
  await boss.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(main.getByText('No unread notifications.')).toBeVisible();
  await expectUnread(boss, 0);

  await boss.getByRole('button', { name: 'Notification settings' }).click();
  const drawer = boss.getByRole('complementary', { name: 'Notification settings' });
  const [byBell, byMail] = [
    drawer.getByRole('checkbox', { name: 'Needs a room: bell' }),
    drawer.getByRole('checkbox', { name: 'Needs a room: e-mail' }),
  ];
  const kept = () => expect(drawer.getByRole('table')).toHaveAttribute('aria-busy', 'false');
  await kept();
  await byMail.check();
  await expectNoViolations(boss);
  await kept();
  await boss.reload();
  await expect(byMail).toBeChecked();
  // One after the other, before any answer.
  await byMail.uncheck();
  await byBell.uncheck();
  await kept();
  await boss.reload();
  await expect(byMail).not.toBeChecked();
  await expect(byBell).not.toBeChecked();
  await asker.book({ client: 'Unheard Client', room: null, day: '2028-06-12', from: '09:00', to: '12:00' });
  await byBell.check();
  await kept();
  await asker.book({ client: 'Heard Client', room: null, day: '2028-06-13', from: '09:00', to: '12:00' });
  await expectUnread(boss, 1);

  await boss.setViewportSize({ width: 390, height: 844 });
  await boss.goto('/calendar');
  await bell(boss).click();
  await expect(about(panel(boss), 'Heard Client')).toBeVisible();
  await expect(about(panel(boss), 'Unheard Client')).toHaveCount(0);
  await expectNoViolations(boss);
  expect(await boss.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('one act is one line: its bookings are listed on a click, with before and after; undone, it is gone; mail comes as often as one likes', async ({
  browser,
  server,
}) => {
  const asker = await Tool.of(server.url, 'staff.tech');
  const tool = await Tool.of(server.url, 'room_boss');
  await asker.readAll();
  const staff = await sitDown(browser, server.url, 'staff.tech', '/calendar?date=2028-05-15');
  await expectUnread(staff, 0);
  const [one, two] = [
    await asker.book({ client: 'Act One', room: null, day: '2028-07-04', from: '09:00', to: '10:00' }),
    await asker.book({ client: 'Act Two', room: null, day: '2028-07-05', from: '09:00', to: '10:00' }),
  ];
  await tool.rejectAll([one.id, two.id], 'No room is left');
  await expectUnread(staff, 1);
  await bell(staff).click();
  const line = panel(staff).locator('.feed-group').first();
  await expect(line).toContainText('Were rejected');
  const toggle = line.getByRole('button', { name: '2 bookings' });
  await expect(toggle).toHaveAttribute('aria-expanded', 'false');
  await toggle.press('Enter');
  await expect(line.locator('.feed-item')).toHaveCount(2);
  await expect(line).toContainText('Act Two');
  await expectNoViolations(staff);
  await staff.setViewportSize({ width: 390, height: 844 });
  expect(await staff.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await staff.setViewportSize({ width: 1280, height: 800 });
  await expectUnread(staff, 0);

  await tool.undo(one.id);
  await expect(panel(staff).locator('.feed-group').filter({ hasText: 'Act Two' })).toHaveCount(0);
  await tool.move(one.id, { room: null, day: '2028-07-04', from: '10:00', to: '12:00' });
  await expectUnread(staff, 1);
  await expect(about(panel(staff), 'Act One').first()).toContainText(/When: before .*09:00 – 10:00.*10:00 – 12:00/);

  await staff.goto('/notifications?panel=preferences');
  const drawer = staff.getByRole('complementary', { name: 'Notification settings' });
  await drawer.getByRole('radio', { name: 'Every day' }).check();
  await expect(drawer).toContainText('One e-mail with everything, at 07:00.');
  await expect(drawer.getByRole('table')).toHaveAttribute('aria-busy', 'false');
  await expectNoViolations(staff);
  await staff.reload();
  await expect(drawer.getByRole('radio', { name: 'Every day' })).toBeChecked();
});

test('whoever is told nothing has no bell, and the page says so', async ({ browser, server }) => {
  const viewer = await sitDown(browser, server.url, 'viewer.tech');
  await expect(bell(viewer)).toHaveCount(0);
  await viewer.goto('/notifications');
  await expect(viewer.getByRole('alert')).toContainText('You don’t have access.');
});
