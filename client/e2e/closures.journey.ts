import type { Locator, Page } from '@playwright/test';
import { bar, bookingForm, expectNoViolations, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { carryBar, drag, expectBar, expectLabel, pointOf, preview, refusal, whenWords } from './hand.ts';
import { Tool } from './tool.ts';

function closingForm(page: Page): Locator {
  return page.getByRole('form', { name: 'Close rooms' });
}
function drawerOf(page: Page, reason: string): Locator {
  return page.getByRole('complementary', { name: `Closed: ${reason}` });
}
function closedBar(page: Page, room: string, reason: string): Locator {
  return bar(page, new RegExp(`^Closed, ${room}, ${reason}, `));
}
function toast(page: Page, words: string): Locator {
  return page.locator('.toast').filter({ hasText: words });
}

test('rooms are closed where somebody draws, seen by all and met by nobody, and opened again', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const [day, next] = ['2028-10-02', '2028-10-03'] as const;
  const home = { room: 'Honesty', day: next, from: '09:00', to: '11:00' };
  await tool.book({ client: 'Carried Client', ...home });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}`);
  const viewer = await sitDown(browser, server.url, 'viewer.training', `/calendar?date=${day}`);
  const reason = 'Projector repair';
  const when = whenWords(day, '09:00', '15:00');

  // Drawn as a booking, closed instead: the place goes along.
  const [from, to] = [
    await pointOf(boss, { room: 'Courage', day, time: '09:00' }),
    await pointOf(boss, { room: 'Courage', day, time: '15:00' }),
  ];
  await drag(boss, { ...from, x: from.x + 1 }, { ...to, x: to.x - 1 });
  await expectLabel(boss, when, 'free');
  await boss.mouse.up();
  await expect(bookingForm(boss)).toBeVisible();
  await boss.getByRole('button', { name: 'Close this room instead' }).click();
  const form = closingForm(boss);
  await expect(form.getByLabel('Reason')).toBeFocused();
  await expect(form.getByRole('checkbox', { name: /^Courage/ })).toBeChecked();
  await expect(form.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await expect(form.getByLabel('From, time')).toHaveValue('09:00');
  await expect(form.getByLabel('Until, time')).toHaveValue('15:00');
  expect(new URL(boss.url()).searchParams.get('close')).toBe('true');

  // Without a reason nothing is sent; what was chosen stays.
  await form.getByRole('button', { name: 'Close the room' }).click();
  await expect(form.getByText('Enter a reason.')).toBeVisible();
  // 00:00 as an end is the end of that day, and said so.
  await form.getByLabel('Until, time').fill('00:00');
  await expect(form.getByText('00:00 is midnight at the end of Mon 2 Oct.')).toBeVisible();
  await form.getByLabel('Until, time').fill('15:00');
  await form.getByLabel('Reason').fill(reason);
  await form.getByRole('button', { name: 'Close the room' }).click();
  await expect(toast(boss, 'Courage closed.')).toBeVisible();
  await expect(drawerOf(boss, reason)).toContainText(when);
  await expect(drawerOf(boss, reason)).toContainText('Sipho Dlamini');

  // Another division, on another screen, without a reload: it glows once, and says why.
  const there = closedBar(viewer, 'Courage', reason);
  await expect(there).toHaveAttribute('aria-label', `Closed, Courage, ${reason}, ${when}`);
  await expect(there).toHaveAttribute('data-glow', 'true');
  await expect(there).not.toHaveAttribute('data-glow', 'true');
  expect(await there.evaluate((element) => getComputedStyle(element).backgroundImage)).toContain(
    'repeating-linear-gradient(45deg',
  );
  await there.hover();
  await expect(viewer.locator('.hover-card:popover-open')).toContainText(reason);
  await expect(viewer.locator('.hover-card:popover-open')).toContainText('Closed by Sipho Dlamini');

  // Whoever may not open it again is told so; the address leads to it.
  await there.click();
  await expect(drawerOf(viewer, reason).getByRole('button', { name: 'Reopen' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await drawerOf(viewer, reason).getByRole('button', { name: 'Reopen' }).focus();
  await expect(drawerOf(viewer, reason).getByRole('tooltip')).toBeVisible();
  await viewer.reload();
  await expect(drawerOf(viewer, reason)).toBeVisible();
  for (const theme of ['light', 'dark'] as const) {
    for (const page of [viewer, boss]) {
      await page.emulateMedia({ colorScheme: theme });
      await expectNoViolations(page);
    }
  }
  await viewer.keyboard.press('Escape');
  await expect(viewer.locator('aside.drawer')).toHaveCount(0);

  // It cannot be taken in hand, and what is carried onto it is refused before it is let go.
  await boss.keyboard.press('Escape');
  await carryBar(
    boss,
    closedBar(boss, 'Courage', reason),
    { room: 'Courage', day, time: '09:00' },
    { room: 'Gratitude', day, time: '09:00' },
  );
  await expect(preview(boss)).toHaveCount(0);
  await boss.mouse.up();
  await carryBar(
    boss,
    bar(boss, /^Carried Client/),
    { ...home, time: home.from },
    { room: 'Courage', day, time: '10:00' },
  );
  await expectLabel(boss, whenWords(day, '10:00', '12:00'), `closed: ${reason}, ${when}`);
  await boss.mouse.up();
  const card = refusal(boss, 'Carried Client');
  await expect(card).toContainText('The room is closed.');
  await expect(card).toContainText(`Closed: ${reason}, ${when}`);
  await expectBar(boss, 'Carried Client', home);
  await boss.keyboard.press('Escape');

  // Opened again: gone from both screens, and free.
  await closedBar(boss, 'Courage', reason).click();
  await drawerOf(boss, reason).getByRole('button', { name: 'Reopen' }).click();
  await expect(toast(boss, 'Courage reopened')).toBeVisible();
  await expect(boss.locator('aside.drawer')).toHaveCount(0);
  for (const page of [boss, viewer]) await expect(closedBar(page, 'Courage', reason)).toHaveCount(0);
  await carryBar(
    boss,
    bar(boss, /^Carried Client/),
    { ...home, time: home.from },
    { room: 'Courage', day, time: '10:00' },
  );
  await expectLabel(boss, whenWords(day, '10:00', '12:00'), /^fits/);
  await boss.mouse.up();
  await expectBar(boss, 'Carried Client', { room: 'Courage', day, from: '10:00', to: '12:00' });
});

test('closing over bookings names them, and sends them back to wait only where that is said to be meant', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const day = '2028-10-10';
  for (const [client, room] of [
    ['First In The Way', 'Honesty'],
    ['Second In The Way', 'Gratitude'],
  ] as const)
    await tool.book({ client, room, day, from: '09:00', to: '11:00' });
  const moved = { room: 'Empower', day, from: '13:00', to: '15:00' };
  await tool.book({ client: 'Moved Before', ...moved, from: '09:00', to: '11:00' });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}`);
  await carryBar(
    boss,
    bar(boss, /^Moved Before, /),
    { room: 'Empower', day, time: '09:00' },
    { room: 'Empower', day, time: '13:00' },
  );
  await boss.mouse.up();
  await expectBar(boss, 'Moved Before', moved);
  await boss.getByRole('button', { name: 'Close rooms' }).click();
  const form = closingForm(boss);
  for (const room of ['Honesty', 'Gratitude', 'Courage'])
    await form.getByRole('checkbox', { name: new RegExp(`^${room}`) }).check();
  for (const end of ['From', 'Until']) await form.getByLabel(`${end}, day`).fill(day);
  await form.getByLabel('Reason').fill('New carpets');
  const tick = form.getByRole('checkbox', { name: 'Move these 2 bookings to Approvals' });
  await expect(tick).not.toBeChecked();
  await expect(form.getByRole('region', { name: 'Affected bookings' })).toContainText(`First In The Way`);
  await expect(form.getByRole('checkbox', { name: /^Honesty/ })).toHaveAccessibleName(/1 booking$/);
  await expectNoViolations(boss);

  await form.getByRole('button', { name: 'Close 3 rooms' }).click();
  await expect(form.getByText('Confirm this, or choose another room or time.')).toBeVisible();
  expect(await tool.storedFor('First In The Way')).toMatchObject([{ status: 'CONFIRMED', room: 'Honesty' }]);

  // One more comes while the form is open: it was not meant.
  await tick.check();
  await tool.book({ client: 'Third In The Way', room: 'Courage', day, from: '13:00', to: '15:00' });
  const three = form.getByRole('checkbox', { name: 'Move these 3 bookings to Approvals' });
  await form.getByRole('button', { name: 'Close 3 rooms' }).click();
  await expect(three).not.toBeChecked();
  await expect(form.getByLabel('Reason')).toHaveValue('New carpets');
  await three.check();
  await form.getByRole('button', { name: 'Close 3 rooms' }).click();
  await expect(toast(boss, 'Honesty, Gratitude, Courage closed. 3 bookings moved to Approvals.')).toBeVisible();
  // It is opened again, not undone; and U does not take back what was done before it.
  await boss.keyboard.press('u');
  await expect(toast(boss, 'There is nothing to undo.')).toBeVisible();
  await expectBar(boss, 'Moved Before', moved);
  for (const client of ['First In The Way', 'Second In The Way', 'Third In The Way']) {
    await expect.poll(() => tool.storedFor(client)).toMatchObject([{ status: 'PENDING', room: null }]);
    await expect(boss.locator('.timeline-tray-title')).toContainText('3');
  }
  for (const room of ['Honesty', 'Gratitude', 'Courage'])
    await expect(closedBar(boss, room, 'New carpets')).toBeVisible();

  // A closure gives way to none: those rooms are left out with one click.
  await boss.getByRole('button', { name: 'Close rooms' }).click();
  for (const room of ['Honesty', 'Respect']) await form.getByRole('checkbox', { name: new RegExp(`^${room}`) }).check();
  for (const end of ['From', 'Until']) await form.getByLabel(`${end}, day`).fill(day);
  await expect(form).toContainText('This can’t be moved to Approvals:');
  await form.getByRole('button', { name: 'Close only free rooms' }).click();
  await expect(form.getByRole('checkbox', { name: /^Honesty/ })).not.toBeChecked();
  await expect(form.getByRole('checkbox', { name: /^Respect/ })).toBeChecked();
  await expect(form.getByText('be moved to Approvals:')).toHaveCount(0);
});

test('a room is closed, read and opened by keyboard alone; who may not close is not asked to', async ({
  browser,
  server,
}) => {
  const day = '2028-10-17';
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}`);
  const { keyboard } = boss;
  const grid = boss.getByRole('grid');
  await grid.focus();
  await keyboard.press('Control+Home');
  for (let row = 0; row < 2; row++) await keyboard.press('ArrowDown');
  await keyboard.press('l');
  const form = closingForm(boss);
  await expect(form.getByLabel('Reason')).toBeFocused();
  await keyboard.type('By key');
  await keyboard.press('Tab');
  while (
    !(await form
      .getByRole('button', { name: 'Close the room' })
      .evaluate((element) => element === document.activeElement))
  )
    await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(toast(boss, ' closed.')).toBeVisible();
  const closed = bar(boss, /^Closed, .*, By key, /);
  await grid.focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await expect(closed).toHaveAttribute('data-cursor', 'true');
  await expect(boss.locator('.hover-card:popover-open')).toContainText('By key');
  await keyboard.press('Escape');
  await expect(boss.locator('aside.drawer')).toHaveCount(0);
  await expect(grid).toBeFocused();
  await keyboard.press('Alt+ArrowDown');
  await expect(boss.getByRole('status').filter({ hasText: 'There is nothing here that you can move.' })).toHaveCount(1);
  await keyboard.press(' ');
  await expect(drawerOf(boss, 'By key')).toBeVisible();
  await grid.focus();
  while (
    !(await drawerOf(boss, 'By key')
      .getByRole('button', { name: 'Reopen' })
      .evaluate((element) => element === document.activeElement))
  )
    await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(toast(boss, 'reopened')).toBeVisible();
  await expect(closed).toHaveCount(0);
  await keyboard.press('?');
  await expect(boss.getByRole('dialog').getByText('Close rooms')).toBeVisible();
  await keyboard.press('Escape');

  const staff = await sitDown(browser, server.url, 'staff.tech', `/calendar?date=${day}&close=true`);
  await expect(staff.getByText('You can’t close rooms.')).toBeVisible();
  await staff.keyboard.press('Escape');
  await expect(staff.getByRole('button', { name: 'Close rooms' })).toHaveCount(0);
  await staff.keyboard.press('l');
  await expect(staff.locator('aside.drawer')).toHaveCount(0);
  const [from, to] = [
    await pointOf(staff, { room: 'Courage', day, time: '09:00' }),
    await pointOf(staff, { room: 'Courage', day, time: '12:00' }),
  ];
  await drag(staff, from, to);
  await staff.mouse.up();
  await expect(bookingForm(staff)).toBeVisible();
  await expect(staff.getByRole('button', { name: 'Close this room instead' })).toHaveCount(0);
  await staff.keyboard.press('ControlOrMeta+k');
  await staff.keyboard.type('close');
  await expect(staff.getByRole('option', { name: /^Close rooms/ })).toHaveCount(0);
});
