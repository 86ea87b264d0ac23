import { chooseRoom, expectNoViolations, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

test('a boss sets setup and teardown for one booking, takes them along to another room, and gives them back to it', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const day = '2031-03-11';
  const stored = await tool.book({
    client: 'Needs An Hour',
    room: 'Courage',
    day,
    from: '10:00',
    to: '12:00',
    learners: 4,
  });
  await tool.book({ client: 'Just Before', room: 'Honesty', day, from: '08:00', to: '09:30', learners: 4 });
  const boss = await sitDown(
    browser,
    server.url,
    'room_boss',
    `/calendar?date=${day}&booking=${encodeURIComponent(stored.id)}`,
  );
  const drawer = boss.getByRole('complementary', { name: 'Booking of Needs An Hour' });
  await drawer.getByRole('button', { name: 'Move', exact: true }).click();
  const form = drawer.getByRole('form', { name: 'Move booking' });
  await form.getByLabel('Setup, minutes').fill('60');
  await expectNoViolations(boss);
  // While the form is open the hour counts: Honesty is free from half past nine.
  await chooseRoom(form.getByLabel('Room', { exact: true }), 'Honesty');
  await expect(form).toContainText('Honesty is taken');
  await form.getByLabel('Setup, minutes').fill('30');
  await expect(form).toContainText('Honesty is free');
  await form.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(drawer).toContainText('30 min setup (set by hand)');
  await drawer.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(form.getByLabel('Setup, minutes')).toHaveValue('30');
  await form.getByLabel('Setup, minutes').fill('1441');
  await form.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(form.getByText('Enter 0 to 1,440 minutes')).toBeVisible();
  await form.getByLabel('Setup, minutes').fill('');
  await form.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(drawer).not.toContainText('min setup');
});
