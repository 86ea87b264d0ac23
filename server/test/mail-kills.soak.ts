import { expect, it } from 'vitest';
import { report } from './figures.ts';
import { proveMailKills } from './mail-kills.ts';

it('50 times kill -9 in the middle of the same job: each notification is there once, and each was mailed', async () => {
  const figures = await proveMailKills(50);
  report('mail kills', figures);
  expect(figures).toMatchObject({ kills: 50 });
});
