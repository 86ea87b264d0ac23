import { rm } from 'node:fs/promises';
import { type BrowserContext, expect, test as base } from '@playwright/test';
import { type MailHouse, openMailHouse } from './mail-house.ts';
import { copyPreparedHouse, endServer, isRunning, startServer } from './running-server.ts';

export { expect } from '@playwright/test';

type Server = {
  url: string;
  dataDir: string;
  /** Ends it as a crash would; its database lives on. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and the same database. */
  restart(): Promise<void>;
};

type House = {
  /** Journeys that name another house have another server: those that change accounts, with which others sign in. */
  house: string;
  /** Whether the house has a mail server. */
  sendsMail: boolean;
  mail: MailHouse | null;
  server: Server;
};

/** A real server, on a database of its own with the sample facility in it, for all journeys of a house. */
export const test = base.extend<{ leaving: void; violations: string[] }, House>({
  house: ['shared', { option: true, scope: 'worker' }],
  sendsMail: [false, { option: true, scope: 'worker' }],
  mail: [
    async ({ sendsMail }, use) => {
      const mail = sendsMail ? await openMailHouse() : null;
      await use(mail);
      mail?.close();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ house, mail }, use) => {
      const dataDir = await copyPreparedHouse(`colab-erp-journey-${house}-`);
      const settings: Record<string, string> = mail ? { SMTP_URL: mail.url, MAIL_FROM: 'colab@house.example' } : {};
      let running = await startServer(dataDir, 0, settings);
      const { url } = running;
      try {
        await use({
          url,
          dataDir,
          kill: () => endServer(running.child, 'SIGKILL'),
          restart: async () => void (running = await startServer(dataDir, Number(new URL(url).port), settings)),
        });
      } finally {
        if (!isRunning(running.child)) running = await startServer(dataDir, 0, settings);
        await endServer(running.child, 'SIGINT');
        await rm(dataDir, { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ server }, use) => await use(server.url),
  /** What the pages did that the server's content policy forbids: nothing, or the journey has failed. */
  violations: [
    async ({ browser }, use) => {
      const violations: string[] = [];
      const watch = (context: BrowserContext): void => {
        context.on(
          'console',
          (message) => void (message.text().includes('Content Security Policy') && violations.push(message.text())),
        );
      };
      browser.on('context', watch);
      await use(violations);
      browser.off('context', watch);
      expect(violations, 'broken rules of the content policy').toEqual([]);
    },
    { auto: true },
  ],
  leaving: [
    async ({ browser }, use) => {
      await use();
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});
