import { type DocumentNode, Kind } from 'graphql';
import type { LimitRow } from '../../limit-row.ts';

const mostCharacters = 1_000_000;

export const keptDocumentRows: readonly LimitRow[] = [
  {
    name: 'keptDocuments',
    value: mostCharacters,
    unit: 'characters of valid documents that are remembered, those used last',
    reason: 'What was read before costs nothing to read, but each character of it takes 110 bytes of memory.',
  },
];

/**
 * Remembers valid documents, so that they are not read again, nor validated again under another name. Text that cannot
 * be read or is not valid is forgotten at once: a caller who sends junk would otherwise fill the memory and displace
 * useful documents.
 */
export class KeptDocuments {
  readonly #documents = new RecentlyUsed<DocumentNode>();
  readonly #valid = new RecentlyUsed<true>();
  /** Documents that were found valid already, so that their text is not looked at again. */
  readonly #validDocuments = new WeakSet<DocumentNode>();

  /** For graphql-yoga, which reads the cache before it parses and writes it before it has validated. */
  readonly parserCache = {
    documentCache: { get: (text: string) => this.#documents.get(text), set: () => undefined },
    errorCache: { get: () => undefined, set: () => undefined },
  };

  /** Whether this text was read lately, so that reading it costs nothing. */
  has(text: string): boolean {
    return this.#documents.get(text) !== undefined;
  }

  isValid(document: DocumentNode): boolean {
    if (this.#validDocuments.has(document)) return true;
    const text = withoutName(document);
    return text !== null && this.#valid.get(text) !== undefined;
  }

  rememberValid(document: DocumentNode): void {
    if (this.#validDocuments.has(document)) return;
    this.#validDocuments.add(document);
    if (document.loc) this.#documents.set(document.loc.source.body, document);
    const text = withoutName(document);
    if (text !== null) this.#valid.set(text, true);
  }
}

/** A cache by text; the least recently used texts go first, once all together are too long. */
class RecentlyUsed<Value> {
  readonly #values = new Map<string, Value>();
  #characters = 0;

  get(text: string): Value | undefined {
    const value = this.#values.get(text);
    if (value === undefined) return undefined;
    // A Map goes through its keys in the order in which they came.
    this.#values.delete(text);
    this.#values.set(text, value);
    return value;
  }

  set(text: string, value: Value): void {
    if (!this.#values.delete(text)) this.#characters += text.length;
    this.#values.set(text, value);
    for (const oldest of this.#values.keys()) {
      if (this.#characters <= mostCharacters) return;
      this.#values.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}

/**
 * The text of a document without the name of its operation: no rule looks at the name where there is one operation.
 * Null where there are several, or none.
 */
function withoutName({ definitions, loc }: DocumentNode): string | null {
  const operations = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition] : [],
  );
  const [operation] = operations;
  if (!operation || operations.length > 1 || !loc) return null;
  const text = loc.source.body;
  const place = operation.name?.loc;
  return place ? `${text.slice(0, place.start)}${text.slice(place.end)}` : text;
}
