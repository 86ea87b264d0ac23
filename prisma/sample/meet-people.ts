import { degreeOf } from '../../server/src/people/rights/policy.ts';
import { visibilityOf } from '../../server/src/people/rights/load-viewer.ts';
import type { Context, Grant, TenantFacts, Viewer } from '../../server/src/platform/context.ts';
import type pg from 'pg';
import type { AccountName } from './accounts.ts';

export type ContextOf = (username: AccountName, at: Date) => Context;

/**
 * Makes contexts as the sample accounts would have them after sign-in, at any moment. They are read as the owner:
 * nobody signs in here.
 */
export async function meetPeople(
  owner: pg.Client,
  needs: Pick<Context, 'db' | 'log' | 'facility'>,
): Promise<ContextOf> {
  const { rows } = await owner.query<Omit<Viewer, 'tenants' | 'via'> & { grants: Grant[] }>(
    `select /* samplePeople */ u.id as "userId", u.username, u.display_name as "displayName",
       json_agg(json_build_object('permission', p.permission, 'tenantId', g.tenant_id)) as grants
     from users u join role_grants g on g.user_id = u.id join role_permissions p using (role_name) where u.sample group by u.id`,
  );
  const { rows: tenants } = await owner.query<TenantFacts>(
    'select /* sampleTenants */ id, code, name from tenants order by code',
  );
  const viewers = new Map(
    rows.map((row) => {
      const person = { ...row, via: { kind: 'session' as const, id: '' }, tenants };
      return [row.username, { ...person, tenants: tenants.filter(({ id }) => degreeOf(person, id) !== 'busy') }];
    }),
  );
  return (username, at) => {
    const viewer = viewers.get(username);
    if (!viewer) throw new Error(`the sample has no account ${username}`);
    return { ...needs, viewer, visibility: visibilityOf(viewer), clock: () => at };
  };
}
