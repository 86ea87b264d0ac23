import { createLRUCache } from 'graphql-yoga';
import { type DocumentNode, Kind } from 'graphql';
import type { LimitRow } from '../limit-row.ts';

const most = 500;
const longest = 20_000;

export const keptDocumentRows: readonly LimitRow[] = [
  { name: 'keptDocuments', value: most, unit: 'documents that are remembered, those used last', reason: 'What was read before costs nothing to read; more of them would take memory that nobody uses.' },
];

/**
 * Documents that were read before are not read again, and those that are valid are not validated again under another name.
 * What cannot be read or is not valid is forgotten: whoever sends junk would otherwise have us keep it for an hour.
 */
export class KeptDocuments {
  readonly #documents = createLRUCache<DocumentNode>({ max: most });
  readonly #valid = createLRUCache<true>({ max: most });

  /** For graphql-yoga, which asks before it parses. */
  readonly parserCache = {
    documentCache: {
      get: (text: string) => this.#documents.get(text),
      set: (text: string, document: DocumentNode) => void (text.length <= longest && this.#documents.set(text, document)),
    },
    errorCache: { get: () => undefined, set: () => undefined },
  };

  /** Whether this text was read lately, so that reading it costs nothing. */
  has(text: string): boolean {
    return this.#documents.get(text) !== undefined;
  }

  isValid(document: DocumentNode): boolean {
    const text = withoutName(document);
    return text !== null && this.#valid.get(text) !== undefined;
  }

  rememberValid(document: DocumentNode): void {
    const text = withoutName(document);
    if (text !== null && text.length <= longest) this.#valid.set(text, true);
  }
}

/**
 * The text of a document but for the name of its operation: no rule looks at the name where there is one operation. Null where
 * there are several, or none.
 */
const withoutName = ({ definitions, loc }: DocumentNode): string | null => {
  const operations = definitions.flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION ? [definition] : []));
  const [operation] = operations;
  if (!operation || operations.length > 1 || !loc) return null;
  const text = loc.source.body;
  const place = operation.name?.loc;
  return place ? `${text.slice(0, place.start)}${text.slice(place.end)}` : text;
};
