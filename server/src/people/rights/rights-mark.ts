import { createHash } from 'node:crypto';
import type { Viewer } from '../../platform/context.ts';

const marks = new WeakMap<Viewer, string>();
function short(text: string, length: number): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
const personLength = 6;

/**
 * A few letters that identify a person and their rights: a cursor contains them, to tell later whether both are the
 * same.
 */
export function rightsMark(viewer: Viewer): string {
  const cachedMark = marks.get(viewer);
  if (cachedMark !== undefined) return cachedMark;
  const grants = viewer.grants.map(({ permission, tenantId }) => `${permission} ${tenantId ?? ''}`);
  const mark = short(viewer.userId, personLength) + short([...new Set(grants)].toSorted().join(), 10);
  marks.set(viewer, mark);
  return mark;
}

/**
 * Whether a mark is of this person with other rights. A mark of another person, or none, does not count: then a cursor
 * is only a place in the stream, and nothing was shown that would have to be taken back.
 */
export function hadOtherRights(mark: string, viewer: Viewer): boolean {
  const now = rightsMark(viewer);
  return mark !== now && mark.slice(0, personLength) === now.slice(0, personLength);
}
