import type { Database } from '../../platform/database/database.ts';

/** The accounts of the sample data, as long as they work: a page that shows them is a warning as well. */
export function sampleAccounts(db: Database): Promise<{ username: string; title: string }[]> {
  return db.sql(
    'sampleAccounts',
    `select username, display_name as title from users where sample and active order by created_at, username`,
  );
}
