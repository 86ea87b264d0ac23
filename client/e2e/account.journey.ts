import type { Browser, Page } from '@playwright/test';
import { bar, expectNoViolations, password, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { leaveOldAccount } from './mail-house.ts';
import { Tool } from './tool.ts';
import { refuseReads } from './refused-reads.ts';

test.use({ house: 'account', sendsMail: true });

function calendar(page: Page) {
  return page.getByRole('grid', { name: 'Rooms and their bookings' });
}

/** Signs in anew: a session of its own, not one that is shared. */
async function come(browser: Browser, baseURL: string, username: string, word = password): Promise<Page> {
  const page = await (await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto('/account');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(word);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Where you are signed in' })).toBeVisible();
  return page;
}

type Answer = {
  data?: { viewer: { user: { username: string }; permissions: string[] } | null } | null;
  errors?: { extensions?: { code?: string } }[];
};

async function askWith(url: string, token: string, query: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.json()) as Answer;
}

test('a token made on the page works for a tool, within what was ticked, until it is revoked', async ({
  browser,
  server,
}) => {
  const page = await come(browser, server.url, 'room_boss');
  await page.getByRole('button', { name: 'New token' }).click();
  const form = page.getByRole('form', { name: 'New token' });
  await form.getByRole('button', { name: 'Create token' }).click();
  await expect(form.getByText('Select at least one permission.')).toBeVisible();
  await form.getByLabel('Name').fill('Lobby screen');
  await form.getByLabel('See the calendar').check();
  // Nothing that they do not hold themselves.
  await expect(form.getByLabel('Manage people and their roles')).toHaveCount(0);
  await form.getByRole('radio', { name: '7 days' }).check();
  await expectNoViolations(page);
  await form.getByRole('button', { name: 'Create token' }).click();
  const token = await page.getByRole('textbox', { name: 'Token Lobby screen' }).inputValue();
  expect(token).toMatch(/^colab_pat_/);
  await expectNoViolations(page);

  const who = '{ viewer { user { username } permissions } }';
  expect((await askWith(server.url, token, who)).data?.viewer).toEqual({
    user: { username: 'room_boss' },
    permissions: ['calendar:read'],
  });

  // Shown once: it is not there any more.
  await page.reload();
  const row = page.getByRole('listitem').filter({ hasText: 'Lobby screen' });
  await expect(row).toContainText('last used');
  expect(await page.content()).not.toContain(token);

  await row.getByRole('button', { name: 'Revoke: Lobby screen' }).click();
  await page.keyboard.press('Escape');
  await expect(row.getByRole('button', { name: 'Revoke: Lobby screen' })).toBeFocused();
  await row.getByRole('button', { name: 'Revoke: Lobby screen' }).click();
  await row.getByRole('button', { name: 'Revoke this token: Lobby screen' }).click();
  await expect(row).toHaveCount(0);
  const refused = await askWith(server.url, token, '{ rooms { id } }');
  expect(refused.errors?.map(({ extensions }) => extensions?.code)).toEqual(['UNAUTHENTICATED']);
});

test('one session is ended from another, and all of them at once, on their screens within seconds', async ({
  browser,
  server,
}) => {
  const here = await come(browser, server.url, 'it_staff');
  const there = await come(browser, server.url, 'it_staff');
  await here.reload();
  const others = here.getByRole('button', { name: /^End: Chrome on/ });
  await expect(others).toHaveCount(1);
  await others.click();
  await here.getByRole('button', { name: /^End this session/ }).click();
  await expect(there.getByLabel('Username')).toBeVisible();
  await expect(others).toHaveCount(0);

  const third = await come(browser, server.url, 'it_staff');
  await here.getByRole('button', { name: 'Sign out everywhere', exact: true }).click();
  await here.getByRole('button', { name: 'End all sessions, including this one' }).click();
  await expect(here.getByLabel('Username')).toBeVisible();
  await expect(third.getByLabel('Username')).toBeVisible();
});

test('a password is changed by who knows the one before, and by nobody else', async ({ browser, server }) => {
  const page = await come(browser, server.url, 'kitchen');
  await page.getByRole('button', { name: 'Change password' }).click();
  const form = page.getByRole('form', { name: 'Change password' });
  await form.getByLabel('Current password').fill('a guess');
  await form.getByLabel('New password').fill('five brown pots');
  await form.getByRole('button', { name: 'Change password' }).click();
  await expect(form.getByText('This is not your current password.')).toBeVisible();
  await expect(form.getByLabel('Current password')).toBeFocused();
  await expectNoViolations(page);
  await form.getByLabel('Current password').fill(password);
  await form.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Password changed.')).toBeVisible();
  await come(browser, server.url, 'kitchen', 'five brown pots');
});

test('a screen becomes a wall display that reads and changes nothing, and is ended from elsewhere', async ({
  browser,
  server,
}) => {
  const wall = await come(browser, server.url, 'training_facility_admin');
  await wall.getByRole('button', { name: 'Use this screen as a wall display' }).click();
  const form = wall.getByRole('form', { name: 'Use this screen as a wall display' });
  await expectNoViolations(wall);
  await form.getByLabel('Location').fill('Lobby');
  await form.getByRole('button', { name: 'Start wall display' }).click();
  await expect(calendar(wall)).toBeVisible();
  await expect(wall.getByRole('button', { name: 'New booking' })).toHaveCount(0);
  await wall.goto('/account');
  await expect(wall.getByRole('heading', { name: 'This screen is a wall display.' })).toBeVisible();

  const page = await come(browser, server.url, 'training_facility_admin');
  const row = page.getByRole('listitem').filter({ hasText: 'Wall display, read-only' });
  await expect(row).toContainText('Lobby');
  await row.getByRole('button', { name: 'End: Lobby' }).click();
  await row.getByRole('button', { name: 'End this session: Lobby' }).click();
  await expect(wall.getByLabel('Username')).toBeVisible();
});

test('a role that is taken away closes the calendar while it is open, and one that is given opens it again', async ({
  browser,
  server,
}) => {
  const client = 'Weaver Bird Trust';
  const day = '2028-10-10';
  const tool = await Tool.of(server.url, 'room_boss');
  await tool.book({ client, room: 'Courage', day, from: '09:00', to: '12:00', division: 'TRAINING' });
  const viewer = await sitDown(browser, server.url, 'viewer.training', `/calendar?date=${day}`);
  await expect(viewer.getByText(client)).toBeVisible();
  await viewer.evaluate(() => Object.assign(window, { sameDocument: true }));

  const admin = await come(browser, server.url, 'admin');
  await admin.goto('/users?search=zulu');
  await admin.getByRole('button', { name: /Bongani Zulu/ }).click();
  const roles = admin.getByRole('region', { name: 'Roles' });
  await roles.getByRole('button', { name: 'Remove: Viewer for TRAINING' }).click();
  await roles.getByRole('button', { name: 'Remove role: Viewer for TRAINING' }).click();
  await expect(viewer.getByRole('heading', { name: 'You don’t have access to the calendar.' })).toBeVisible();
  await expect(viewer.getByText(client)).toHaveCount(0);
  await expectNoViolations(viewer);

  // Another division's role shows the room as busy, and by whom to nobody.
  await roles.getByLabel('Role', { exact: true }).selectOption({ label: 'Viewer, of a division' });
  await roles.getByLabel('Division').selectOption({ label: 'TECH – Tech' });
  await roles.getByRole('button', { name: 'Add' }).click();
  await expect(viewer.getByRole('gridcell', { name: /^Busy, Courage/ })).toBeVisible();
  await expect(viewer.getByText(client)).toHaveCount(0);

  await roles.getByLabel('Role', { exact: true }).selectOption({ label: 'Viewer, of a division' });
  await roles.getByLabel('Division').selectOption({ label: 'TRAINING – Training' });
  await roles.getByRole('button', { name: 'Add' }).click();
  await expect(viewer.getByText(client)).toBeVisible();
  expect(await viewer.evaluate(() => 'sameDocument' in window)).toBe(true);

  // Taken away while nobody listens: the screen that comes back knows it, in the calendar and in the drawer.
  await bar(viewer, new RegExp(`^${client}`)).click();
  await expect(viewer.getByRole('complementary', { name: `Booking of ${client}` })).toBeVisible();
  await viewer.context().setOffline(true);
  await expect(viewer.locator('.live-dot')).toHaveAttribute('data-state', 'offline');
  await roles.getByRole('button', { name: 'Remove: Viewer for TRAINING' }).click();
  await roles.getByRole('button', { name: 'Remove role: Viewer for TRAINING' }).click();
  await expect(roles.getByRole('button', { name: 'Remove: Viewer for TRAINING' })).toHaveCount(0);
  await expect(viewer.getByText(client).first()).toBeVisible();
  // However often the server has no time for it, nothing of theirs is shown, and the screen does not call itself live.
  const refusal = await refuseReads(viewer);
  await viewer.context().setOffline(false);
  await expect(viewer.getByText(client)).toHaveCount(0, { timeout: 20_000 });
  await expect.poll(refusal.count).toBeGreaterThan(2);
  await expect(viewer.getByText(client)).toHaveCount(0);
  await expect(viewer.locator('.live-dot[data-state="live"]')).toHaveCount(0);
  await refusal.end();
  await expect(viewer.locator('.live-dot')).toHaveAttribute('data-state', 'live', { timeout: 20_000 });
  await expect(viewer.getByRole('gridcell', { name: /^Busy, Courage/ })).toBeVisible({ timeout: 30_000 });
  await expect(viewer.getByText(client)).toHaveCount(0);
  expect(await viewer.content()).not.toContain(client);

  // The last administrator stays one, and is told so.
  await admin.goto('/users?search=susan');
  await admin
    .getByRole('table', { name: 'People' })
    .getByRole('button', { name: /Susan van Wyk/ })
    .click();
  await roles.getByRole('button', { name: /^Remove: Administrator/ }).click();
  await roles.getByRole('button', { name: /^Remove role: Administrator/ }).click();
  await expect(roles.getByText('One administrator must be able to sign in.')).toBeVisible();
});

test('a password that the old system kept in plain text opens nothing; a mailed link sets a safe one', async ({
  browser,
  server,
  mail,
}) => {
  const old = 'kept in the open';
  const fresh = 'three calm rooibos';
  await leaveOldAccount(server.dataDir, { username: 'it_staff', email: 'it_staff@house.example', password: old });
  const page = await (
    await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } })
  ).newPage();
  await page.goto('/sign-in');
  const signIn = async (word: string) => {
    await page.getByLabel('Username').fill('it_staff');
    await page.getByLabel('Password', { exact: true }).fill(word);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  await signIn(old);
  await expect(page.getByText('Set a new password.')).toBeVisible();
  await expectNoViolations(page);

  // The name goes along to the page that asks for a link.
  await page.getByRole('link', { name: 'Get a link to set a new one' }).click();
  await expect(page.getByLabel('Username')).toHaveValue('it_staff');
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByText('Check your e-mail.')).toBeVisible();
  let letter = '';
  // The house writes of other things as well.
  while (mail && !letter.includes('/set-password#')) letter = await mail.next();
  expect(letter).toContain('To: it_staff@house.example');
  expect(letter).not.toContain(old);
  const [link = ''] = /http\S+\/set-password#\S+/.exec(letter) ?? [];
  expect(new URL(link).port).toBe(new URL(server.url).port);

  await page.goto(link.slice(link.indexOf('/set-password')));
  await expect(page.getByText('signs in as it_staff')).toBeVisible();
  await page.getByLabel('New password').fill(fresh);
  await page.getByRole('button', { name: 'Set new password' }).click();
  await expect(page.getByLabel('Username')).toHaveValue('it_staff');
  await signIn(old);
  await expect(page.getByText('Wrong username or password.')).toBeVisible();
  await signIn(fresh);
  await expect(page.getByRole('heading', { name: 'Device desk' })).toBeVisible();
});
