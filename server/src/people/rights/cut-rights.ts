import type { Grant } from '../../platform/context.ts';
import { covers } from '../../platform/may.ts';

const displayRights: readonly string[] = ['calendar:read', 'booking:read-operational', 'kitchen:read'];

/** Of what a person holds, only what lies within `scopes`, and where they hold it: never more than either. */
export function cutRights(grants: readonly Grant[], scopes: readonly string[]): Grant[] {
  const cut = new Map<string, Grant>();
  for (const { permission, tenantId } of grants) {
    for (const scope of scopes) {
      const common = covers(permission, scope) ? scope : covers(scope, permission) ? permission : null;
      if (common !== null) cut.set(`${common} ${tenantId}`, { permission: common, tenantId });
    }
  }
  return [...cut.values()];
}

/**
 * What a screen that anybody can walk up to may show, of what whoever set it up may see: how bookings run. Of what they see
 * in full, the contacts, prices and notes stay off the wall.
 */
export function cutToDisplay(grants: readonly Grant[]): Grant[] {
  return cutRights(
    grants.flatMap((grant) =>
      covers(grant.permission, 'booking:read')
        ? [grant, { ...grant, permission: 'booking:read-operational' }]
        : [grant],
    ),
    displayRights,
  );
}
