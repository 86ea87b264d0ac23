import type { Browser, Locator, Page } from '@playwright/test';
import { type FormName, formList } from '../src/forms/all-forms.ts';
import { password } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { type Bookings, type Recipe, recipes } from './form-recipes.ts';
import { Tool } from './tool.ts';

const names = (Object.keys(formList) as FormName[]).filter((name) => recipes[name] !== null);
function recipeOf(name: FormName): Recipe {
  const recipe = recipes[name];
  if (!recipe) throw new Error(`${name} opens on no house with people in it`);
  return recipe;
}
export function formOn(page: Page, name: FormName): Locator {
  return page.locator(`[data-form="${name}"]`);
}
export function fieldIn(form: Locator, field: string): Locator {
  return form.locator(`[name="${field}"]`).first();
}
export function door(page: Page): Locator {
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
  if (kind === 'date') {
    // Some begin empty: any day will do.
    const day = Date.parse(before) || Date.now();
    return await field.fill(new Date(day + 86_400_000).toISOString().slice(0, 10));
  }
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

export async function signIn(place: Page | Locator, username: string): Promise<void> {
  await place.getByLabel('Username').fill(username);
  await place.getByLabel('Password', { exact: true }).fill(password);
  await place.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** @param deaf no change reaches the page: it hears of nothing before it asks */
export async function come(browser: Browser, url: string, username: string, path: string, deaf = false): Promise<Page> {
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
  const room = await tool.newRoom(`Typed Hours of ${march}`);
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

type Lane = { username: string; bookings: Bookings; tool: Tool; other: Page };
/** What is typed into it, and must be there afterwards. */
type Typed = { page: Page; form: Locator; all: readonly string[]; expectAll(when: string): Promise<void> };

/** What happens to a page while something is typed in it. */
const interruptions = {
  'the line is cut': async ({ page, expectAll }: Typed, _lane: Lane, outside: boolean): Promise<void> => {
    await page.context().setOffline(true);
    if (!outside) await expect(page.locator('.live-dot')).toHaveAttribute('data-state', 'offline');
    await expectAll('the line is cut');
    await page.context().setOffline(false);
    await expectAll('the line is back');
  },
  'the session ends elsewhere': async (
    { page, form, all, expectAll }: Typed,
    { tool, username }: Lane,
  ): Promise<void> => {
    const last = fieldIn(form, all.at(-1)!);
    await last.focus();
    await tool.endOtherSessions();
    await signIn(door(page), username);
    await expect(door(page)).toHaveCount(0);
    await expectAll('the session ended elsewhere');
    await expect(last).toBeFocused();
  },
  'somebody signs in in another tab': async ({ expectAll }: Typed, { other, username }: Lane): Promise<void> => {
    // On to a page that is there at once.
    await other.goto('/sign-in?to=/set-password');
    await signIn(other, username);
    await expect(other.getByRole('heading', { name: 'This link no longer works.' })).toBeVisible();
    await expectAll('signed in in another tab');
  },
};
type Interruption = keyof typeof interruptions;

function interruptionsOf(name: FormName): Interruption[] {
  // With nothing unsaved the page of a session that ended goes to the door.
  const canEnd = !recipeOf(name).outside && !formList[name].savedAtOnce;
  return (Object.keys(interruptions) as Interruption[]).filter((one) => canEnd || one !== 'the session ends elsewhere');
}

/** Opens a form of the list, types into each of its fields, interrupts it, and reloads the page. */
async function breakInOn(name: FormName, page: Page, lane: Lane, ways: readonly Interruption[]): Promise<void> {
  const { at, open, outside = false } = recipeOf(name);
  const { fields, secrets } = formList[name];
  const all = [...fields, ...(secrets ?? [])];
  const form = formOn(page, name);
  await page.goto(await at(lane.bookings, lane.tool));
  await open?.(page);
  for (const field of all) {
    await expect(fieldIn(form, field), field).toBeVisible();
    const before = await read(form, [field]);
    await fill(fieldIn(form, field));
    expect(await read(form, [field]), `${field} was typed`).not.toEqual(before);
  }
  const typed = await read(form, all);
  const expectAll = async (when: string): Promise<void> =>
    await expect.poll(() => read(form, all), when).toEqual(typed);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  for (const way of ways) await interruptions[way]({ page, form, all, expectAll }, lane, outside);
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

export type ChooseWays = (possible: readonly Interruption[], index: number) => readonly Interruption[];

/** Two people, each at a screen of their own: what is waited for takes half the time. */
export async function walkForms(browser: Browser, url: string, half: 0 | 1, waysFor: ChooseWays): Promise<void> {
  const bookings = await bookingsFor(await Tool.of(url, 'room_boss'), half === 0 ? '2029-03-06' : '2029-03-13');
  const walk = async (username: string, forms: readonly FormName[]): Promise<void> => {
    const tool = await Tool.of(url, username);
    const page = await come(browser, url, username, '/notifications');
    await expect(page.locator('.live-dot')).toBeVisible();
    const other = await page.context().newPage();
    for (const [index, name] of forms.entries()) {
      const lane = { username, bookings, tool, other };
      await test.step(name, () => breakInOn(name, page, lane, waysFor(interruptionsOf(name), index)));
      await page.evaluate(() => sessionStorage.clear());
    }
  };
  await Promise.all([walk('room_boss', ofBoss[half]), walk('admin', ofAdmin[half])]);
}
