import { rm } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { sampleRooms } from '../src/facility/sample-rooms.ts';
import { bar, bookingForm, chooseRoom, expectNoViolations } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { endServer, makeDataDir, startServer } from './running-server.ts';

/** What a person does, one click or field at a time. */
class Steps {
  count = 0;

  async click(what: Locator): Promise<void> {
    this.count += 1;
    await what.click();
  }
  async fill(field: Locator, text: string): Promise<void> {
    this.count += 1;
    await field.fill(text);
  }
  async choose(list: Locator, label: string | RegExp): Promise<void> {
    this.count += 1;
    await chooseRoom(list, String(label));
  }
}

test('from an empty database to the first booking, with the link that the server prints, in 25 steps at most', async ({
  browser,
}) => {
  const dataDir = await makeDataDir('colab-erp-journey-empty-');
  const server = await startServer(dataDir, 0, { SAMPLE_DATA: 'off', FACILITY_CURRENCY: 'EUR' });
  try {
    const link = /http\S+\/set-up#\S+/;
    await expect.poll(() => server.printed()).toMatch(link);
    const address = link.exec(server.printed())?.[0] ?? '';
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const steps = new Steps();

    // Without the secret there is nothing.
    await page.goto(`${server.url}/set-up`);
    await expect(page.getByRole('heading', { name: 'This link does not work.' })).toBeVisible();
    await page.goto(`${server.url}/set-up#${'x'.repeat(43)}`);
    await expect(page.getByRole('heading', { name: 'This link does not work.' })).toBeVisible();

    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.getByRole('heading', { name: 'Welcome to Colab' })).toBeVisible();
    await expectNoViolations(page);
    await steps.fill(page.getByLabel('Your name'), 'Maria Gruber');
    await steps.fill(page.getByLabel('Username'), 'maria');
    await steps.fill(page.getByLabel('New password', { exact: false }).first(), 'a word of my own');
    await steps.click(page.getByRole('button', { name: 'Create my account' }));

    const facility = page.getByRole('form', { name: 'The facility' });
    // Where nobody has said it, it is that of the browser; what the environment says stands there.
    await expect(facility.getByLabel('Time zone')).toHaveValue('Europe/Vienna');
    await expect(facility.getByLabel('Currency')).toHaveValue('EUR');
    await expect(page.locator('.live-dot')).toHaveAttribute('data-state', 'live');
    await expectNoViolations(page);
    await steps.fill(facility.getByLabel('Name'), 'House on the Ring');
    await steps.click(facility.getByRole('button', { name: 'Save and continue' }));

    const rooms = page.getByRole('form', { name: 'Rooms' });
    const list = rooms.getByLabel('One room per line');
    await steps.fill(list, 'Library, 12\nHall\t80\nAttic');
    await expect(list).toHaveAccessibleDescription(/Line 3: “Attic” has no seats/);
    await expectNoViolations(page);
    await steps.fill(list, 'Library, 12\nHall\t80\nAttic 6');
    await steps.click(rooms.getByRole('button', { name: 'Add 3 rooms and continue' }));

    const people = page.getByRole('form', { name: 'People' });
    await steps.fill(people.getByLabel('Name', { exact: true }), 'Anna Berger');
    await steps.fill(people.getByLabel('Username'), 'anna');
    await steps.choose(people.getByLabel('Role'), 'Staff, TECH');
    await steps.click(people.getByRole('button', { name: 'Invite' }));
    await expect(people.getByLabel('Link for Anna Berger').last()).toHaveValue(/\/set-password#/);
    await expectNoViolations(page);
    await steps.click(people.getByRole('button', { name: 'Make the first booking' }));

    const form = bookingForm(page);
    await steps.click(form.getByRole('radio', { name: 'TECH', exact: true }));
    await steps.fill(form.getByLabel('Company'), 'First Client');
    await steps.fill(form.getByLabel('Contact person'), 'A. Dlamini (sample)');
    await steps.fill(form.getByLabel('E-mail'), 'dlamini@client.example');
    await steps.fill(form.getByLabel('Phone'), '+27 11 555 0142');
    await steps.fill(form.getByLabel('Learners'), '8');
    await steps.choose(form.getByLabel(/^Room/), 'Library');
    await steps.click(form.getByRole('button', { name: 'Book', exact: true }));
    await expect(bar(page, /^First Client, .*Library/)).toBeVisible();
    expect(steps.count).toBeLessThanOrEqual(25);
    await expect(page.locator('.live-dot')).toHaveAttribute('data-state', 'live');

    // The link was used up, for whoever comes with it.
    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.getByRole('heading', { name: 'This link does not work.' })).toBeVisible();
    await page.goto(`${server.url}/settings`);
    await expect(page.getByRole('form', { name: 'Settings' }).getByLabel('Name')).toHaveValue('House on the Ring');
  } finally {
    await endServer(server.child, 'SIGINT');
    await rm(dataDir, { recursive: true, force: true });
  }
});

test('the sample rooms of the first steps are those of npm start: with equipment, setup times and the folded wall', async ({
  browser,
}) => {
  const dataDir = await makeDataDir('colab-erp-journey-rooms-');
  const server = await startServer(dataDir, 0, { SAMPLE_DATA: 'off' });
  try {
    const link = /http\S+\/set-up#\S+/;
    await expect.poll(() => server.printed()).toMatch(link);
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await page.goto(link.exec(server.printed())?.[0] ?? '');
    await page.getByLabel('Your name').fill('Maria Gruber');
    await page.getByLabel('Username').fill('maria');
    await page.getByLabel('New password', { exact: false }).first().fill('a word of my own');
    await page.getByRole('button', { name: 'Create my account' }).click();
    await page.getByRole('form', { name: 'The facility' }).getByRole('button', { name: 'Save and continue' }).click();

    const rooms = page.getByRole('form', { name: 'Rooms' });
    await rooms.getByRole('button', { name: 'Try it with 24 sample rooms' }).click();
    await expect(rooms.getByText('The sample rooms come with equipment')).toBeVisible();
    await expectNoViolations(page);
    await rooms.getByRole('button', { name: 'Add 24 rooms and continue' }).click();
    await expect(page.getByRole('form', { name: 'People' })).toBeVisible();

    const made = await page.evaluate(async () => {
      const query = '{ rooms { name capacity setupMinutes teardownMinutes longTerm equipment parts { name } } }';
      const headers = { 'content-type': 'application/json', 'x-colab-csrf': '1' };
      const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) });
      return ((await response.json()) as { data: { rooms: MadeRoom[] } }).data.rooms;
    });
    const asMade = sampleRooms.map(({ equipment, parts = [], ...room }) => ({
      setupMinutes: 0,
      teardownMinutes: 0,
      longTerm: false,
      ...room,
      equipment: (equipment ?? []).toSorted(),
      parts: parts.toSorted(),
    }));
    expect(
      made.map(({ parts, equipment, ...room }) => ({
        ...room,
        equipment: equipment.toSorted(),
        parts: parts.map(({ name }) => name).toSorted(),
      })),
    ).toEqual(asMade);
  } finally {
    await endServer(server.child, 'SIGINT');
    await rm(dataDir, { recursive: true, force: true });
  }
});

type MadeRoom = {
  readonly name: string;
  readonly equipment: readonly string[];
  readonly parts: readonly { readonly name: string }[];
};
