import { expect, it, onTestFinished } from 'vitest';
import { arrange } from './arrange.ts';
import { startApp } from './servers.ts';

const { facility, app } = await arrange();

async function withExplorer(): Promise<string> {
  const server = await startApp(facility.database, undefined, { explorer: true });
  onTestFinished(() => server.close());
  return server.url;
}

it('the explorer is there where it was asked for, and nowhere else', async () => {
  const url = await withExplorer();
  for (const path of ['/graphiql', '/graphiql/start.js', '/graphiql/graphiql.js']) {
    expect((await fetch(`${app.url}${path}`)).status, path).toBe(404);
    expect((await fetch(`${url}${path}`)).status, path).toBe(200);
  }
  expect((await fetch(`${url}/graphiql`, { method: 'POST' })).status).toBe(405);
});

it('the page and all that the page loads are files of this server, under a policy that takes no script from elsewhere', async () => {
  const url = await withExplorer();
  const page = await fetch(`${url}/graphiql`);
  const html = await page.text();
  const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
  expect(named).toEqual(['/graphiql/graphiql.css', '/graphiql/graphiql.js', '/graphiql/start.js']);
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=/);
  const workers = ['editorWorkerService', 'graphql', 'json'].map((name) => `/graphiql/${name}.worker.js`);
  for (const path of [...named, ...workers]) {
    const { status, headers } = await fetch(`${url}${path}`, { headers: { 'accept-encoding': 'identity' } });
    expect([status, headers.get('content-type')], path).toEqual([
      200,
      path.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
    ]);
    const again = await fetch(`${url}${path}`, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
    expect(again.status, path).toBe(304);
  }
  const policy = Object.fromEntries(
    (page.headers.get('content-security-policy') ?? '').split('; ').map((rule) => {
      const [name = '', ...sources] = rule.split(' ');
      return [name, sources];
    }),
  );
  const { host } = new URL(url);
  expect(policy).toEqual({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'worker-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'", 'data:'],
    'manifest-src': ["'self'"],
    'connect-src': ["'self'", `ws://${host}`, `wss://${host}`],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  });
});

it('a file of it is sent zipped to those who take that', async () => {
  const url = await withExplorer();
  const sizes = await Promise.all(
    ['gzip', 'identity'].map(async (encoding) =>
      Number(
        (await fetch(`${url}/graphiql/graphiql.js`, { headers: { 'accept-encoding': encoding } })).headers.get(
          'content-length',
        ),
      ),
    ),
  );
  expect(sizes[0]).toBeLessThan((sizes[1] ?? 0) / 2);
});
