import { rm } from 'node:fs/promises';
import { endServer, makeDataDir, startServer } from './running-server.ts';

/**
 * Playwright's global setup: the sample facility is built once, by the server itself. Each house of the journeys begins
 * with a copy of it.
 */
export default async function prepareHouse(): Promise<() => Promise<void>> {
  const dataDir = await makeDataDir('colab-erp-journey-prepared-');
  const { child } = await startServer(dataDir, 0);
  await endServer(child, 'SIGINT');
  process.env['PREPARED_HOUSE'] = dataDir;
  return () => rm(dataDir, { recursive: true, force: true });
}
