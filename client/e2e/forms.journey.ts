import type { Browser, Locator, Page } from '@playwright/test';
import { type FormName, formList } from '../src/forms/all-forms.ts';
import { expectNoViolations, password } from './desk.ts';
import { type Bookings, press, recipes } from './form-recipes.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

// Without mail nobody is asked for a name at "Forgot your password?".
test.use({ house: 'forms', sendsMail: true });

const names = Object.keys(formList) as FormName[];
function formOn(page: Page, name: FormName): Locator {
  return page.locator(`[data-form="${name}"]`);
}
function fieldIn(form: Locator, field: string): Locator {
  return form.locator(`[name="${field}"]`).first();
}
function door(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Sign in again' });
}

/** Types or chooses something that was not there before. */
async function fill(field: Locator): Promise<void> {
  const [kind, before] = await field.evaluate(
    (element: HTMLInputElement) => [element.inputMode === 'numeric' ? 'number' : element.type, element.value] as const,
  );
  if (kind === 'checkbox') return await field.setChecked(!(await field.isChecked()));
  if (kind === 'select-one')
    return void (await field.selectOption(
      await field.evaluate(
        (element: HTMLSelectElement) =>
          [...element.options].findLast((option) => !option.disabled && !option.selected)?.value ?? '',
      ),
    ));
  if (kind === 'date') return await field.fill(new Date(Date.parse(before) + 86_400_000).toISOString().slice(0, 10));
  await field.fill({ number: '37', email: 'typed@client.example' }[kind] ?? 'Typed and not sent');
}

/** What stands in the fields. */
async function read(form: Locator, fields: readonly string[]): Promise<Record<string, string>> {
  const found = await Promise.all(
    fields.map(
      async (name) =>
        [
          name,
          await fieldIn(form, name)
            .evaluate((element: HTMLInputElement) =>
              element.type === 'checkbox' ? String(element.checked) : element.value,
            )
            .catch(() => 'not there'),
        ] as const,
    ),
  );
  return Object.fromEntries(found);
}

async function signIn(place: Page | Locator, username: string): Promise<void> {
  await place.getByLabel('Username').fill(username);
  await place.getByLabel('Password', { exact: true }).fill(password);
  await place.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** @param deaf no change reaches the page: it hears of nothing before it asks */
async function come(browser: Browser, url: string, username: string, path: string, deaf = false): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } })).newPage();
  if (deaf) await page.routeWebSocket('**/graphql', () => undefined);
  await page.goto(path);
  await signIn(page, username);
  return page;
}

async function bookingsFor(tool: Tool, march: string): Promise<Bookings> {
  const today = (days: number): string =>
    new Date(Date.now() + 2 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
  const [day, until] = [today(-1), today(1)] as const;
  const room = await tool.freeRoom({ day, from: '08:00', until, to: '18:00' });
  const later = { day: march, from: '09:00', to: '11:00', learners: 4 };
  const [ghost, placed, assigned, running] = [
    await tool.book({ client: 'Typed Ghost', room: null, ...later }),
    await tool.book({ client: 'Typed Place', room: 'Wisdom', ...later }),
    await tool.book({ client: 'Typed Assignment', room: null, ...later, from: '12:00', to: '14:00' }),
    await tool.book({ client: 'Typed Hours', room, day, from: '08:00', until, to: '12:00', learners: 2 }),
  ];
  await tool.assign(assigned.id, 'Wisdom');
  return { ghost: ghost.id, placed: placed.id, assigned: assigned.id, running: running.id };
}

/** Opens a form of the list, types into each of its fields, and breaks in on it in every way there is. */
type Lane = { username: string; bookings: Bookings; tool: Tool; other: Page };

async function breakInOn(name: FormName, page: Page, { username, bookings, tool, other }: Lane): Promise<void> {
  const { at, open, outside } = recipes[name];
  const { fields, secrets, savedAtOnce } = formList[name];
  const all = [...fields, ...(secrets ?? [])];
  const form = formOn(page, name);
  await page.goto(await at(bookings, tool));
  await open?.(page);
  for (const field of all) {
    await expect(fieldIn(form, field), field).toBeVisible();
    const before = await read(form, [field]);
    await fill(fieldIn(form, field));
    expect(await read(form, [field]), `${field} was typed`).not.toEqual(before);
  }
  const typed = await read(form, all);
  const isAll = async (when: string): Promise<void> => await expect.poll(() => read(form, all), when).toEqual(typed);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  await page.context().setOffline(true);
  if (!outside) await expect(page.locator('.live-dot')).toHaveAttribute('data-state', 'offline');
  await isAll('the line is cut');
  await page.context().setOffline(false);
  await isAll('the line is back');

  // With nothing unsaved the page of a session that ended goes to the door.
  if (!outside && !savedAtOnce) {
    const last = fieldIn(form, all.at(-1)!);
    await last.focus();
    await tool.endOtherSessions();
    await signIn(door(page), username);
    await expect(door(page)).toHaveCount(0);
    await isAll('the session ended elsewhere');
    await expect(last).toBeFocused();
  }

  // On to a page that is there at once.
  await other.goto('/sign-in?to=/set-password');
  await signIn(other, username);
  await expect(other.getByRole('heading', { name: 'This link does not work any more.' })).toBeVisible();
  await isAll('signed in in another tab');
  expect(await page.evaluate(() => 'sameDocument' in window), 'the same page all the time').toBe(true);

  const stored = await page.evaluate(
    () => JSON.stringify(Object.entries(sessionStorage)) + JSON.stringify(Object.entries(localStorage)) + location.href,
  );
  if (secrets) expect(stored).not.toContain('Typed and not sent');
  if (secrets && fields.length === 0) return;
  await page.reload();
  if (!(await form.isVisible())) await open?.(page);
  await expect
    .poll(() => read(form, fields), 'a reload')
    .toEqual(Object.fromEntries(fields.map((field) => [field, typed[field]])));
}

function halvesOf(all: readonly FormName[]): [readonly FormName[], readonly FormName[]] {
  return [all.filter((_, index) => index % 2 === 0), all.filter((_, index) => index % 2 === 1)];
}
const [ofBoss, ofAdmin] = [names.slice(0, names.indexOf('division')), names.slice(names.indexOf('division'))].map(
  halvesOf,
) as [[readonly FormName[], readonly FormName[]], [readonly FormName[], readonly FormName[]]];

// Two people, each at a screen of their own: what is waited for takes half the time.
for (const half of [0, 1] as const) {
  test(`nothing typed is lost by a reload, a lost line, the end of the session or another tab: ${half === 0 ? 'every other form' : 'those between'}`, async ({
    browser,
    server,
  }) => {
    test.setTimeout(300_000);
    const bookings = await bookingsFor(
      await Tool.of(server.url, 'room_boss'),
      half === 0 ? '2029-03-06' : '2029-03-13',
    );
    const walk = async (username: string, forms: readonly FormName[]): Promise<void> => {
      const tool = await Tool.of(server.url, username);
      const page = await come(browser, server.url, username, '/notifications');
      await expect(page.locator('.live-dot')).toBeVisible();
      const other = await page.context().newPage();
      for (const name of forms) {
        await test.step(name, () => breakInOn(name, page, { username, bookings, tool, other }));
        await page.evaluate(() => sessionStorage.clear());
      }
    };
    await Promise.all([walk('room_boss', ofBoss[half]), walk('admin', ofAdmin[half])]);
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
  await form.getByRole('button', { name: 'Add the division' }).click();
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
  // Whose account is closed cannot come back: there is another way, and it asks.
  await door(page).getByRole('button', { name: 'Sign in as somebody else' }).click();
  await expectNoViolations(page);
  await page.getByRole('dialog', { name: 'Sign in as somebody else?' }).getByRole('button', { name: 'Stay' }).click();
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
  await form.getByRole('button', { name: 'Add the division' }).click();
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
  await door(page).getByRole('button', { name: 'Sign in as somebody else' }).click();
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
  await expect(form.getByText('Somebody changed this booking meanwhile.')).toBeVisible();
  await expect(form.locator('.changes ins').filter({ hasText: '12:00 – 14:00' })).toBeVisible();
  await form.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(form.getByRole('button', { name: 'Try again on the new version' })).toBeVisible();
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
