import { rm } from 'node:fs/promises';
import { sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { copyPreparedHouse, endServer, startServer } from './running-server.ts';

test('the explorer asks as whoever is signed in, knows the schema, and follows a subscription', async ({ browser }) => {
  const dataDir = await copyPreparedHouse('colab-erp-journey-explorer-');
  const server = await startServer(dataDir, 0, { EXPLORER: '1' });
  try {
    const page = await sitDown(browser, server.url, 'room_boss', '/rooms');
    const failures: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') failures.push(message.text());
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== new URL(server.url).origin) failures.push(request.url());
    });
    await page.goto(`${server.url}/graphiql`);
    await page.getByRole('button', { name: /Execute query/ }).click();
    const answer = page.getByRole('region', { name: /result/i });
    await expect(answer).toContainText('room:assign');

    await page.goto(
      `${server.url}/graphiql?query=${encodeURIComponent('subscription { facilityChanged { timeZone } }')}`,
    );
    await page.getByRole('button', { name: /Execute query/ }).click();
    await expect(answer).toContainText('Africa/Johannesburg');
    await page.getByRole('button', { name: /Stop query/ }).click();

    await page.getByRole('button', { name: /Documentation Explorer/ }).click();
    await page
      .getByRole('link', { name: 'Subscription', exact: true })
      .or(page.getByText('Subscription', { exact: true }))
      .first()
      .click();
    await expect(page.getByText('calendarChanged')).toBeVisible();
    expect(failures).toEqual([]);
  } finally {
    await endServer(server.child, 'SIGINT');
    await rm(dataDir, { recursive: true, force: true });
  }
});
