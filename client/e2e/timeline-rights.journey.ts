import { bar, bookingForm, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { carry, carryBar, drag, expectBar, expectLabel, label, pointOf, preview, whenWords } from './hand.ts';
import { Tool } from './tool.ts';

test('nobody takes in hand what is not theirs to move, and what another division does has no name, not even while something is drawn over it', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const day = '2028-09-05';
  const place = { room: 'Honesty', day, from: '09:00', to: '12:00' };
  const client = 'Nobody May Know';
  await tool.book({ client, ...place });

  // The division’s own staff see it, and cannot move it.
  const staff = await sitDown(browser, server.url, 'staff.tech', `/calendar?date=${day}`);
  await expectBar(staff, client, place);
  await carryBar(
    staff,
    bar(staff, new RegExp(`^${client}`)),
    { ...place, time: place.from },
    { room: 'Courage', day, time: '13:00' },
  );
  await expect(preview(staff)).toHaveCount(0);
  await expect(label(staff)).toHaveCount(0);
  await expect(staff.locator('.timeline[data-held]')).toHaveCount(0);
  await staff.mouse.up();
  await expectBar(staff, client, place);
  // No key moves it either.
  await bar(staff, new RegExp(`^${client}`)).click();
  await expect(staff.getByRole('complementary', { name: `Booking of ${client}` })).toBeVisible();
  await staff.keyboard.press('Escape');
  await staff.keyboard.press('Alt+ArrowDown');
  await expect(preview(staff)).toHaveCount(0);
  await expectBar(staff, client, place);

  // Who may only look draws nothing.
  const viewer = await sitDown(browser, server.url, 'viewer.training', `/calendar?date=${day}`);
  const [from, to] = [
    await pointOf(viewer, { room: 'Gratitude', day, time: '09:00' }),
    await pointOf(viewer, { room: 'Gratitude', day, time: '12:00' }),
  ];
  await drag(viewer, from, to);
  await expect(preview(viewer)).toHaveCount(0);
  await viewer.mouse.up();
  await viewer.keyboard.press('n');
  await expect(bookingForm(viewer)).toHaveCount(0);
  await expect(viewer.getByRole('button', { name: 'New booking' })).toHaveCount(0);

  // The other division draws over it: taken, and no word more.
  const other = await sitDown(browser, server.url, 'staff.training', `/calendar?date=${day}`);
  const busy = bar(other, `Busy, Honesty, ${whenWords(day, '09:00', '12:00')}`);
  await expect(busy).toHaveCount(1);
  await expect(busy).toBeVisible();
  const [before, within] = [
    await pointOf(other, { room: 'Honesty', day, time: '08:00' }),
    await pointOf(other, { room: 'Honesty', day, time: '10:00' }),
  ];
  await drag(other, { ...before, x: before.x + 1 }, { ...within, x: within.x - 1 });
  await expectLabel(other, whenWords(day, '08:00', '10:00'), `taken, ${whenWords(day, '09:00', '12:00')}`);
  expect(await other.content()).not.toContain(client);
  await carry(other, { ...before, x: before.x + 5 });
  await other.keyboard.press('Escape');
  await other.mouse.up();
  await busy.hover();
  await expect(other.locator('.hover-card:popover-open')).toContainText('Busy');
  await busy.click();
  await expect(other.locator('aside.drawer')).toHaveCount(0);
  expect(await other.content()).not.toContain(client);
  await expect(viewer.getByText(client)).toHaveCount(0);

  expect(await tool.storedFor(client)).toMatchObject([place]);
});
