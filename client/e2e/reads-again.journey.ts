import type { Page } from '@playwright/test';
import { dayIn } from './days-ahead.ts';
import { bar, password, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { refuseEachOnce, refuseReads } from './refused-reads.ts';
import { Tool } from './tool.ts';

const day = '2028-06-19';
const client = 'Lanner Survey Office';

test('each page reads again by itself what failed once, and nobody need know of it', async ({ browser, server }) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const { id } = await tool.book({ client, room: 'Honesty', day, from: '09:00', to: '12:00' });
  const boss = await sitDown(browser, server.url, 'room_boss');
  const admin = await sitDown(browser, server.url, 'admin', '/calendar');
  const pages: readonly (readonly [page: Page, path: string, words: string | RegExp])[] = [
    [boss, `/calendar?date=${day}&booking=${encodeURIComponent(id)}`, client],
    [boss, `/bookings?booking=${encodeURIComponent(id)}`, client],
    [boss, '/approvals', /needs a room/i],
    [boss, '/rooms', 'Perseverance'],
    [boss, '/notifications', /read/i],
    [admin, '/users', 'staff.tech'],
    [admin, '/audit', /show details/],
    [admin, '/account', /password/i],
  ];
  const refusedOf = new Map([
    [boss, await refuseEachOnce(boss)],
    [admin, await refuseEachOnce(admin)],
  ]);
  for (const [page, path, words] of pages) {
    const refused = refusedOf.get(page);
    refused?.clear();
    await page.goto(path);
    await expect(page.getByText(words).filter({ visible: true }).first(), path).toBeVisible();
    await expect(page.locator('.live-dot'), path).toHaveAttribute('data-state', 'live');
    await expect(page.getByRole('button', { name: 'Try again' }), path).toHaveCount(0);
    expect(refused?.size, path).toBeGreaterThan(0);
  }
  // What is opened on a page: the history of a booking, and what is searched for.
  await boss.goto(`/calendar?date=${day}&booking=${encodeURIComponent(id)}`);
  await boss
    .getByRole('complementary', { name: `Booking of ${client}` })
    .getByText('History')
    .first()
    .click();
  await boss.keyboard.press('/');
  await boss.keyboard.type('lanner');
  await expect(boss.getByRole('option', { name: client })).toBeVisible();
});

test('a form that is open in a list stays open while the list cannot be read', async ({ browser, server }) => {
  const tool = await Tool.of(server.url, 'room_boss');
  await tool.book({ client: 'Kestrel Ink', room: null, day: dayIn(12), from: '09:00', to: '12:00' });
  const boss = await sitDown(browser, server.url, 'room_boss', '/approvals');
  await boss.getByRole('checkbox', { name: 'Select Kestrel Ink', exact: true }).check();
  await boss.getByRole('button', { name: 'Reject…', exact: true }).click();
  const reason = boss.getByRole('textbox', { name: 'Reason for all of them' });
  await reason.fill('Typed and not sent');
  // Whoever has signed in again reads all of the page anew: this time in vain, but for where the stream stands.
  await tool.endOtherSessions();
  const door = boss.getByRole('dialog', { name: 'Sign in again' });
  await door.getByLabel('Password', { exact: true }).fill(password);
  const refusal = await refuseReads(boss, 'CalendarPosition');
  await door.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(door).toHaveCount(0);
  await expect(boss.locator('.live-dot')).toHaveAttribute('data-state', 'catching-up');
  // The page hears of the second failure; two windows are read here, and each again after that.
  await expect.poll(() => refusal.count('CalendarGhosts')).toBeGreaterThan(7);
  await expect(reason).toHaveValue('Typed and not sent');
  await refusal.end();
});

test('a screen that cannot read says so, is not live, and comes back by itself with what changed meanwhile', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const stood = await tool.book({
    client: 'Merlin Works',
    room: 'Gratitude',
    day: '2028-06-20',
    from: '09:00',
    to: '12:00',
  });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}`);
  await expect(bar(boss, /^Merlin Works.*Gratitude/)).toBeVisible();
  const refusal = await refuseReads(boss);
  await boss.keyboard.press('j');
  await expect(boss.getByText('The system is busy.')).toBeVisible();
  await expect(boss.locator('.live-dot')).toHaveAttribute('data-state', 'catching-up');
  await boss.keyboard.press('k');
  await expect.poll(() => refusal.count()).toBeGreaterThan(3);
  await expect(boss.locator('.live-dot')).toHaveAttribute('data-state', 'catching-up');
  await tool.move(stood.id, { room: 'Courage', day: '2028-06-20', from: '09:00', to: '12:00' });
  await refusal.end();
  await expect(boss.locator('.live-dot')).toHaveAttribute('data-state', 'live', { timeout: 20_000 });
  await expect(boss.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await expect(bar(boss, /^Merlin Works.*Courage/)).toBeVisible();
});
