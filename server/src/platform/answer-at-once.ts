import { encodeGlobalID } from '@pothos/plugin-relay';
import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { nodeTypes } from './node-field.ts';

/**
 * Marks a row that a hand-written statement read together with its relations, so that no resolver looks them up again.
 */
export type RelationsAtHand = { readonly relationsAtHand: true };

type Row = Record<string, unknown>;

/**
 * A week of the calendar has some hundred ids and relations that are already loaded. The usual resolvers made it cost
 * more than a third more (npm run bench): Pothos makes a promise for each id, and reads again all relations that it has
 * not read itself.
 */
export function answerAtOnce(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name === 'id' && nodeTypes.has(type.name))
        field.resolve = ({ id }: Row) => encodeGlobalID(type.name, String(id));
      else if ('pothosPrismaRelationField' in field.extensions && field.resolve)
        field.resolve = unlessAtHand(field.name, field.resolve);
    }
  }
}

type Resolver = GraphQLFieldResolver<Row, unknown>;

function unlessAtHand(name: string, lookUp: Resolver): Resolver {
  return (row, ...rest) => ('relationsAtHand' in row ? row[name] : lookUp(row, ...rest));
}
