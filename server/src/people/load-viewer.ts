import type { Grant, TenantFacts, Viewer } from '../platform/context.ts';
import type { Database } from '../platform/database/database.ts';
import { type Sight, withSight } from '../platform/database/sight.ts';
import { degreeOf } from './policy.ts';

type Row = { username: string; display_name: string; grants: Grant[]; tenants: TenantFacts[] };

/**
 * Who a session belongs to and what they may do now, in one statement. Null once the session has ended or run out, or
 * the person may no longer come in.
 */
export const loadViewer = async (
  db: Database,
  session: { readonly id: string; readonly userId: string },
  now: Date,
): Promise<Viewer | null> => {
  const rows = await withSight({ tenantIds: [], userId: session.userId }, () =>
    db.sql<Row>('viewerRights', viewerRights, [session.id, session.userId, now]),
  );
  const [row] = rows;
  if (!row) return null;
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

const viewerRights = `
  select u.username, u.display_name,
    (select coalesce(json_agg(json_build_object('permission', p.permission, 'tenantId', g.tenant_id) order by p.permission), '[]')
     from role_grants g join role_permissions p using (role_name) where g.user_id = u.id) as grants,
    (select coalesce(json_agg(json_build_object('id', t.id, 'code', t.code, 'name', t.name) order by t.code), '[]') from tenants t) as tenants
  from sessions s join users u on u.id = s.user_id
  where s.id = $1 and s.user_id = $2 and s.ended_at is null and s.expires_at > $3 and u.active`;

/** The sight of a person: the books of the tenants they may open, written in their name. */
export const sightOf = (viewer: Viewer | null): Sight =>
  viewer === null
    ? { tenantIds: [], userId: null }
    : { tenantIds: viewer.tenants.map((tenant) => tenant.id), userId: viewer.userId };
