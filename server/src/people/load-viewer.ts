import type { Grant, TenantFacts, Via, Viewer } from '../platform/context.ts';
import type { Database } from '../platform/database/database.ts';
import { type Sight, withSight } from '../platform/database/sight.ts';
import { cutRights, displayRights } from './cut-rights.ts';
import { degreeOf } from './policy.ts';

type Row = { username: string; display_name: string; grants: Grant[]; tenants: TenantFacts[]; is_display?: boolean; scopes?: string[] };

/**
 * Who a session or a token belongs to and what they may do now, in one statement. Null once it has ended or run out, or
 * the person may no longer come in.
 */
export const loadViewer = async (
  db: Database,
  claim: { readonly via: Via; readonly userId: string },
  now: Date,
): Promise<Viewer | null> => {
  const { via: { kind, id }, userId } = claim;
  const rows = await withSight({ tenantIds: [], userId }, () =>
    kind === 'token'
      ? db.sql<Row>('viewerRightsOfToken', viewerRightsOfToken, [id, userId, now])
      : db.sql<Row>('viewerRights', viewerRights, [id, userId, now]),
  );
  const [row] = rows;
  if (!row) return null;
  const scopes = row.is_display ? displayRights : row.scopes;
  const viewer = {
    userId,
    via: { kind: row.is_display ? 'display' as const : kind, id },
    username: row.username,
    displayName: row.display_name,
    grants: scopes ? cutRights(row.grants, scopes) : row.grants,
    tenants: row.tenants,
  };
  return { ...viewer, tenants: row.tenants.filter((tenant) => degreeOf(viewer, tenant.id) !== 'busy') };
};

const rights = `u.username, u.display_name,
    (select coalesce(json_agg(json_build_object('permission', p.permission, 'tenantId', g.tenant_id) order by p.permission), '[]')
     from role_grants g join role_permissions p using (role_name) where g.user_id = u.id) as grants,
    (select coalesce(json_agg(json_build_object('id', t.id, 'code', t.code, 'name', t.name) order by t.code), '[]') from tenants t) as tenants`;

const viewerRights = `
  select ${rights}, s.kind = 'DISPLAY' as is_display
  from sessions s join users u on u.id = s.user_id
  where s.id = $1 and s.user_id = $2 and s.ended_at is null and s.expires_at > $3 and u.active`;

const viewerRightsOfToken = `
  select ${rights}, k.scopes
  from personal_tokens k join users u on u.id = k.user_id
  where k.id = $1 and k.user_id = $2 and k.revoked_at is null and k.expires_at > $3 and u.active`;

/** The sight of a person: the books of the tenants they may open, written in their name. */
export const sightOf = (viewer: Viewer | null): Sight =>
  viewer === null
    ? { tenantIds: [], userId: null }
    : { tenantIds: viewer.tenants.map((tenant) => tenant.id), userId: viewer.userId };
