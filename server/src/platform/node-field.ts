import { decodeGlobalID } from '@pothos/plugin-relay';
import type { RequestContext } from './context.ts';
import { keyOf } from './global-id.ts';

type Guard = (context: RequestContext, key: string) => boolean;

const guards = new Map<string, Guard>();

/** Who may load a type by its id alone. Without one, row security decides. */
export const guardNode = (type: string, guard: Guard): void => {
  guards.set(type, guard);
};

/** Ids that are malformed, of no type, of another's, or of nothing all get the same answer: null. */
export const mayLoadNode = (context: RequestContext, globalId: string): boolean => {
  const type = typeOf(globalId);
  const key = type === null ? null : keyOf(type, globalId);
  if (type === null || key === null || context.viewer === null) return false;
  return guards.get(type)?.(context, key) ?? true;
};

const typeOf = (globalId: string): string | null => {
  try {
    return decodeGlobalID(globalId).typename;
  } catch {
    return null;
  }
};
