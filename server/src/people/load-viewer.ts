import type { Grant, TenantFacts, Viewer } from '../platform/context.ts';
import type { Database } from '../platform/database/database.ts';
import { type Sight, withSight } from '../platform/database/sight.ts';
import { degreeOf } from './policy.ts';

type Row = { username: string; display_name: string; grants: Grant[]; tenants: TenantFacts[] };

/** By what somebody is known: one session of theirs. */
export type ViewerClaim = { readonly id: string; readonly userId: string };

export const claimOfViewer = ({ sessionId, userId }: Viewer): ViewerClaim => ({ id: sessionId, userId });

/**
 * Who a session belongs to and what they may do now, in one statement. Null once the session has ended or run out, or
 * the person may no longer come in.
 */
export const loadViewer = async (db: Database, session: ViewerClaim, now: Date): Promise<Viewer | null> => {
  const rows = await withSight({ tenantIds: [], userId: session.userId }, () =>
    db.sql<Row>('viewerRights', viewerRights, [session.id, session.userId, now]),
  );
  const [row] = rows;
  return row ? viewerOf(session, row) : null;
};

/** `known` is the fingerprint of the last reading; empty before the first. */
export type WatchedClaim = ViewerClaim & { readonly known: string };

/** `viewer` is null once the session has ended or run out, or the person may no longer come in. */
export type ViewerNow = { readonly fingerprint: string; readonly viewer: Viewer | null };

/** Of all these people at once, in one statement, those whose rights are others than they were known to be: by id of the claim. */
export const loadViewers = async (db: Database, claims: readonly WatchedClaim[], now: Date): Promise<Map<string, ViewerNow>> => {
  const watched = [...new Set(claims.map(({ userId }) => userId))];
  const values = [claims.map(({ id }) => id), claims.map(({ userId }) => userId), claims.map(({ known }) => known), now];
  type Changed = { id: string; user_id: string } & (({ fingerprint: string } & Row) | { fingerprint: null });
  const rows = await withSight({ tenantIds: [], userId: null, watched }, () => db.sql<Changed>('changedRights', changedRights, values));
  return new Map(rows.map((row) => [
    row.id,
    row.fingerprint === null ? { fingerprint: '', viewer: null } : { fingerprint: row.fingerprint, viewer: viewerOf({ id: row.id, userId: row.user_id }, row) },
  ]));
};

const viewerOf = (session: ViewerClaim, row: Row): Viewer => {
  const viewer = {
    userId: session.userId,
    sessionId: session.id,
    username: row.username,
    displayName: row.display_name,
    grants: row.grants,
    tenants: row.tenants,
  };
  return { ...viewer, tenants: row.tenants.filter((tenant) => degreeOf(viewer, tenant.id) !== 'busy') };
};

const grantsOf = (user: string) => `
    (select coalesce(json_agg(json_build_object('permission', p.permission, 'tenantId', g.tenant_id) order by p.permission, g.tenant_id), '[]')
     from role_grants g join role_permissions p using (role_name) where g.user_id = ${user}) as grants`;
const allTenants = `(select coalesce(json_agg(json_build_object('id', t.id, 'code', t.code, 'name', t.name) order by t.code), '[]') from tenants t) as tenants`;

const mayComeIn = (now: string) => `s.ended_at is null and s.expires_at > ${now} and u.active`;

const viewerRights = `
  select u.username, u.display_name,${grantsOf('u.id')},
    ${allTenants}
  from sessions s join users u on u.id = s.user_id
  where s.id = $1 and s.user_id = $2 and ${mayComeIn('$3')}`;

// A second's work for thousands: what is the same for all is put together once, and rights are spelled out only where
// their fingerprint is another.
const changedRights = `
  with house as materialized (
    select md5(concat((select string_agg(role_name || ' ' || permission, ',' order by role_name, permission) from role_permissions), ';',
      (select string_agg(concat_ws(' ', id, code, name), ',' order by id) from tenants))) as rules
  ),
  watched as materialized (
    select w.id, w.user_id, w.known, u.username, u.display_name,
      case when u.id is not null then md5(concat_ws(';', house.rules, u.username, u.display_name,
        (select string_agg(concat(g.role_name, ' ', g.tenant_id), ',' order by g.role_name, g.tenant_id) from role_grants g where g.user_id = u.id))) end as fingerprint
    from house cross join unnest($1::uuid[], $2::uuid[], $3::text[]) w (id, user_id, known)
    left join (sessions s join users u on u.id = s.user_id) on s.id = w.id and s.user_id = w.user_id and ${mayComeIn('$4')}
  )
  select w.id, w.user_id, w.fingerprint, w.username, w.display_name,${grantsOf('w.user_id')},
    ${allTenants}
  from watched w where w.fingerprint is distinct from w.known`;

/** The sight of a person: the books of the tenants they may open, written in their name. */
export const sightOf = (viewer: Viewer | null): Sight =>
  viewer === null
    ? { tenantIds: [], userId: null }
    : { tenantIds: viewer.tenants.map((tenant) => tenant.id), userId: viewer.userId };
