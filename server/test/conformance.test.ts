import { serverAudits } from 'graphql-http';
import { describe, expect, it } from 'vitest';
import { arrange } from './arrange.ts';

const { app } = await arrange();

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
