import type { Viewer } from './context.ts';

/** Whether one right includes another: `room:*` includes `room:assign`, and `*` includes all. */
export function covers(heldRight: string, neededRight: string): boolean {
  return (
    heldRight === '*' ||
    heldRight === neededRight ||
    (heldRight.endsWith(':*') && neededRight.startsWith(heldRight.slice(0, -1)))
  );
}

/**
 * The one check of rights, deny by default. With a tenant it asks whether the viewer has the right there, without one
 * whether they have it anywhere. A grant for the facility counts for every tenant.
 */
export function may(viewer: Viewer | null, permission: string, tenantId?: string): boolean {
  return (
    viewer !== null &&
    viewer.grants.some(
      (grant) =>
        covers(grant.permission, permission) &&
        (tenantId === undefined || grant.tenantId === null || grant.tenantId === tenantId),
    )
  );
}
