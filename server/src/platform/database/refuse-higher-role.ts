import { boolean, type Runner, statement, text } from './statement.ts';

const servingRole = statement(
  'servingRole',
  { name: text, mighty: boolean, owns: text.orNull },
  `
  select r.rolname::text as name, r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolreplication as mighty,
    (select min(c.relname) from pg_class c where c.relnamespace = 'public'::regnamespace and pg_has_role(r.oid, c.relowner, 'MEMBER')) as owns
  from pg_roles r where r.rolname = current_user`,
);

/**
 * Private bookings rest on row security, so a role that can bypass it must never serve.
 * @param run runs a statement as the role that is to serve
 * @throws with what is wrong and how to mend it
 */
export async function refuseHigherRole(run: Runner['run']): Promise<void> {
  const [role] = await run(servingRole());
  if (role && !role.mighty && role.owns === null) return;
  const why = role?.owns
    ? `owns or can become the owner of "${role.owns}"`
    : 'is a superuser, bypasses row security, or makes roles';
  throw new Error(
    `The role "${role?.name}" ${why}, so the database could not keep the divisions apart. Serve with a role of its own: leave APP_DATABASE_URL, EVENTS_DATABASE_URL and JOBS_DATABASE_URL out, or name one without these powers.`,
  );
}
