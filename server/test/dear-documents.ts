import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Random } from './random.ts';

type Fields = readonly GraphQLField<unknown, unknown>[];

/**
 * Documents that are as dear as they can be made: near the limits, legal or nearly so, with fields repeated under one name or
 * many, arguments that differ, fragments within fragments, names that nobody knows, long lines and many. Each has a name of its
 * own, so that nothing that was remembered of another one helps.
 * @param share of the size that it would have: a smaller one of the same kind may pass where a larger one is refused
 */
export function dearDocument(schema: GraphQLSchema, random: Random, nth: number, share = 1): string {
  return new Writer(schema, random, share).document(nth);
}

const kinds = ['query', 'query', 'query', 'mutation', 'subscription'] as const;

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #fragments: string[] = [];
  readonly #variables = new Map<string, string>();
  readonly #illegal: number;
  readonly #gap: string;
  readonly #share: number;

  constructor(schema: GraphQLSchema, random: Random, share: number) {
    this.#schema = schema;
    this.#random = random;
    this.#share = share;
    this.#illegal = random.pick([0, 0, 0, 0.01, 0.3]);
    this.#gap = random.pick([' ', ' ', '\n', '\n#\n']);
  }

  document(nth: number): string {
    const kind = this.#random.pick(kinds);
    const root = this.#schema.getRootType(kind as never);
    const tokens = this.#random.pick([1_600, 1_900, 1_990]) * this.#share;
    const body = this.#random
      .pick([this.#repeated, this.#spreads, this.#chain, this.#mixed])
      .call(this, root as GraphQLNamedType, tokens);
    // Several operations that are all validated, of which one would run.
    for (let others = this.#random.pick([0, 0, 0, 0, 3, 30]); others > 0 && this.#fragments.length > 0; others -= 1)
      this.#fragments.push(`${kind} O${nth}_${others} { ...f0 }`);
    const variables =
      this.#variables.size === 0
        ? ''
        : `(${[...this.#variables].map(([name, type]) => `$${name}: ${type}`).join(this.#gap)})`;
    const padding = this.#random.chance(0.1) ? '\n'.repeat(this.#random.below(1_900)) : '';
    return `${padding}${kind} N${nth}${variables} {${this.#gap}${body}}${this.#gap}${this.#fragments.join(this.#gap)}`;
  }

  /** One block again and again, as the document's tokens allow; each time as it was, or a little different. */
  #repeated(type: GraphQLNamedType, tokens: number): string {
    const wrap = this.#random.pick(['plain', 'inline', 'fragment', 'mixed']);
    const depth = 1 + this.#random.below(6);
    const block = () => this.#selection(type, depth, 1);
    const same = block();
    const vary = this.#random.pick([0, 0, 0.1, 1]);
    const blocks: string[] = [];
    for (let left = tokens; left > 0;) {
      const text = this.#random.chance(vary) ? block() : same;
      const how = wrap === 'mixed' ? this.#random.pick(['plain', 'inline', 'fragment']) : wrap;
      const wrapped =
        how === 'plain'
          ? text
          : how === 'inline'
            ? `... on ${type.name} {${this.#gap}${text}}`
            : this.#asFragment(type, text);
      blocks.push(wrapped);
      left -= this.#count(text) + (how === 'plain' ? 0 : how === 'inline' ? 5 : 8);
    }
    return blocks.join(this.#gap);
  }

  /** Many fragments in one place. */
  #spreads(type: GraphQLNamedType, tokens: number): string {
    const text = this.#selection(type, this.#random.pick([1, 1, 2, 3]), this.#random.pick([1, 1, 2]));
    const each = this.#count(text) + 8;
    return Array.from({ length: Math.max(1, Math.floor(tokens / each)) }, () => this.#asFragment(type, text)).join(
      this.#gap,
    );
  }

  /** Fragments that spread the next one, beside fields of their own. */
  #chain(type: GraphQLNamedType, tokens: number): string {
    const text = this.#selection(type, this.#random.pick([1, 2]), 1);
    let last = '';
    for (let left = tokens; left > 0; left -= this.#count(text) + 8)
      last = this.#asFragment(type, `${text}${this.#gap}${last}`);
    return last;
  }

  #mixed(type: GraphQLNamedType, tokens: number): string {
    const blocks: string[] = [];
    for (let left = tokens; left > 0;) {
      const text = this.#selection(type, 1 + this.#random.below(7), 1 + this.#random.below(4));
      blocks.push(this.#random.chance(0.3) ? this.#asFragment(type, text) : text);
      left -= this.#count(text) + 4;
    }
    return blocks.join(this.#gap);
  }

  #count(text: string): number {
    return text.match(/\.\.\.|[A-Za-z_]\w*|-?\d+(\.\d+)?|"[^"]*"|[!$&()[\]:={}|@]/g)?.length ?? 0;
  }

  #asFragment(type: GraphQLNamedType, text: string): string {
    const name = `f${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type.name} {${this.#gap}${text}}`);
    return `...${name}`;
  }

  /** Fields of a type, all the way down to leaves. */
  #selection(type: GraphQLNamedType, depth: number, width: number): string {
    if (this.#random.chance(this.#illegal))
      return this.#random.pick([
        'nobodyKnowsThis',
        'bookin { id }',
        '... on Bookin { id }',
        '...nowhere',
        'id: __typename',
        '__typename @nothing',
        'a: __typename(b: 1)',
      ]);
    if (isAbstractType(type)) {
      const members = this.#schema.getPossibleTypes(type);
      return this.#random.chance(0.4)
        ? '__typename'
        : Array.from({ length: width }, () => this.#random.pick(members))
            .map((member) => `... on ${member.name} { ${this.#selection(member, depth, width)} }`)
            .join(this.#gap);
    }
    if (!isObjectType(type)) return '__typename';
    const fields: Fields = Object.values(type.getFields());
    const nested = fields.filter((field) => !isLeafType(getNamedType(field.type)));
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
    return Array.from({ length: width }, () => {
      const pool = depth > 1 && nested.length > 0 ? nested : leaves;
      return pool.length === 0 ? '__typename' : this.#field(this.#random.pick(pool), depth, width);
    }).join(this.#gap);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number, width: number): string {
    const given = field.args.filter(({ type }) => isNonNullType(type) || this.#random.chance(0.3));
    const args =
      given.length === 0 ? '' : `(${given.map(({ name, type }) => `${name}: ${this.#value(type, 0)}`).join(' ')})`;
    const alias = this.#random.chance(0.05) ? `${this.#random.pick(['a', 'b', 'c'])}: ` : '';
    const directive = this.#random.chance(0.01) ? ' @include(if: true)' : '';
    const inner = getNamedType(field.type);
    return `${alias}${field.name}${args}${directive}${isLeafType(inner) ? '' : ` { ${depth > 1 ? this.#selection(inner, depth - 1, width) : '__typename'} }`}`;
  }

  #value(given: GraphQLInputType, depth: number): string {
    if (this.#random.chance(this.#illegal))
      return this.#random.pick(['[[[1]]]', '{ a: 1 }', '$nowhere', 'NOBODY', 'null']);
    if (this.#random.chance(0.3)) return this.#variable(given);
    const type = getNullableType(given);
    if (isListType(type))
      return `[${Array.from({ length: this.#random.below(6) }, () => this.#value(type.ofType, depth + 1)).join(' ')}]`;
    if (isEnumType(type)) return this.#random.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || (depth < 3 && this.#random.chance(0.2)),
      );
      return `{${fields.map(({ name, type: inner }) => `${name}: ${this.#value(inner, depth + 1)}`).join(' ')}}`;
    }
    return (
      { Int: '7', Float: '1.5', Boolean: 'true', DateTime: '"2031-03-03T09:00:00Z"', Date: '"2031-03-03"' }[
        getNamedType(type).name
      ] ?? `"${this.#random.below(3)}"`
    );
  }

  #variable(type: GraphQLInputType): string {
    const wanted = String(type);
    const [known] = [...this.#variables].filter(([, one]) => one === wanted).map(([name]) => name);
    if (known !== undefined && this.#random.chance(0.9)) return `$${known}`;
    const name = `v${this.#variables.size}`;
    this.#variables.set(name, wanted);
    return `$${name}`;
  }
}
