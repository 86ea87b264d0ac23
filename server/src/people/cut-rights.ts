import type { Grant } from '../platform/context.ts';
import { covers } from '../platform/may.ts';

/** What a screen that anybody can walk up to may show, if whoever set it up may see it. */
export const displayRights: readonly string[] = ['calendar:read', 'booking:read', 'booking:read-operational', 'kitchen:read'];

/** Of what a person holds, only what lies within `scopes`, and where they hold it: never more than either. */
export const cutRights = (grants: readonly Grant[], scopes: readonly string[]): Grant[] => {
  const cut = new Map<string, Grant>();
  for (const { permission, tenantId } of grants) {
    for (const scope of scopes) {
      const common = covers(permission, scope) ? scope : covers(scope, permission) ? permission : null;
      if (common !== null) cut.set(`${common} ${tenantId}`, { permission: common, tenantId });
    }
  }
  return [...cut.values()];
};
