import type { Grant, TenantFacts, Via, Viewer } from '../../platform/context.ts';
import type { Database } from '../../platform/database/database.ts';
import { boolean, column, json, type RowOf, statement, text, texts, uuid } from '../../platform/database/statement.ts';
import { type Visibility, withVisibility } from '../../platform/database/visibility.ts';
import { cutRights, cutToDisplay } from './cut-rights.ts';
import { degreeOf } from './policy.ts';

const rightsRow = { username: text, display_name: text, grants: json<Grant[]>(), tenants: json<TenantFacts[]>() };
type Row = RowOf<typeof rightsRow> & { is_display?: boolean | null; scopes?: string[] | null };

/** How a person was authenticated: by a session of theirs, or a token. */
export type ViewerClaim = { readonly via: Via; readonly userId: string };

/**
 * Loads the person that a session or a token belongs to and their rights now, in one statement. Null once it has ended
 * or expired, or the person may no longer come in.
 */
export async function loadViewer(db: Database, claim: ViewerClaim, now: Date): Promise<Viewer | null> {
  const {
    via: { kind, id },
    userId,
  } = claim;
  const [row] = await withVisibility({ tenantIds: [], userId }, (): Promise<Row[]> =>
    kind === 'token' ? db.run(viewerRightsOfToken(id, userId, now)) : db.run(viewerRights(id, userId, now)),
  );
  return row ? viewerOf(claim, row) : null;
}

/**
 * Loads a person with their rights now, without a session: for mails to them. Null where they may no longer come in.
 */
export async function loadPerson(db: Database, userId: string): Promise<Viewer | null> {
  const [row] = await withVisibility({ tenantIds: [], userId }, () => db.run(personRights(userId)));
  return row ? viewerOf({ via: { kind: 'session', id: userId }, userId }, row) : null;
}

/** `knownFingerprint` is that of the last reading; empty before the first. */
export type WatchedClaim = ViewerClaim & { readonly knownFingerprint: string };

/** `viewer` is null once the session or token has ended or expired, or the person may no longer come in. */
export type ViewerNow = { readonly fingerprint: string; readonly viewer: Viewer | null };

/**
 * Loads those of these people whose rights differ from their known fingerprint, in one statement: by id of the claim.
 */
export async function loadViewers(
  db: Database,
  claims: readonly WatchedClaim[],
  now: Date,
): Promise<Map<string, ViewerNow>> {
  const watched = [...new Set(claims.map(({ userId }) => userId))];
  const rows = await withVisibility({ tenantIds: [], userId: null, watched }, () =>
    db.run(
      changedRights(
        claims.map(({ via }) => via.id),
        claims.map(({ userId }) => userId),
        claims.map(({ knownFingerprint }) => knownFingerprint),
        now,
        claims.map(({ via }) => via.kind),
      ),
    ),
  );
  return new Map(rows.map((row) => [row.id, viewerNow(row)]));
}

function viewerNow({ id, kind, user_id: userId, fingerprint, username, display_name, ...rest }: ChangedRow): ViewerNow {
  if (fingerprint === null || username === null || display_name === null) return { fingerprint: '', viewer: null };
  return { fingerprint, viewer: viewerOf({ via: { kind, id }, userId }, { username, display_name, ...rest }) };
}

function viewerOf({ via: { kind, id }, userId }: ViewerClaim, row: Row): Viewer {
  const viewer = {
    userId,
    via: { kind: row.is_display ? ('display' as const) : kind, id },
    username: row.username,
    displayName: row.display_name,
    grants: row.is_display ? cutToDisplay(row.grants) : row.scopes ? cutRights(row.grants, row.scopes) : row.grants,
    tenants: row.tenants,
  };
  return { ...viewer, tenants: row.tenants.filter((tenant) => degreeOf(viewer, tenant.id) !== 'busy') };
}

function grantsOf(user: string) {
  return `
    (select coalesce(json_agg(json_build_object('permission', p.permission, 'tenantId', g.tenant_id) order by p.permission, g.tenant_id), '[]')
     from role_grants g join role_permissions p using (role_name) where g.user_id = ${user}) as grants`;
}
const allTenants = `(select coalesce(json_agg(json_build_object('id', t.id, 'code', t.code, 'name', t.name) order by t.code), '[]') from tenants t) as tenants`;

const rights = `u.username, u.display_name,${grantsOf('u.id')},
    ${allTenants}`;

const personRights = statement('personRights', rightsRow, `select ${rights} from users u where u.id = $1 and u.active`);

function sessionHolds(now: string) {
  return `s.ended_at is null and s.expires_at > ${now}`;
}
function tokenHolds(now: string) {
  return `k.revoked_at is null and k.expires_at > ${now}`;
}

const viewerRights = statement(
  'viewerRights',
  { ...rightsRow, is_display: boolean },
  `
  select ${rights}, s.kind = 'DISPLAY' as is_display
  from sessions s join users u on u.id = s.user_id
  where s.id = $1 and s.user_id = $2 and ${sessionHolds('$3')} and u.active`,
);

/** The fingerprint of users who may no longer come in is null, and so are their names and what their claim allows. */
const changedRow = {
  id: uuid,
  kind: column<Via['kind']>('text'),
  user_id: uuid,
  fingerprint: text.orNull,
  ...rightsRow,
  username: text.orNull,
  display_name: text.orNull,
  is_display: boolean.orNull,
  scopes: texts.orNull,
};
type ChangedRow = RowOf<typeof changedRow>;

// Runs each second for thousands: what is the same for all is computed once, and rights are spelled out only where
// their fingerprint differs.
const changedRights = statement(
  'changedRights',
  changedRow,
  `
  with house as materialized (
    select md5(concat((select string_agg(role_name || ' ' || permission, ',' order by role_name, permission) from role_permissions), ';',
      (select string_agg(concat_ws(' ', id, code, name), ',' order by id) from tenants))) as rules
  ),
  watched as materialized (
    select w.id, w.kind, w.user_id, w.known, u.username, u.display_name, held.is_display, held.scopes,
      case when u.id is not null then md5(concat_ws(';', house.rules, u.username, u.display_name, held.is_display, held.scopes::text,
        (select string_agg(concat(g.role_name, ' ', g.tenant_id), ',' order by g.role_name, g.tenant_id) from role_grants g where g.user_id = u.id))) end as fingerprint
    from house cross join unnest($1::uuid[], $2::uuid[], $3::text[], $5::text[]) w (id, user_id, known, kind)
    left join lateral (
      select s.kind = 'DISPLAY' as is_display, null::text[] as scopes from sessions s
      where w.kind <> 'token' and s.id = w.id and s.user_id = w.user_id and ${sessionHolds('$4')}
      union all
      select false, k.scopes from personal_tokens k where w.kind = 'token' and k.id = w.id and k.user_id = w.user_id and ${tokenHolds('$4')}
    ) held on true
    left join users u on u.id = w.user_id and u.active and held.is_display is not null
  )
  select w.id, w.kind, w.user_id, w.fingerprint, w.username, w.display_name, w.is_display, w.scopes,${grantsOf('w.user_id')},
    ${allTenants}
  from watched w where w.fingerprint is distinct from w.known`,
);

const viewerRightsOfToken = statement(
  'viewerRightsOfToken',
  { ...rightsRow, scopes: texts },
  `
  select ${rights}, k.scopes
  from personal_tokens k join users u on u.id = k.user_id
  where k.id = $1 and k.user_id = $2 and ${tokenHolds('$3')} and u.active`,
);

/** The visibility of a person: the bookings of the tenants that they may see, and their name as author. */
export function visibilityOf(viewer: Viewer | null): Visibility {
  return viewer === null
    ? { tenantIds: [], userId: null }
    : { tenantIds: viewer.tenants.map((tenant) => tenant.id), userId: viewer.userId };
}
