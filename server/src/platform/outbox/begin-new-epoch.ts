import { makeClient } from '../database/connections.ts';
import { runOn } from '../database/run-on.ts';
import { statement } from '../database/statement.ts';

const beginEpochAfterRestore = statement(
  'beginEpochAfterRestore',
  {},
  `select from (select id from event_epochs order by number desc limit 1) newest,
     begin_event_epoch(newest.id, 'the database was restored from a backup')`,
);

/** Ends all cursors of a database that was restored: what they name may have happened otherwise since. Needs the owner. */
export async function beginNewEpoch(ownerUrl: string): Promise<void> {
  const owner = makeClient({ connectionString: ownerUrl, application_name: 'colab set-up' });
  await owner.connect();
  try {
    await runOn(owner, beginEpochAfterRestore());
  } finally {
    await owner.end();
  }
}
