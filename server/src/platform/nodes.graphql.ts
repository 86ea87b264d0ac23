import { brandWithType } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import { atMost } from './at-most.ts';
import { builder } from './builder.ts';
import type { RequestContext } from './context.ts';
import { decodeId } from './global-id.ts';
import { idOf, anyType } from './named-ids.ts';
import { mayLoadNode, orNull, unlessMasked } from './node-field.ts';

type Load = (key: string, context: RequestContext, info: GraphQLResolveInfo) => Promise<object>;

/** Loads a node as the field `node` of the relay plugin does, which keeps its own way to itself. */
export async function loadNode(
  context: RequestContext,
  info: GraphQLResolveInfo,
  globalId: string,
): Promise<object | null> {
  const { typename, id } = decodeId(globalId);
  if (!mayLoadNode(context, { typename, id })) return null;
  const { loadWithoutCache } = builder.configStore.getTypeConfig(typename, 'Object').pothosOptions as {
    readonly loadWithoutCache: Load;
  };
  const node = await unlessMasked(context, typename, orNull(loadWithoutCache(id, context, info)));
  if (node !== null) brandWithType(node, typename as never);
  return node;
}

builder.queryField('nodes', (t) =>
  t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description:
      'Several things with an id, in the order of the ids. Null for what does not exist, and for what is not the viewer’s to see.',
    authScopes: { signedIn: true },
    args: {
      ids: t.arg.idList(
        idOf(anyType, {
          required: true,
          ...atMost(100, 'Of any type that is a Node.', 'Each is looked up by itself, with the rights of its type.'),
        }),
      ),
    },
    complexity: ({ ids }) => ({ field: 1, multiplier: ids.length }),
    resolve: (_root, { ids }, context, info) => Promise.all(ids.map((id) => loadNode(context, info, id))),
  }),
);
