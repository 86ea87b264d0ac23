import { sitDown } from './desk.ts';
import { expect, test } from './fixtures.ts';

test('a page runs nothing that was put into it, shows nothing from elsewhere and talks to nobody else', async ({
  browser,
  server,
  violations,
}) => {
  const page = await sitDown(browser, server.url, 'staff.tech');
  const broken = page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const directives: string[] = [];
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          directives.push(effectiveDirective);
          if (directives.length === 6) resolve(directives.toSorted());
        });
        const add = (name: string, given: Record<string, string>): void => {
          document.body.append(Object.assign(document.createElement(name), given));
        };
        add('script', { textContent: 'document.title = "taken over"' });
        add('script', { src: 'https://elsewhere.example/a.js' });
        add('style', { textContent: 'body { display: none }' });
        add('img', { src: 'https://elsewhere.example/a.png' });
        add('iframe', { src: 'https://elsewhere.example/' });
        fetch('https://elsewhere.example/').catch(() => undefined);
      }),
  );
  expect(await broken).toEqual([
    'connect-src',
    'frame-src',
    'img-src',
    'script-src-elem',
    'script-src-elem',
    'style-src-elem',
  ]);
  await expect(page).toHaveTitle(/Colab/);
  await expect(page.locator('body')).toBeVisible();
  // The net under all other journeys has caught them too.
  await expect.poll(() => violations.length).toBeGreaterThanOrEqual(6);
  violations.splice(0);
});
