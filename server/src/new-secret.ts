import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeSecret } from './before-start.ts';
import { forgetKeys } from './people/keys/forget-keys.ts';
import { withOwnerUrl } from './with-owner-url.ts';

// For an installation whose secret is lost: its keys cannot be opened any more, so they are given up.
try {
  const next = await withOwnerUrl(process.env, async (ownerUrl, dataDir) => {
    await forgetKeys(ownerUrl);
    if (dataDir === null) return 'Start every server with a new SECRET_KEY.';
    await rm(join(dataDir, 'secret-key'), { force: true });
    await makeSecret(dataDir);
    return `A new secret is in ${join(dataDir, 'secret-key')}. Start the server as usual.`;
  });
  process.stdout.write(`The keys that the old secret sealed are gone. Everybody signs in once more. ${next}\n`);
} catch (error) {
  process.stderr.write(`colab cannot renew its secret: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
