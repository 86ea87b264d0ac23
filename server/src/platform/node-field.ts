import { Prisma } from '../generated/prisma/client.ts';
import type { RequestContext } from './context.ts';
import { decodeId, isKey } from './global-id.ts';

/** Ends the description of an id that is only to tell things apart. */
export const notForNode = '`node` does not take it.';

type Guard = (context: RequestContext, key: string) => boolean;

/** A second check, on a row that the database let through. */
type Mask<Row> = (context: RequestContext, row: Row) => boolean;

const guards = new Map<string, Guard>();
const masks = new Map<string, Mask<never>>();

/** Says who may load a type by its id alone. Without a guard, row security decides. */
export function guardNode<Row = { readonly tenantId: string }>(type: string, guard: Guard, mask?: Mask<Row>): void {
  guards.set(type, guard);
  if (mask) masks.set(type, mask as Mask<never>);
}

/** Returns the node that was found, if its mask lets the viewer see it. */
export async function unlessMasked<T>(
  context: RequestContext,
  typename: string,
  lookup: Promise<T | null>,
): Promise<T | null> {
  const node = await lookup;
  return node === null || (masks.get(typename)?.(context, node as never) ?? true) ? node : null;
}

/** Ids that are malformed, of no type, of another type, or of no row all get the same answer: null. */
export function mayLoadNode(context: RequestContext, { typename, id }: ReturnType<typeof decodeId>): boolean {
  return context.viewer !== null && isKey(id) && (guards.get(typename)?.(context, id) ?? nodeTypes.has(typename));
}

/** Every type that is a node, by name: filled by the schema once it is built. */
export const nodeTypes = new Set<string>();

const recordNotFound = 'P2025';

/** Pothos throws for a row that does not exist, or that row security hides. */
export async function orNull<T>(node: T | Promise<T>): Promise<T | null> {
  try {
    return await node;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === recordNotFound) return null;
    throw error;
  }
}
