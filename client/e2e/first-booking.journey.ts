import { bar, expectNoViolations, fillBooking, quietMonday, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

const company = 'Marula Bank Learning and Development Academy of the Northern Cape';

test('a request becomes a booking on two screens at once, and the other division learns only that the room is taken', async ({
  browser,
  server,
}) => {
  const staff = await sitDown(browser, server.url, 'staff.tech');
  const boss = await sitDown(browser, server.url, 'room_boss');
  const other = await sitDown(browser, server.url, 'viewer.training');

  // Staff ask; the Room Boss sees it come without a reload.
  const request = await fillBooking(staff, { client: company, day: quietMonday, room: 'Wisdom', learners: 6 });
  await request.getByRole('button', { name: 'Request' }).click();
  const ghost = bar(boss, new RegExp(`^${company}.*prefers Wisdom`));
  await expect(ghost).toBeVisible();
  await expectNoViolations(boss);

  // The boss gives it its room; both screens follow, the third one knows no name.
  await ghost.click();
  await boss.getByRole('button', { name: 'Assign room' }).click();
  await boss.getByRole('radio', { name: /^Wisdom/ }).check();
  await boss.getByRole('button', { name: 'Assign Wisdom' }).click();
  await expect(bar(staff, new RegExp(`^${company}, .*Wisdom`))).toBeVisible();
  await expect(bar(other, /^Busy, Wisdom/)).toBeVisible();
  await expect(other.getByText(company)).toHaveCount(0);
  const history = boss.getByRole('region', { name: 'History' }).getByRole('listitem');
  await expect(history).toHaveText([/Room assigned: Wisdom, by you$/, /Requested by Naledi Mokoena/]);
  await expectNoViolations(boss);

  // A second client at the same door: refused, with ways out, and nothing typed is lost.
  const second = await fillBooking(boss, {
    client: 'Second Client',
    day: quietMonday,
    room: 'Wisdom',
    learners: 6,
    division: 'TECH',
  });
  await second.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(second.getByText('The room is taken. Nothing was saved.')).toBeVisible();
  await expect(second.getByLabel('Company')).toHaveValue('Second Client');
  await expectNoViolations(boss);
  await second.locator('.taken-choice').first().click();
  await second.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(bar(staff, /^Second Client/)).toBeVisible();

  // Called off with a reason: it leaves every screen.
  await bar(boss, new RegExp(`^${company}`)).click();
  await boss.getByRole('button', { name: 'Cancel', exact: true }).click();
  const reason = boss.getByLabel('Reason');
  await reason.fill('The client called: another year');
  await reason
    .locator('xpath=ancestor::form')
    .getByRole('button', { name: /^Cancel/ })
    .last()
    .click();
  await expect(bar(staff, new RegExp(`^${company}`))).toHaveCount(0);
  await expect(bar(other, /^Busy, Wisdom/)).toHaveCount(0);
});

test('a screen tells that the server is gone, and catches up by itself with what it missed', async ({
  browser,
  server,
}) => {
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar?date=2028-06-12');
  await server.kill();
  await expect(boss.locator('.live-dot')).toContainText('Offline since');
  await server.restart();

  // Booked by a tool before the screen is back.
  const tool = await Tool.of(server.url, 'staff.tech');
  await tool.book({ client: 'Missed Client', room: null, day: '2028-06-13', from: '08:00', to: '12:00', learners: 3 });

  await expect(boss.locator('.live-dot')).toHaveAttribute('data-state', 'live', { timeout: 30_000 });
  await expect(bar(boss, /^Missed Client/)).toBeVisible();
});
