import { Temporal } from 'temporal-polyfill';
import { bar, bookingForm, expectNoViolations, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { carryBar, drag, expectBar, expectLabel, middleOf, pointOf, whenWords } from './hand.ts';
import { Tool } from './tool.ts';

test.use({ house: 'settings' });

test('an administrator changes the settings, and open screens follow: zone, week, hours, the form of a new booking', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'admin');
  const room = await tool.newRoom('Settings Room');
  // A winter’s day: Vienna is an hour behind Johannesburg.
  await tool.book({ client: 'Stays Put', room, day: '2028-01-18', from: '09:00', to: '11:00' });
  const staff = await sitDown(browser, server.url, 'staff.tech', '/calendar?date=2028-01-17');
  await expect(bar(staff, /^Stays Put, .*Tue 18 Jan, 09:00 – 11:00/)).toBeVisible();
  const days = staff.getByRole('columnheader');
  await expect(days.nth(1)).toHaveAccessibleName(/^Monday 17 January/);

  const admin = await sitDown(browser, server.url, 'admin', '/settings');
  const form = admin.getByRole('form', { name: 'Settings' });
  await form.getByLabel('Name').fill('House on the Ring');
  await form.getByLabel('Time zone').selectOption('Europe/Vienna');
  await form.getByLabel('Weeks start on').selectOption('Sunday');
  await form.getByLabel('Open on Saturday').check();
  await form.getByLabel('Saturday, closes at').fill('06:00');
  await form.getByLabel('Usually from').fill('09:30');
  await form.getByLabel('Usually until').fill('17:00');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByLabel('Saturday, opens at')).toHaveAccessibleDescription('It must close after it opens.');
  await expect(form.getByLabel('Saturday, opens at')).toBeFocused();
  await expectNoViolations(admin);
  await form.getByLabel('Saturday, closes at').fill('12:00');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('Settings saved for everyone.')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Discard changes' })).toHaveCount(0);
  await expect(form.getByLabel('Name')).toHaveValue('House on the Ring');

  await expect(bar(staff, /^Stays Put, .*Tue 18 Jan, 08:00 – 10:00/)).toBeVisible();
  await expect(days.nth(1)).toHaveAccessibleName(/^Sunday 16 January/);
  // From 12:00 on the Saturday is closed, which the calendar shows from 07:00 to 19:00.
  await expect(staff.locator('.timeline-column').nth(6).locator('.timeline-closed')).toHaveCSS('right', '0px');
  await staff.getByRole('button', { name: 'New booking' }).first().click();
  await expect(bookingForm(staff).getByLabel('Starts, time')).toHaveValue('09:30');
  await expect(bookingForm(staff).getByLabel('Ends, time')).toHaveValue('17:00');

  // Another way to write dates: all of the page at once.
  await form.getByLabel('Dates are written as in').selectOption('en-US');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(bar(staff, /^Stays Put, .*Tue Jan 18, 08:00 – 10:00/)).toBeVisible();
  await form.getByLabel('Dates are written as in').selectOption('en-ZA');
  await form.getByLabel('Weeks start on').selectOption('Monday');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(days.nth(1)).toHaveAccessibleName(/^Monday 17 January/);

  await admin.goto('/audit');
  const lines = admin.getByRole('row', { name: /Change the settings/ });
  await expect(lines).toHaveCount(3);
});

for (const { zone, sunday, rooms } of [
  { zone: 'Europe/Vienna', sunday: '2028-03-26', rooms: ['Respect', 'Innovation'] },
  { zone: 'Australia/Lord_Howe', sunday: '2028-04-02', rooms: ['Honesty', 'Gratitude'] },
  { zone: 'Africa/Johannesburg', sunday: '2028-03-26', rooms: ['Courage', 'Possibilities'] },
] as const) {
  test(`what is carried over a change of the clocks keeps its hours on the wall, in ${zone}`, async ({
    browser,
    server,
  }) => {
    const tool = await Tool.of(server.url, 'admin');
    await tool.moveFacilityTo(zone);
    const [room, other] = rooms;
    const day = (distance: number) => Temporal.PlainDate.from(sunday).add({ days: distance }).toString();
    const [saturday, monday, tuesday, wednesday] = [day(-1), day(1), day(2), day(3)];
    const [client, long] = [`Carried in ${zone}`, `Began before in ${zone}`];
    const morning = { room, day: saturday, from: '08:00', to: '11:00' };
    await tool.book({ client, ...morning });

    // Onto the day on which the clocks change.
    const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${saturday}`);
    await carryBar(
      boss,
      bar(boss, new RegExp(`^${client}`)),
      { ...morning, time: '08:00' },
      { room, day: sunday, time: '10:00' },
    );
    await expectLabel(boss, whenWords(sunday, '10:00', '13:00'), /^fits/);
    await boss.mouse.up();
    const moved = { room, day: sunday, from: '10:00', to: '13:00' };
    await expectBar(boss, client, moved);
    await expect.poll(() => tool.storedFor(client)).toMatchObject([moved]);

    // One that begins before the change, out of sight: a day further on.
    await tool.book({
      client: long,
      room: other,
      day: saturday,
      from: '08:00',
      until: tuesday,
      to: '12:00',
      learners: 5,
    });
    await boss.goto(`/calendar?date=${monday}`);
    const held = bar(boss, new RegExp(`^${long}`));
    await expect(held).toBeVisible();
    const [hold, from, to] = [
      await middleOf(held),
      await pointOf(boss, { room: other, day: tuesday, time: '09:00' }),
      await pointOf(boss, { room: other, day: wednesday, time: '09:00' }),
    ];
    await drag(boss, hold, { x: hold.x + to.x - from.x, y: hold.y });
    await boss.mouse.up();
    await expect
      .poll(() => tool.storedFor(long))
      .toMatchObject([{ day: sunday, from: '08:00', to: '12:00', version: 2 }]);
  });
}
