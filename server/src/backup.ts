import { backUp } from '../embedded-postgres/backup.ts';
import { runCommand } from './run-command.ts';
import { ownDataDir } from './with-owner-url.ts';

await runCommand('back up', async ({ environment, folder, say, signal }) => {
  const target = folder('npm run backup -- /backups/monday');
  const dataDir = ownDataDir(environment);
  say(`Backing up ${dataDir} …`);
  await backUp(dataDir, target, { log: say, signal });
  say(`${target} holds the database and its secret. Keep it where nobody else can read it.`);
});
