import { makeClient } from '../../platform/database/connections.ts';
import { runOn } from '../../platform/database/run-on.ts';
import { statement } from '../../platform/database/statement.ts';

const deleteSealedKeys = statement('deleteSealedKeys', {}, 'delete from sealed_keys');

/** Gives up all sealed keys, which needs the owner: sessions and cursors end, and the next server makes new keys. */
export async function forgetKeys(ownerUrl: string): Promise<void> {
  const owner = makeClient({ connectionString: ownerUrl, application_name: 'colab set-up' });
  await owner.connect();
  try {
    await runOn(owner, deleteSealedKeys());
  } finally {
    await owner.end();
  }
}
