import { bar, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { boxOf, carryBar, expectBar, expectLabel, label, preview, refusal, whenWords } from './hand.ts';
import { Tool } from './tool.ts';

test('a place that is taken while a bar hovers over it says so under the hand, and refuses it', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const home = { room: 'Honesty', day: '2028-07-17', from: '09:00', to: '11:00' };
  const day = '2028-07-18';
  const quick = 'Quick Bank Learning and Development Academy of the Northern Cape';
  await tool.book({ client: 'Slow Hand', ...home });
  const boss = await sitDown(browser, server.url, 'room_boss', '/calendar?date=2028-07-17');

  await carryBar(
    boss,
    bar(boss, /^Slow Hand/),
    { ...home, time: home.from },
    { room: 'Gratitude', day, time: '10:00' },
  );
  await expectLabel(boss, whenWords(day, '10:00', '12:00'), 'fits, 11 seats to spare');
  await tool.book({ client: quick, room: 'Gratitude', day, from: '11:00', to: '13:00' });
  await expectLabel(boss, whenWords(day, '10:00', '12:00'), `taken by ${quick}, ${whenWords(day, '11:00', '13:00')}`);
  await expect(label(boss)).toBeInViewport({ ratio: 1 });
  await boss.mouse.up();

  const card = refusal(boss, 'Slow Hand');
  await expect(card).toContainText(`${quick}, ${whenWords(day, '11:00', '13:00')}`);
  await expect(card.locator('.taken-choice')).not.toHaveCount(0);
  await expectBar(boss, 'Slow Hand', home);
  await expectBar(boss, quick, { room: 'Gratitude', day, from: '11:00', to: '13:00' });
  expect(await tool.placeOf('Slow Hand')).toBe('Honesty, 2028-07-17, 09:00 – 11:00');
});

test('of two who let go over one place at the same moment one has it, and the other is offered something else', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'room_boss');
  const day = '2028-07-26';
  const homes = {
    'Left Hand': { room: 'Honesty', day: '2028-07-24', from: '09:00', to: '11:00' },
    'Right Hand': { room: 'Gratitude', day: '2028-07-24', from: '09:00', to: '11:00' },
  } as const;
  const clients = ['Left Hand', 'Right Hand'] as const;
  for (const client of clients) await tool.book({ client, ...homes[client] });
  const pages = {
    'Left Hand': await sitDown(browser, server.url, 'room_boss', '/calendar?date=2028-07-24'),
    'Right Hand': await sitDown(browser, server.url, 'training_facility_admin', '/calendar?date=2028-07-24'),
  };
  for (const client of clients) {
    const home = homes[client];
    await carryBar(
      pages[client],
      bar(pages[client], new RegExp(`^${client}`)),
      { ...home, time: home.from },
      { room: 'Courage', day, time: '10:00' },
    );
    await expectLabel(pages[client], whenWords(day, '10:00', '12:00'), /^fits/);
  }
  await Promise.all(clients.map((client) => pages[client].mouse.up()));

  // Whoever is refused knows it by the card; the API says who it is.
  const places = async () =>
    (await Promise.all(clients.map((client) => tool.placeOf(client)))).filter((place) => place?.startsWith('Courage'));
  await expect.poll(places).toEqual(['Courage, 2028-07-26, 10:00 – 12:00']);
  const winner = (await tool.placeOf('Left Hand'))?.startsWith('Courage') ? 'Left Hand' : 'Right Hand';
  const loser = winner === 'Left Hand' ? 'Right Hand' : 'Left Hand';
  const card = refusal(pages[loser], loser);
  await expect(card).toContainText(`${winner}, ${whenWords(day, '10:00', '12:00')}`);
  await expect(card.locator('.taken-choice')).not.toHaveCount(0);
  await expect(refusal(pages[winner], winner)).toHaveCount(0);
  for (const client of clients) {
    await expectBar(pages[client], winner, { room: 'Courage', day, from: '10:00', to: '12:00' });
    await expectBar(pages[client], loser, homes[loser]);
  }
});

test('what somebody holds is not moved under the hand, whatever others do to it; everything else goes on', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'training_facility_admin');
  const [monday, tuesday, thursday, friday] = ['2028-08-07', '2028-08-08', '2028-08-10', '2028-08-11'] as const;
  const home = { room: 'Honesty', day: monday, from: '09:00', to: '11:00' };
  const { id } = await tool.book({ client: 'Held Client', ...home });
  const other = await tool.book({ client: 'Bystander', room: 'Respect', day: tuesday, from: '09:00', to: '11:00' });
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${monday}`);
  const held = bar(boss, /^Held Client/);

  await carryBar(boss, held, { ...home, time: home.from }, { room: 'Courage', day: tuesday, time: '10:00' });
  await expectLabel(boss, whenWords(tuesday, '10:00', '12:00'), 'fits, 21 seats to spare');
  const before = [await boxOf(held), await boxOf(preview(boss))];
  await tool.move(id, { room: 'Motivation', day: thursday, from: '09:00', to: '11:00' });
  await tool.move(other.id, { room: 'Success', day: thursday, from: '13:00', to: '15:00' });
  // What came later is shown, so what came before it has arrived as well.
  await expectBar(boss, 'Bystander', { room: 'Success', day: thursday, from: '13:00', to: '15:00' });
  expect([await boxOf(held), await boxOf(preview(boss))]).toEqual(before);
  await expectLabel(boss, whenWords(tuesday, '10:00', '12:00'), 'fits, 21 seats to spare');
  await boss.mouse.up();

  const card = refusal(boss, 'Held Client');
  await expect(card).toContainText('Someone else has just changed it.');
  await expect(card).toContainText(`It is now in Motivation, ${whenWords(thursday, '09:00', '11:00')}.`);
  await expectBar(boss, 'Held Client', { room: 'Motivation', day: thursday, from: '09:00', to: '11:00' });
  expect(await tool.placeOf('Held Client')).toBe('Motivation, 2028-08-10, 09:00 – 11:00');
  await card.getByRole('button', { name: 'Move anyway' }).click();
  await expectBar(boss, 'Held Client', { room: 'Courage', day: tuesday, from: '10:00', to: '12:00' });
  await expect.poll(() => tool.placeOf('Held Client')).toBe('Courage, 2028-08-08, 10:00 – 12:00');

  // Put back instead: it is not where it was taken from, but where it is now.
  await carryBar(
    boss,
    held,
    { room: 'Courage', day: tuesday, time: '10:00' },
    { room: 'Honesty', day: monday, time: '09:00' },
  );
  await expectLabel(boss, whenWords(monday, '09:00', '11:00'), /^fits/);
  await tool.move(id, { room: 'Growth', day: friday, from: '14:00', to: '16:00' });
  await tool.move(other.id, { room: 'Success', day: tuesday, from: '13:00', to: '15:00' });
  await expectBar(boss, 'Bystander', { room: 'Success', day: tuesday, from: '13:00', to: '15:00' });
  await expectBar(boss, 'Held Client', { room: 'Courage', day: tuesday, from: '10:00', to: '12:00' });
  await boss.keyboard.press('Escape');
  await expectBar(boss, 'Held Client', { room: 'Growth', day: friday, from: '14:00', to: '16:00' });
  await boss.mouse.up();
  await expect(label(boss)).toHaveCount(0);
  expect(await tool.placeOf('Held Client')).toBe('Growth, 2028-08-11, 14:00 – 16:00');
});

test('without a line nothing is lost: what is let go slides back, and what others did meanwhile is walked through afterwards', async ({
  browser,
  server,
}) => {
  const days = ['2028-08-28', '2028-08-30', '2028-08-31', '2028-09-01'] as const;
  const [monday, wednesday, thursday, friday] = days;
  const home = { room: 'Honesty', day: monday, from: '09:00', to: '11:00' };
  const before = await Tool.of(server.url, 'training_facility_admin');
  await before.book({ client: 'Offline Client', ...home });
  const moved = await before.book({
    client: 'Moved Client',
    room: 'Gratitude',
    day: monday,
    from: '13:00',
    to: '15:00',
  });
  const longer = await before.book({
    client: 'Longer Client',
    room: 'Courage',
    day: thursday,
    from: '09:00',
    to: '11:00',
  });
  // So close that the days from Wednesday on are out of sight.
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${monday}&zoom=6&at=${monday}T07:00`);
  await expectBar(boss, 'Moved Client', { room: 'Gratitude', day: monday, from: '13:00', to: '15:00' });

  await boss.context().setOffline(true);
  await server.kill();
  await expect(boss.locator('.live-dot')).toContainText(/^Offline since \d\d:\d\d$/);
  await carryBar(
    boss,
    bar(boss, /^Offline Client/),
    { ...home, time: home.from },
    { room: 'Courage', day: monday, time: '13:00' },
  );
  await expectLabel(boss, whenWords(monday, '13:00', '15:00'), /^fits/);
  await boss.mouse.up();
  const card = refusal(boss, 'Offline Client');
  await expect(card).toContainText('The server cannot be reached.');
  await expect(card).toContainText('Nothing is lost.');
  await expectBar(boss, 'Offline Client', home);
  await boss.keyboard.press('Escape');
  await expect(card).toHaveCount(0);

  await server.restart();
  const tool = await Tool.of(server.url, 'training_facility_admin');
  expect(await tool.placeOf('Offline Client')).toBe('Honesty, 2028-08-28, 09:00 – 11:00');
  await tool.move(moved.id, { room: 'Growth', day: wednesday, from: '13:00', to: '15:00' });
  await tool.move(longer.id, { room: 'Courage', day: thursday, from: '09:00', to: '16:00' });
  await tool.book({ client: 'New Client', room: 'Potential', day: friday, from: '15:00', to: '17:00' });
  await boss.context().setOffline(false);
  await expect(boss.locator('.live-dot')).toHaveAttribute('data-state', 'live', { timeout: 30_000 });

  const chip = boss.locator('.away-next');
  await expect(chip).toHaveText('3 changes while you were away');
  const seen = [
    ['Moved Client', '1 of 3 seen, next', `Growth, ${whenWords(wednesday, '13:00', '15:00')}`],
    ['Longer Client', '2 of 3 seen, next', `Courage, ${whenWords(thursday, '09:00', '16:00')}`],
    ['New Client', '3 of 3 seen', `Potential, ${whenWords(friday, '15:00', '17:00')}`],
  ] as const;
  for (const [client, words, place] of seen) {
    const found = bar(boss, new RegExp(`^${client}, .*${place}`));
    await expect(found.and(boss.locator('[data-cursor]'))).toHaveCount(0);
    await chip.click();
    await expect(chip).toHaveText(words);
    await expect(found).toBeInViewport({ ratio: 0.9 });
    await expect(found).toHaveAttribute('data-cursor', 'true');
  }
  await chip.click();
  await expect(chip).toHaveCount(0);
});
