import { decodeGlobalID, encodeGlobalID } from '@pothos/plugin-relay';

/** A key that nothing has: what an id of another type stands for, so that it is looked for and not found. */
export const noSuchKey = '00000000-0000-0000-0000-000000000000';

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export const isKey = (key: string): boolean => uuid.test(key);

/** The global id of a row, for links that lead to it. */
export const encodeId = (type: string, key: string): string => encodeGlobalID(type, key);

const nothing = { typename: '', id: '' };

/** What a global id names; nothing when it is malformed: a stranger's guess gets the same answer as a wrong one. */
export const decodeId = (globalId: string): { typename: string; id: string } => {
  if (globalId.length > 200) return nothing;
  try {
    return decodeGlobalID(globalId);
  } catch {
    return nothing;
  }
};

/**
 * The key behind a global id, or null when it is not one of that type: whoever gives the id of something else gets the
 * same answer as for something that does not exist.
 */
export const keyOf = (type: string, globalId: string): string | null => {
  const { typename, id } = decodeId(globalId);
  return typename === type && isKey(id) ? id : null;
};

export const keyOrNone = (type: string, globalId: string): string => keyOf(type, globalId) ?? noSuchKey;
