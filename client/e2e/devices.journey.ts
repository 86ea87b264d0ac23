import type { Locator, Page } from '@playwright/test';
import { expectNoViolations, fillBooking, sitDown } from './desk.ts';
import { DeviceHouse } from './device-house.ts';
import { expect, test } from './fixtures.ts';

/** Presses a button by keyboard. */
async function enter(button: Locator): Promise<void> {
  await button.focus();
  await button.press('Enter');
}

function missing(page: Page): Locator {
  return page.getByRole('region', { name: 'What is still missing' });
}

function devices(page: Page): Locator {
  return page.getByRole('region', { name: /^Devices/ });
}

test('devices are requested by kind and by category, with what is free of them, and changed in the drawer', async ({
  browser,
  server,
}) => {
  const category = 'Journey Netbook';
  await DeviceHouse.of(server.url, category, ['JN-1', 'JN-2', 'JN-3']);
  const staff = await sitDown(browser, server.url, 'staff.tech');
  const form = await fillBooking(staff, { client: 'Device Seekers', day: '2028-06-05' });
  const first = form.getByRole('group', { name: 'Devices 1' });
  const second = form.getByRole('group', { name: 'Devices 2' });
  await first.getByLabel('How many').fill('5');
  await expect(first.getByText(/^\d+ free$/)).toBeVisible();
  await enter(form.getByRole('button', { name: 'Add another kind' }));
  await second.getByLabel('Preference').selectOption({ label: category });
  await second.getByLabel('How many').fill('4');
  await expect(second.getByText('3 free, 1 short on Mon 5 Jun, 08:00 – 12:00')).toBeVisible();

  // A second time at the same hours wants as many again; a day later it does not.
  await enter(form.getByRole('button', { name: 'Copy time to the next working day' }));
  const later = form.getByRole('group', { name: 'Time 2 of 2' });
  await expect(second.getByText('3 free, 1 short on Tue 6 Jun, 08:00 – 12:00')).toBeVisible();
  await later.getByLabel('Starts, day').fill('2028-06-05');
  await later.getByLabel('Ends, day').fill('2028-06-05');
  await expect(second.getByText('3 free for 8 in all, 5 short on Mon 5 Jun, 08:00 – 12:00').first()).toBeVisible();
  await expectNoViolations(staff);
  await enter(form.getByRole('button', { name: 'Remove time 2 of 2' }));

  // Short or not, it is never refused.
  await second.getByLabel('How many').press('Enter');
  await expect(missing(staff)).toContainText('9 devices · IT desk');
  await expect(devices(staff)).toContainText('5 devices');
  await expect(devices(staff)).toContainText(`4 ${category}`);

  await enter(devices(staff).getByRole('button', { name: 'Change' }));
  const change = staff.getByRole('form', { name: 'Devices' });
  const lines = change.getByRole('group').filter({ has: staff.locator('option:checked', { hasText: category }) });
  await expect(lines.getByLabel('How many')).toHaveValue('4');
  await lines.getByLabel('How many').fill('3');
  await expect(lines.getByText('3 free')).toBeVisible();
  await lines.getByLabel('Note for the IT desk').fill('With a numeric keypad');
  await expectNoViolations(staff);
  await lines.getByLabel('Note for the IT desk').press('Enter');
  await expect(change).toHaveCount(0);
  await expect(devices(staff)).toContainText(`3 ${category}`);
  await expect(devices(staff)).toContainText('With a numeric keypad');
  await expect(missing(staff)).toContainText('8 devices · IT desk');
});

test('a booking that moves onto a plan of one of its devices says which, and moves without it', async ({
  browser,
  server,
}) => {
  const house = await DeviceHouse.of(server.url, 'Journey Tablet', ['JT-1', 'JT-2', 'JT-3']);
  const moved = await house.book('Moves Along', '2028-06-12T06:00:00Z', '2028-06-12T10:00:00Z', ['JT-1', 'JT-2']);
  const other = await house.book('Next Day', '2028-06-13T06:00:00Z', '2028-06-13T10:00:00Z', ['JT-1']);
  const boss = await sitDown(browser, server.url, 'room_boss', `/bookings?booking=${encodeURIComponent(moved)}`);
  await expect(devices(boss)).toContainText('2 of 2 Journey Tablet');
  await expect(devices(boss).getByRole('listitem')).toContainText(['JT-1', 'JT-2']);

  await boss.keyboard.press('v');
  const form = boss.getByRole('form', { name: 'Move booking' });
  await expect(form).toBeVisible();
  await enter(form.getByRole('button', { name: '+ 1 day' }));
  await enter(form.getByRole('button', { name: 'Move', exact: true }));
  const refusal = form.getByRole('alert');
  await expect(refusal).toContainText('JT-1 is taken at that time. Nothing was saved.');
  await expect(refusal).toContainText('JT-1: Next Day, Tue 13 Jun, 08:00 – 12:00');
  await expect(refusal).toContainText('Free instead: JT-3.');
  await expectNoViolations(boss);
  expect(await house.devicesOf(moved)).toEqual(['JT-1', 'JT-2']);

  await enter(refusal.getByRole('button', { name: 'Move without JT-1' }));
  await expect(form).toHaveCount(0);
  await expect(devices(boss)).toContainText('1 of 2 Journey Tablet');
  await expect(devices(boss)).not.toContainText('JT-1');
  await expect(missing(boss)).toContainText('1 of 2 laptops · IT desk');
  expect(await house.devicesOf(moved)).toEqual(['JT-2']);
  expect(await house.devicesOf(other)).toEqual(['JT-1']);
});

test('devices are added, changed, retired and reactivated by keyboard', async ({ browser, server }) => {
  const boss = await sitDown(browser, server.url, 'it_boss', '/devices?categories=true');
  await boss.keyboard.press('n');
  const category = boss.getByRole('complementary', { name: 'New category' });
  await boss.keyboard.type('Journey Chromebook');
  await category.getByLabel('Low stock').fill('2');
  await category.getByLabel('Accessories').fill('charger, bag');
  await category.getByLabel('Accessories').press('Enter');
  const row = boss.getByRole('row', { name: /^Journey Chromebook/ });
  await expect(row).toContainText('Below 2');
  await expect(row).toContainText('charger, bag');

  await boss.goto('/devices');
  await expect(boss.getByRole('row', { name: /^SAMPLE-/ }).first()).toBeVisible();
  await boss.keyboard.press('n');
  const add = boss.getByRole('complementary', { name: 'Add devices' });
  await boss.keyboard.type('JC-1\nJC-2\njc-1');
  await add.getByLabel('Category').selectOption({ label: 'Journey Chromebook' });
  await add.getByLabel('Place in the store').fill('Shelf 9');
  await add.getByLabel('Place in the store').press('Enter');
  await expect(add.getByText('Listed twice: jc-1.')).toBeVisible();
  await expect(add.getByRole('textbox', { name: 'Serial numbers' })).toBeFocused();
  await add.getByRole('textbox', { name: 'Serial numbers' }).fill('JC-1\nJC-2');
  await expectNoViolations(boss);
  await add.getByLabel('Place in the store').press('Enter');
  await expect(add).toHaveCount(0);
  await boss.getByRole('searchbox', { name: /^Search devices/ }).fill('JC-');
  await expect(boss.getByRole('row', { name: /^JC-/ })).toHaveCount(2);

  await enter(boss.getByRole('button', { name: 'JC-2' }));
  const drawer = boss.getByRole('complementary', { name: 'JC-2' });
  await expect(drawer).toContainText('Nothing is planned in these weeks.');
  await expect(drawer.getByRole('region', { name: 'History' })).toContainText('Added');
  await enter(drawer.getByRole('button', { name: 'Retire' }));
  await drawer.getByLabel('Reason').fill('Screen broken');
  await enter(drawer.getByRole('button', { name: 'Retire' }));
  await expect(drawer.getByRole('button', { name: 'Reactivate' })).toBeVisible();
  await expect(drawer.getByRole('region', { name: 'History' })).toContainText('Retired: Screen broken');
  await expect(boss.getByRole('row', { name: /^JC-/ })).toHaveCount(1);
  await expectNoViolations(boss);

  await enter(drawer.getByRole('button', { name: 'Reactivate' }));
  await expect(drawer.getByRole('region', { name: 'History' })).toContainText('Reactivated');
  await expect(boss.getByRole('row', { name: /^JC-/ })).toHaveCount(2);

  await enter(drawer.getByRole('button', { name: 'Take out of use' }));
  await drawer.getByRole('radio', { name: 'Lost' }).check();
  await enter(drawer.getByRole('button', { name: 'Take out of use' }));
  await expect(drawer).toContainText('Reported lost');
  const lost = boss.getByRole('list', { name: 'Figures' }).getByRole('button', { name: /Lost$/ });
  await enter(lost);
  await expect(boss.getByRole('row', { name: /^JC-2/ })).toBeVisible();
  await expect(boss).toHaveURL(/downtime=LOST/);
  await enter(drawer.getByRole('button', { name: 'It is found' }));
  await expect(drawer).toContainText('Found');
  await expect(boss.getByRole('row', { name: /^JC-2/ })).toHaveCount(0);
});
