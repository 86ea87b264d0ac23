import type { Browser, Locator, Page } from '@playwright/test';
import { dayIn } from './days-ahead.ts';
import { bar as booked, chooseRoom, expectNoViolations, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { middleOf } from './hand.ts';
import { Tool } from './tool.ts';

function card(page: Page, client: string): Locator {
  return page
    .locator('.waiting-card')
    .filter({ has: page.locator('.waiting-client', { hasText: new RegExp(`^${client}$`) }) });
}
function face(page: Page, client: string): Locator {
  return card(page, client).locator('.waiting-choose');
}
function tick(page: Page, client: string): Locator {
  return page.getByRole('checkbox', { name: `Select ${client}`, exact: true });
}
function toast(page: Page, words: string): Locator {
  return page.locator('.toast').filter({ hasText: words });
}
async function statusOf(tool: Tool, client: string) {
  return (await tool.storedFor(client))[0]?.status;
}

/** At the desk, whatever the page was before. */
async function atDesk(browser: Browser, url: string, username = 'room_boss', options = {}): Promise<Page> {
  const page = await sitDown(browser, url, username, '/approvals', options);
  await expect(page.locator('.waiting-card').first()).toBeVisible();
  await expect(page.locator('.live-dot')).toHaveAttribute('data-state', 'live');
  return page;
}

test('a ghost is seen as it comes, gets the room that fits best, is confirmed, and another boss sees it go', async ({
  browser,
  server,
}) => {
  const [boss, staff] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.tech')];
  const page = await atDesk(browser, server.url);
  const other = await atDesk(browser, server.url, 'training_facility_admin');
  const count = page.locator('.navigation-count');
  await expect(count).toBeVisible();
  const before = Number.parseInt(await count.innerText(), 10);
  const day = dayIn(0, 1);
  await staff.book({ client: 'Ghost of Tuesday', room: null, day, from: '09:00', to: '12:00', learners: 11 });
  await expect(face(page, 'Ghost of Tuesday')).toBeVisible();
  await expect(count).toContainText(String(before + 1));
  await expect(face(other, 'Ghost of Tuesday')).toBeVisible();

  // Choosing it leads to its dates, and writes into each row why the room would do or not.
  await face(page, 'Ghost of Tuesday').click();
  await expect(page).toHaveURL(new RegExp(`date=${day}`));
  const ways = page.getByRole('group', { name: 'Actions for Ghost of Tuesday' });
  await expect(ways.locator('[aria-keyshortcuts="R"]')).toContainText(/exactly full|to spare/);
  await expect(page.locator('.timeline-room-fit').first()).toContainText(/exactly full|to spare/);
  await expect(page.locator('.timeline-room-fit', { hasText: 'too small by' }).first()).toBeVisible();
  await expectNoViolations(page);

  const best = (
    await page
      .locator('.timeline-room')
      .filter({ has: page.locator('.timeline-room-fit') })
      .first()
      .locator('.timeline-room-name')
      .innerText()
  ).trim();
  await ways.locator('[aria-keyshortcuts="R"]').click();
  await expect(toast(page, `Ghost of Tuesday assigned to ${best}`)).toBeVisible();
  expect(await boss.placeOf('Ghost of Tuesday')).toContain(best);
  await expect(card(other, 'Ghost of Tuesday')).toHaveCount(0);

  await page.getByRole('radio', { name: /^To confirm/ }).check({ force: true });
  await face(page, 'Ghost of Tuesday').click();
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(toast(page, 'Ghost of Tuesday confirmed')).toBeVisible();
  expect(await statusOf(boss, 'Ghost of Tuesday')).toBe('CONFIRMED');
  // One step back, and no further than was meant.
  await toast(page, 'Ghost of Tuesday confirmed').getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => statusOf(boss, 'Ghost of Tuesday')).toBe('ROOM_ASSIGNED');
});

test('several get a room each in one go, or a list of who stands in the way; and go back in one go', async ({
  browser,
  server,
}) => {
  const [boss, staff] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.tech')];
  const day = dayIn(1, 2);
  const when = { room: null, day, from: '09:00', to: '12:00' };
  const small = ['Bulk One', 'Bulk Two', 'Bulk Three'];
  for (const client of small) await staff.book({ client, ...when });
  await staff.book({ client: 'Bulk Crowd', ...when, learners: 300 });
  const page = await atDesk(browser, server.url);
  await face(page, 'Bulk One').click();
  await expect(card(page, 'Bulk One')).toContainText(/4 requests for .*, \d+ rooms left/);
  for (const client of [...small, 'Bulk Crowd']) await tick(page, client).check();
  const bar = page.getByRole('group', { name: 'Selected bookings' });
  await expect(bar).toContainText('4 selected');

  // Where it cannot be looked up what is free, that is said, and not that nothing is.
  const lookUp = (request: { postData(): string | null }): boolean =>
    request.postData()?.includes('roomSuggestions') === true;
  await page.route('**/graphql', (route) => (lookUp(route.request()) ? route.abort() : route.continue()));
  const notice = page.getByRole('alert');
  await bar.getByRole('button', { name: 'Assign best rooms' }).click();
  await expect(notice).toContainText('Free rooms could not be loaded. Nothing was assigned.');
  await page.unroute('**/graphql');
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toContainText('No room for 301 people is free at that time.');
  for (const client of small) expect(await statusOf(boss, client)).toBe('PENDING');
  await expectNoViolations(page);
  await notice.getByRole('button', { name: 'Skip it and assign the other 3' }).click();
  await expect(toast(page, '3 bookings assigned')).toBeVisible();
  const rooms = await Promise.all(small.map(async (client) => (await boss.storedFor(client))[0]?.room));
  expect(new Set(rooms).size).toBe(3);
  await page.keyboard.press('u');
  await expect(toast(page, 'and 2 other bookings')).toBeVisible();
  for (const client of small) expect(await statusOf(boss, client)).toBe('PENDING');

  // Why some are rejected stands at no others, and can be gone on with.
  const reason = page.getByLabel('Reason for all of them');
  await tick(page, 'Bulk One').check();
  await bar.getByRole('button', { name: 'Reject…' }).click();
  await reason.fill('Asked for twice');
  await page.getByRole('button', { name: 'Back' }).click();
  await tick(page, 'Bulk One').uncheck();
  await tick(page, 'Bulk Two').check();
  await bar.getByRole('button', { name: 'Reject…' }).click();
  await expect(reason).toHaveValue('');
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Select it again' }).click();
  await expect(tick(page, 'Bulk One')).toBeChecked();
  await expect(reason).toHaveValue('Asked for twice');
  await tick(page, 'Bulk One').uncheck();
  await page.getByRole('button', { name: 'Discard' }).click();

  // Turned down together, for one reason.
  for (const client of small) await tick(page, client).check();
  await bar.getByRole('button', { name: 'Reject…' }).click();
  await page.getByLabel('Reason for all of them').fill('The house is full that day');
  await page.getByRole('button', { name: 'Reject 3' }).click();
  await expect(toast(page, '3 bookings rejected')).toBeVisible();
  for (const client of small) expect(await statusOf(boss, client)).toBe('REJECTED');
});

test('a booking is displaced by name, its owner sees it wait, and it is undone as one: both are where they were', async ({
  browser,
  server,
}) => {
  const [boss, staff] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.tech')];
  const when = { day: dayIn(2, 1), from: '09:00', to: '12:00' };
  await boss.book({ client: 'Stands In Honesty', room: 'Honesty', ...when, division: 'TRAINING' });
  await staff.book({ client: 'Wants Honesty', room: null, ...when });
  const owner = await sitDown(browser, server.url, 'staff.training', `/calendar?date=${when.day}`);
  await expect(booked(owner, /^Stands In Honesty, .*, Honesty, /)).toBeVisible();
  const page = await atDesk(browser, server.url);
  await face(page, 'Wants Honesty').click();
  await page
    .getByRole('group', { name: 'Actions for Wants Honesty' })
    .getByRole('button', { name: 'More rooms…' })
    .click();
  const drawer = page.getByRole('complementary', { name: 'Booking of Wants Honesty' });
  const rooms = drawer.getByRole('combobox', { name: 'Another room' });
  await chooseRoom(rooms, 'Honesty');
  await drawer.getByRole('button', { name: /^Assign/ }).click();
  await drawer.getByRole('button', { name: 'Replace a booking…' }).click();
  await drawer.getByLabel('Reason, shown to the requester').fill('A minister comes');
  await drawer.getByRole('button', { name: 'Replace it' }).click();
  await expect(toast(page, 'Wants Honesty assigned to Honesty')).toBeVisible();
  expect(await statusOf(boss, 'Stands In Honesty')).toBe('PENDING');
  await expect(booked(owner, /^Stands In Honesty, .*, Honesty, /)).toHaveCount(0);
  await expect(booked(owner, /^Stands In Honesty, /)).toBeVisible();
  await toast(page, 'Wants Honesty assigned to Honesty').getByRole('button', { name: /^Undo/ }).click();
  await expect(toast(page, 'and 1 other booking')).toBeVisible();
  expect(await boss.placeOf('Stands In Honesty')).toBe(`Honesty, ${when.day}, 09:00 – 12:00`);
  expect(await statusOf(boss, 'Stands In Honesty')).toBe('CONFIRMED');
  expect(await statusOf(boss, 'Wants Honesty')).toBe('PENDING');
  await expect(booked(owner, /^Stands In Honesty, .*, Honesty, /)).toBeVisible();
});

test('the tray keeps still under the pointer while twenty come and some go, and lets them in when asked', async ({
  browser,
  server,
}) => {
  const [boss, staff] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.tech')];
  const leaving = await staff.book({ client: 'About To Leave', room: null, day: dayIn(3), from: '07:30', to: '08:00' });
  const later = { room: null, day: dayIn(4), from: '09:00', to: '12:00' };
  await staff.book({ client: 'Under The Hand', ...later });
  const page = await atDesk(browser, server.url);
  const hand = face(page, 'Under The Hand');
  await hand.scrollIntoViewIfNeeded();
  const at = await middleOf(hand);
  await page.mouse.move(at.x, at.y);
  const underHand = () =>
    page.evaluate(
      ({ x, y }) =>
        document.elementFromPoint(x, y)?.closest('.waiting-card')?.querySelector('.waiting-client')?.textContent,
      at,
    );
  expect(await underHand()).toBe('Under The Hand');

  // All of them are more urgent, and would stand above it.
  await boss.cancel(leaving.id, 'They called it off');
  for (let index = 0; index < 20; index += 1)
    await staff.book({
      client: `Comes Meanwhile ${index + 1}`,
      room: null,
      day: dayIn(3, 1),
      from: '09:00',
      to: '10:00',
    });
  const letIn = page.getByRole('button', { name: '20 new' });
  await expect(letIn).toBeVisible();
  await expect(card(page, 'About To Leave')).toContainText('Done');
  expect(await underHand()).toBe('Under The Hand');
  expect(await middleOf(hand)).toEqual(at);
  await expect(card(page, 'Comes Meanwhile 1')).toHaveCount(0);

  // They come in when they are asked to, and whoever went is gone.
  await letIn.hover();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await expect(card(page, 'Comes Meanwhile 1')).toHaveCount(0);
  await letIn.click();
  await expect(card(page, 'Comes Meanwhile 20')).toBeVisible();
  await expect(card(page, 'About To Leave')).toHaveCount(0);
});

test('everything is done by keyboard alone', async ({ browser, server }) => {
  const [boss, staff] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.tech')];
  const when = { room: null, day: dayIn(5, 1), from: '09:00', to: '12:00' };
  for (const client of ['Keys One', 'Keys Two', 'Keys Three']) await staff.book({ client, ...when });
  const page = await sitDown(browser, server.url, 'room_boss');
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(face(page, 'Keys One')).toBeVisible();
  await face(page, 'Keys One').focus();
  await page.keyboard.press('Enter');
  await expect(face(page, 'Keys One')).toHaveAttribute('aria-expanded', 'true');
  await expect(
    page.getByRole('group', { name: 'Actions for Keys One' }).locator('[aria-keyshortcuts="R"]'),
  ).toContainText(/exactly full|to spare/);

  // The best room, and back.
  await page.keyboard.press('r');
  await expect(toast(page, 'Keys One assigned to')).toBeVisible();
  await expect(face(page, 'Keys Two')).toBeFocused();
  await page.keyboard.press('u');
  await expect.poll(() => statusOf(boss, 'Keys One')).toBe('PENDING');

  // Enter on a room of the timeline takes that one.
  await face(page, 'Keys Two').focus();
  await page.keyboard.press('Enter');
  const grid = page.getByRole('grid', { name: 'Rooms and their bookings' });
  await expect(page.locator('.timeline-room-fit').first()).toContainText(/exactly full|to spare/);
  const room = (
    await page
      .locator('.timeline-room')
      .filter({ has: page.locator('.timeline-room-fit') })
      .first()
      .locator('.timeline-room-name')
      .innerText()
  ).trim();
  await grid.focus();
  // It begins at those who wait; the first room lies below them.
  for (let step = 0; step < 5 && (await page.locator('.slot-cursor').count()) === 0; step += 1)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(toast(page, 'Keys Two assigned to')).toBeVisible();
  expect(await boss.placeOf('Keys Two')).toContain(room);

  // Ticked by key, and done together.
  await face(page, 'Keys One').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('s');
  await page.keyboard.press('j');
  await expect(face(page, 'Keys Three')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('s');
  await expect(page.getByRole('group', { name: 'Selected bookings' })).toContainText('2 selected');
  await page.keyboard.press('a');
  await expect(toast(page, '2 bookings assigned')).toBeVisible();
  for (const client of ['Keys One', 'Keys Three']) expect(await statusOf(boss, client)).toBe('ROOM_ASSIGNED');
  // The key stands on what it takes back, and on nothing older: not even once that is dismissed.
  const withKey = page.locator('.toast').filter({ has: page.locator('kbd:visible') });
  await expect(toast(page, 'Keys Two assigned to')).toBeVisible();
  await expect(withKey).toHaveCount(1);
  await expect(withKey).toContainText('2 bookings assigned');
  await withKey.getByRole('button', { name: 'Dismiss' }).click();
  await expect(toast(page, 'Keys Two assigned to')).toBeVisible();
  await expect(withKey).toHaveCount(0);

  // The other list, and confirmed.
  await page.keyboard.press('l');
  await face(page, 'Keys Two').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('c');
  await expect(toast(page, 'Keys Two confirmed')).toBeVisible();
  expect(await statusOf(boss, 'Keys Two')).toBe('CONFIRMED');
});

test('a phone approves and rejects with one thumb', async ({ browser, server }) => {
  const [boss, staff] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.tech')];
  const when = { room: null, day: dayIn(6, 1), from: '09:00', to: '12:00' };
  for (const client of ['Thumb Up', 'Thumb Down']) await staff.book({ client, ...when });
  const desk = await atDesk(browser, server.url);
  const page = await (
    await browser.newContext({
      baseURL: server.url,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      storageState: await desk.context().storageState(),
    })
  ).newPage();
  await page.goto('/approvals');
  await face(page, 'Thumb Up').tap();
  await expect(page.getByRole('grid')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole('group', { name: 'Actions for Thumb Up' }).locator('[aria-keyshortcuts="R"]').tap();
  await expect.poll(() => statusOf(boss, 'Thumb Up')).toBe('ROOM_ASSIGNED');
  await face(page, 'Thumb Down').tap();
  await page.getByRole('group', { name: 'Actions for Thumb Down' }).getByRole('button', { name: 'Reject…' }).tap();
  const drawer = page.getByRole('complementary', { name: 'Booking of Thumb Down' });
  await drawer.getByLabel(/^Reason/).fill('No room on that day');
  await drawer.getByRole('button', { name: 'Reject', exact: true }).tap();
  await expect.poll(() => statusOf(boss, 'Thumb Down')).toBe('REJECTED');
});

test('what is already over gets a room only once the desk was asked, alone, among several and in its drawer', async ({
  browser,
  server,
}) => {
  const [boss, staff] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.tech')];
  const ends = Date.now() + 3_000;
  const clients = ['Ghost of Before', 'Ghost of Lately', 'Ghost of Just Now'] as const;
  for (const client of clients) await staff.waitUntil(client, ends);
  const page = await atDesk(browser, server.url);
  await expect.poll(() => Date.now()).toBeGreaterThan(ends);

  const [alone, among, drawn] = clients;
  await face(page, alone).click();
  const ways = page.getByRole('group', { name: `Actions for ${alone}` });
  await ways.locator('[aria-keyshortcuts="R"]').click();
  await expect(ways.getByText('This booking is already over.')).toBeVisible();
  await expectNoViolations(page);
  expect(await statusOf(boss, alone)).toBe('PENDING');
  await ways.getByRole('button', { name: 'Assign anyway' }).click();
  await expect(toast(page, `${alone} assigned to `)).toBeVisible();

  await tick(page, among).check();
  await page.getByRole('button', { name: 'Assign best rooms' }).click();
  await expect(page.getByText('1 of 1 is already over. Nothing has been assigned yet.')).toBeVisible();
  expect(await statusOf(boss, among)).toBe('PENDING');
  await page.getByRole('button', { name: 'Assign anyway' }).click();
  await expect(toast(page, `${among} assigned`)).toBeVisible();

  await face(page, drawn).click();
  await page
    .getByRole('group', { name: `Actions for ${drawn}` })
    .getByRole('button', { name: 'More rooms…' })
    .click();
  const form = page.getByRole('form', { name: 'Assign a room' });
  await form.getByRole('button', { name: /^Assign / }).click();
  await expect(form.getByText('Confirm this, or reject the request.')).toBeVisible();
  expect(await statusOf(boss, drawn)).toBe('PENDING');
  await form.getByRole('checkbox', { name: /booking is already over/ }).check();
  await form.getByRole('button', { name: /^Assign / }).click();
  await expect(toast(page, `${drawn} assigned to `)).toBeVisible();
});
