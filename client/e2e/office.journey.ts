import type { Page } from '@playwright/test';
import { expectNoViolations, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';

test.use({ house: 'office' });

function drawer(page: Page) {
  return page.locator('aside.drawer');
}

test('somebody is invited, with a role and a link, and the trail tells who did it', async ({ browser, server }) => {
  const admin = await sitDown(browser, server.url, 'admin', '/calendar');
  await admin.keyboard.press('/');
  await admin.getByRole('combobox', { name: /^Search/ }).fill('people');
  await admin.getByRole('option', { name: /^People/ }).click();
  await expect(admin.getByRole('table', { name: 'People' })).toBeVisible();
  await admin.keyboard.press('n');
  const form = drawer(admin).getByRole('form');
  await expect(form.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Zanele Ndlovu (sample)');
  await form.getByLabel('Username').fill('staff.tech');
  await form.getByRole('button', { name: 'Invite' }).click();
  await expect(form.getByText('This username is already in use.')).toBeVisible();
  await expect(form.getByLabel('Username')).toBeFocused();
  await form.getByLabel('Username').fill('zanele');
  await form.getByLabel('Role', { exact: true }).selectOption({ label: 'Staff, of a division' });
  await form.getByLabel('Division').selectOption({ label: 'TECH – Tech' });
  await form.getByRole('button', { name: 'Add' }).click();
  await form.getByRole('button', { name: 'Invite' }).click();
  await expect(admin.getByRole('textbox', { name: /^Link for Zanele/ })).toHaveValue(/\/set-password#/);
  await expectNoViolations(admin);
  const row = admin.getByRole('row', { name: /Zanele Ndlovu/ });
  await expect(row).toContainText('Invited');
  await expect(row).toContainText('Staff TECH');

  await admin.getByRole('button', { name: 'Open account' }).click();
  await admin.getByRole('button', { name: 'Close account' }).click();
  await expect(admin.getByText(/has no open bookings/)).toBeVisible();
  await admin.getByRole('button', { name: 'Close account and end sessions' }).click();
  await expect(row).toContainText('Closed');

  await admin.keyboard.press('Escape');
  await admin.keyboard.press('g');
  await admin.keyboard.press('t');
  const trail = admin.getByRole('table', { name: 'Audit trail' });
  await admin.getByLabel('Action').selectOption({ label: 'Invite a person' });
  await expect(admin).toHaveURL(/action=inviteUser/);
  await admin.getByRole('searchbox', { name: /^Search the audit/ }).fill('zanele');
  await expect(admin).toHaveURL(/search=zanele/);
  await trail.getByRole('button').first().click();
  await expect(admin.getByRole('table', { name: 'What changed' })).toContainText('Zanele Ndlovu');
  await expectNoViolations(admin);

  // What was refused is there as well, marked by a sign and a word.
  await admin.goto('/audit?result=REFUSED&action=inviteUser');
  await expect(trail.getByText('Refused')).toBeVisible();
});

test('a division is added and renamed', async ({ browser, server }) => {
  const admin = await sitDown(browser, server.url, 'admin', '/tenants');
  await admin.getByRole('button', { name: 'New division' }).click();
  const form = drawer(admin).getByRole('form');
  await form.getByRole('textbox', { name: 'Code' }).fill('tech');
  await form.getByRole('textbox', { name: 'Name' }).fill('Sales');
  await form.getByRole('button', { name: 'Add division' }).click();
  await expect(form.getByText('A division with this code already exists.')).toBeVisible();
  await form.getByRole('textbox', { name: 'Code' }).fill('sales');
  await form.getByRole('button', { name: 'Add division' }).click();
  await expect(admin.getByRole('row', { name: 'SALES Sales' })).toBeVisible();
  await admin.getByRole('button', { name: 'SALES' }).click();
  await form.getByRole('textbox', { name: 'Name' }).fill('Sales and rentals');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByRole('row', { name: 'SALES Sales and rentals' })).toBeVisible();
});

test('who may not manage is offered nothing of it, and is told so at its address', async ({ browser, server }) => {
  const staff = await sitDown(browser, server.url, 'staff.tech', '/calendar');
  await expect(staff.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText([
    'Calendar',
    'Bookings',
    'My requests',
    'Notifications',
  ]);
  for (const path of ['/users', '/tenants', '/audit']) {
    await staff.goto(path);
    await expect(staff.getByRole('heading', { name: 'You don’t have access.' })).toBeVisible();
  }
  await expectNoViolations(staff);
});

test('on a phone the conditions of the trail are folded away, and a line is read with its particulars', async ({
  browser,
  server,
}) => {
  const admin = await sitDown(browser, server.url, 'admin', '/audit', { viewport: { width: 390, height: 844 } });
  const trail = admin.getByRole('table', { name: 'Audit trail' });
  await expect(trail.getByText('Sign in').first()).toBeVisible();
  const person = admin.getByLabel('Person');
  await expect(person).toBeHidden();
  const fold = admin.getByRole('button', { name: /^Filters/ });
  await fold.press('Enter');
  await expect(person).toBeVisible();
  // Everybody is there to be chosen, and the fold says how much is chosen once it is closed again.
  await expect(person.getByRole('option', { name: /Zulu/ })).toHaveCount(1);
  await person.selectOption({ label: await person.getByRole('option', { name: /Susan van Wyk/ }).innerText() });
  await fold.press('Enter');
  await expect(fold).toHaveText('Filters: 1');
  await expect(person).toBeHidden();
  const line = trail.getByRole('button', { name: /show details/ }).first();
  await line.press('Enter');
  await expect(trail.getByText('Request', { exact: true })).toBeVisible();
  await expectNoViolations(admin);
});

test('the pages stand in both themes, and down to 320 pixels', async ({ browser, server }) => {
  const admin = await sitDown(browser, server.url, 'admin', '/calendar');
  for (const [path, there] of [
    ['/account', 'API tokens'],
    ['/users', 'staff.tech'],
    ['/tenants', 'TRAINING'],
    ['/audit', 'Sign in'],
  ] as const) {
    await admin.setViewportSize({ width: 1024, height: 768 });
    await admin.goto(path);
    await expect(admin.locator('.frame-main').getByText(there).last()).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await admin.emulateMedia({ colorScheme });
      await expectNoViolations(admin);
    }
    for (const width of [390, 320]) {
      await admin.setViewportSize({ width, height: 700 });
      expect(await admin.evaluate(() => document.documentElement.scrollWidth), `${path} at ${width}`).toBe(width);
    }
    await expectNoViolations(admin);
  }
});
