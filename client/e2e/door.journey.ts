import type { Browser, Page } from '@playwright/test';
import { expectNoViolations, password, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';

test.use({ house: 'door' });

function username(page: Page) {
  return page.getByLabel('Username');
}
function secret(page: Page) {
  return page.getByLabel('Password', { exact: true });
}
function enter(page: Page) {
  return page.getByRole('button', { name: 'Sign in' }).click();
}
function calendar(page: Page) {
  return page.getByRole('grid', { name: 'Rooms and their bookings' });
}

/** Somebody who has not been here before, at a screen of their own. */
async function arrive(browser: Browser, baseURL: string, path = '/sign-in'): Promise<Page> {
  const page = await (await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(path);
  return page;
}

async function signIn(page: Page, name: string, word: string): Promise<void> {
  await username(page).fill(name);
  await secret(page).fill(word);
  await enter(page);
}

test('a wrong password is told from a server that does not answer, and nothing that was typed is lost', async ({
  browser,
  server,
}) => {
  const page = await arrive(browser, server.url, '/audit?result=REFUSED');
  await expect(page.getByRole('heading', { name: /Sign in/ })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectNoViolations(page);
  }
  await signIn(page, 'admin', 'not the password');
  await expect(page.getByText('Wrong username or password.')).toBeVisible();

  await secret(page).fill(password);
  await server.kill();
  await enter(page);
  await expect(page.getByRole('alert')).toContainText('The server cannot be reached.');
  await expect(page.getByText('Wrong username or password.')).toHaveCount(0);
  await expect(secret(page)).toHaveValue(password);
  await server.restart();
  await page.getByRole('button', { name: 'Try again' }).click();
  // Where they wanted to go.
  await expect(page).toHaveURL(/\/audit\?result=REFUSED/);
  await expect(page.getByRole('heading', { name: 'Audit trail' })).toBeVisible();
});

test('too many wrong passwords are told with the wait, and what to do meanwhile', async ({ browser, server }) => {
  const page = await arrive(browser, server.url);
  const locked = page.getByText('Too many wrong passwords.');
  await username(page).fill('superuser');
  for (let tries = 0; tries < 30 && !(await locked.isVisible()); tries++) {
    await secret(page).fill(`wrong ${tries}`);
    const answered = page.waitForResponse('**/graphql');
    await enter(page);
    await answered;
    await expect(locked.or(page.getByText('Wrong username or password.'))).toBeVisible();
  }
  await expect(locked).toBeVisible();
  await expect(page.getByRole('timer')).toHaveText(/^\d+:\d\d$/);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  await expectNoViolations(page);
  await page.getByRole('link', { name: 'ask for a link' }).click();
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
  // This house sends no mail: it says who can help, and not whether there is such an account.
  await expect(page.getByText('E-mail isn’t set up here.')).toBeVisible();
});

test('a link from the administrator sets a new password, once, and ends what the old one opened', async ({
  browser,
  server,
}) => {
  const kept = await arrive(browser, server.url);
  await signIn(kept, 'viewer.tech', password);
  await expect(calendar(kept)).toBeVisible();

  const admin = await sitDown(browser, server.url, 'admin', '/calendar');
  await admin.keyboard.press('g');
  await admin.keyboard.press('p');
  await admin.getByRole('searchbox', { name: /^Search people/ }).fill('botha');
  await expect(admin.getByRole('row')).toHaveCount(2);
  await admin.getByRole('button', { name: /Pieter Botha/ }).click();
  await admin.getByRole('button', { name: 'Create a password link' }).click();
  const link = await admin.getByRole('textbox', { name: /^Link for Pieter Botha/ }).inputValue();
  expect(link).toContain('/set-password#');
  await expectNoViolations(admin);

  const page = await arrive(browser, server.url, link.slice(link.indexOf('/set-password')));
  await expect(page.getByText('signs in as viewer.tech')).toBeVisible();
  const field = page.getByLabel('New password');
  await field.fill('short');
  await expect(page.getByText('at least 10 characters, not yet')).toBeVisible();
  await expectNoViolations(page);
  await field.fill('password12');
  await page.getByRole('button', { name: 'Set new password' }).click();
  await expect(page.getByText('too common')).toBeVisible();
  await expect(field).toBeFocused();
  await field.fill('four quiet kudus');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(field).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Set new password' }).click();

  // Straight to the door, with the name filled in; the old password opens nothing, nor does the session it had opened.
  await expect(username(page)).toHaveValue('viewer.tech');
  await expect(username(kept)).toBeVisible();
  await signIn(page, 'viewer.tech', password);
  await expect(page.getByText('Wrong username or password.')).toBeVisible();
  await signIn(page, 'viewer.tech', 'four quiet kudus');
  await expect(calendar(page)).toBeVisible();

  const again = await arrive(browser, server.url, link.slice(link.indexOf('/set-password')));
  await expect(again.getByRole('heading', { name: 'This link no longer works.' })).toBeVisible();
  await expect(again.getByRole('link', { name: 'Get a new link' })).toBeVisible();
  await expectNoViolations(again);
});
