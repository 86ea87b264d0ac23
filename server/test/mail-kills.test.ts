import { it } from 'vitest';
import { report } from './figures.ts';
import { proveMailKills } from './mail-kills.ts';

it('5 times kill -9 in the middle of the same job: each notification is there once, and each was mailed', async () => {
  report('mail kills', await proveMailKills(5));
}, 180_000);
