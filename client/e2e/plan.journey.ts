import type { Locator, Page } from '@playwright/test';
import { bar, expectNoViolations, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { middleOf } from './hand.ts';
import { Tool } from './tool.ts';

function panel(page: Page): Locator {
  return page.getByRole('region', { name: 'Plan' });
}
function line(page: Page, client: string): Locator {
  return panel(page).getByRole('listitem').filter({ hasText: client });
}
function tick(page: Page, client: string): Locator {
  return panel(page).getByRole('checkbox', { name: new RegExp(`^${client}, `) });
}
function outline(page: Page, client: string): Locator {
  return page.locator('.plan-outline').filter({ hasText: client });
}
function toast(page: Page, words: string): Locator {
  return page.locator('.toast').filter({ hasText: words });
}

test('a plan lies over the calendar, one is left out, and the rest stands where it was proposed', async ({
  browser,
  server,
}) => {
  const day = '2028-11-07';
  const [tool, staff] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.training')];
  const when = { room: null, day, from: '09:00', to: '12:00' };
  await tool.book({ client: 'First Planned', ...when });
  await staff.book({ client: 'Second Planned', ...when, division: 'TRAINING' });
  await tool.book({ client: 'Left Out', ...when, learners: 9 });
  await tool.book({ client: 'Far Too Many', ...when, learners: 400 });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}&view=day`);
  await expect(page(boss).outlines).toHaveCount(0);

  // By its key; everything that the layer shows is in the list as well.
  await boss.keyboard.press('p');
  await expect(panel(boss)).toContainText('3 of 4 placed · 1 not');
  await expect(panel(boss)).toContainText('best possible plan');
  expect(new URL(boss.url()).searchParams.get('plan')).toBe('true');
  await expect(line(boss, 'Far Too Many')).toContainText('No room seats 401; the largest one seats');
  await expect(page(boss).outlines).toHaveCount(3);
  for (const client of ['First Planned', 'Second Planned', 'Left Out'])
    await expect(outline(boss, client)).toBeVisible();
  for (const theme of ['light', 'dark'] as const) {
    await boss.emulateMedia({ colorScheme: theme });
    await expectNoViolations(boss);
  }

  // Nothing is held by it: somebody else's screen shows the room free, and the ghosts wait.
  await expect(bar(boss, /^First Planned, .*needs a room/i)).toBeVisible();

  // From tick to tick by arrows; what is looked at stands out over the calendar.
  await tick(boss, 'First Planned').or(tick(boss, 'Second Planned')).or(tick(boss, 'Left Out')).first().focus();
  await expect(page(boss).pointed).toHaveCount(1);
  await tick(boss, 'Left Out').focus();
  await expect(outline(boss, 'Left Out')).toHaveAttribute('data-pointed', 'true');
  await boss.keyboard.press('Space');
  await expect(tick(boss, 'Left Out')).not.toBeChecked();
  await expect(outline(boss, 'Left Out')).toHaveAttribute('data-unticked', 'true');
  await expect(panel(boss).getByText('2 of 3 selected')).toBeVisible();

  await panel(boss).getByRole('button', { name: 'Accept 2' }).click();
  await expect(toast(boss, '2 rooms assigned')).toBeVisible();
  await expect(bar(boss, /^First Planned, Room assigned, [^,]+, /)).toBeVisible();
  await expect(bar(boss, /^Second Planned, Room assigned, [^,]+, /)).toBeVisible();
  await expect(line(boss, 'First Planned')).toHaveCount(0);
  await expect(line(boss, 'Left Out')).toBeVisible();
  await expect(panel(boss)).toContainText('2 assigned · 1 more could be · 1 not placed');

  // The last thing done is what is undone, as one.
  await boss.keyboard.press('u');
  await expect(toast(boss, 'and 1 other booking')).toBeVisible();
  for (const client of ['First Planned', 'Second Planned'])
    expect(await tool.storedFor(client)).toMatchObject([{ status: 'PENDING' }]);
  await expect(panel(boss)).not.toContainText('assigned');
  await expect(line(boss, 'First Planned')).toContainText('Plan again');

  await boss.keyboard.press('Escape');
  await expect(panel(boss)).toHaveCount(0);
  await expect(page(boss).outlines).toHaveCount(0);
  await expect(boss.getByRole('grid', { name: 'Rooms and their bookings' })).toBeFocused();
});

test('what was taken meanwhile is refused by name, nothing is saved, and the rest is accepted; what changed is marked', async ({
  browser,
  server,
}) => {
  const day = '2028-11-14';
  const tool = await Tool.of(server.url, 'room_boss');
  const when = { day, from: '09:00', to: '12:00' };
  await tool.book({ client: 'Needs The Hall', ...when, room: null, learners: 44 });
  await tool.book({ client: 'Needs A Corner', ...when, room: null, learners: 5 });
  const moving = await tool.book({ client: 'Moves Away', ...when, room: null, learners: 5 });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}&view=day`);

  // From the search this time.
  await boss.keyboard.press('/');
  await boss.getByRole('combobox').fill('plan rooms');
  await boss.getByRole('option', { name: /Plan rooms for all requests/ }).click();
  await expect(panel(boss)).toContainText('All 3 placed');
  const hall = await tick(boss, 'Needs The Hall').getAttribute('aria-label');
  const room = /in (.+)$/.exec(hall ?? '')?.[1] ?? '';

  await tool.move(moving.id, { room: null, day, from: '13:00', to: '15:00' });
  await expect(line(boss, 'Moves Away')).toContainText('Changed since the plan was made');
  await expect(tick(boss, 'Moves Away')).toBeDisabled();
  await expect(tick(boss, 'Moves Away')).not.toBeChecked();

  await tool.book({ client: 'Was Faster', ...when, room });
  await panel(boss).getByRole('button', { name: 'Accept 2' }).click();
  const refused = panel(boss).getByRole('alert');
  await expect(refused).toContainText('Nothing was saved');
  await expect(refused).toContainText(`Needs The Hall, ${room}:`);
  await expectNoViolations(boss);
  await expect(bar(boss, /^Needs A Corner, .*needs a room/i)).toBeVisible();
  expect(await tool.storedFor('Needs The Hall')).toMatchObject([{ status: 'PENDING' }]);

  await panel(boss).getByRole('button', { name: 'Accept the rest (1)' }).click();
  await expect(toast(boss, '1 room assigned')).toBeVisible();
  await expect(line(boss, 'Needs A Corner')).toHaveCount(0);

  // Anew, with what stands there now.
  await panel(boss).getByRole('button', { name: 'Plan again' }).click();
  await expect(tick(boss, 'Moves Away')).toBeChecked();
  await expect(panel(boss).getByRole('alert')).toHaveCount(0);
});

test('what is pressed in the search is chosen, also where the list moves before the button is up', async ({
  browser,
  server,
}) => {
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar?date=2028-11-14&view=day');
  const answer = Promise.withResolvers<undefined>();
  await boss.route('**/graphql', async (route) => {
    if (/query SearchBookings/.test(route.request().postData() ?? '')) await answer.promise;
    return route.fallback();
  });
  await boss.keyboard.press('/');
  await boss.getByRole('combobox').fill('plan rooms');
  const option = boss.getByRole('option', { name: /Plan rooms for all requests/ });
  const at = await middleOf(option);
  await boss.mouse.move(at.x, at.y);
  await boss.mouse.down();
  answer.resolve(undefined);
  await expect.poll(async () => (await middleOf(option)).y).not.toBe(at.y);
  await boss.mouse.up();
  await expect(panel(boss)).toBeVisible();
});

test('at the desk of those who decide, the plan lies over its timeline too', async ({ browser, server }) => {
  // Within the year that the desk looks ahead, beyond what others use.
  const ahead = new Date(Date.now() + 305 * 86_400_000);
  const day = new Date(ahead.getTime() - ((ahead.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10);
  const tool = await Tool.of(server.url, 'room_boss');
  await tool.book({ client: 'Planned At The Desk', room: null, day, from: '09:00', to: '12:00' });
  const boss = await sitDown(browser, server.url, 'room_boss', `/approvals?date=${day}&view=day`);
  await boss.getByRole('button', { name: /^Plan rooms for all requests/ }).click();
  await expect(tick(boss, 'Planned At The Desk')).toBeChecked();
  await expect(outline(boss, 'Planned At The Desk')).toBeVisible();
  await expectNoViolations(boss);
  // Whom it names is chosen at the desk.
  await line(boss, 'Planned At The Desk').getByRole('button', { name: 'Planned At The Desk' }).click();
  await expect(boss.getByRole('group', { name: 'Actions for Planned At The Desk' })).toBeVisible();
  await boss.keyboard.press('Escape');
  await expect(panel(boss)).toHaveCount(0);
  await boss.keyboard.press('p');
  // A phone turns to another day, too.
  await boss.setViewportSize({ width: 390, height: 844 });
  for (const [turn, words] of [
    ['Next day', 'No bookings need a room in this period'],
    ['Previous day', '1 of 1 placed'],
  ] as const) {
    await boss.getByRole('button', { name: new RegExp(`^${turn}`) }).click();
    await panel(boss).getByRole('button', { name: 'Plan again' }).click();
    await expect(panel(boss)).toContainText(words);
  }
  expect(await boss.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await panel(boss).getByRole('button', { name: 'Accept 1' }).click();
  await expect(toast(boss, '1 room assigned')).toBeVisible();
});

test('only those who assign rooms may plan, and a phone shows the list alone', async ({ browser, server }) => {
  const day = '2028-11-21';
  const tool = await Tool.of(server.url, 'room_boss');
  await tool.book({ client: 'Planned On A Phone', room: null, day, from: '09:00', to: '12:00' });
  const staff = await sitDown(browser, server.url, 'staff.tech', `/calendar?date=${day}&plan=true`);
  await expect(staff.getByRole('button', { name: 'Plan', exact: true })).toHaveCount(0);
  await staff.keyboard.press('p');
  await expect(panel(staff)).toHaveCount(0);

  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}`);
  await boss.setViewportSize({ width: 390, height: 844 });
  await boss.getByRole('button', { name: 'Plan', exact: true }).click();
  await expect(tick(boss, 'Planned On A Phone')).toBeChecked();
  await expect(boss.getByRole('group', { name: 'Day' })).toHaveCount(0);
  await expectNoViolations(boss);
  await panel(boss).getByRole('button', { name: 'Accept 1' }).click();
  await expect(toast(boss, '1 room assigned')).toBeVisible();
  await expect(panel(boss)).toHaveCount(0);
});

function page(on: Page) {
  return {
    outlines: on.locator('.plan-outline:not([data-part])'),
    pointed: on.locator('.plan-outline[data-pointed]:not([data-part])'),
  };
}
