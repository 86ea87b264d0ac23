import { encodeGlobalID } from '@pothos/plugin-relay';

/** A key that no row has. An id of another type is decoded to it, so that the lookup finds nothing. */
export const noSuchKey = '00000000-0000-0000-0000-000000000000';

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export function isKey(key: string): boolean {
  return uuid.test(key);
}

/** The global id of a row, for links that lead to it. */
export function encodeId(type: string, key: string): string {
  return encodeGlobalID(type, key);
}

const noId = { typename: '', id: '' };

const longestId = 200;
const base64 = /^(?:[\d+/A-Za-z]{4})*(?:[\d+/A-Za-z]{2}==|[\d+/A-Za-z]{3}=)?$/;
const globalIdPattern = /^([A-Z_a-z]\w*):([^:].*)$/s;

/**
 * Decodes a global id; returns no type and no key when it is malformed, so a stranger's guess gets the same answer as a
 * wrong id. It creates no error: the stack of each took longer than all else that is done with an id.
 */
export function decodeId(globalId: string): { typename: string; id: string } {
  if (globalId.length > longestId || !base64.test(globalId)) return noId;
  const [, typename, id] = globalIdPattern.exec(Buffer.from(globalId, 'base64').toString()) ?? [];
  return typename === undefined || id === undefined ? noId : { typename, id };
}

/**
 * The key behind a global id, or null when it is not an id of that type: a caller who gives the id of something else
 * gets the same answer as for something that does not exist.
 */
export function keyOf(type: string, globalId: string): string | null {
  const { typename, id } = decodeId(globalId);
  return typename === type && isKey(id) ? id : null;
}

export function keyOrNone(type: string, globalId: string): string {
  return keyOf(type, globalId) ?? noSuchKey;
}
