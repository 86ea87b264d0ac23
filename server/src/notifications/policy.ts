import { mustBeAllowed } from '../people/rights/policy.ts';
import type { Viewer } from '../platform/context.ts';

/**
 * Only the person may change how they are notified, and mark notifications as read (those are not mailed). A tool needs
 * a right of its own for it, so that one that only reads silences nobody.
 * @throws NotAllowedError
 */
export function mustManageNotifications(viewer: Viewer | null): Viewer {
  const person = mustBeAllowed(viewer, 'notification:read');
  return person.via.kind === 'session' ? person : mustBeAllowed(person, 'notification:manage');
}
