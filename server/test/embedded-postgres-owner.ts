// A process of its own that owns an embedded PostgreSQL, so that a test can kill it. Prints what it was given as one
// line of JSON, and stops in order on SIGINT.
import { startEmbeddedPostgres } from '../src/platform/database/embedded-postgres.ts';

const [dataDir = ''] = process.argv.slice(2);
const postgres = await startEmbeddedPostgres(dataDir, (message) => console.error(message));
console.log(JSON.stringify({ ownerUrl: postgres.ownerUrl, superuserUrl: postgres.superuserUrl, pid: postgres.postmasterPid() }));
process.once('SIGINT', () => void postgres.stop());
