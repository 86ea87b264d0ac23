import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  GraphQLError,
  type GraphQLField,
  type GraphQLFieldResolver,
  GraphQLID,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { bounded, type InvalidField, InvalidInputError } from './errors.ts';
import { keyOf } from './global-id.ts';

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      namedIds: NamedIds<Types>;
    }
  }
}

type Declared = Pick<GraphQLArgument | GraphQLInputField, 'name' | 'type' | 'extensions'>;
type Field = GraphQLField<unknown, unknown>;

/** Ids of every type may stand here. */
export const anyType = '*';

/**
 * Says of which type the ids of an argument are, where its name does not: `roomId` and `displaceBookingIds` say so
 * themselves, `id` and `partIds` do not.
 */
export function idOf<const Options extends object>(type: string, options: Options & { readonly extensions?: object }) {
  return { ...options, extensions: { ...options.extensions, idOf: type } };
}

/** The type whose ids an argument or a field of an input takes; null where it takes none. */
function typeOfIds({ name, type, extensions }: Declared): string | null {
  if (getNamedType(type) !== GraphQLID) return null;
  if (typeof extensions['idOf'] === 'string') return extensions['idOf'];
  return /([A-Z]?[a-z]+)Ids?$/.exec(name)?.[1]?.replace(/^./, (letter) => letter.toUpperCase()) ?? '';
}

function declaredIn(schema: GraphQLSchema): { place: string; declared: Declared }[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (isInputObjectType(type))
      return Object.values(type.getFields()).map((declared) => ({ place: `${type.name}.${declared.name}`, declared }));
    if (!isObjectType(type) || type.name.startsWith('__')) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      field.args.map((declared) => ({ place: `${type.name}.${field.name}(${declared.name}:)`, declared })),
    );
  });
}

// The relay plugin makes these, and they answer null (node-field.ts).
const takesAnyNode = /^Query\.nodes?\(/;

/** @throws naming every argument whose ids are of no type of the schema: the build fails, and no server starts */
export function mustNameIdTypes(schema: GraphQLSchema): void {
  const unnamed = declaredIn(schema).filter(({ place, declared }) => {
    const type = typeOfIds(declared);
    return type !== null && type !== anyType && !takesAnyNode.test(place) && !isObjectType(schema.getType(type));
  });
  if (unnamed.length > 0)
    throw new Error(`These ids are of no type (idOf): ${unnamed.map(({ place }) => place).join(', ')}.`);
}

function wrongIds(type: GraphQLInputType, declared: Declared, value: unknown, path: string): InvalidField[] {
  if (value === null || value === undefined) return [];
  const bare = getNullableType(type);
  if (isListType(bare))
    return (value as readonly unknown[]).flatMap((item, nth) =>
      wrongIds(bare.ofType, declared, item, `${path}.${nth}`),
    );
  if (isInputObjectType(bare))
    return Object.values(bare.getFields()).flatMap((field) =>
      wrongIds(field.type, field, (value as Record<string, unknown>)[field.name], `${path}.${field.name}`),
    );
  const idType = typeOfIds(declared);
  return idType === null || idType === anyType || (typeof value === 'string' && keyOf(idType, value) !== null)
    ? []
    : [{ path, message: `This is not an id of a ${idType}.` }];
}

/** A mutation that can answer InvalidInputError does so, and names the fields of its input. */
function refusalOf(field: Field, all: readonly InvalidField[]): Error {
  const union = getNamedType(field.type);
  if (isUnionType(union) && union.getTypes().some(({ name }) => name === InvalidInputError.name))
    return new InvalidInputError(all.map(({ path, message }) => ({ path: path.replace(/^input\./, ''), message })));
  const fields = bounded(all);
  return new GraphQLError([...new Set(fields.map(({ message }) => message))].join(' · '), {
    extensions: { code: 'BAD_USER_INPUT', fields },
  });
}

/**
 * Refuses ids that are malformed or of another type, by the name of their argument: a mistyped id of a room would read
 * as a free room for ever. What an id names, and whether the caller may know of it, is for the resolvers.
 */
class NamedIds<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(resolver: Resolver<Types>, config: PothosOutputFieldConfig<Types>): Resolver<Types> {
    if (!takesIds(config)) return resolver;
    return (parent, args, context, info) => {
      mustBeIds(args, info);
      return resolver(parent, args, context, info);
    };
  }

  override wrapSubscribe(
    subscriber: Resolver<Types> | undefined,
    config: PothosOutputFieldConfig<Types>,
  ): Resolver<Types> | undefined {
    return subscriber && this.wrapResolve(subscriber, config);
  }
}

type Resolver<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>;

function takesIds({ name, args }: { readonly name: string; readonly args: object }): boolean {
  return Object.keys(args).length > 0 && !/^nodes?$/.test(name);
}

function mustBeIds(args: object, { parentType, fieldName }: GraphQLResolveInfo): void {
  const field = parentType.getFields()[fieldName] as Field;
  const wrong = field.args.flatMap((arg) => wrongIds(arg.type, arg, Reflect.get(args, arg.name), arg.name));
  if (wrong.length > 0) throw refusalOf(field, wrong);
}

export const namedIds = 'namedIds';
SchemaBuilder.registerPlugin(namedIds, NamedIds);
