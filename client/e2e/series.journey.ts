import type { Locator, Page } from '@playwright/test';
import { bar, expectNoViolations, fillBooking, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

// Weeks that the sample facility leaves empty: Mondays, from the 3rd of July on.
const monday = '2028-07-03';
const mondays = ['2028-07-03', '2028-07-10', '2028-07-17', '2028-07-24'];

async function clashOn(url: string, day: string, client: string, room = 'Wisdom'): Promise<void> {
  const tool = await Tool.of(url, 'room_boss');
  await tool.book({ client, room, day, from: '09:00', to: '11:00', learners: 4, division: 'TRAINING' });
}

function dates(form: Locator): Locator {
  return form.getByRole('list', { name: 'Dates', exact: true }).locator('> li');
}

async function beginSeries(page: Page, client: string): Promise<Locator> {
  const form = await fillBooking(page, { client, day: monday, room: 'Wisdom', learners: 5, division: 'TECH' });
  await form.getByRole('button', { name: 'Repeat', exact: true }).click();
  await form.getByLabel('Number of dates').fill('4');
  await expect(dates(form)).toHaveCount(4);
  return form;
}

test('a weekly series with two clashes is booked once each is decided, survives a reload, and a left-out date is put back', async ({
  browser,
  server,
}) => {
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${monday}`);
  await clashOn(server.url, mondays[1] ?? '', 'Early Client');
  await clashOn(server.url, mondays[2] ?? '', 'Second Early Client');
  const form = await beginSeries(boss, 'Repeating Client');

  // Nothing goes out before it is decided what becomes of the dates that clash.
  await expect(form.getByText('every Monday, 4 dates').first()).toBeVisible();
  await expect(dates(form).nth(1)).toContainText('Early Client');
  const save = form.getByRole('button', { name: /^Book/ });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await expect(form.getByText('2 dates clash: skip them')).toBeVisible();
  await expectNoViolations(boss);
  await dates(form).nth(1).getByRole('button', { name: /^Skip/ }).click();
  await expect(form.getByText('1 date clashes: skip it')).toBeVisible();

  // The rule and what was decided outlive a reload.
  await boss.reload();
  await boss.getByRole('button', { name: 'New booking' }).first().click();
  await expect(form.getByText('Draft restored.')).toBeVisible();
  await expect(dates(form).nth(1)).toContainText('skipped');
  const elsewhere = dates(form)
    .nth(2)
    .getByRole('group', { name: /^Other room/ })
    .getByRole('button')
    .first();
  const room = await elsewhere.innerText();
  await elsewhere.click();
  await expect(dates(form).nth(2)).toContainText(`in ${room} instead`);
  // More come than it seats after all.
  await form.getByLabel('Learners').fill('90');
  await expect(dates(form).nth(2)).toContainText(/instead, but seats only \d+/);
  await form.getByLabel('Learners').fill('5');
  await expect(form.getByText('every Monday, 3 dates').first()).toBeVisible();
  await form.getByRole('button', { name: 'Book 3' }).click();

  await expect(boss.getByText('3 bookings for Repeating Client are booked')).toBeVisible();
  const box = boss.getByRole('list', { name: 'Dates of the series' });
  await expect(boss.getByRole('heading', { name: '1 of 3, every Monday' })).toBeVisible();
  await expect(box.getByRole('listitem')).toContainText([
    '08:00 · Wisdom',
    'skipped',
    `08:00 · ${room}`,
    '08:00 · Wisdom',
  ]);
  await expectNoViolations(boss);

  // Its room is still taken: what is free instead is one click.
  await box.getByRole('button', { name: /^Restore/ }).click();
  await expect(box.getByText(/Its room is taken: Early Client/)).toBeVisible();
  await expectNoViolations(boss);
  await box
    .getByRole('group', { name: /^Other room/ })
    .getByRole('button')
    .first()
    .click();
  await expect(boss.getByRole('heading', { name: '1 of 4, every Monday' })).toBeVisible();
  await expect(box.getByText('skipped')).toHaveCount(0);
});

test('a series is made, changed, moved from one date on and called off as a whole, by keyboard', async ({
  browser,
  server,
}) => {
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar?date=2028-08-07');
  await clashOn(server.url, '2028-08-09', 'Third Early Client');
  const form = await fillBooking(boss, {
    client: 'Moving Client',
    day: '2028-08-07',
    room: 'Wisdom',
    learners: 5,
    division: 'TECH',
  });
  await form.getByRole('button', { name: 'Repeat', exact: true }).press('Enter');
  await expect(form.getByRole('radio', { name: 'Weekly' })).toBeVisible();
  // On goes the keyboard, into the group that has opened.
  await boss.keyboard.press('Tab');
  await expect(form.getByRole('radio', { name: 'Weekly' })).toBeFocused();
  await boss.keyboard.press('ArrowLeft');
  await expect(form.getByRole('radio', { name: 'Daily' })).toBeChecked();
  await form.getByLabel('Number of dates').fill('4');
  await expect(dates(form).nth(2)).toContainText('Third Early Client');
  // What is pressed gives way to what takes it back.
  await dates(form).nth(2).getByRole('button', { name: /^Skip/ }).press('Enter');
  await expect(
    dates(form)
      .nth(2)
      .getByRole('button', { name: /^Undo for/ }),
  ).toBeFocused();
  await boss.keyboard.press('Enter');
  await expect(dates(form).nth(2).getByRole('button', { name: /^Skip/ })).toBeFocused();
  await boss.keyboard.press('Enter');
  await form.getByRole('button', { name: 'Book 3' }).press('Enter');
  await expect(boss.getByRole('heading', { name: '1 of 3, every day' })).toBeVisible();
  const box = boss.getByRole('list', { name: 'Dates of the series' });

  // All of them have more people.
  await boss.keyboard.press('e');
  const scope = boss.getByRole('group', { name: 'Which bookings of the series' });
  await expect(scope.getByRole('radio', { name: 'This one', exact: true })).toBeFocused();
  await boss.keyboard.press('ArrowLeft');
  await expect(scope.getByRole('radio', { name: 'All' })).toBeChecked();
  await boss.getByLabel('Learners').fill('6');
  await boss.keyboard.press('Enter');
  await expect(boss.getByText('3 bookings of Moving Client: saved')).toBeVisible();
  await expect(boss.getByRole('region', { name: 'Facts' })).toContainText('6 + 1 = 7');

  // The second and the third, a day later: one goes to the date that was left out, the other where nothing stood.
  await box.getByRole('button', { name: 'Thu 10 Aug 2028' }).press('Enter');
  await expect(boss.getByRole('heading', { name: '3 of 3, every day' })).toBeVisible();
  await expect(boss.getByRole('region', { name: 'Facts' })).toContainText('6 + 1 = 7');
  await box.getByRole('button', { name: 'Tue 8 Aug 2028' }).press('Enter');
  await expect(boss.getByRole('heading', { name: '2 of 3, every day' })).toBeVisible();
  await boss.keyboard.press('v');
  await expect(scope.getByRole('radio', { name: 'This one', exact: true })).toBeFocused();
  await boss.keyboard.press('ArrowRight');
  await expect(scope.getByRole('radio', { name: 'This and following' })).toBeChecked();
  await boss.getByRole('button', { name: '+ 1 day' }).press('Enter');
  await boss.getByRole('button', { name: 'Move', exact: true }).press('Enter');
  // Somebody stands there on the first of them: none has moved.
  await expect(boss.getByText('The room is taken on 1 of its dates. Nothing was moved.')).toBeVisible();
  await expect(boss.getByText(/Wed 9 Aug 2028: Third Early Client/)).toBeVisible();
  await expectNoViolations(boss);
  await boss.getByRole('button', { name: '+ 1 day' }).press('Enter');
  await boss.getByRole('button', { name: 'Move', exact: true }).press('Enter');
  await expect(boss.getByText('2 bookings of Moving Client: moved')).toBeVisible();
  await expect(boss.getByRole('heading', { name: /^2 of 3, every day, moved from .* on/ })).toBeVisible();
  await expect(box.getByRole('listitem').filter({ hasText: 'Wisdom' })).toContainText([
    'Mon 7 Aug',
    'Thu 10 Aug',
    'Sat 12 Aug',
  ]);

  await boss.keyboard.press('x');
  await expect(scope.getByRole('radio', { name: 'This one', exact: true })).toBeFocused();
  await boss.keyboard.press('ArrowLeft');
  await expect(scope.getByRole('radio', { name: 'All' })).toBeChecked();
  await boss.getByLabel('Reason').fill('The client called: another year');
  await boss.getByRole('button', { name: 'Cancel bookings' }).press('Enter');
  await expect(boss.getByText('3 bookings of Moving Client: cancelled')).toBeVisible();
  await expect(bar(boss, /^Moving Client/)).toHaveCount(0);
});

test('a series whose answer is lost does not stand in its own way: sent again, it is there once', async ({
  browser,
  server,
}) => {
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar?date=2028-11-06');
  const form = await fillBooking(boss, {
    client: 'Unheard Series',
    day: '2028-11-06',
    room: 'Wisdom',
    learners: 5,
    division: 'TECH',
  });
  await form.getByRole('button', { name: 'Repeat', exact: true }).click();
  await form.getByLabel('Number of dates').fill('3');
  const save = form.getByRole('button', { name: 'Book 3' });
  await expect(save).not.toHaveAttribute('aria-disabled');
  await boss.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('mutation CreateSeries')) return route.fallback();
    await route.fetch();
    return route.abort();
  });
  await save.click();
  await expect(form.getByText('The server cannot be reached.')).toBeVisible();
  await boss.unroute('**/graphql');
  await boss.reload();
  await expect(form.getByText('Draft restored.')).toBeVisible();
  // All of its dates are taken now: by itself.
  await expect(dates(form).nth(2)).toContainText('Unheard Series');
  await expect(save).not.toHaveAttribute('aria-disabled');
  await save.click();
  await expect(boss.getByRole('heading', { name: '1 of 3, every Monday' })).toBeVisible();
  expect(await (await Tool.of(server.url, 'room_boss')).storedFor('Unheard Series')).toHaveLength(3);
});

test('a date that somebody takes while the form is open is told by its day, and nothing is booked', async ({
  browser,
  server,
}) => {
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar?date=2028-09-04');
  const form = await fillBooking(boss, {
    client: 'Late Client',
    day: '2028-09-04',
    room: 'Wisdom',
    learners: 5,
    division: 'TECH',
  });
  await form.getByRole('button', { name: 'Repeat', exact: true }).click();
  await form.getByLabel('Number of dates').fill('4');
  await expect(form.getByText('every Monday, 4 dates').first()).toBeVisible();
  const save = form.getByRole('button', { name: 'Book 4' });
  await expect(save).not.toHaveAttribute('aria-disabled');
  await clashOn(server.url, '2028-09-18', 'Quicker Client');
  await save.click();
  await expect(dates(form).nth(2)).toContainText('Quicker Client');
  await expect(form.getByText('1 date clashes: skip it')).toBeVisible();
  expect(await (await Tool.of(server.url, 'room_boss')).storedFor('Late Client')).toEqual([]);
  await dates(form).nth(2).getByRole('button', { name: /^Skip/ }).click();
  await form.getByRole('button', { name: 'Book 3' }).click();
  await expect(boss.getByRole('heading', { name: '1 of 3, every Monday' })).toBeVisible();
});

test('staff ask for a series of devices; one that leaves the building is told why it cannot repeat, before anything is sent', async ({
  browser,
  server,
}) => {
  const staff = await sitDown(browser, server.url, 'staff.tech', '/calendar?date=2028-10-02');
  const form = await fillBooking(staff, { client: 'Lending Client', day: '2028-10-02', learners: 0 });
  await form.getByRole('radio', { name: 'Devices only' }).check();
  await form.getByLabel(/^How many/).fill('4');
  await form.getByLabel('Off-site rental').check();
  await form.getByRole('button', { name: 'Repeat', exact: true }).click();
  const why = form.getByText(/Off-site rentals can’t repeat/);
  await expect(why).toBeVisible();
  await expect(form.getByRole('button', { name: /^Request/ })).toHaveAttribute('aria-disabled', 'true');
  await form.getByLabel('Off-site rental').uncheck();
  await expect(why).toHaveCount(0);
  await form.getByLabel('Number of dates').fill('2');
  await expectNoViolations(staff);
  await form.getByRole('button', { name: 'Request 2' }).click();
  await expect(staff.getByRole('heading', { name: '1 of 2, every Monday' })).toBeVisible();
});
