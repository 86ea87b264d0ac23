import { mustBeAllowed } from '../people/rights/policy.ts';
import type { Viewer } from '../platform/context.ts';

/**
 * What one is told, and whether it is mailed (what is read is not), is changed by the person; by a tool only with a right
 * of its own, so that one that reads along silences nobody.
 * @throws NotAllowedError
 */
export function mustManageNotifications(viewer: Viewer | null): Viewer {
  const person = mustBeAllowed(viewer, 'notification:read');
  return person.via.kind === 'session' ? person : mustBeAllowed(person, 'notification:manage');
}
