import { createHash } from 'node:crypto';
import type { Viewer } from '../../platform/context.ts';

const marks = new WeakMap<Viewer, string>();
function short(text: string, length: number): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
const personLength = 6;

/** Who somebody is and what they may do, in a few letters: a cursor carries it, to tell whether both are the same later. */
export function rightsMark(viewer: Viewer): string {
  const known = marks.get(viewer);
  if (known !== undefined) return known;
  const grants = viewer.grants.map(({ permission, tenantId }) => `${permission} ${tenantId ?? ''}`);
  const mark = short(viewer.userId, personLength) + short([...new Set(grants)].toSorted().join(), 10);
  marks.set(viewer, mark);
  return mark;
}

/**
 * Whether a mark is of this person with other rights. Of somebody else's it says nothing, and of none: then a cursor is
 * a place in the stream and no more, and nothing was shown that would have to be taken back.
 */
export function hadOtherRights(mark: string, viewer: Viewer): boolean {
  const now = rightsMark(viewer);
  return mark !== now && mark.slice(0, personLength) === now.slice(0, personLength);
}
