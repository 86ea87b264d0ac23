import type { Viewer } from './context.ts';

/** Whether one right holds another: `room:*` holds `room:assign`, and `*` holds all. */
export function covers(held: string, asked: string): boolean {
  return held === '*' || held === asked || (held.endsWith(':*') && asked.startsWith(held.slice(0, -1)));
}

/**
 * The one question about rights, deny by default. With a tenant: may they do it there? Without: may they do it
 * anywhere? A grant for the facility counts for every tenant.
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
