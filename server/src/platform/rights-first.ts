import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import type { RequestContext, Viewer } from './context.ts';
import { type AuthScopes, type DeclaredRight, rightIn, rightWords } from './declared-rights.ts';
import { may } from './may.ts';

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      rightsFirst: RightsFirst<Types>;
    }
  }
}

function mayAsk(viewer: Viewer | null, right: DeclaredRight): boolean {
  return (
    right === 'everybody' ||
    (viewer !== null && (right === 'signedIn' || right.some((permission) => may(viewer, permission))))
  );
}

/**
 * Says in each description which right it needs. Tells what is wrong with arguments only to callers who may ask at all:
 * Pothos checks arguments first, and rights after them.
 */
class RightsFirst<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const right = rightIn((config.pothosOptions as { readonly authScopes?: AuthScopes }).authScopes);
    if (right === null) return config;
    const description = `${config.description ?? ''} ${rightWords(right)}`.trim();
    const argMappers = config.argMappers.map(
      (mapper): typeof mapper =>
        (args, context, info) =>
          mayAsk((context as RequestContext).viewer, right) ? mapper(args, context, info) : args,
    );
    return { ...config, description, argMappers };
  }
}

/** Runs before all plugins that check arguments. */
export const rightsFirst = 'rightsFirst';
SchemaBuilder.registerPlugin(rightsFirst, RightsFirst);
