import { bar, bookingForm, fillClient, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import {
  boxOf,
  carry,
  carryBar,
  drag,
  expectBar,
  expectLabel,
  label,
  middleOf,
  pointOf,
  preview,
  refusal,
  whenWords,
} from './hand.ts';
import { Tool } from './tool.ts';

test('what is drawn becomes a booking of that room and time, on every screen', async ({ browser, server }) => {
  const day = '2028-07-04';
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar?date=2028-07-03');
  const colleague = await sitDown(browser, server.url, 'staff.tech', '/calendar?date=2028-07-03');
  const tool = await Tool.of(server.url, 'room_boss');
  const [nine, half, noon] = [
    await pointOf(boss, { room: 'Honesty', day, time: '09:00' }),
    await pointOf(boss, { room: 'Honesty', day, time: '10:30' }),
    await pointOf(boss, { room: 'Honesty', day, time: '12:00' }),
  ];
  // A pixel into the quarter that is meant: on its border it would be as near to the one before.
  const from = { ...nine, x: nine.x + 1 };

  // Put back in the middle: nothing is left of it.
  await drag(boss, from, { ...half, x: half.x - 1 });
  await expectLabel(boss, whenWords(day, '09:00', '10:30'), 'free');
  await boss.keyboard.press('Escape');
  await expect(preview(boss)).toHaveCount(0);
  await expect(label(boss)).toHaveCount(0);
  await boss.mouse.up();
  await expect(bookingForm(boss)).toHaveCount(0);
  await expect(boss.locator('.draft-outline')).toHaveCount(0);

  // In earnest: the times run with the pointer, before anything is let go.
  await drag(boss, from, { ...half, x: half.x - 1 });
  await expectLabel(boss, whenWords(day, '09:00', '10:30'), 'free');
  await carry(boss, { ...noon, x: noon.x - 1 });
  await expectLabel(boss, whenWords(day, '09:00', '12:00'), 'free');
  await expect(label(boss)).toContainText('Honesty');
  const outline = await boxOf(preview(boss));
  expect(Math.abs(outline.x - nine.x)).toBeLessThan(2);
  expect(Math.abs(outline.x + outline.width - noon.x)).toBeLessThan(2);
  await boss.mouse.up();

  const form = bookingForm(boss);
  await expect(form.getByLabel('Starts, day')).toHaveValue(day);
  await expect(form.getByLabel('Starts, time')).toHaveValue('09:00');
  await expect(form.getByLabel('Ends, day')).toHaveValue(day);
  await expect(form.getByLabel('Ends, time')).toHaveValue('12:00');
  await expect(form.getByLabel(/^Room/).locator('option:checked')).toHaveText(/^Honesty/);
  await expect(preview(boss)).toHaveCount(0);
  await expect(boss.locator('.draft-outline')).toBeVisible();
  expect(await tool.placeOf('Baobab Drawn')).toBeNull();

  await fillClient(boss, { client: 'Baobab Drawn', learners: 12, division: 'TECH' });
  await form.getByRole('button', { name: 'Book', exact: true }).click();
  const place = { room: 'Honesty', day, from: '09:00', to: '12:00' };
  await expectBar(boss, 'Baobab Drawn', place);
  await expectBar(colleague, 'Baobab Drawn', place);
  await expect(boss.locator('.draft-outline')).toHaveCount(0);
  expect(await tool.storedFor('Baobab Drawn')).toMatchObject([{ ...place, status: 'CONFIRMED' }]);
});

test('a bar is carried to another room and day, and back by undo; where it may not stand it slides back with ways out', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const home = { room: 'Honesty', day: '2028-07-10', from: '08:00', to: '12:00' };
  const away = { room: 'Courage', day: '2028-07-12', from: '10:00', to: '14:00' };
  await tool.book({ client: 'Acacia Mills', ...home, learners: 11 });
  await tool.book({ client: 'Cedar Bank', room: 'Motivation', day: '2028-07-13', from: '09:00', to: '12:00' });
  await tool.book({ client: 'Few Only', room: 'Wisdom', day: '2028-07-14', from: '09:00', to: '12:00', learners: 4 });
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar?date=2028-07-10');
  const colleague = await sitDown(browser, server.url, 'staff.tech', '/calendar?date=2028-07-10');
  const acacia = bar(boss, /^Acacia Mills/);
  const start = { ...home, time: home.from };

  // There, and on every screen.
  await carryBar(boss, acacia, start, { ...away, time: away.from });
  await expectLabel(boss, whenWords(away.day, away.from, away.to), 'fits, 18 seats to spare');
  await expect(label(boss)).toContainText('Acacia Mills · Courage');
  await boss.mouse.up();
  await expectBar(boss, 'Acacia Mills', away);
  await expectBar(colleague, 'Acacia Mills', away);
  await expect.poll(() => tool.placeOf('Acacia Mills')).toBe('Courage, 2028-07-12, 10:00 – 14:00');
  // Carrying is not clicking.
  await expect(boss.getByRole('complementary', { name: 'Booking of Acacia Mills' })).toHaveCount(0);

  // And back, by the button of the toast; then once more, by key.
  await boss.getByRole('button', { name: /^Undo/ }).click();
  await expectBar(boss, 'Acacia Mills', home);
  await expectBar(colleague, 'Acacia Mills', home);
  await expect.poll(() => tool.placeOf('Acacia Mills')).toBe('Honesty, 2028-07-10, 08:00 – 12:00');
  await carryBar(boss, acacia, start, { ...away, time: away.from });
  await boss.mouse.up();
  await expect.poll(() => tool.placeOf('Acacia Mills')).toBe('Courage, 2028-07-12, 10:00 – 14:00');
  await expect(boss.locator('.toast').filter({ hasText: 'Acacia Mills: Courage' })).toBeVisible();
  await boss.keyboard.press('u');
  await expectBar(boss, 'Acacia Mills', home);
  await expectBar(colleague, 'Acacia Mills', home);
  await expect.poll(() => tool.placeOf('Acacia Mills')).toBe('Honesty, 2028-07-10, 08:00 – 12:00');

  // Onto somebody else: said before, refused after, with what is free instead.
  await carryBar(boss, acacia, start, { room: 'Motivation', day: '2028-07-13', time: '10:00' });
  await expectLabel(boss, 'Thu 13 Jul, 10:00 – 14:00', 'taken by Cedar Bank, Thu 13 Jul, 09:00 – 12:00');
  await boss.mouse.up();
  const card = refusal(boss, 'Acacia Mills');
  await expect(card).toContainText('The room is taken.');
  await expect(card).toContainText('Cedar Bank, Thu 13 Jul, 09:00 – 12:00');
  await expectBar(boss, 'Acacia Mills', home);
  expect(await tool.placeOf('Acacia Mills')).toBe('Honesty, 2028-07-10, 08:00 – 12:00');
  const instead = card.locator('.taken-choices', { hasText: 'Free at that time' }).locator('.taken-choice').first();
  const room = (await instead.locator('span').first().innerText()).trim();
  await instead.click();
  await expect(card).toHaveCount(0);
  await expectBar(boss, 'Acacia Mills', { room, day: '2028-07-13', from: '10:00', to: '14:00' });
  await expect.poll(() => tool.placeOf('Acacia Mills')).toBe(`${room}, 2028-07-13, 10:00 – 14:00`);

  // Onto somebody else where too few could sit besides: the one is asked first, then the other has its ways out.
  const place = { room, day: '2028-07-13', from: '10:00', to: '14:00' };
  await carryBar(boss, acacia, { ...place, time: place.from }, { room: 'Wisdom', day: '2028-07-14', time: '10:00' });
  await expectLabel(boss, 'Fri 14 Jul, 10:00 – 14:00', 'taken by Few Only, Fri 14 Jul, 09:00 – 12:00');
  await boss.mouse.up();
  await expect(card).toContainText('Wisdom seats 8; 12 people are coming.');
  await card.getByRole('button', { name: 'Move anyway' }).click();
  await expect(card).toContainText('The room is taken.');
  await expect(
    card.locator('.taken-choices', { hasText: 'Free at that time' }).locator('.taken-choice').first(),
  ).toBeVisible();
  await boss.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await expectBar(boss, 'Acacia Mills', place);
  expect(await tool.placeOf('Acacia Mills')).toBe(`${room}, 2028-07-13, 10:00 – 14:00`);

  // Where too few could sit: said before, and asked after.
  await carryBar(
    boss,
    acacia,
    { room, day: '2028-07-13', time: '10:00' },
    { room: 'Wisdom', day: '2028-07-11', time: '10:00' },
  );
  await expectLabel(boss, 'Tue 11 Jul, 10:00 – 14:00', 'too small by 4');
  await boss.mouse.up();
  await expect(card).toContainText('Wisdom seats 8; 12 people are coming.');
  await expectBar(boss, 'Acacia Mills', { room, day: '2028-07-13', from: '10:00', to: '14:00' });
  expect(await tool.placeOf('Acacia Mills')).toBe(`${room}, 2028-07-13, 10:00 – 14:00`);
  await card.getByRole('button', { name: 'Move anyway' }).click();
  await expectBar(boss, 'Acacia Mills', { room: 'Wisdom', day: '2028-07-11', from: '10:00', to: '14:00' });
  await expectBar(colleague, 'Acacia Mills', { room: 'Wisdom', day: '2028-07-11', from: '10:00', to: '14:00' });
  await expect.poll(() => tool.placeOf('Acacia Mills')).toBe('Wisdom, 2028-07-11, 10:00 – 14:00');

  // What somebody else has changed since is not undone, and stands where they put it.
  const [acaciaNow] = await tool.storedFor('Acacia Mills');
  const other = await Tool.of(server.url, 'training_facility_admin');
  await other.move(acaciaNow?.id ?? '', home);
  await expectBar(boss, 'Acacia Mills', home);
  await boss.keyboard.press('u');
  await expect(card).toBeVisible();
  await expectBar(boss, 'Acacia Mills', home);
  expect(await tool.placeOf('Acacia Mills')).toBe('Honesty, 2028-07-10, 08:00 – 12:00');
});

test('a bar is as long as its ends say, in quarters of an hour, in five minutes with Alt, along one axis with Shift', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const day = '2028-08-01';
  await tool.book({ client: 'Marula Bank', room: 'Honesty', day, from: '09:00', to: '12:00' });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${day}&zoom=6&at=${day}T07:00`);
  const marula = bar(boss, /^Marula Bank/);
  const at = (time: string, room = 'Honesty') => pointOf(boss, { room, day, time });
  const rightEnd = async () => {
    const { x, y, width, height } = await boxOf(marula);
    return { x: x + width - 3, y: y + height / 2 };
  };
  const leftEnd = async () => {
    const { x, y, height } = await boxOf(marula);
    return { x: x + 3, y: y + height / 2 };
  };
  const perHour = (await at('10:00')).x - (await at('09:00')).x;

  // The right end, through every place on its way: only quarters.
  const right = await rightEnd();
  await drag(boss, right, { x: right.x + perHour / 3, y: right.y });
  for (let step = 1; step <= 12; step++) {
    await carry(boss, { x: right.x + (step * perHour) / 13, y: right.y });
    await expect(label(boss).locator('strong')).toHaveText(/^Tue 1 Aug, 09:00 – 1[23]:(00|15|30|45)$/);
  }
  // Never nothing, never backwards.
  await carry(boss, { x: (await at('07:30')).x, y: right.y });
  await expectLabel(boss, whenWords(day, '09:00', '09:15'), /^fits/);
  // Alt counts at once, without the pointer moving, and so does letting go of it.
  await carry(boss, { x: right.x + (perHour * 67) / 60, y: right.y });
  await expectLabel(boss, whenWords(day, '09:00', '13:00'), /^fits/);
  await boss.keyboard.down('Alt');
  await expectLabel(boss, whenWords(day, '09:00', '13:05'), /^fits/);
  await boss.keyboard.up('Alt');
  await expectLabel(boss, whenWords(day, '09:00', '13:00'), /^fits/);
  await boss.mouse.up();
  await expectBar(boss, 'Marula Bank', { room: 'Honesty', day, from: '09:00', to: '13:00' });
  await expect.poll(() => tool.placeOf('Marula Bank')).toBe(`Honesty, ${day}, 09:00 – 13:00`);

  // The left end.
  const left = await leftEnd();
  await drag(boss, left, { x: (await at('14:30')).x, y: left.y });
  await expectLabel(boss, whenWords(day, '12:45', '13:00'), /^fits/);
  await carry(boss, { x: left.x - (perHour * 35) / 60, y: left.y });
  await expectLabel(boss, whenWords(day, '08:30', '13:00'), /^fits/);
  await boss.keyboard.down('Alt');
  await expectLabel(boss, whenWords(day, '08:25', '13:00'), /^fits/);
  await boss.mouse.up();
  await boss.keyboard.up('Alt');
  await expectBar(boss, 'Marula Bank', { room: 'Honesty', day, from: '08:25', to: '13:00' });
  await expect.poll(() => tool.placeOf('Marula Bank')).toBe(`Honesty, ${day}, 08:25 – 13:00`);

  // Shift: whichever way it goes further.
  const middle = await middleOf(marula);
  const below = (await at('09:00', 'Courage')).y - (await at('09:00')).y;
  await boss.mouse.move(middle.x, middle.y);
  await boss.mouse.down();
  await boss.keyboard.down('Shift');
  await carry(boss, { x: middle.x + 2 * perHour, y: middle.y + below });
  await expectLabel(boss, whenWords(day, '10:30', '15:05'), /^fits/);
  await expect(label(boss)).toContainText('· Honesty');
  await carry(boss, { x: middle.x + perHour / 2, y: middle.y + below });
  await expectLabel(boss, whenWords(day, '08:25', '13:00'), /^fits/);
  await expect(label(boss)).toContainText('· Courage');
  await boss.mouse.up();
  await boss.keyboard.up('Shift');
  await expectBar(boss, 'Marula Bank', { room: 'Courage', day, from: '08:25', to: '13:00' });
  await expect.poll(() => tool.placeOf('Marula Bank')).toBe(`Courage, ${day}, 08:25 – 13:00`);
});
