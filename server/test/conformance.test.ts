import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { openFacility, type TestFacility } from './factories.ts';
import { startApp } from './servers.ts';

let facility: TestFacility;
let app: App;

beforeAll(async () => {
  facility = await openFacility();
  app = await startApp(facility.database);
});
afterAll(async () => {
  await app.close();
  await facility.close();
});

/** The public suite, bare: without cookies, tokens or headers of ours. */
const audits = serverAudits({ url: () => `${app.url}/graphql`, fetchFn: fetch });

describe('GraphQL over HTTP', () => {
  it('is held to all 61 audits', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map((audit) => ({ name: `${audit.id} ${audit.name}`, audit })))('$name', async ({ audit }) => {
    const result = await audit.fn();
    expect(result.status, 'reason' in result ? result.reason : '').toBe('ok');
  });
});
