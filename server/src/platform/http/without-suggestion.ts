import { GraphQLError } from 'graphql';

/**
 * Removes "Did you mean …?", which tells a stranger what there is. It searches for the words: a pattern that also
 * matches the spaces before them takes minutes over a caller's text that is nothing but spaces.
 */
export function withoutSuggestion(error: GraphQLError): GraphQLError {
  const end = error.message.indexOf('Did you mean');
  return end < 0
    ? error
    : new GraphQLError(error.message.slice(0, end).trimEnd(), {
        nodes: error.nodes ?? null,
        path: error.path ?? null,
        extensions: error.extensions,
      });
}
