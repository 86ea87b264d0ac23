import type { Locator } from '@playwright/test';
import { bookingForm, fillClient, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

const client = 'أكاديمية الهيدرولوجيا التطبيقية للتدريب المتقدم في الجنوب الأفريقي وما حولها من البلدان';
const day = '2028-12-04';

/** Whether the first letter of a text is in sight, though not all of it may be. */
async function expectItsBeginning(text: Locator): Promise<void> {
  await expect(text).toBeVisible();
  const places = await text.evaluate((element: HTMLElement) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    range.setStart(walker.nextNode()!, 0);
    range.setEnd(walker.currentNode, 1);
    const [letter, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
    return { before: letter.left - box.left, after: box.right - letter.right };
  });
  expect(places.before).toBeGreaterThanOrEqual(-1);
  expect(places.after).toBeGreaterThanOrEqual(-1);
}

test('a long name that is read from the right is cut at its end, wherever it stands', async ({ browser, server }) => {
  const tool = await Tool.of(server.url, 'room_boss');
  await tool.book({ client, room: 'Honesty', day, from: '09:00', to: '12:00' });
  const staff = await Tool.of(server.url, 'staff.tech');
  await staff.book({ client, room: null, day, from: '13:00', to: '16:00' });

  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}`);
  await expectItsBeginning(boss.locator('.timeline-row .bar-client').filter({ hasText: client }).first());
  await boss.keyboard.press('/');
  // No key of this keyboard writes Arabic: it comes as text, for which the field has to be there.
  await expect(boss.getByRole('dialog', { name: 'Search' }).getByRole('combobox')).toBeFocused();
  await boss.keyboard.type('أكاديمية');
  await expectItsBeginning(boss.locator('.search-title').filter({ hasText: client }).first());
  await boss.keyboard.press('Enter');
  await expectItsBeginning(boss.locator('.drawer-title h2'));
  await boss.goto('/approvals');
  await expectItsBeginning(boss.locator('.waiting-client').filter({ hasText: client }).first());

  await boss.goto(`/calendar?date=${day}&new=true`);
  await fillClient(boss, { client });
  const company = bookingForm(boss).getByLabel('Company');
  await company.blur();
  expect(await company.evaluate((field: HTMLInputElement) => getComputedStyle(field).direction)).toBe('rtl');
});
