import type { Database } from '../../platform/database/database.ts';
import { statement, text } from '../../platform/database/statement.ts';

const accountsOfTheSample = statement(
  'sampleAccounts',
  { username: text, title: text },
  `select username, display_name as title from users where sample and active order by created_at, username`,
);

/** The accounts of the sample data, as long as they are active: a page that shows them is a warning as well. */
export function sampleAccounts(db: Database): Promise<{ username: string; title: string }[]> {
  return db.run(accountsOfTheSample());
}
