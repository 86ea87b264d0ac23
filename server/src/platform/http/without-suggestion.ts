import { GraphQLError } from 'graphql';

/** "Did you mean …?" tells a stranger what there is. */
export const withoutSuggestion = (error: GraphQLError): GraphQLError =>
  error.message.includes('Did you mean')
    ? new GraphQLError(error.message.replace(/\s*Did you mean .*$/s, ''), { nodes: error.nodes ?? null, path: error.path ?? null, extensions: error.extensions })
    : error;
