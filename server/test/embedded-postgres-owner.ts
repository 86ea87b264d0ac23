// A process of its own that owns an embedded PostgreSQL, so that a test can kill it. Prints what it was given as one
// line of JSON, and stops in order on SIGINT.
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';

const [dataDir = ''] = process.argv.slice(2);
const postgres = await startEmbeddedPostgres(dataDir, (message) => console.error(message));
// Before the line is written: whoever reads it may stop us at once.
process.once('SIGINT', () => void postgres.stop());
console.log(
  JSON.stringify({ ownerUrl: postgres.ownerUrl, superuserUrl: postgres.superuserUrl, pid: postgres.postmasterPid() }),
);
