import { walkForms } from './break-in.ts';
import { test } from './fixtures.ts';

test.use({ house: 'forms', sendsMail: true });

for (const half of [0, 1] as const) {
  test(`nothing typed is lost in any way, in any form: ${half === 0 ? 'every other form' : 'those between'}`, async ({
    browser,
    server,
  }) => {
    test.setTimeout(600_000);
    await walkForms(browser, server.url, half, (possible) => possible);
  });
}
