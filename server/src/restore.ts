import { restore } from '../embedded-postgres/backup.ts';
import { beginNewEpoch } from './platform/outbox/begin-new-epoch.ts';
import { runCommand } from './run-command.ts';
import { dataDirOf, withOwnerUrl } from './with-owner-url.ts';

await runCommand('restore', async ({ environment, folder, say, signal }) => {
  const source = folder('npm run restore -- /backups/monday');
  const dataDir = dataDirOf(environment);
  say(`Restoring ${source} into ${dataDir} …`);
  await restore(source, dataDir, { log: say, signal });
  await withOwnerUrl(environment, beginNewEpoch);
  say('The database is restored. Run npm run verify, and then start the server as usual.');
});
