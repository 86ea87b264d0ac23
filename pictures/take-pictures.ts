// Takes the pictures of docs/ again: npm run pictures, or npm run pictures -- calendar phone for some of them. It opens the
// built app with the sample facility at a moment that never changes. What the database makes by itself differs from run to
// run: references, the times of a history, and the order of rows that begin at the same time.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../client/e2e/browser.ts';
import { withPalette } from './palette-png.ts';
import { openSampleHouse, password } from './sample-house.ts';

/** A Wednesday morning. */
const now = new Date('2026-11-18T09:41:00+02:00');
const folder = join(import.meta.dirname, '../docs/pictures');
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, colorScheme: 'light' };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, colorScheme: 'light' };

type Picture = {
  readonly name: string;
  readonly account: string;
  readonly address: string;
  readonly on?: BrowserContextOptions;
  /** Brings the screen to where the picture is taken. */
  readonly steps?: (page: Page) => Promise<void>;
  /** What must be in sight by then. */
  readonly ready: string;
};

const bars = '.bar';
const drawer = '.drawer';

const pictures: readonly Picture[] = [
  { name: 'calendar', account: 'room_boss', address: '/calendar', ready: bars },
  {
    name: 'calendar-dark',
    account: 'room_boss',
    address: '/calendar',
    on: { ...desk, colorScheme: 'dark' },
    ready: bars,
  },
  { name: 'drawer', account: 'room_boss', address: '/calendar', steps: openBar, ready: drawer },
  { name: 'approvals', account: 'room_boss', address: '/approvals', steps: chooseGhost, ready: bars },
  {
    name: 'plan',
    account: 'room_boss',
    address: '/calendar?date=2026-11-23',
    steps: async (page) => {
      await page.locator(bars).first().waitFor();
      await page.keyboard.press('p');
      await page.locator('.plan-outline').last().scrollIntoViewIfNeeded();
    },
    ready: '.plan-outline',
  },
  {
    name: 'new-booking',
    account: 'staff.tech',
    address: '/calendar',
    steps: async (page) => {
      await page.locator(bars).first().waitFor();
      await page.keyboard.press('n');
    },
    ready: drawer,
  },
  { name: 'my-requests', account: 'staff.tech', address: '/requests', ready: 'main table tbody tr' },
  { name: 'bookings', account: 'room_boss', address: '/bookings', ready: 'main table tbody tr' },
  {
    name: 'device-desk',
    account: 'it_staff',
    address: '/device-desk?tab=pending',
    steps: openRequest,
    ready: '.scan-selection',
  },
  { name: 'rooms', account: 'room_boss', address: '/rooms', ready: 'tr[data-room]' },
  { name: 'devices', account: 'it_boss', address: '/devices', ready: '.device-table tbody .tag' },
  { name: 'settings', account: 'admin', address: '/settings', ready: 'main form' },
  { name: 'people', account: 'admin', address: '/users', ready: 'main table tbody tr' },
  { name: 'kitchen', account: 'kitchen', address: '/calendar?view=day', ready: bars },
  { name: 'phone', account: 'room_boss', address: '/calendar', on: phone, ready: '.agenda' },
];

async function openBar(page: Page): Promise<void> {
  await page.locator('.bar.status-confirmed').nth(4).click();
}

/** With what is suggested selected: nothing is sent. */
async function openRequest(page: Page): Promise<void> {
  await page.locator('.queue-choose').nth(2).click();
  await page.locator('.suggestion button').click();
}

async function chooseGhost(page: Page): Promise<void> {
  // The first ones are overdue, and the desk shows their week.
  await page.locator('.waiting-choose').nth(3).click();
  await page.locator('.timeline-room-fit').first().waitFor();
}

type Keys = Exclude<BrowserContextOptions['storageState'], string | undefined>;

/** The cookies without their end: that is a moment of the sample's clock, and the browser goes by its own. */
async function signIn(url: string, account: string): Promise<Keys> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-colab-csrf': '1' },
    body: JSON.stringify({ query, variables: { input: { username: account, password } } }),
  });
  const cookies = response.headers.getSetCookie().map((text) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
    const common = { path: '/', expires: -1, httpOnly: true, secure: true, sameSite: 'Strict' as const };
    return { name, value, domain: new URL(url).hostname, ...common };
  });
  if (cookies.length === 0) throw new Error(`${account} could not sign in: ${await response.text()}`);
  return { cookies, origins: [] };
}

async function take(
  browser: Browser,
  url: string,
  keys: Keys,
  { address, steps, ready, on = desk }: Picture,
): Promise<Buffer> {
  const context = await browser.newContext({
    ...on,
    baseURL: url,
    storageState: keys,
    locale: 'en-GB',
    timezoneId: 'Africa/Johannesburg',
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    await page.goto(address);
    await steps?.(page);
    await page.locator(ready).first().waitFor();
    await page.locator('.live-dot[data-state="live"]').first().waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    return withPalette(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
  } finally {
    await context.close();
  }
}

async function takeAll(wanted: readonly Picture[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const house = await openSampleHouse(now);
  const { executablePath, args, env } = await findBrowser();
  const browser = await chromium.launch({
    executablePath,
    args,
    env: { ...(process.env as Record<string, string>), ...env },
  });
  try {
    const signedIn = new Map<string, Keys>();
    for (const picture of wanted) {
      const keys = signedIn.get(picture.account) ?? (await signIn(house.url, picture.account));
      signedIn.set(picture.account, keys);
      const png = await take(browser, house.url, keys, picture);
      await writeFile(join(folder, `${picture.name}.png`), png);
      console.log(`${picture.name}.png ${Math.round(png.length / 1_000)} kB`);
    }
  } finally {
    await browser.close();
    await house.close();
  }
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !pictures.some((picture) => picture.name === name));
if (unknown.length > 0) throw new Error(`There is no picture called ${unknown.join(', ')}.`);
await takeAll(names.length === 0 ? pictures : pictures.filter(({ name }) => names.includes(name)));
