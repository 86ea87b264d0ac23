// Puts the large house into the embedded database of a server that runs, and prints what stands there now as one line of
// JSON: node server/bench/build-large-house.ts DATA_DIR [rooms bookings ghosts]. In a process of its own, because the
// bench and the journeys of the client need it, and the client imports no server.
import pg from 'pg';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { buildLargeHouse, largeHouse } from './large-house.ts';

const [dataDir = '', rooms = largeHouse.rooms, bookings = largeHouse.bookings, ghosts = largeHouse.ghosts] =
  process.argv.slice(2);
const postgres = await startEmbeddedPostgres(dataDir, () => undefined);
const owner = new pg.Client({ connectionString: postgres.ownerUrl, application_name: 'large house' });
try {
  await owner.connect();
  await buildLargeHouse(owner, { rooms: Number(rooms), bookings: Number(bookings), ghosts: Number(ghosts) });
  const {
    rows: [counts],
  } = await owner.query(
    `select (select count(*)::int from rooms) as rooms, (select count(*)::int from bookings) as bookings, (select count(*)::int from room_occupancies) as occupancies,
       current_setting('server_version') as postgres, current_setting('fsync') as fsync, current_setting('synchronous_commit') as "synchronousCommit",
       (select relforcerowsecurity from pg_class where oid = 'bookings'::regclass) and not (select rolsuper or rolbypassrls from pg_roles where rolname = 'colab_app') as "rowSecurity"`,
  );
  console.log(JSON.stringify(counts));
} finally {
  await owner.end();
  await postgres.stop();
}
