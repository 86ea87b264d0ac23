import type { Locator, Page } from '@playwright/test';
import { Temporal } from 'temporal-polyfill';
import { expectNoViolations, sitDown } from './desk.ts';
import { wantDevices } from './desk-requests.ts';
import { expect, test } from './fixtures.ts';
import { Tool } from './tool.ts';

// Devices are handed out now: nobody else's journey counts on who has which.
test.use({ house: 'device-desk' });

const zones = [
  'Pacific/Auckland',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Africa/Johannesburg',
  'America/Sao_Paulo',
  'America/Denver',
  'Pacific/Honolulu',
];

/** Moves the house to where it is the middle of the day: what is lent until this evening is then not until tomorrow. */
async function moveToNoon(url: string): Promise<void> {
  const now = Temporal.Now.instant();
  const zone = zones.find((one) => {
    const { hour } = now.toZonedDateTimeISO(one);
    return hour >= 9 && hour <= 15;
  });
  await (await Tool.of(url, 'admin')).moveFacilityTo(zone ?? 'Africa/Johannesburg');
}

/** As a scanner does: the letters, then Enter. */
async function scan(page: Page, ...codes: readonly string[]): Promise<void> {
  for (const code of codes) {
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
  }
}

function scanField(page: Page): Locator {
  return page.getByRole('searchbox', { name: 'Scan or type a serial number' });
}
function spoken(page: Page): Locator {
  return page.getByRole('region', { name: 'Scan' }).getByRole('status');
}
function queueRow(page: Page, client: string): Locator {
  return page.getByRole('list', { name: 'Requests' }).getByRole('listitem').filter({ hasText: client });
}
function assigned(page: Page, serialNumber: string): Locator {
  return page.getByRole('list', { name: 'Assigned devices' }).getByRole('listitem').filter({ hasText: serialNumber });
}

/** Serial numbers that are free for a request, the suggested ones first. */
async function freeSerials(page: Page, count: number): Promise<readonly string[]> {
  const serials = page.getByRole('list', { name: 'Devices that are free' }).locator('.device-serial');
  await expect(serials.nth(count - 1)).toBeVisible();
  return (await serials.allInnerTexts()).slice(0, count);
}

/** Finds a request by keys alone, and opens it. */
async function openRequest(page: Page, client: string, tab: 'Alt+1' | 'Alt+4' = 'Alt+1'): Promise<void> {
  const search = page.getByRole('searchbox', { name: /^Search requests/ });
  await page.keyboard.press(tab);
  await expect(search).toBeVisible();
  await page.keyboard.press('Alt+/');
  await expect(search).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(client);
  await expect(page.getByRole('list', { name: 'Requests' }).getByRole('listitem')).toHaveCount(1);
  await expect(queueRow(page, client)).toBeVisible();
  await page.keyboard.press('Alt+j');
  await expect(page.getByRole('heading', { name: client })).toBeVisible();
  await expect(scanField(page)).toBeFocused();
}

test('devices are assigned in part, then the rest, handed out, and one comes back damaged, by scanner and keys alone', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'it_rental_admin');
  const client = 'Partial Client';
  const requestId = await wantDevices(tool, client, 3, 'LAPTOPS');
  const it = await sitDown(browser, server.url, 'it_staff', '/');
  // Who hands out devices begins where that is done, with the field ready.
  await expect(it).toHaveURL(/\/device-desk/);
  await expect(scanField(it)).toBeFocused();
  await openRequest(it, client);
  const [first, second, third, fourth, fifth] = (await freeSerials(it, 5)) as [string, string, string, string, string];
  for (const theme of ['light', 'dark'] as const) {
    await it.emulateMedia({ colorScheme: theme });
    await expectNoViolations(it);
  }

  // Scans go in as fast as they come; a stutter is no second device, and what nobody knows stays in sight.
  await scan(it, first, first, 'NO-SUCH-DEVICE', second);
  await expect(spoken(it)).toHaveText(`${second} selected, 2 of 3.`);
  await expect(it.getByRole('list', { name: 'Not selected' })).toHaveText('No device has the code NO-SUCH-DEVICE.');
  await it.keyboard.press('Enter');
  await expect(spoken(it)).toHaveText(`2 devices assigned to ${client}, 1 still missing.`);
  await expect(queueRow(it, client)).toContainText('2 of 3');
  await expect(scanField(it)).toBeFocused();

  // Someone else takes what is selected here: it goes, and is said.
  await scan(it, third);
  await expect(spoken(it)).toHaveText(`${third} selected, 3 of 3.`);
  const other = await wantDevices(tool, 'Faster Client', 1, 'LAPTOPS');
  const { deviceByCode } = await tool.query<{ deviceByCode: { id: string }[] }>(
    'query ($code: String!) { deviceByCode(code: $code) { id } }',
    { code: third },
  );
  await tool.write('assignDevices', 'AssignDevicesInput', 'request { id }', {
    requestId: other,
    deviceIds: [deviceByCode[0]!.id],
  });
  await expect(spoken(it)).toHaveText(`${third} is no longer free, so no longer selected.`);

  // One more than is wanted is refused; + raises the number, and the device is selected after all.
  await scan(it, fourth, fifth);
  await expect(spoken(it)).toHaveText(`${fifth} is not needed: 3 of 3.`);
  await it.keyboard.press('+');
  await expect(spoken(it)).toHaveText(`${client} now gets 4 laptops. ${fifth} selected.`);
  await it.keyboard.press('Escape');
  await it.keyboard.press('Escape');
  await expect(spoken(it)).toHaveText(`${fourth} no longer selected.`);
  await it.keyboard.press('Alt+u');
  await expect(it.locator('.toast').filter({ hasText: `Undone: ${client}.` })).toBeVisible();
  await expect(queueRow(it, client)).toContainText('2 of 3');

  // The rest: assigned and handed out with the others in one go.
  await scan(it, fourth);
  await expect(spoken(it)).toHaveText(`${fourth} selected, 3 of 3.`);
  await scan(it, first, second);
  await it.keyboard.press('Alt+h');
  await expect(spoken(it)).toContainText(`handed out to ${client}.`);
  for (const serial of [first, second, fourth]) await expect(assigned(it, serial)).toContainText('out since');
  type Stored = { node: { state: string; booking: { status: string } } };
  const stored = 'query ($id: ID!) { node(id: $id) { ... on DeviceRequest { state booking { status } } } }';
  expect((await tool.query<Stored>(stored, { id: requestId })).node).toEqual({
    state: 'FILLED',
    booking: { status: 'CONFIRMED' },
  });

  // Back: scan, see, next; what is damaged is one key.
  await it.keyboard.press('Alt+b');
  const back = it.getByRole('searchbox', { name: 'Scan each device that comes back' });
  await expect(back).toBeFocused();
  await scan(it, first, 'NO-SUCH-DEVICE', second);
  const lines = it.getByRole('list', { name: 'Scanned devices' }).getByRole('listitem');
  await expect(lines.filter({ hasText: second })).toContainText(`Back from ${client}.`);
  await expect(lines.filter({ hasText: first })).toContainText(`Back from ${client}.`);
  await expect(lines.filter({ hasText: 'NO-SUCH-DEVICE' })).toContainText('No device has this code.');
  await it.keyboard.press('Alt+d');
  await expect(it.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await it.keyboard.type('Screen cracked');
  await it.keyboard.press('Tab');
  await it.keyboard.press('Enter');
  await expect(lines.filter({ hasText: second })).toContainText('Back damaged, in maintenance.');
  await expect(back).toBeFocused();
  await expectNoViolations(it);

  // The request is open again by the damaged one, and the device is out of circulation until it is back.
  await it.keyboard.press('Alt+1');
  await openRequest(it, client);
  await expect(queueRow(it, client)).toContainText('2 of 3');
  await scan(it, second);
  await expect(spoken(it)).toContainText(`${second} is in maintenance since`);
  await expect(spoken(it)).toContainText('Screen cracked');
});

test('devices are lent to somebody at the desk, and one is taken out of circulation, by keys alone', async ({
  browser,
  server,
}) => {
  await moveToNoon(server.url);
  const tool = await Tool.of(server.url, 'it_rental_admin');
  const it = await sitDown(browser, server.url, 'it_staff', '/device-desk');
  const client = 'Maintenance Client';
  await wantDevices(tool, client, 2, 'DESKTOPS');
  await openRequest(it, client);
  const [broken, lent, other] = (await freeSerials(it, 3)) as [string, string, string];

  // Maintenance of what was scanned last, and back again.
  await scan(it, broken);
  await expect(spoken(it)).toHaveText(`${broken} selected, 1 of 2.`);
  await it.keyboard.press('Alt+m');
  const maintenance = it.getByRole('complementary', { name: `${broken} cannot be used` });
  await expect(maintenance).toBeVisible();
  await expectNoViolations(it);
  await maintenance.getByLabel('Note').focus();
  await it.keyboard.type('Fan is loud');
  await it.keyboard.press('Tab');
  await it.keyboard.press('Enter');
  await expect(maintenance).toHaveCount(0);
  await expect(scanField(it)).toBeFocused();
  await scan(it, broken);
  await expect(spoken(it)).toContainText('Fan is loud');
  const back = it.getByRole('list', { name: 'Not selected' }).getByRole('button', { name: 'It is back' });
  await back.focus();
  await it.keyboard.press('Enter');
  await expect(spoken(it)).toHaveText(`${broken} is back in use.`);
  await scan(it, broken);
  await expect(spoken(it)).toHaveText(`${broken} selected, 1 of 2.`);

  // Lent: who, then scan.
  await it.keyboard.press('Alt+l');
  const form = it.getByRole('form', { name: 'Handed out now' });
  await expect(form).toBeVisible();
  await form.getByLabel('Who').focus();
  await it.keyboard.type('Walk-in Visitor');
  await form.getByRole('searchbox', { name: 'Devices' }).focus();
  await scan(it, lent, lent, other);
  await expect(form.getByRole('status')).toHaveText(`${other} added, 2 in all.`);
  await expectNoViolations(it);
  await form.getByRole('button', { name: 'Lend 2 devices' }).focus();
  await it.keyboard.press('Enter');
  await expect(form).toHaveCount(0);

  // They are out, and come back from the list of today.
  await it.keyboard.press('Alt+0');
  await it.getByRole('radio', { name: /^To bring back/ }).check();
  const loan = it.getByRole('region', { name: 'Walk-in Visitor' });
  await expect(loan).toContainText('2 devices');
  await scanField(it).focus();
  await scan(it, lent, other);
  await it.keyboard.press('Enter');
  await expect(loan).toHaveCount(0);
  const { deviceByCode } = await tool.query<{ deviceByCode: { status: string }[] }>(
    'query ($code: String!) { deviceByCode(code: $code) { status } }',
    { code: lent },
  );
  expect(deviceByCode[0]!.status).toBe('AVAILABLE');
});

test('300 codes are scanned into a server that answers after a while, and each one is answered in its place', async ({
  browser,
  server,
}) => {
  const tool = await Tool.of(server.url, 'it_rental_admin');
  const client = 'Many Codes';
  await wantDevices(tool, client, 2, 'LAPTOPS');
  const it = await sitDown(browser, server.url, 'it_staff', '/device-desk');
  await openRequest(it, client);
  const [first, second] = (await freeSerials(it, 2)) as [string, string];
  // The server is silent until the last code is in.
  const { promise: allScanned, resolve: answer } = Promise.withResolvers<void>();
  await it.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('DeviceByCode')) await allScanned;
    await route.continue();
  });
  const codes = [first, ...Array.from({ length: 298 }, (_, index) => `UNKNOWN-${index}`), second];
  await it.evaluate((all) => {
    const input = document.querySelector<HTMLInputElement>('.scan-input')!;
    for (const code of all) {
      input.value = code;
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    }
  }, codes);
  await expect(scanField(it)).toHaveValue('');
  await expect(it.getByText('300 to look up')).toBeVisible();
  answer();
  await expect(spoken(it)).toHaveText(`${second} selected, 2 of 2.`, { timeout: 60_000 });
  const refused = it.getByRole('list', { name: 'Not selected' }).getByRole('listitem');
  await expect(refused).toHaveCount(298);
  const words = await refused.allInnerTexts();
  expect(words.map((text) => text.trim())).toEqual(
    Array.from({ length: 298 }, (_, index) => `No device has the code UNKNOWN-${297 - index}.`),
  );
});
