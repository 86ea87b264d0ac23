import { bar, bookingForm, expectNoViolations, fillBooking, sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

test('three times are booked in one go: one that clashes is named at its place, nothing is saved, and with another room all are', async ({
  browser,
  server,
}) => {
  const [monday, tuesday, wednesday] = ['2028-06-12', '2028-06-13', '2028-06-14'];
  const tool = await Tool.of(server.url, 'room_boss');
  const boss = await sitDown(browser, server.url, 'room_boss', `/calendar?date=${monday}`);
  const form = await fillBooking(boss, {
    client: 'Three Days Running',
    day: monday,
    room: 'Success',
    division: 'TECH',
  });
  await form.getByRole('button', { name: 'Copy time to the next working day' }).click();
  await form.getByRole('button', { name: 'Copy time 2 of 2 to the next working day' }).click();
  const time = (number: number) => form.getByRole('group', { name: `Time ${number} of 3` });
  await expect(time(2).getByLabel('Starts, day')).toHaveValue(tuesday);
  await expect(time(3).getByLabel('Starts, day')).toHaveValue(wednesday);

  // Somebody else was faster on the second day; it is said there while one still types, and nowhere else.
  await tool.book({ client: 'Was There First', room: 'Success', day: tuesday, from: '09:00', to: '10:00' });
  await expect(time(2)).toContainText(/taken/i);
  await expect(time(1)).not.toContainText(/taken/i);
  await expect(time(3)).not.toContainText(/taken/i);

  // Whoever sends it all the same is refused as a whole.
  await form.getByRole('button', { name: 'Book 3' }).click();
  const clash = time(2).getByRole('alert');
  await expect(clash).toContainText('Was There First');
  await expect(time(1).getByRole('alert')).toHaveCount(0);
  await expect(time(3).getByRole('alert')).toHaveCount(0);
  await expectNoViolations(boss);
  expect(await tool.storedFor('Three Days Running')).toEqual([]);

  await clash.getByRole('button').first().click();
  await expect(clash).toHaveCount(0);
  await form.getByRole('button', { name: 'Book 3' }).click();
  await expect(bookingForm(boss)).toHaveCount(0);
  await expect(bar(boss, /^Three Days Running/)).toHaveCount(3);
  const stored = await tool.storedFor('Three Days Running');
  expect(stored.map(({ day }) => day).toSorted()).toEqual([monday, tuesday, wednesday]);
  expect(stored.filter(({ room }) => room === 'Success')).toHaveLength(2);
  expect(stored.every(({ room }) => room !== null)).toBe(true);
});
