import type { Page } from '@playwright/test';
import { expectNoViolations, fillBooking, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

test.use({ house: 'office' });

// A week that the sample facility leaves empty.
const day = '2028-09-04';

function at(id: string): string {
  return `/calendar?date=${day}&booking=${encodeURIComponent(id)}`;
}
function history(page: Page) {
  return page.getByRole('region', { name: 'History' });
}
function actions(page: Page) {
  return page.getByRole('group', { name: 'Booking actions' });
}

test('a booking is handed over by keyboard; who takes it over may change it, and its history names both', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'staff.tech');
  const { id } = await tool.book({ client: 'Handed Client', room: null, day, from: '09:00', to: '11:00' });
  const staff = await sitDown(browser, server.url, 'staff.tech', at(id));
  await expect(actions(staff).getByRole('button', { name: 'Hand over' })).toBeVisible();
  await staff.keyboard.press('h');
  const form = staff.getByRole('form', { name: 'Hand over' });
  const person = form.getByRole('combobox', { name: /^New requester/ });
  await expect(person).toBeFocused();
  // Those who may book for the division are offered, and not who has it.
  await expect(form.getByRole('option', { name: /Sipho Dlamini/ })).toBeVisible();
  await expect(form.getByRole('option', { name: /Naledi Mokoena/ })).toHaveCount(0);
  await expect(form.getByRole('option', { name: /Ayesha Naidoo|Pieter Botha/ })).toHaveCount(0);
  await expectNoViolations(staff);
  await person.press('Escape');
  await person.press('Enter');
  await expect(form.getByText('Choose a person from the list.')).toBeVisible();
  await expect(person).toBeFocused();
  await staff.keyboard.type('nomsa');
  await expect(form.getByRole('option')).toHaveCount(1);
  await staff.keyboard.press('ArrowDown');
  await staff.keyboard.press('Enter');
  await expect(person).toHaveValue(/^Nomsa Khumalo/);
  await staff.keyboard.press('Enter');
  await expect(staff.getByText(/Handed Client handed over to Nomsa Khumalo/)).toBeVisible();
  await expect(staff.getByText('You can view this booking but not change it.', { exact: false })).toBeVisible();
  await expect(history(staff)).toContainText(/Handed over from you to Nomsa Khumalo.* by you/);
  await expect(staff.getByRole('region', { name: 'Facts' })).toContainText(/Nomsa Khumalo.*entered by Naledi Mokoena/);
  await expectNoViolations(staff);

  // By mistake: it comes back.
  await staff.getByRole('button', { name: 'Undo' }).click();
  await expect(actions(staff).getByRole('button', { name: 'Hand over' })).toBeVisible();
  await expect(history(staff)).toContainText('Undone by you');
});

test('a series is handed over from one date on', async ({ browser, server }) => {
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}`);
  const form = await fillBooking(boss, {
    client: 'Handed Series',
    day: '2028-09-05',
    room: 'Wisdom',
    learners: 5,
    division: 'TECH',
  });
  await form.getByRole('button', { name: 'Repeat', exact: true }).click();
  await form.getByLabel('Number of dates').fill('3');
  await form.getByRole('button', { name: 'Book 3' }).click();
  await expect(boss.getByRole('heading', { name: '1 of 3, every Tuesday' })).toBeVisible();
  await boss
    .getByRole('list', { name: 'Dates of the series' })
    .getByRole('button', { name: 'Tue 12 Sep 2028' })
    .click();
  await expect(boss.getByRole('heading', { name: '2 of 3, every Tuesday' })).toBeVisible();
  await actions(boss).getByRole('button', { name: 'Hand over' }).click();
  await boss.getByRole('radio', { name: 'This and following' }).check();
  await boss.getByRole('combobox', { name: /^New requester/ }).fill('naledi');
  await boss.getByRole('option', { name: /Naledi Mokoena/ }).click();
  await boss.getByRole('button', { name: 'Hand over', exact: true }).click();
  await expect(boss.getByText(/2 bookings of Handed Series: handed over to Naledi Mokoena/)).toBeVisible();
  await expect(history(boss)).toContainText(/Handed over from you to Naledi Mokoena/);
});

test('an account is closed once its open bookings are seen, handed over, or left', async ({ browser, server }) => {
  const tool = await Tool.of(server.url, 'it_rental_admin');
  const first = await tool.book({ client: 'Client of a Leaver', room: null, day, from: '09:00', to: '11:00' });
  await tool.book({
    client: 'Training of a Leaver',
    room: null,
    day,
    from: '12:00',
    to: '14:00',
    division: 'TRAINING',
  });
  const admin = await sitDown(browser, server.url, 'admin', '/users?search=rajesh');
  await admin.getByRole('button', { name: /Rajesh Pillay/ }).click();
  await admin.getByRole('button', { name: 'Close account' }).click();
  const form = admin.getByRole('form', { name: 'Close account' });
  const [tech, training] = [
    form.getByRole('group', { name: /^Tech: \d+ open booking/ }),
    form.getByRole('group', { name: /^Training: \d+ open booking/ }),
  ];
  await expect(tech).toContainText('Client of a Leaver');
  await expect(training).toContainText('Training of a Leaver');
  const close = form.getByRole('button', { name: 'Close account and end sessions' });
  // Not before it is said what becomes of them.
  await expect(close).toHaveAttribute('aria-disabled', 'true');
  await expectNoViolations(admin);
  await expect(form.getByText('Choose who gets them, or confirm that they stay.')).toBeVisible();
  await tech.getByRole('combobox', { name: 'Hand over to' }).fill('naledi');
  // Typed, and not chosen.
  await form.getByRole('checkbox', { name: /with the closed account/ }).check();
  await expect(tech.getByText('Choose a person from the list.')).toBeVisible();
  await expect(close).toHaveAttribute('aria-disabled', 'true');
  await expectNoViolations(admin);
  await form.getByRole('checkbox', { name: /with the closed account/ }).uncheck();
  await tech.getByRole('combobox', { name: 'Hand over to' }).click();
  await tech.getByRole('option', { name: /Naledi Mokoena/ }).click();
  await expect(close).toHaveAttribute('aria-disabled', 'true');
  await form.getByRole('checkbox', { name: /with the closed account/ }).check();
  await close.click();
  await expect(admin.getByText(/Rajesh Pillay.*’s account is closed\. \d+ bookings? handed over\./)).toBeVisible();
  await expect(admin.getByRole('row', { name: /Rajesh Pillay/ })).toContainText('Closed');
  await expectNoViolations(admin);
  await admin.goto(at(first.id));
  await expect(history(admin)).toContainText(/Handed over from Rajesh Pillay.* to Naledi Mokoena.* by you/);
});
