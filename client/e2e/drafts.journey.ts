import type { Locator, Page } from '@playwright/test';
import { bookingForm, expectNoViolations, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

function drawerOf(page: Page, client: string): Locator {
  return page.getByRole('complementary', { name: `Booking of ${client}` });
}
function toast(page: Page, words: string): Locator {
  return page.locator('.toast').filter({ hasText: words });
}

test('what was typed over a booking survives Esc and a reload, until it is saved', async ({ browser, server }) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const { id } = await tool.book({
    client: 'Interrupted Ironworks',
    room: null,
    day: '2032-05-04',
    from: '09:00',
    to: '11:00',
    learners: 4,
  });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?booking=${encodeURIComponent(id)}`);
  const form = boss.getByRole('form', { name: 'Edit' });
  const edit = async (): Promise<void> => {
    await expect(drawerOf(boss, 'Interrupted Ironworks').getByRole('button', { name: 'Edit' })).toBeVisible();
    await boss.keyboard.press('e');
    await expect(form.getByLabel('Learners')).toBeVisible();
  };
  await edit();
  await expect(form.getByText('Draft restored.')).toHaveCount(0);
  await form.getByLabel('Learners').fill('13');
  await boss.keyboard.press('Escape');
  await edit();
  await expect(form.getByText('Draft restored.')).toBeVisible();
  await expect(form.getByLabel('Learners')).toHaveValue('13');
  await boss.reload();
  await edit();
  await expect(form.getByLabel('Learners')).toHaveValue('13');
  await form.getByRole('button', { name: 'Clear' }).click();
  await expect(form.getByLabel('Learners')).toHaveValue('4');
  await form.getByLabel('Learners').fill('14');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(toast(boss, 'Interrupted Ironworks saved')).toBeVisible();
  await edit();
  await expect(form.getByText('Draft restored.')).toHaveCount(0);
  await expect(form.getByLabel('Learners')).toHaveValue('14');
});

test('what was typed over a booking that can no longer be changed is there to be read, and to be discarded', async ({
  browser,
  server,
}) => {
  const [boss, tool] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.tech')];
  const { id } = await tool.book({
    client: 'Stranded Stonemasons',
    room: null,
    day: '2032-05-11',
    from: '09:00',
    to: '11:00',
    learners: 4,
  });
  const staff = await sitDown(browser, server.url, 'staff.tech', `/calendar?booking=${encodeURIComponent(id)}`);
  const asked: string[] = [];
  staff.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  const drawer = drawerOf(staff, 'Stranded Stonemasons');
  const form = staff.getByRole('form', { name: 'Edit' });
  await drawer.getByRole('button', { name: 'Edit' }).click();
  await form.getByLabel('Learners').fill('13');
  await staff.keyboard.press('Escape');
  await expect(drawer.getByText('Unsaved: Edit')).toBeVisible();
  await drawer.getByRole('button', { name: 'Edit' }).click();
  await boss.reject(id, 'The house is full that day');
  await expect(form.getByText('What you typed can no longer be saved.')).toBeVisible();
  await form.getByRole('button', { name: 'Back' }).click();
  const lost = drawer.getByText('What you typed into “Edit” can no longer be saved.');
  await expect(lost).toBeVisible();
  await expectNoViolations(staff);
  await staff.reload();
  expect(asked).toEqual(['beforeunload']);
  await drawer.getByRole('button', { name: 'View' }).click();
  await expect(form.getByLabel('Learners')).toHaveValue('13');
  await form.getByRole('button', { name: 'Discard' }).click();
  await expect(drawer.getByText('The house is full that day').first()).toBeVisible();
  await expect(lost).toHaveCount(0);
  await staff.reload();
  await expect(drawer.getByText('The house is full that day').first()).toBeVisible();
  expect(asked).toEqual(['beforeunload']);
});

test('a draft outlives reloads as it was typed, and a copy of another booking leaves it alone', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const day = '2032-03-03';
  const other = await tool.book({
    client: 'Copied Carpenters',
    room: 'Wisdom',
    day,
    from: '09:00',
    to: '11:00',
    learners: 4,
  });
  const boss = await sitDown(
    browser,
    server.url,
    'room_boss',
    `/calendar?date=${day}&new=true&from=${day}T06:00:00Z&to=${day}T08:00:00Z`,
  );
  const form = bookingForm(boss);
  await form.getByLabel('Company').fill('Drawn Draughtsmen');
  await form.getByLabel('Ends, time').fill('15:00');
  await form.getByLabel('Ends, time').press('Escape');
  await expect(form).toHaveCount(0);
  await boss.goto(`/calendar?date=${day}&new=true&from=${day}T06:00:00Z&to=${day}T08:00:00Z`);
  await expect(form.getByLabel('Company')).toHaveValue('Drawn Draughtsmen');
  await expect(form.getByLabel('Ends, time')).toHaveValue('15:00');
  await form.getByRole('button', { name: 'Add a time' }).click();
  await boss.reload();
  await expect(form.getByText('Draft restored.')).toBeVisible();
  await expect(form.getByLabel('Starts, day')).toHaveCount(2);

  // Somebody calls who wants the same again: that is what stands in the form.
  await boss.goto(`/calendar?date=${day}&booking=${encodeURIComponent(other.id)}`);
  await boss.getByRole('button', { name: 'Duplicate' }).click();
  await expect(form.getByLabel('Company')).toHaveValue('Copied Carpenters');
  await expect(form.getByLabel('Starts, day')).toHaveCount(1);
  await form.getByLabel('Starts, time').fill('10:00');
  await boss.reload();
  await expect(form.getByLabel('Company')).toHaveValue('Copied Carpenters');
  await expect(form.getByLabel('Starts, time')).toHaveValue('10:00');
  await form.getByRole('button', { name: /^Book/ }).click();
  await expect(toast(boss, 'Copied Carpenters is booked')).toBeVisible();

  // And then on with the first.
  await boss.getByRole('button', { name: 'New booking' }).first().click();
  await expect(form.getByLabel('Company')).toHaveValue('Drawn Draughtsmen');
  await expect(form.getByLabel('Ends, time').first()).toHaveValue('15:00');
  await expect(form.getByLabel('Starts, day')).toHaveCount(2);
});
