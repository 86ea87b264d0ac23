import { encodeGlobalID } from '@pothos/plugin-relay';

/** A key that nothing has: what an id of another type stands for, so that it is looked for and not found. */
export const noSuchKey = '00000000-0000-0000-0000-000000000000';

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export function isKey(key: string): boolean {
  return uuid.test(key);
}

/** The global id of a row, for links that lead to it. */
export function encodeId(type: string, key: string): string {
  return encodeGlobalID(type, key);
}

const nothing = { typename: '', id: '' };

const longest = 200;
const base64 = /^(?:[\d+/A-Za-z]{4})*(?:[\d+/A-Za-z]{2}==|[\d+/A-Za-z]{3}=)?$/;
const named = /^([A-Z_a-z]\w*):([^:].*)$/s;

/**
 * What a global id names; nothing when it is malformed: a stranger's guess gets the same answer as a wrong one. No error is
 * made for it: the stack of each took longer than all else that is done with an id.
 */
export function decodeId(globalId: string): { typename: string; id: string } {
  if (globalId.length > longest || !base64.test(globalId)) return nothing;
  const [, typename, id] = named.exec(Buffer.from(globalId, 'base64').toString()) ?? [];
  return typename === undefined || id === undefined ? nothing : { typename, id };
}

/**
 * The key behind a global id, or null when it is not one of that type: whoever gives the id of something else gets the
 * same answer as for something that does not exist.
 */
export function keyOf(type: string, globalId: string): string | null {
  const { typename, id } = decodeId(globalId);
  return typename === type && isKey(id) ? id : null;
}

export function keyOrNone(type: string, globalId: string): string {
  return keyOf(type, globalId) ?? noSuchKey;
}
