import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';

/** One list that callers can fill, reached from a root field. */
export type FilledList = {
  readonly name: string;
  readonly place: string;
  body(items: number, aliases: number, item?: unknown): Buffer;
};

type Step = { readonly name: string; readonly type: GraphQLInputType };

/** Every list of the schema, by each root field that takes it; its own item where none is given, which is legal but for what it names. */
export function filledLists(schema: GraphQLSchema): FilledList[] {
  return (['query', 'mutation', 'subscription'] as const).flatMap((kind) => {
    const root = schema.getRootType(kind as never);
    return Object.values(root?.getFields() ?? {}).flatMap((field) =>
      field.args.flatMap((argument) =>
        pathsTo(argument.type).map((path) => filledList(kind, `${root?.name}.${field.name}`, field, argument, path)),
      ),
    );
  });
}

/** Steps from an argument to each list inside it; none where it is one itself. */
function pathsTo(type: GraphQLInputType, seen: readonly string[] = []): Step[][] {
  const plain = getNullableType(type);
  if (isListType(plain)) return [[]];
  if (!isInputObjectType(plain) || seen.includes(plain.name)) return [];
  return Object.values(plain.getFields()).flatMap((field) =>
    pathsTo(field.type, [...seen, plain.name]).map((path) => [{ name: field.name, type: field.type }, ...path]),
  );
}

function filledList(
  kind: string,
  at: string,
  field: GraphQLField<unknown, unknown>,
  argument: GraphQLArgument,
  path: readonly Step[],
): FilledList {
  const owner = path.length === 0 ? null : ([argument, ...path].at(-2) as Step).type;
  const place = owner === null ? `${at}(${argument.name}:)` : `${getNamedType(owner).name}.${path.at(-1)?.name}`;
  const list = getNullableType(path.at(-1)?.type ?? argument.type);
  const itemType = isListType(list) ? list.ofType : list;
  const others = field.args.filter(({ name, type }) => name !== argument.name && isNonNullType(type));
  const definitions = [argument, ...others].map(({ name, type }) => `$${name}: ${String(type)}`).join(' ');
  const given = [argument, ...others].map(({ name }) => `${name}: $${name}`).join(' ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  return {
    name: `${at} ${[argument.name, ...path.map(({ name }) => name)].join('.')}`,
    place,
    body: (items, aliases, item = valueOf(itemType)) => {
      const query = `${kind} N0(${definitions}) { ${Array.from({ length: aliases }, (_, nth) => `a${nth}: ${field.name}(${given})${selection}`).join(' ')} }`;
      const filled = valueAlong(
        argument.type,
        path,
        Array.from({ length: items }, () => item),
      );
      return Buffer.from(
        JSON.stringify({
          query,
          operationName: 'N0',
          variables: {
            [argument.name]: filled,
            ...Object.fromEntries(others.map(({ name, type }) => [name, valueOf(type)])),
          },
        }),
      );
    },
  };
}

function valueAlong(type: GraphQLInputType, [step, ...rest]: readonly Step[], filled: readonly unknown[]): unknown {
  return step === undefined
    ? filled
    : { ...(valueOf(type) as object), [step.name]: valueAlong(step.type, rest, filled) };
}

const usual: Readonly<Record<string, unknown>> = {
  Int: 7,
  Float: 1.5,
  Boolean: true,
  String: 'a',
  ID: 'a',
  DateTime: '2031-03-03T09:00:00Z',
  Date: '2031-03-03',
  EventCursor: 'a',
};

/** The least that a type takes. */
function valueOf(given: GraphQLInputType): unknown {
  const type = getNullableType(given);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return usual[type.name] ?? 'a';
  return Object.fromEntries(
    Object.values(type.getFields())
      .filter((field) => isNonNullType(field.type))
      .map((field) => [field.name, valueOf(field.type)]),
  );
}
