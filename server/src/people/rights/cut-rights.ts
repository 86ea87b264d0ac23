import type { Grant } from '../../platform/context.ts';
import { covers } from '../../platform/may.ts';

const displayRights: readonly string[] = ['calendar:read', 'booking:read-operational', 'kitchen:read'];

/** Restricts a person's rights to `scopes`, where they hold them: the result never exceeds either. */
export function cutRights(grants: readonly Grant[], scopes: readonly string[]): Grant[] {
  const restricted = new Map<string, Grant>();
  for (const { permission, tenantId } of grants) {
    for (const scope of scopes) {
      const common = covers(permission, scope) ? scope : covers(scope, permission) ? permission : null;
      if (common !== null) restricted.set(`${common} ${tenantId}`, { permission: common, tenantId });
    }
  }
  return [...restricted.values()];
}

/**
 * The rights of a display that anybody can walk up to, out of those of the person who set it up: how bookings run.
 * Contacts, prices and notes stay off the wall, even if that person sees them in full.
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
