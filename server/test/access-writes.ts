import type { TestFacility } from './factories.ts';

/** Where it is written who may come in, and what they may do. */
const accessTables = ['sessions', 'refresh_tokens', 'personal_tokens', 'password_links', 'role_grants', 'users'];

/** From here on the house notes which action wrote into these tables, in the order in which it did. */
export async function watchAccessWrites({ superuser }: TestFacility): Promise<void> {
  await superuser.query(`
    create table access_writes (at timestamptz not null, action text, of_table text not null, op text not null, row jsonb not null);
    create function note_access_write() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
      begin
        insert into access_writes values (clock_timestamp(), current_setting('app.cause', true), tg_table_name, tg_op, to_jsonb(case when tg_op = 'DELETE' then old else new end));
        return null;
      end $$;
    ${accessTables.map((table) => `create trigger note_access_write after insert or update or delete on ${table} for each row execute function note_access_write();`).join('\n')}
  `);
}

/** By action, which of these tables it wrote into so far. */
export async function accessWritersOf({ superuser }: TestFacility): Promise<Map<string, string[]>> {
  const { rows } = await superuser.query<{ action: string; tables: string[] }>(
    'select action, array_agg(distinct of_table order by of_table) as tables from access_writes group by action',
  );
  return new Map(rows.map(({ action, tables }) => [action, tables]));
}
