import type { Viewer } from '../../platform/context.ts';
import { NotAllowedError } from '../../platform/errors.ts';
import { may } from '../../platform/may.ts';

/** @throws NotAllowedError */
export function mustBeAllowed(viewer: Viewer | null, permission: string, tenantId?: string): Viewer {
  if (viewer === null) throw new NotAllowedError(permission, 'Sign in first.');
  if (!may(viewer, permission, tenantId)) throw new NotAllowedError(permission);
  return viewer;
}

/**
 * Requires a user who signed in themselves: tools and displays may not change passwords, sessions and tokens.
 * @throws NotAllowedError
 */
export function mustBeInPerson(viewer: Viewer | null): Viewer {
  if (viewer === null) throw new NotAllowedError('session:use', 'Sign in first.');
  if (viewer.via.kind === 'token')
    throw new NotAllowedError('session:use', 'An API token can’t do this. Sign in with your password.');
  if (viewer.via.kind === 'display')
    throw new NotAllowedError('session:use', 'A wall display can’t do this. Sign in on another screen.');
  return viewer;
}

/**
 * How much of a tenant's bookings a person sees (docs/domain.md, "Three degrees"): everything; how it runs but not whose contact it is;
 * or only that a room is taken.
 */
export type Degree = 'full' | 'operational' | 'busy';

export function degreeOf(viewer: Viewer | null, tenantId: string): Degree {
  return may(viewer, 'booking:read', tenantId)
    ? 'full'
    : may(viewer, 'booking:read-operational', tenantId)
      ? 'operational'
      : 'busy';
}

/** Whether two readings of a person's rights allow the same in a tenant. */
export function sameRights(one: Viewer, other: Viewer, tenantId: string): boolean {
  const rightsIn = ({ grants }: Viewer) =>
    [
      ...new Set(
        grants
          .filter((grant) => grant.tenantId === null || grant.tenantId === tenantId)
          .map(({ permission }) => permission),
      ),
    ]
      .toSorted()
      .join(' ');
  return rightsIn(one) === rightsIn(other);
}
