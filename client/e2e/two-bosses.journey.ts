import type { Browser, Locator, Page } from '@playwright/test';
import { dayIn } from './days-ahead.ts';
import { bar as booked, sitDown, textsOf } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { drag, middleOf } from './hand.ts';
import { Tool } from './tool.ts';

function card(page: Page, client: string): Locator {
  return page
    .locator('.waiting-card')
    .filter({ has: page.locator('.waiting-client', { hasText: new RegExp(`^${client}$`) }) });
}
function face(page: Page, client: string): Locator {
  return card(page, client).locator('.waiting-choose');
}
function tick(page: Page, client: string): Locator {
  return page.getByRole('checkbox', { name: `Select ${client}`, exact: true });
}
function toast(page: Page, words: string): Locator {
  return page.locator('.toast').filter({ hasText: words });
}
async function statusOf(tool: Tool, client: string) {
  return (await tool.storedFor(client))[0]?.status;
}

async function atDesk(browser: Browser, url: string, username = 'room_boss'): Promise<Page> {
  const page = await sitDown(browser, url, username, '/approvals');
  await expect(page.locator('.waiting-card').first()).toBeVisible();
  await expect(page.locator('.live-dot')).toHaveAttribute('data-state', 'live');
  return page;
}

test('rooms keep their places under the hand while others take them, and what is let go stands where it was let go', async ({
  browser,
  server,
}) => {
  const [boss, staff] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.tech')];
  const when = { day: dayIn(7, 1), from: '09:00', to: '12:00' };
  await staff.book({ client: 'Carried Along', room: null, ...when });
  const page = await atDesk(browser, server.url);
  await face(page, 'Carried Along').click();
  const ways = page.getByRole('group', { name: 'Actions for Carried Along' });
  const offers = ways.locator('.button:has(small)');
  await expect(offers).toHaveCount(3);
  const heads = page.locator('.timeline-room:has(.timeline-room-fit) .timeline-room-name');
  const [first = '', second = '', third = '', fourth = ''] = await textsOf(heads);

  // The room that would do best is taken by somebody else: it says so where it stands.
  const at = await middleOf(offers.nth(1));
  await boss.book({ client: 'Takes The First', room: first, ...when });
  await expect(offers.first()).toContainText(`${first} just taken`);
  await expect(offers.first()).toBeDisabled();
  await expect(offers.nth(1)).toContainText(second);
  expect(await middleOf(offers.nth(1))).toEqual(at);
  expect((await textsOf(heads)).slice(0, 4)).toEqual([first, second, third, fourth]);

  // It hangs over one room while all others that were offered are taken, and still comes down there.
  const row = page.locator(`.timeline-row:has([role=rowheader][aria-label^="${fourth},"])`);
  const ghost = booked(page, /^Carried Along, /);
  await drag(page, await middleOf(ghost), { x: (await middleOf(ghost)).x, y: (await middleOf(row)).y });
  await expect(page.locator('.drag-label')).toContainText(fourth);
  await boss.book({ client: 'Takes The Second', room: second, ...when });
  await boss.book({ client: 'Takes The Third', room: third, ...when });
  await expect(offers.first()).toContainText(fourth);
  await page.mouse.up();
  await expect.poll(() => boss.placeOf('Carried Along')).toBe(`${fourth}, ${when.day}, ${when.from} – ${when.to}`);
});

test('two bosses at the same ghosts: what one deals with is no longer ticked at the other, moves nothing there, and nobody unseen is selected', async ({
  browser,
  server,
}) => {
  const [boss, staff] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.tech')];
  const when = { room: null, day: dayIn(8, 1), from: '09:00', to: '12:00' };
  for (const client of ['Shared One', 'Shared Two', 'Shared Three']) await staff.book({ client, ...when });
  const page = await atDesk(browser, server.url);
  const other = await atDesk(browser, server.url, 'training_facility_admin');
  const place = async (client: string) => {
    await face(other, client).click();
    // An offer names its fit; before they are read, the first button is the one for another room.
    await other
      .getByRole('group', { name: `Actions for ${client}` })
      .locator('.button:has(small)')
      .first()
      .click();
    await expect.poll(() => statusOf(boss, client)).toBe('ROOM_ASSIGNED');
  };
  for (const client of ['Shared One', 'Shared Two']) await tick(page, client).check();
  const bar = page.getByRole('group', { name: 'Selected bookings' });
  await place('Shared One');
  await expect(bar).toContainText('1 selected');
  await expect(bar.getByRole('button', { name: 'Assign best rooms' })).toBeVisible();
  await bar.getByRole('button', { name: 'Clear' }).click();

  // Below the one that is chosen, nothing moves up under the pointer.
  await face(page, 'Shared Two').click();
  await expect(page.getByRole('group', { name: 'Actions for Shared Two' }).locator('.button:has(small)')).toHaveCount(
    3,
  );
  await face(page, 'Shared Three').hover();
  const at = await middleOf(face(page, 'Shared Three'));
  await place('Shared Two');
  await expect(card(page, 'Shared Two')).toContainText('Done');
  expect(await middleOf(face(page, 'Shared Three'))).toEqual(at);

  // All means all that one sees.
  await staff.book({ client: 'Seen By Nobody', ...when });
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible();
  const seen = await page.locator('.waiting-card:not([data-gone])').count();
  await page.getByRole('checkbox', { name: 'Select all: Needs a room' }).press('Space');
  await expect(bar).toContainText(`${seen} selected`);
});

test('whoever waits for a day more than a year ahead waits at the desk like anybody, and is given a room there', async ({
  browser,
  server,
}) => {
  const [boss, staff] = [await Tool.of(server.url, 'room_boss'), await Tool.of(server.url, 'staff.tech')];
  await staff.book({ client: 'Far Ahead', room: null, day: dayIn(40, 1), from: '09:00', to: '12:00' });
  const page = await atDesk(browser, server.url);
  await face(page, 'Far Ahead').click();
  await page.getByRole('group', { name: 'Actions for Far Ahead' }).locator('.button:has(small)').first().click();
  await expect(toast(page, 'Far Ahead assigned to')).toBeVisible();
  expect(await statusOf(boss, 'Far Ahead')).toBe('ROOM_ASSIGNED');
  await page.mouse.move(1000, 600);
  await expect(card(page, 'Far Ahead')).toHaveCount(0);
});
