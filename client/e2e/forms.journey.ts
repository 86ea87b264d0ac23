import { expectNoViolations } from './desk.ts';
import { come, door, fieldIn, formOn, signIn, walkForms } from './break-in.ts';
import { press } from './form-recipes.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

// Without mail nobody is asked for a name at "Forgot your password?".
test.use({ house: 'forms', sendsMail: true });

// Each form is broken in on in one way, and reloaded; forms.soak.ts does it in every way.
for (const half of [0, 1] as const) {
  test(`nothing typed is lost by a reload, a lost line, the end of the session or another tab: ${half === 0 ? 'every other form' : 'those between'}`, async ({
    browser,
    server,
  }) => {
    test.setTimeout(300_000);
    await walkForms(browser, server.url, half, (possible, index) => [possible[index % possible.length]!]);
  });
}

test('what was interrupted is sent once its person is back; somebody else finds nothing of it, and sends nothing', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'admin');
  const page = await come(browser, server.url, 'admin', '/tenants?new=true', true);
  const form = formOn(page, 'division');
  await fieldIn(form, 'code').fill('LATE');
  await fieldIn(form, 'name').fill('Sent later');
  // The button is what finds out.
  await tool.endOtherSessions();
  await form.getByRole('button', { name: 'Add division' }).click();
  for (const [colorScheme, width] of [
    ['light', 1440],
    ['dark', 390],
  ] as const) {
    await expect(door(page).getByLabel('Password', { exact: true })).toBeFocused();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await expectNoViolations(page);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(door(page)).toBeVisible();
  // As a browser does that knows no dialogs that stay.
  await door(page).evaluate((dialog: HTMLDialogElement) => dialog.close());
  await expect(door(page)).toBeVisible();
  // Whose account is closed cannot come back: there is another way, and it asks.
  await door(page).getByRole('button', { name: 'Sign in as someone else' }).click();
  await expectNoViolations(page);
  await page.getByRole('dialog', { name: 'Sign in as someone else?' }).getByRole('button', { name: 'Stay' }).click();
  await signIn(door(page), 'admin');
  await expect(door(page)).toHaveCount(0);
  await expect(form.getByText('Your session has ended.')).toBeVisible();
  await form.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('row', { name: 'LATE Sent later' })).toHaveCount(1);
  await expect(form).toHaveCount(0);

  await page.goto('/tenants?new=true');
  await expect(fieldIn(form, 'code')).toHaveValue('');
  await fieldIn(form, 'code').fill('GONE');
  await fieldIn(form, 'name').fill('Of the one before');
  await tool.endOtherSessions();
  await form.getByRole('button', { name: 'Add division' }).click();
  await signIn(door(page), 'superuser');
  await expect(door(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^LS, account of/ })).toBeVisible();
  await expect(form).toHaveCount(0);
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('colab.draft')))).toEqual(
    [],
  );
  await page.getByRole('button', { name: /account of/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(page, 'admin');
  await expect(page.getByRole('button', { name: /account of/ })).toBeVisible();
  await page.goto('/tenants');
  await expect(page.getByRole('row', { name: 'LATE Sent later' })).toHaveCount(1);
  await expect(page.getByRole('row', { name: /GONE/ })).toHaveCount(0);
});

test('who signs out in another tab is asked to come back where something is typed, and finds it', async ({
  browser,
  server,
}) => {
  const page = await come(browser, server.url, 'admin', '/tenants?new=true');
  const form = formOn(page, 'division');
  await fieldIn(form, 'name').fill('Typed before');
  const other = await page.context().newPage();
  await other.goto('/account');
  await other.getByRole('button', { name: /account of/ }).click();
  await other.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(other).toHaveURL(/\/sign-in/);
  await signIn(door(page), 'admin');
  await expect(door(page)).toHaveCount(0);
  await expect(fieldIn(form, 'name')).toHaveValue('Typed before');
});

test('whoever cannot come back goes to the door, and nothing that they typed stays', async ({ browser, server }) => {
  const tool = await Tool.of(server.url, 'admin');
  const page = await come(browser, server.url, 'admin', '/tenants?new=true');
  await fieldIn(formOn(page, 'division'), 'name').fill('Of a leaver');
  await tool.endOtherSessions();
  await door(page).getByRole('button', { name: 'Sign in as someone else' }).click();
  await page.getByRole('button', { name: 'Discard it' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByLabel('Username')).toHaveValue('');
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('colab.draft')))).toEqual(
    [],
  );
});

test('somebody else in another tab does not take the page: its person is asked', async ({ browser, server }) => {
  const page = await come(browser, server.url, 'admin', '/tenants?new=true');
  const form = formOn(page, 'division');
  await fieldIn(form, 'name').fill('Half typed');
  const other = await page.context().newPage();
  await other.goto('/sign-in?to=/notifications');
  await signIn(other, 'superuser');
  await expect(door(page)).toContainText('signed in on another tab.');
  await expectNoViolations(page);
  await signIn(door(page), 'admin');
  await expect(door(page)).toHaveCount(0);
  await expect(fieldIn(form, 'name')).toHaveValue('Half typed');
  // Nothing was typed there: it is read anew, as whoever is signed in.
  await expect(other.getByRole('button', { name: /^SW, account of/ })).toBeVisible();

  await other.goto('/sign-in?to=/notifications');
  await signIn(other, 'superuser');
  await door(page).getByRole('button', { name: 'Discard and continue as superuser' }).click();
  await expect(page.getByRole('button', { name: /^LS, account of/ })).toBeVisible();
  await expect(form).toHaveCount(0);
});

test('leaving asks while something is unsaved, and only then; a booking that changed meanwhile says what changed', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'admin');
  const booked = await tool.book({
    client: 'Changed Meanwhile',
    room: null,
    day: '2029-04-03',
    from: '09:00',
    to: '11:00',
  });
  const page = await come(browser, server.url, 'admin', `/bookings?booking=${encodeURIComponent(booked.id)}`);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await press('Move')(page);
  await page.reload();
  expect(asked).toEqual([]);
  await press('Move')(page);
  const form = formOn(page, 'move-booking');
  await fieldIn(form, 'startsAt').fill('2029-04-05');
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await tool.move(booked.id, { room: null, day: '2029-04-03', from: '12:00', to: '14:00' });
  await press('Move')(page);
  await expect(fieldIn(form, 'startsAt')).toHaveValue('2029-04-05');
  await expect(form.getByText('Someone else changed this booking.')).toBeVisible();
  await expect(form.locator('.changes ins').filter({ hasText: '12:00 – 14:00' })).toBeVisible();
  await form.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(form.getByRole('button', { name: 'Apply to the new version' })).toBeVisible();
  expect(await tool.placeOf('Changed Meanwhile')).toBe('no room, 2029-04-03, 12:00 – 14:00');

  // Signing out asks, and takes it along.
  const signOut = async (): Promise<void> => {
    await page.getByRole('button', { name: /account of/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
  };
  const question = page.getByRole('dialog', { name: 'Sign out?' });
  await signOut();
  await expectNoViolations(page);
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(fieldIn(form, 'startsAt')).toHaveValue('2029-04-05');
  await signOut();
  await question.getByRole('button', { name: 'Discard it and sign out' }).click();
  await expect(page.getByLabel('Username')).toBeVisible();
  await signIn(page, 'admin');
  await expect(page.getByRole('button', { name: /account of/ })).toBeVisible();
  await page.goto(`/bookings?booking=${encodeURIComponent(booked.id)}`);
  await press('Move')(page);
  await expect(fieldIn(form, 'startsAt')).toHaveValue('2029-04-03');
});
