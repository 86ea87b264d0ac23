import { bar, bookingForm, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { boxOf, carryBar, drag, expectBar, expectLabel, label, middleOf, pointOf, refusal, whenWords } from './hand.ts';
import { Tool } from './tool.ts';

test('a ghost is given its room by being carried there, a folded wall is held by either of its rows, and Ctrl makes a copy', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const [day, next] = ['2028-10-03', '2028-10-04'] as const;
  for (const [client, from] of [
    ['Early Ghost', '08:00'],
    ['Middle Ghost', '09:00'],
    ['Late Ghost', '10:00'],
  ] as const) {
    await tool.book({ client, room: null, day, from, to: '12:00' });
  }
  await tool.book({
    client: 'Folded Wall',
    room: 'Ambition+Perseverance',
    day,
    from: '10:00',
    to: '14:00',
    learners: 30,
  });
  await tool.book({ client: 'Worth Copying', room: 'Courage', day, from: '09:00', to: '12:00' });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}`);
  const ghost = (client: string) =>
    bar(boss, new RegExp(`^${client}, Needs a room, ${whenWords(day, '\\d\\d:00', '12:00')}`));

  // By keyboard one comes to all of them, also where the tray shows only two.
  await expect(ghost('Early Ghost')).toBeVisible();
  await boss.getByRole('grid', { name: 'Rooms and their bookings' }).focus();
  for (const [key, client] of [
    ['ArrowUp', 'Early Ghost'],
    ['ArrowRight', 'Middle Ghost'],
    ['ArrowRight', 'Late Ghost'],
  ] as const) {
    await boss.keyboard.press(key);
    await expect(ghost(client)).toHaveAttribute('data-cursor', 'true');
    await expect(ghost(client)).toBeInViewport({ ratio: 0.9 });
  }

  // To a room, at the time it was asked for, wherever the hand wanders; and back.
  await ghost('Late Ghost').hover();
  const hold = await middleOf(ghost('Late Ghost'));
  const honesty = await pointOf(boss, { room: 'Honesty', day: next, time: '10:00' });
  await drag(boss, hold, honesty);
  await expectLabel(boss, whenWords(day, '10:00', '12:00'), 'fits, 15 seats to spare');
  await boss.mouse.up();
  await expectBar(boss, 'Late Ghost', { room: 'Honesty', day, from: '10:00', to: '12:00' });
  await expect(ghost('Late Ghost')).toHaveCount(0);
  await expect.poll(() => tool.storedFor('Late Ghost')).toMatchObject([{ room: 'Honesty', status: 'ROOM_ASSIGNED' }]);
  await expect(boss.locator('.toast').filter({ hasText: 'Late Ghost: Honesty' })).toBeVisible();
  await boss.keyboard.press('u');
  await expect.poll(() => tool.storedFor('Late Ghost')).toMatchObject([{ room: null, status: 'PENDING' }]);
  await expect(ghost('Late Ghost')).toBeVisible();
  await expect(bar(boss, /^Late Ghost, .*Honesty/)).toHaveCount(0);

  // Onto somebody else it is not given the room, and waits in the tray again.
  await drag(boss, await middleOf(ghost('Late Ghost')), await pointOf(boss, { room: 'Courage', day, time: '10:00' }));
  await expectLabel(boss, whenWords(day, '10:00', '12:00'), /^taken by Worth Copying/);
  await boss.mouse.up();
  await expect(refusal(boss, 'Late Ghost')).toContainText('The room is taken.');
  await expect(ghost('Late Ghost')).toBeVisible();
  await expect(bar(boss, /^Late Ghost, .*Courage/)).toHaveCount(0);
  await boss.keyboard.press('Escape');

  // One bar over two rows: by its lower half to the next day.
  const wall = bar(boss, /^Folded Wall/).first();
  const { x, y, width, height } = await boxOf(wall);
  const column =
    (await pointOf(boss, { room: 'Ambition', day: next, time: '10:00' })).x -
    (await pointOf(boss, { room: 'Ambition', day, time: '10:00' })).x;
  await drag(boss, { x: x + width / 2, y: y + height * 0.75 }, { x: x + width / 2 + column, y: y + height * 0.75 });
  await expectLabel(boss, whenWords(next, '10:00', '14:00'), 'fits, 19 seats to spare');
  await expect(label(boss)).toContainText('Folded Wall · Ambition+Perseverance');
  await boss.mouse.up();
  await expect(bar(boss, new RegExp(`^Folded Wall, .*${whenWords(next, '10:00', '14:00')}`))).toHaveCount(2);
  await expect.poll(() => tool.placeOf('Folded Wall')).toBe(`Ambition+Perseverance, ${next}, 10:00 – 14:00`);

  // A second one of the same: nothing is made before the form says so, and the first stays.
  await carryBar(
    boss,
    bar(boss, /^Worth Copying/),
    { room: 'Courage', day, time: '09:00' },
    { room: 'Growth', day: next, time: '09:00' },
  );
  await expect(label(boss)).toContainText('Worth Copying · Growth');
  await boss.keyboard.down('Control');
  await expect(label(boss)).toContainText('Copy of Worth Copying · Growth');
  await boss.mouse.up();
  await boss.keyboard.up('Control');
  const form = bookingForm(boss);
  await expect(form.getByLabel('Company')).toHaveValue('Worth Copying');
  await expect(form.getByLabel('Starts, day')).toHaveValue(next);
  await expect(form.getByLabel('Starts, time')).toHaveValue('09:00');
  await expect(form.getByLabel(/^Room/).locator('option:checked')).toHaveText(/^Growth/);
  await expectBar(boss, 'Worth Copying', { room: 'Courage', day, from: '09:00', to: '12:00' });
  await form.getByRole('button', { name: 'Book', exact: true }).click();
  await expectBar(boss, 'Worth Copying', { room: 'Growth', day: next, from: '09:00', to: '12:00' });
  expect(await tool.storedFor('Worth Copying')).toMatchObject([
    { room: 'Courage', day, from: '09:00', to: '12:00' },
    { room: 'Growth', day: next, from: '09:00', to: '12:00' },
  ]);
});
