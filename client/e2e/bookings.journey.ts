import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { bookingForm, expectNoViolations, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

function list(page: Page): Locator {
  return page.getByRole('table', { name: 'Bookings' });
}
function row(page: Page, words: string | RegExp): Locator {
  return page.getByRole('row', { name: words });
}
function drawerOf(page: Page, client: string): Locator {
  return page.getByRole('complementary', { name: `Booking of ${client}` });
}
function toast(page: Page, words: string): Locator {
  return page.locator('.toast').filter({ hasText: words });
}
function dayFromNow(days: number): string {
  return new Date(Date.now() + 2 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
}

test('a client is found over all time, opened by keyboard, kept live, and taken as a file', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const far = await tool.book({
    client: 'Zorilla Geodesics',
    room: 'Wisdom',
    day: '2031-03-04',
    from: '09:00',
    to: '11:00',
    learners: 4,
  });
  const past = dayFromNow(-3);
  await tool.book({
    client: 'Zorilla Geodesics',
    room: null,
    day: past,
    until: dayFromNow(2),
    from: '09:00',
    to: '11:00',
    learners: 3,
  });
  await tool.book({
    client: 'Other Zebra Works',
    room: 'Wisdom',
    day: '2031-03-05',
    from: '09:00',
    to: '11:00',
    learners: 4,
  });
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar');
  await boss.keyboard.press('g');
  await boss.keyboard.press('b');
  await expect(list(boss).getByRole('row')).not.toHaveCount(1);
  await expect(boss.getByLabel('When', { exact: true })).toHaveValue('ahead');
  await expectNoViolations(boss);

  // What is searched for is searched over all time, the latest first.
  await boss.keyboard.press('s');
  await expect(boss.getByRole('searchbox')).toBeFocused();
  await boss.keyboard.type('zorilla geo');
  await expect(row(boss, /Zorilla Geodesics/)).toHaveCount(2);
  await expect(row(boss, /Zebra/)).toHaveCount(0);
  await expect(boss.getByLabel('When', { exact: true })).toHaveValue('all');
  await expect(list(boss).getByRole('row').nth(1)).toContainText('Tue 4 Mar 2031, 09:00 – 11:00');
  await boss.keyboard.press('ArrowDown');
  await boss.keyboard.press('Enter');
  await expect(drawerOf(boss, 'Zorilla Geodesics')).toContainText('Tue 4 Mar, 09:00 – 11:00');
  await expectNoViolations(boss);
  const address = new URL(boss.url());
  expect(address.searchParams.get('search')).toBe('zorilla geo');
  expect(address.searchParams.get('booking')).toBe(far.id);
  await boss.reload();
  await expect(drawerOf(boss, 'Zorilla Geodesics')).toBeVisible();
  await expect(row(boss, /Zorilla Geodesics/)).toHaveCount(2);
  await boss.keyboard.press('Escape');
  await expect(drawerOf(boss, 'Zorilla Geodesics')).toHaveCount(0);

  // Somebody else books for the same client: it is there without a reload. And changes.
  const coming = await tool.book({
    client: 'Zorilla Geodesics',
    room: null,
    day: dayFromNow(40),
    from: '09:00',
    to: '11:00',
  });
  await expect(row(boss, /Zorilla Geodesics/)).toHaveCount(3);
  await tool.reject(coming.id, 'No room is left');
  await expect(row(boss, /Zorilla Geodesics.*Rejected/)).toHaveCount(1);

  // Filters narrow it, and stand in the address.
  await boss.getByLabel('Room', { exact: true }).selectOption({ label: 'Wisdom' });
  await expect(row(boss, /Zorilla Geodesics/)).toHaveCount(1);
  await boss.getByLabel('Room', { exact: true }).selectOption({ label: 'Any room' });
  await boss.getByLabel('Status', { exact: true }).selectOption({ label: 'Rejected' });
  await expect(row(boss, /Zorilla Geodesics/)).toHaveCount(1);
  await expect(boss).toHaveURL(/status=REJECTED/);
  await boss.getByLabel('Status', { exact: true }).selectOption({ label: 'Any status' });
  await boss.getByLabel('When', { exact: true }).selectOption({ label: 'Choose days' });
  await boss.getByLabel('From', { exact: true }).fill('2031-03-04');
  await boss.getByLabel('to', { exact: true }).fill('2031-03-04');
  await expect(row(boss, /Zorilla Geodesics/)).toHaveCount(1);
  await expect(boss).toHaveURL(/from=2031-03-04/);

  // The file holds what the list shows, and nothing else.
  await boss.getByLabel('When', { exact: true }).selectOption({ label: 'All time' });
  await expect(row(boss, /Zorilla Geodesics/)).toHaveCount(3);
  await boss.getByRole('button', { name: 'Separator in the CSV file: commas' }).click();
  await boss.getByRole('menuitemradio', { name: 'Semicolons' }).click();
  const [file] = await Promise.all([
    boss.waitForEvent('download'),
    boss.getByRole('button', { name: /as CSV$/ }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^bookings-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain('"Reference";"Division";"Status";"Client"');
  expect(lines.filter((line) => line.includes('Zorilla Geodesics'))).toHaveLength(3);

  // On a phone each is a card, and nothing is wider than the screen; in the dark it reads as well.
  await boss.setViewportSize({ width: 390, height: 844 });
  await boss.emulateMedia({ colorScheme: 'dark' });
  await expect(row(boss, /Zorilla Geodesics/).first()).toBeVisible();
  expect(await boss.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoViolations(boss);
});

test('days are typed into the filter key by key, and a link away from a search empties its field', async ({
  browser,
  server,
}) => {
  const boss = await sitDown(browser, server.url, 'room_boss', '/bookings?time=days');
  await boss.getByLabel('From', { exact: true }).focus();
  await boss.keyboard.type('05052031');
  await expect(boss.getByLabel('From', { exact: true })).toHaveValue('2031-05-05');
  await expect(boss).toHaveURL(/from=2031-05-05/);
  await boss.getByRole('searchbox').fill('nobody at all');
  await expect(boss).toHaveURL(/search=nobody/);
  await boss.getByRole('navigation').getByRole('link', { name: 'Bookings' }).click();
  await expect(boss.getByRole('searchbox')).toHaveValue('');
  await expect(boss).not.toHaveURL(/search=/);
  await expect(list(boss).getByRole('row')).not.toHaveCount(2);
});

test('no row falls between two pages while others book', async ({ browser, server }) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const names = Array.from({ length: 52 }, (_, index) => `Quagga Leaf ${String(index + 1).padStart(2, '0')}`);
  const dayOf = (index: number): string =>
    new Date(Date.UTC(2033, 0, 1) - index * 86_400_000).toISOString().slice(0, 10);
  for (const [index, client] of names.entries())
    await tool.book({ client, room: null, day: dayOf(index), from: '09:00', to: '10:00', learners: 3 });
  const boss = await sitDown(browser, server.url, 'room_boss', '/bookings?search=Quagga');
  await boss.getByRole('button', { name: 'Show earlier' }).click();
  await expect(row(boss, /Quagga Leaf/)).toHaveCount(52);
  await expect(row(boss, /Quagga Leaf 50/)).toHaveCount(1);

  // The first page is full: what comes onto it pushes its last one to the next.
  const [soon, far] = [dayFromNow(30), '2033-02-01'];
  await tool.book({ client: 'Quagga Latest', room: null, day: far, from: '09:00', to: '10:00', learners: 3 });
  const told = await tool.book({
    client: 'Quagga Told',
    room: null,
    day: soon,
    from: '09:00',
    to: '10:00',
    learners: 3,
  });
  await expect(row(boss, /Quagga/)).toHaveCount(54);
  await expect(row(boss, /Quagga Leaf 50/)).toHaveCount(1);
  await tool.cancel(told.id, 'A test of the list');
  await expect(row(boss, /Quagga Told.*Cancelled/)).toHaveCount(1);
  expect(await list(boss).getByRole('row').filter({ hasText: 'Quagga' }).count()).toBe(54);
});

test('staff see how their requests stand, why not, what is missing, and withdraw one', async ({ browser, server }) => {
  const [boss, tool] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.training')];
  const day = dayFromNow(1);
  const waiting = await tool.book({
    client: 'Waiting Weavers',
    room: 'Wisdom',
    day,
    from: '09:00',
    to: '11:00',
    learners: 4,
    division: 'TRAINING',
  });
  const refused = await tool.book({
    client: 'Refused Refiners',
    room: null,
    day,
    from: '09:00',
    to: '11:00',
    division: 'TRAINING',
  });
  await boss.reject(refused.id, 'The house is full that day');
  const staff = await sitDown(browser, server.url, 'staff.training', '/calendar');
  await staff.keyboard.press('g');
  await staff.keyboard.press('q');
  const [open, over] = [staff.getByRole('table', { name: 'Open' }), staff.getByRole('table', { name: 'Past' })];
  const mine = open.getByRole('row', { name: /^Waiting Weavers/ });
  await expect(mine).toContainText('Needs a room');
  await expect(mine).toContainText('Room: prefers Wisdom · Room Boss');
  await expect(over.getByRole('row', { name: /^Refused Refiners/ })).toContainText(
    /Rejected\s*The house is full that day/,
  );
  await expect(over.getByRole('button', { name: 'Withdraw Refused Refiners' })).toHaveCount(0);
  await expectNoViolations(staff);

  // Somebody moves it while one looks.
  await boss.move(waiting.id, { room: null, day, from: '09:00', to: '12:00' });
  await expect(mine).toContainText('09:00 – 12:00');

  await mine.getByRole('button', { name: 'Withdraw Waiting Weavers' }).click();
  const drawer = drawerOf(staff, 'Waiting Weavers');
  await expect(drawer.getByLabel('Reason')).toBeFocused();
  await drawer.getByLabel('Reason').fill('The client has no budget');
  await staff.keyboard.press('Escape');
  await expect(drawer.getByLabel('Reason')).toHaveCount(0);
  await mine.getByRole('button', { name: 'Withdraw Waiting Weavers' }).click();
  await expect(drawer.getByLabel('Reason')).toHaveValue('The client has no budget');
  await staff.keyboard.press('Tab');
  await drawer.getByRole('button', { name: 'Cancel booking' }).click();
  await expect(toast(staff, 'Waiting Weavers cancelled')).toBeVisible();
  await expect(open.getByRole('row', { name: /^Waiting Weavers/ })).toHaveCount(0);
  await expect(over.getByRole('row', { name: /^Waiting Weavers/ })).toContainText(
    /Cancelled\s*The client has no budget/,
  );
  expect(await tool.storedFor('Waiting Weavers')).toMatchObject([{ status: 'CANCELLED' }]);
  // What the toast offers by its key, the key does on this page, too.
  await staff.keyboard.press('u');
  await expect(open.getByRole('row', { name: /^Waiting Weavers/ })).toHaveCount(1);
  expect(await tool.storedFor('Waiting Weavers')).toMatchObject([{ status: 'PENDING' }]);
  await staff.setViewportSize({ width: 390, height: 844 });
  expect(await staff.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoViolations(staff);
});

test('what runs is extended as far as nobody follows, and finished early, by keyboard', async ({ browser, server }) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const [day, until] = [dayFromNow(-1), dayFromNow(1)];
  const room = await tool.newRoom('Of Running Late');
  const running = await tool.book({
    client: 'Running Late',
    room,
    day,
    from: '08:00',
    until,
    to: '12:00',
    learners: 2,
  });
  await tool.book({ client: 'Next In Line', room, day: until, from: '13:00', to: '14:00', learners: 2 });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?booking=${encodeURIComponent(running.id)}`);
  const drawer = drawerOf(boss, 'Running Late');
  await expect(drawer.getByRole('button', { name: 'Finish early' })).toBeVisible();
  await boss.keyboard.press('i');
  await expect(drawer.getByLabel('Ends, time')).toHaveValue('12:30');
  await expectNoViolations(boss);
  await drawer.getByRole('button', { name: 'Extend', exact: true }).click();
  await expect(toast(boss, 'Running Late extended until 12:30')).toBeVisible();

  // Over whoever follows: told before it is sent, and refused with what is free instead.
  await boss.keyboard.press('i');
  await drawer.getByRole('button', { name: '+ 60 min' }).click();
  await expect(drawer.getByLabel('Ends, time')).toHaveValue('14:00');
  await expect(drawer).toContainText('Next In Line');
  await drawer.getByRole('button', { name: 'Extend', exact: true }).click();
  await expect(drawer.getByRole('alert').filter({ hasText: 'taken' })).toBeVisible();
  await expectNoViolations(boss);
  await boss.keyboard.press('Escape');
  expect(await tool.storedFor('Running Late')).toMatchObject([{ to: '12:30' }]);

  await boss.keyboard.press('o');
  await expect(drawer).toContainText('instead of 12:30');
  await drawer.getByRole('button', { name: 'Finish now' }).focus();
  await boss.keyboard.press('Enter');
  await expect(toast(boss, 'Running Late ended at')).toBeVisible();
  await expect(drawer.getByRole('region', { name: 'History' })).toContainText('Finished early, at');
  await expect(drawer.getByRole('region', { name: 'History' })).toContainText('Extended until 12:30');
  expect((await tool.storedFor('Running Late'))[0]?.to).not.toBe('12:30');

  // By mistake: it goes on after all.
  await boss.keyboard.press('u');
  await expect(toast(boss, 'Undone: Running Late.')).toBeVisible();
  expect(await tool.storedFor('Running Late')).toMatchObject([{ to: '12:30', status: 'CONFIRMED' }]);
});

test('an earlier client is suggested while its name is typed, and brings its contact', async ({ browser, server }) => {
  const tool = await Tool.of(server.url, 'staff.tech');
  await tool.book({ client: 'Yarrow Optics', room: null, day: '2029-05-08', from: '09:00', to: '11:00' });
  const staff = await sitDown(browser, server.url, 'staff.tech', '/calendar');
  await staff.keyboard.press('n');
  const form = bookingForm(staff);
  const company = form.getByRole('combobox', { name: 'Company' });
  await expect(company).toBeFocused();
  await staff.keyboard.type('yarr');
  const option = staff.getByRole('option', { name: /^Yarrow Optics/ });
  await expect(option).toBeVisible();
  await expectNoViolations(staff);
  await staff.keyboard.press('ArrowDown');
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await staff.keyboard.press('Enter');
  await expect(company).toHaveValue('Yarrow Optics');
  await expect(form.getByLabel('Contact person')).toHaveValue('P (sample)');
  await expect(form.getByLabel('E-mail')).toHaveValue('p@client.example');
  await expect(form.getByLabel('Phone')).toHaveValue('011 555 0100');
  await expect(staff.getByRole('listbox')).toHaveCount(0);

  // Another division is told nothing of it.
  const other = await sitDown(browser, server.url, 'staff.training', '/calendar');
  await other.keyboard.press('n');
  const typed = bookingForm(other).getByRole('combobox', { name: 'Company' });
  await expect(typed).toBeFocused();
  const answered = other.waitForResponse(
    (response) => response.request().postData()?.includes('ClientSuggestions') ?? false,
  );
  await other.keyboard.type('yarrow');
  expect(await (await answered).text()).toContain('"clientSuggestions":[]');
  await expect(typed).toHaveAttribute('aria-expanded', 'false');
});
