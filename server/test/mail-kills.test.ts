import { it } from 'vitest';
import { report } from './figures.ts';
import { proveMailKills } from './mail-kills.ts';

it('twice kill -9 in the middle of the same job: each notification is there once, and each was mailed', async () => {
  report('mail kills', await proveMailKills(2));
}, 180_000);
