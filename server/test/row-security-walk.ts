import type pg from 'pg';

/** What keeps divisions apart, read from the catalogue: each sentence is a table, view or key that does not. */
export async function walkRowSecurity(pool: pg.Pool): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(questions).map(async ([complaint, text]) => {
      const { rows } = await pool.query<{ name: string }>(`select distinct name from (${text}) found order by 1`);
      return rows.map(({ name }) => `${name} ${complaint}`);
    }),
  );
  return found.flat();
}

/** Partitions are tables as well. */
const tenantTables = `(select c.oid, c.relname as name, c.relowner, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p'))`;

/** What a policy may rest on. All of them are null, or empty, where no books were opened. */
const settings =
  '(current_tenants|current_user_id|current_user_may|current_user_covers|audited_tenants|watched_users)\\(';

const questions: Readonly<Record<string, string>> = {
  'has no row security': `select name from ${tenantTables} t where not relrowsecurity`,
  'does not force row security on its owner': `select name from ${tenantTables} t where not relforcerowsecurity`,
  'has no policy for its owner, whose backfills would change nothing': `select name from ${tenantTables} t where not exists (
    select from pg_policy p where p.polrelid = t.oid and t.relowner = any (p.polroles) and p.polpermissive and p.polcmd = '*'
      and pg_get_expr(p.polqual, t.oid) = 'true' and pg_get_expr(p.polwithcheck, t.oid) = 'true')`,
  'has no policy for the application': `select name from ${tenantTables} t where not exists (
    select from pg_policy p where p.polrelid = t.oid and 'colab_app'::regrole = any (p.polroles))`,
  'has a policy for everybody': `select name from ${tenantTables} t join pg_policy p on p.polrelid = t.oid where 0 = any (p.polroles)`,
  // Rows of the whole facility name no tenant.
  'shows the application rows without its books being opened': `select name || '.' || p.polname as name from ${tenantTables} t join pg_policy p on p.polrelid = t.oid
    where 'colab_app'::regrole = any (p.polroles) and p.polpermissive
      and exists (select from unnest(array[pg_get_expr(p.polqual, t.oid), pg_get_expr(p.polwithcheck, t.oid)]) rule
        where rule is not null and rule !~ '${settings}' and rule <> '(tenant_id IS NULL)')`,
  'is a view that reads as its owner': `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
    and not coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)`,
  'is a materialized view, which knows no row security': `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'm'`,
  'lets a row of one tenant point at a row of another': `select k.conrelid::regclass || '.' || k.conname as name from pg_constraint k
    join ${tenantTables} child on child.oid = k.conrelid join ${tenantTables} parent on parent.oid = k.confrelid
    where k.contype = 'f' and not exists (
      select from unnest(k.conkey, k.confkey) pair (mine, theirs)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.mine and a.attname = 'tenant_id'
      join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.theirs and b.attname = 'tenant_id')`,
  'is physics that the application may write': `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and (c.relname ~ '(_occupancies|_leaves)$' or c.relname ~ '^domain_events')
    and (has_table_privilege('colab_app', c.oid, 'insert, update, delete, truncate') or has_any_column_privilege('colab_app', c.oid, 'insert, update'))`,
  'is owned by the application': `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and pg_has_role('colab_app', c.relowner, 'member')`,
};
