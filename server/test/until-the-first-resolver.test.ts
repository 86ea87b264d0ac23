import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type DocumentNode,
  type GraphQLEnumType,
  GraphQLID,
  type GraphQLInputObjectType,
  GraphQLList,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  isInputObjectType,
  Kind,
  parse,
  print,
  visit,
} from 'graphql';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { jsonShapeOf } from '../src/platform/http/json-shape.ts';
import { KeptDocuments } from '../src/platform/http/limits/kept-documents.ts';
import { countComparisons } from '../src/platform/http/limits/count-comparisons.ts';
import { defaultLimits } from '../src/platform/http/limits/limits.ts';
import { ListCaps, listPlaces, mustCapLists } from '../src/platform/http/limits/list-caps.ts';
import { schema } from '../src/schema.ts';
import { dearDocument } from './dear-documents.ts';
import { filledLists } from './filled-lists.ts';
import { Random } from './random.ts';
import { upToTheFirstResolver } from './up-to-the-first-resolver.ts';

function descriptionOf(place: string): string {
  const [, type = '', field = '', argument] = /^(\w+)\.(\w+)(?:\((\w+):\))?$/.exec(place) ?? [];
  const owner = schema.getType(type);
  if (isInputObjectType(owner)) return owner.getFields()[field]?.description ?? '';
  return (owner as GraphQLObjectType).getFields()[field]?.args.find(({ name }) => name === argument)?.description ?? '';
}

const places = listPlaces(schema);
function capOf(place: string): number {
  return places.find((one) => one.place === place)?.mostItems ?? 0;
}

describe('a list that callers can fill', () => {
  it('has a cap, and its description says which', () => {
    expect(places.length).toBeGreaterThan(25);
    for (const { place, mostItems } of places)
      expect(descriptionOf(place), place).toContain(
        `No more than ${mostItems?.toLocaleString('en')} in one operation.`,
      );
  });

  it('without a cap is not built: neither an argument, nor a field of an input, nor a list of lists', () => {
    const capped = { type: new GraphQLList(GraphQLID), extensions: { mostItems: 3 } };
    const built = (args: Record<string, object>) =>
      new GraphQLSchema({
        query: new GraphQLObjectType({
          name: 'Query',
          fields: { rooms: { type: GraphQLString, args: args as Record<string, typeof capped> } },
        }),
      });
    expect(() => mustCapLists(built({ ids: capped }))).not.toThrow();
    expect(() => mustCapLists(built({ ids: capped, types: { type: new GraphQLList(GraphQLID) } }))).toThrow(
      'Query.rooms(types:)',
    );
    expect(() => mustCapLists(built({ ids: { type: new GraphQLList(new GraphQLList(GraphQLID)) } }))).toThrow(
      'Query.rooms(ids:)',
    );
  });
});

const { arrive, giveBack } = upToTheFirstResolver(schema);
afterAll(giveBack);
const lists = filledLists(schema);
function many(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}
function bodyOf(query: string, variables: object = {}) {
  return Buffer.from(JSON.stringify({ query, variables }));
}

describe('every list', () => {
  it('is reached by an operation, so that what follows speaks of each', () => {
    expect(new Set(lists.map(({ place }) => place))).toEqual(new Set(places.map(({ place }) => place)));
  });

  it.each(lists)('is refused over its cap before graphql reads it, whatever is in it: $name', async (list) => {
    const cap = capOf(list.place);
    for (const item of [undefined, 'a', {}, null, [[]]]) {
      const stacks = vi.spyOn(Error, 'captureStackTrace');
      const { errors, limit, reached } = await arrive(list.body(cap + 1, 1, item));
      const made = stacks.mock.calls.length;
      stacks.mockRestore();
      expect({
        limit,
        reached,
        max: errors[0]?.extensions['max'],
        argument: errors[0]?.extensions['argument'],
      }).toEqual({ limit: 'listItems', reached: null, max: cap, argument: list.place });
      expect(made, 'errors that were made').toBeLessThan(5);
    }
  });

  it.each(lists.filter(({ name }) => !name.startsWith('Subscription')))(
    'counts as often as it is given, under each alias: $name',
    async (list) => {
      const each = Math.floor(capOf(list.place) / 10);
      expect((await arrive(list.body(each + 1, 10))).limit).toBe('listItems');
      expect((await arrive(list.body(each, 10))).limit).not.toBe('listItems');
    },
  );

  it.each(lists)('that is as full as a body takes makes no error for each item: $name', async (list) => {
    for (const item of ['a', {}]) {
      const stacks = vi.spyOn(Error, 'captureStackTrace');
      const { reached } = await arrive(list.body(200_000, 1, item));
      const made = stacks.mock.calls.length;
      stacks.mockRestore();
      expect(reached).toBeNull();
      expect(made).toBeLessThan(5);
    }
  });
});

describe('the items of a list', () => {
  const ids = (count: number): string[] => Array.from({ length: count }, () => 'a');
  const limitOf = async (query: string, variables: object = {}) => (await arrive(bodyOf(query, variables))).limit;
  const cap = capOf('BookingFilter.roomIds');
  const half = cap / 2 + 1;

  it('count wherever they are given: in a variable of the list, of the input around it, in the text, in what stands when nothing is given', async () => {
    expect(
      await limitOf('query ($ids: [ID!]) { bookings(filter: { roomIds: $ids }) { __typename } }', {
        ids: ids(cap + 1),
      }),
    ).toBe('listItems');
    expect(
      await limitOf('query ($filter: BookingFilter) { bookings(filter: $filter) { __typename } }', {
        filter: { roomIds: ids(cap + 1) },
      }),
    ).toBe('listItems');
    expect(
      await limitOf(
        'query ($ids: [ID!], $filter: BookingFilter) { a: bookings(filter: { roomIds: $ids }) { __typename } b: bookings(filter: $filter) { __typename } }',
        { ids: ids(half), filter: { roomIds: ids(half) } },
      ),
    ).toBe('listItems');
    const literal = (texts: number) =>
      `query ($ids: [ID!]) { a: bookings(filter: { roomIds: [${many(texts, () => '"a"')}] }) { __typename } b: bookings(filter: { roomIds: $ids }) { __typename } }`;
    expect(await limitOf(literal(300), { ids: ids(cap - 300) })).not.toBe('listItems');
    expect(await limitOf(literal(300), { ids: ids(cap - 299) })).toBe('listItems');
    const one = (schema.getType('NotificationType') as GraphQLEnumType).getValues()[0]?.name ?? '';
    const usual = `query ($types: [NotificationType!] = [${many(200, () => one)}]) { a: notifications(types: $types) { __typename } b: notifications(types: $types) { __typename } }`;
    expect(await limitOf(usual)).toBe('listItems');
    expect(await limitOf(usual, { types: [] })).toBeNull();
    expect(await limitOf(usual, { types: null })).toBeNull();
    expect(await limitOf(usual, { types: Array.from({ length: 150 }, () => one) })).toBeNull();
  });

  it('count in fragments as often as those are spread', async () => {
    const query =
      'query ($ids: [ID!]) { ...a ...b } fragment a on Query { a: bookings(filter: { roomIds: $ids }) { __typename } } fragment b on Query { ... on Query { b: bookings(filter: { roomIds: $ids }) { __typename } } }';
    expect(await limitOf(query, { ids: ids(half) })).toBe('listItems');
    expect(await limitOf(query, { ids: ids(cap / 2) })).not.toBe('listItems');
  });

  it('that have another shape than the list takes are graphql’s to refuse, and few errors', async () => {
    const query =
      'query ($ids: [ID!], $filter: BookingFilter) { bookings(filter: $filter) { __typename } calendar(from: "2031-01-01T00:00:00Z", to: "2031-01-02T00:00:00Z", roomIds: $ids) { __typename } }';
    const deep: unknown[] = [];
    for (let level = 0, inner = deep; level < 40; level += 1) inner.push((inner = []));
    for (const variables of [
      { ids: { 0: 'a', length: 5 } },
      { ids: deep },
      { ids: 5 },
      { ids: 'a' },
      { filter: [] },
      { filter: { roomIds: { roomIds: ids(99) } } },
      { filter: 'x' },
      { nobody: ids(20_000) },
      { ids: ids(4_000).map(() => null) },
      { ids: [ids(4_000)] },
    ]) {
      const { errors } = await arrive(bodyOf(query, variables));
      expect(errors.length, JSON.stringify(variables).slice(0, 60)).toBeLessThan(53);
    }
  });

  it('whose objects have more fields than any input is refused by that, not by what each of them is', async () => {
    const crowded = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, 1]));
    const query = 'query ($filter: BookingFilter, $n: Int) { bookings(filter: $filter, first: $n) { __typename } }';
    for (const variables of [
      { filter: crowded },
      { filter: { search: crowded } },
      { filter: { roomIds: ['a', crowded] } },
      { n: crowded },
    ]) {
      const { errors } = await arrive(bodyOf(query, variables));
      expect(errors.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^Variable "\$(filter|n)" got an object of more than 100 fields/),
      ]);
    }
    expect((await arrive(bodyOf(query, { nobody: crowded }))).reached).toBe('Query.bookings');
  });

  it('are counted in inputs that hold themselves, and in lists within lists, as they are', () => {
    const document = parse('query ($deep: [[ID!]], $tree: Tree) { rooms(deep: $deep, tree: $tree) }');
    const [operation] = document.definitions;
    const small = buildSchema(
      'type Query { rooms(deep: [[ID!]], tree: Tree): String } input Tree { ids: [ID!] trees: [Tree!] }',
    );
    const { rooms } = small.getQueryType()?.getFields() ?? {};
    const { ids: inside, trees } = (small.getType('Tree') as GraphQLInputObjectType).getFields();
    for (const list of [rooms?.args[0], inside, trees]) Object.assign(list ?? {}, { extensions: { mostItems: 10 } });
    expect(() => mustCapLists(small)).not.toThrow();
    const argumentOf = (variables: object) =>
      operation?.kind === Kind.OPERATION_DEFINITION
        ? new ListCaps().refusal({ schema: small, document, operation }, variables as Record<string, unknown>)
            ?.extensions['argument']
        : 'no operation';
    expect(argumentOf({ deep: [['a', 'b'], ['c']] })).toBeUndefined();
    expect(argumentOf({ deep: [ids(5), ids(4)] })).toBe('Query.rooms(deep:)');
    expect(
      argumentOf({ tree: { ids: ids(3), trees: [{ ids: ids(3) }, { trees: [{ ids: ids(4) }] }] } }),
    ).toBeUndefined();
    expect(argumentOf({ tree: { ids: ids(3), trees: [{ ids: ids(3) }, { trees: [{ ids: ids(5) }] }] } })).toBe(
      'Tree.ids',
    );
  });
});

const unknownFields = many(95, (index) => `nobody${index}`);

describe('a document', () => {
  it.each([
    ['284 times one field', `query Other { ${many(284, () => 'viewer { user { id } }')} }`, 'comparisons'],
    [
      'the same in inline fragments',
      `{ ${many(150, () => '... on Query { viewer { user { id } } }')} }`,
      'comparisons',
    ],
    [
      'the same in fragments',
      `{ ${many(30, (index) => `...f${index}`)} } ${many(30, (index) => `fragment f${index} on Query { ${many(5, () => 'viewer { user { id } }')} }`)}`,
      'comparisons',
    ],
    [
      'fields deep inside that meet once those around them are one',
      `{ ${many(60, () => `viewer { user { ${many(2, () => 'id')} } }`)} }`,
      'comparisons',
    ],
    [
      '220 fragments in one place',
      `{ ${many(220, (index) => `...f${index}`)} } ${many(220, (index) => `fragment f${index} on Query { __typename }`)}`,
      'comparisons',
    ],
    [
      'fragments that nothing spreads',
      `{ __typename } fragment f on Query { ${many(150, () => 'viewer { user { id } }')} }`,
      'comparisons',
    ],
    [
      '60 operations over one fragment',
      `${many(60, (index) => `query q${index} { ...f }`)} fragment f on Query { ${many(60, () => 'rooms { id }')} }`,
      'tokens',
    ],
    ['900 kB of empty lines before what nobody knows', `{ ${'\n'.repeat(900_000)} ${unknownFields} }`, 'tokens'],
    ['2,500 empty lines', `{ ${'\r'.repeat(2_500)} ${unknownFields} }`, 'tokens'],
    ['450,000 comments', `{ ${'#\n'.repeat(450_000)} __typename }`, 'tokens'],
    ['one name of 30,000 letters', `{ ${'a'.repeat(30_000)} }`, 'tokens'],
  ])('that makes validation dear is refused by the limit it breaks: %s', async (_name, query, limit) => {
    const { errors, limit: told } = await arrive(bodyOf(query));
    expect(told).toBe(limit);
    expect(errors).toHaveLength(1);
  });

  it('is told a handful of its faults, not each', async () => {
    expect((await arrive(bodyOf(`{ ${unknownFields} }`))).errors.length).toBeLessThan(7);
    expect(
      (await arrive(bodyOf(`{ ${many(60, (index) => `viewer(a${index}: 1) { nobody }`)} }`))).errors.length,
    ).toBeLessThan(7);
  });

  it('that is dear but legal stays within the limits, or is refused: 400 of them, and none surprises', async () => {
    const outcomes = new Map<string, number>();
    const accepted: number[] = [];
    for (let nth = 0; nth < 400; nth += 1) {
      const query = dearDocument(schema, new Random(nth), nth, [1, 0.5, 0.2, 0.1][nth % 4]);
      const { errors, limit, reached } = await arrive(Buffer.from(JSON.stringify({ query, operationName: `N${nth}` })));
      expect(errors.length, query).toBeLessThan(53);
      if (reached !== null) accepted.push(countComparisons(parse(query)));
      const outcome = limit ?? (reached === null ? 'invalid' : 'accepted');
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect(Math.max(...accepted)).toBeLessThanOrEqual(defaultLimits.comparisons);
    // The generator is worth its time only while it comes to all of these.
    expect([...outcomes.keys()]).toEqual(
      expect.arrayContaining(['accepted', 'invalid', 'comparisons', 'tokens', 'aliases']),
    );
  });

  it('that was found valid is not validated again under another name; one with several operations is', () => {
    const documents = new KeptDocuments();
    const named = (name: string, rest = '{ viewer { permissions } }'): DocumentNode => parse(`query ${name} ${rest}`);
    documents.rememberValid(named('One'));
    expect(documents.isValid(named('Another'))).toBe(true);
    expect(documents.isValid(named('Another', '{ viewer { user { id } } }'))).toBe(false);
    expect(documents.isValid(parse('mutation One { viewer { permissions } }'))).toBe(false);
    documents.rememberValid(parse('query A { __typename } query B { __typename }'));
    expect(documents.isValid(parse('query A { __typename } query B { __typename }'))).toBe(false);
    expect(documents.isValid(parse('query A { __typename } query A { __typename }'))).toBe(false);
  });
});

describe('what is remembered', () => {
  const text = (nth: number, length: number): string =>
    `query N${nth} { viewer { permissions } } # ${'x'.repeat(length)}`;

  it('is what was found valid, and no more than so many characters of it: those that are used stay', () => {
    const documents = new KeptDocuments();
    expect(documents.parserCache.documentCache.get(text(0, 1))).toBeUndefined();
    for (let nth = 0; nth < 150; nth += 1) {
      documents.rememberValid(parse(text(nth, 10_000)));
      expect(documents.has(text(0, 10_000))).toBe(true);
    }
    const kept = Array.from({ length: 150 }, (_, nth) => nth).filter((nth) => documents.has(text(nth, 10_000)));
    expect(kept).toEqual([0, ...Array.from({ length: kept.length - 1 }, (_, index) => 151 - kept.length + index)]);
    expect(kept.length * 10_000).toBeLessThanOrEqual(1_000_000);
    expect(kept.length).toBeGreaterThan(90);
  });
});

describe('what the web client asks', () => {
  const generated = readFileSync(join(import.meta.dirname, '../../client/src/graphql/generated/graphql.ts'), 'utf8');
  const documents = [...generated.matchAll(/^export const (\w+)Document = (\{.*\}) as unknown as/gm)].map(
    ([, name = '', json = '']) => ({ name, document: JSON.parse(json) as DocumentNode }),
  );
  const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
  /** Its cache asks every selection for its type besides. */
  const asSent = (document: DocumentNode): string =>
    print(
      visit(document, {
        SelectionSet: (set, _key, parent) =>
          parent && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION
            ? undefined
            : { ...set, selections: [...set.selections, typename] },
      }),
    );

  it('stays within every limit, by half at least', async () => {
    expect(documents.length).toBeGreaterThan(60);
    let characters = 0;
    for (const { name, document } of documents.filter(({ document: { definitions } }) =>
      definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION),
    )) {
      const query = asSent(document);
      const { errors, limit } = await arrive(bodyOf(query));
      // Without its variables it goes no further than those.
      expect(limit, `${name}: ${errors[0]?.message}`).toBeNull();
      expect(
        errors.filter(({ extensions }) => extensions['code'] === 'GRAPHQL_VALIDATION_FAILED'),
        name,
      ).toEqual([]);
      expect(countComparisons(parse(query)), name).toBeLessThan(defaultLimits.comparisons / 2);
      expect(query.length, name).toBeLessThan((defaultLimits.tokens * 10) / 2);
      characters += query.length;
    }
    // All of it is remembered together, and read within a minute.
    expect(characters).toBeLessThan(defaultLimits.readingPerMinute / 2);
  });
});

describe('the shape of a body', () => {
  const most = { depth: 50, values: 1_000 };
  const shape = (text: string) => jsonShapeOf(Buffer.from(text), most);

  it('is told from its bytes, whatever stands in its texts', () => {
    expect(shape('{"a":[1,2,{"b":"[[[[,,,,"}]}')).toEqual({ depth: 3, values: 6 });
    expect(shape(String.raw`{"a":"\\","b":"\"[[,","c":"é[\\\"[,"}`)).toEqual({ depth: 1, values: 4 });
    expect(shape('"[[[')).toEqual({ depth: 0, values: 1 });
    expect(shape('')).toEqual({ depth: 0, values: 1 });
  });

  it('is at most so deep and so full, before anybody reads it', async () => {
    expect(
      (
        await arrive(
          Buffer.from(`{"query":"{ __typename }","variables":{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}}`),
        )
      ).limit,
    ).toBe('bodyDepth');
    expect(
      (await arrive(Buffer.from(`{"query":"{ __typename }","variables":{"a":[${'{},'.repeat(300_000)}{}]}}`))).limit,
    ).toBe('bodyValues');
    expect(
      (
        await arrive(
          Buffer.from(`{"query":"{ __typename }","variables":{${many(90_000, (index) => `"k${index}":1,`)}"z":1}}`),
        )
      ).limit,
    ).toBe('bodyValues');
  });
});
