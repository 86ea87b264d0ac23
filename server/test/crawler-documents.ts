import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
} from 'graphql';
import { schema } from '../src/schema.ts';

type Field = GraphQLField<unknown, unknown>;
type Operation = 'query' | 'mutation' | 'subscription';
export type Root = { readonly operation: Operation; readonly name: string; readonly field: Field };

/** Every operation there is, so that one that is added is walked by itself. */
export const roots: readonly Root[] = (
  [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const
).flatMap(([operation, type]) =>
  Object.values(type?.getFields() ?? {}).map((field) => ({ operation, name: field.name, field })),
);

type Step = { readonly on: GraphQLObjectType; readonly field: Field };

function membersOf(type: GraphQLNamedType): readonly GraphQLObjectType[] {
  return isObjectType(type) ? [type] : isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}

function fieldsOf(type: GraphQLObjectType): Field[] {
  return Object.values(type.getFields()).filter((field) =>
    field.args.every((arg) => !isRequiredArgument(arg) || windowArgs[arg.name] !== undefined),
  );
}

/** A window that a field within an answer asks for: the one in which all stands that there is. */
const windowArgs: Readonly<Record<string, string>> = {
  from: 'from: "2031-03-01T00:00:00Z"',
  to: 'to: "2031-06-01T00:00:00Z"',
};

/** A way to each object behind a root field: every field of every type that can be reached is on one of them. */
function waysFrom(root: Root): Step[][] {
  const ways: Step[][] = [[]];
  const seen = new Set<string>();
  for (let next = 0; next < ways.length; next += 1) {
    const way = ways[next] ?? [];
    const here = getNamedType((way.at(-1)?.field ?? root.field).type);
    for (const on of membersOf(here)) {
      for (const field of fieldsOf(on).filter(({ type }) => !isLeafType(getNamedType(type)))) {
        if (seen.has(`${on.name}.${field.name}`) || way.length > 7) continue;
        seen.add(`${on.name}.${field.name}`);
        ways.push([...way, { on, field }]);
      }
    }
  }
  return ways;
}

function isCursor(field: Field): boolean {
  return getNamedType(field.type).name === 'EventCursor';
}

/** Leaves of every type that can stand at the end of a way; at each step before it, those of that step as well. */
function selectionOf(type: GraphQLNamedType, way: readonly Step[], leaves: (field: Field) => boolean): string {
  if (isLeafType(type)) return '';
  const [step, ...rest] = way;
  const parts = membersOf(type).map((member) => {
    const names = fieldsOf(member)
      .filter((field) => isLeafType(getNamedType(field.type)) && leaves(field))
      .map((field) => aliased(member, field));
    const on =
      step?.on === member
        ? `${aliased(member, step.field)}${fewOf(step.field)} ${selectionOf(getNamedType(step.field.type), rest, leaves)}`
        : '';
    return `... on ${member.name} { ${[...names, on].join(' ')} __typename }`;
  });
  return `{ __typename ${parts.join(' ')} }`;
}

/** A list on the way to something else is not multiplied by each list before it. */
function fewOf(field: Field): string {
  const given = field.args.flatMap(({ name }) => windowArgs[name] ?? (name === 'first' ? 'first: 5' : []));
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

/** Members of a union may have fields of one name and different types: each gets a name of its own. */
function aliased(on: GraphQLObjectType, field: Field): string {
  return `${on.name}_${field.name}: ${field.name}`;
}

export type Document = {
  readonly root: Root;
  readonly text: string;
  readonly end: string;
  /** How far its end is from what the root answers with. */
  readonly steps: number;
  readonly fields: readonly string[];
};

function documentOf(root: Root, way: readonly Step[], leaves: (field: Field) => boolean): Document {
  const variables = root.field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = root.field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const text = `${root.operation} ${variables === '' ? '' : `(${variables})`} { ${root.name}${given === '' ? '' : `(${given})`} ${selectionOf(getNamedType(root.field.type), way, leaves)} }`;
  const last = way.at(-1);
  const end = last ? `${last.on.name}.${last.field.name}` : '';
  const fields = membersOf(getNamedType((last?.field ?? root.field).type)).flatMap((type) =>
    fieldsOf(type).map((field) => `${type.name}.${field.name}`),
  );
  return { root, text, end, steps: way.length, fields: [...fields, end] };
}

/** Far from its root, a way is one with those of all mutations to the same end: what is read there is the same. */
export function kindOf({ root, end, steps }: Document): string {
  return root.operation === 'mutation' && steps > 1 ? `a mutation by ${end}` : `${root.name} by ${end}`;
}

export function documentsOf(root: Root): Document[] {
  return waysFrom(root).map((way) => documentOf(root, way, () => true));
}

/** An answer to this is the same each time that the same is true: sealed cursors differ, and so do ids that are made. */
export function plainDocumentOf(root: Root): Document {
  return documentOf(
    root,
    [],
    (field) => !isCursor(field) && !(root.operation === 'mutation' && !field.name.startsWith('message')),
  );
}

/** All that is at most so many steps behind a root field, no type twice on the way to it. */
export function wideDocumentOf(root: Root, steps: number): string {
  const select = (type: GraphQLNamedType, left: number, above: readonly string[]): string => {
    if (isLeafType(type)) return '';
    const parts = membersOf(type).map((member) => {
      const fields = fieldsOf(member).flatMap((field) => {
        const next = getNamedType(field.type);
        return isLeafType(next) || (left > 0 && !above.includes(next.name))
          ? `${aliased(member, field)}${field.args.some(isRequiredArgument) ? fewOf(field) : ''} ${select(next, left - 1, [...above, next.name])}`
          : [];
      });
      return `... on ${member.name} { ${fields.join(' ')} __typename }`;
    });
    return `{ __typename ${parts.join(' ')} }`;
  };
  return documentOf(root, [], () => false).text.replace(
    / \{ __typename[^]*$/,
    ` ${select(getNamedType(root.field.type), steps, [])} }`,
  );
}

/** Every field that a document could reach from any operation. */
export function reachable(): string[] {
  const types = new Set<string>();
  const visit = (type: GraphQLNamedType): void => {
    for (const member of membersOf(type)) {
      if (types.has(member.name)) continue;
      types.add(member.name);
      for (const field of Object.values(member.getFields())) visit(getNamedType(field.type));
    }
  };
  for (const { field } of roots) visit(getNamedType(field.type));
  return [...types].flatMap((name) =>
    Object.keys((schema.getType(name) as GraphQLObjectType).getFields()).map((field) => `${name}.${field}`),
  );
}

/** A place in the arguments of an operation, and the scalar that it takes: "input.segments.0.roomId". */
export type Slot = { readonly path: string; readonly kind: string };

/** Those that take an id, a cursor or words; or other scalars. */
export function slotsOf(root: Root, kinds: readonly string[] = ['ID', 'String', 'EventCursor']): Slot[] {
  const slots: Slot[] = [];
  const walk = (type: GraphQLInputType, path: string): void => {
    const bare = isNonNullType(type) ? type.ofType : type;
    if (isListType(bare)) walk(bare.ofType as GraphQLInputType, `${path}.0`);
    else if (isInputObjectType(bare))
      for (const field of Object.values(bare.getFields())) walk(field.type, `${path}.${field.name}`);
    else if (isScalarType(bare) && kinds.includes(bare.name)) slots.push({ path, kind: bare.name });
  };
  for (const arg of root.field.args) walk(arg.type, arg.name);
  return slots;
}

/** What would pass for a value of a scalar under this name, where it does not matter. */
export type Plausible = (scalar: string, name: string) => unknown;

/** The arguments of an operation with something in one place; of the rest what is required, or all there is. */
export function argumentsOf(
  root: Root,
  plausible: Plausible,
  place: { readonly path: string; readonly value: unknown } | null,
  all = false,
): Record<string, unknown> {
  const fill = (type: GraphQLInputType, path: string, required: boolean): unknown => {
    if (place?.path === path) return place.value;
    const leadsThere = place !== null && place.path.startsWith(`${path}.`);
    if (!required && !leadsThere && !all) return undefined;
    const bare = isNonNullType(type) ? type.ofType : type;
    if (isListType(bare)) return [fill(bare.ofType as GraphQLInputType, `${path}.0`, true)];
    if (isInputObjectType(bare)) {
      return Object.fromEntries(
        Object.values(bare.getFields()).map((field) => [
          field.name,
          fill(field.type, `${path}.${field.name}`, isRequiredInputField(field)),
        ]),
      );
    }
    if (isEnumType(bare)) return bare.getValues()[0]?.name;
    return plausible(getNamedType(bare).name, path.split('.').findLast((step) => step !== '0') ?? '');
  };
  return Object.fromEntries(
    root.field.args.map((arg) => [arg.name, fill(arg.type, arg.name, isRequiredArgument(arg))]),
  );
}
