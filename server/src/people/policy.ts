import type { Viewer } from '../platform/context.ts';
import { NotAllowedError } from '../platform/errors.ts';

const covers = (held: string, asked: string): boolean =>
  held === '*' || held === asked || (held.endsWith(':*') && asked.startsWith(held.slice(0, -1)));

/**
 * The one question about rights, deny by default. With a tenant: may they do it there? Without: may they do it
 * anywhere? A grant for the facility counts for every tenant.
 */
export const may = (viewer: Viewer | null, permission: string, tenantId?: string): boolean =>
  viewer !== null &&
  viewer.grants.some(
    (grant) =>
      covers(grant.permission, permission) &&
      (tenantId === undefined || grant.tenantId === null || grant.tenantId === tenantId),
  );

/** @throws NotAllowedError */
export const mustBeAllowed = (viewer: Viewer | null, permission: string, tenantId?: string): Viewer => {
  if (viewer === null) throw new NotAllowedError(permission, 'Sign in first.');
  if (!may(viewer, permission, tenantId)) throw new NotAllowedError(permission);
  return viewer;
};

/**
 * How much of a tenant's bookings a person sees (domain.md, 1): everything; how it runs but not whose contact it is;
 * or only that a room is taken.
 */
export type Degree = 'full' | 'operational' | 'busy';

export const degreeOf = (viewer: Viewer | null, tenantId: string): Degree =>
  may(viewer, 'booking:read', tenantId)
    ? 'full'
    : may(viewer, 'booking:read-operational', tenantId)
      ? 'operational'
      : 'busy';
