import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeSecret } from './before-start.ts';
import { forgetKeys } from './people/keys/forget-keys.ts';
import { runCommand } from './run-command.ts';
import { withOwnerUrl } from './with-owner-url.ts';

// For an installation whose secret is lost: its keys cannot be opened any more, so they are given up.
await runCommand('renew its secret', async ({ environment, say }) => {
  const next = await withOwnerUrl(environment, async (ownerUrl, dataDir) => {
    await forgetKeys(ownerUrl);
    if (dataDir === null) return 'Start every server with a new SECRET_KEY.';
    await rm(join(dataDir, 'secret-key'), { force: true });
    await makeSecret(dataDir);
    return `A new secret is in ${join(dataDir, 'secret-key')}. Start the server as usual.`;
  });
  say(`The keys that the old secret sealed are gone. Everybody signs in once more. ${next}`);
});
