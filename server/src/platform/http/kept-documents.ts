import { createLRUCache } from 'graphql-yoga';
import type { DocumentNode } from 'graphql';

const longest = 20_000;
const most = 500;

/**
 * Documents that were read before are not read again. Long ones are, and those that cannot be read: whoever sends junk
 * by the megabyte would otherwise have us keep it for an hour.
 */
export const keptDocuments = () => {
  const kept = createLRUCache<DocumentNode>({ max: most });
  return {
    documentCache: {
      get: (text: string) => kept.get(text),
      set: (text: string, document: DocumentNode) => void (text.length <= longest && kept.set(text, document)),
    },
    errorCache: { get: () => undefined, set: () => undefined },
  };
};
