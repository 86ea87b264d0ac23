import { it } from 'vitest';
import { report } from './figures.ts';
import { proveMailKills } from './mail-kills.ts';

it('10 times kill -9 in the middle of mailing: each notification is there once, and each was mailed', async () => {
  report('mail kills', await proveMailKills(10));
}, 180_000);
