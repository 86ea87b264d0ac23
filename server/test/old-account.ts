// Leaves an account as the old system kept it, in the embedded database of a server that runs:
// node server/test/old-account.ts DATA_DIR USERNAME EMAIL PASSWORD. In plain text, as some were.
import pg from 'pg';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';

const [dataDir = '', username, email, password] = process.argv.slice(2);
const postgres = await startEmbeddedPostgres(dataDir, () => undefined);
const owner = new pg.Client({ connectionString: postgres.ownerUrl });
try {
  await owner.connect();
  const { rowCount } = await owner.query('update users set password_hash = $3, email = $2 where username = $1', [
    username,
    email,
    password,
  ]);
  if (rowCount !== 1) throw new Error(`there is no account ${username}`);
} finally {
  await owner.end();
  await postgres.stop();
}
