import type { Viewer } from '../platform/context.ts';
import { NotAllowedError } from '../platform/errors.ts';
import { may } from '../platform/may.ts';

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
