import { GraphQLError, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';

const mostTokens = 2_000;

/** A document is read before anybody is asked who they are: its length is bounded first. */
export const useTokenLimit = (): Plugin => ({
  onParse: ({ setParseFn }) => {
    setParseFn((source, options) => {
      try {
        return parse(source, { ...options, maxTokens: mostTokens });
      } catch (error) {
        // Brackets within brackets run out of stack before they run out of tokens.
        const tooLong = error instanceof RangeError || (error instanceof GraphQLError && error.message.includes(`${mostTokens} tokens`));
        if (!tooLong) throw error;
        throw new GraphQLError(`A document is ${mostTokens} tokens at most. Ask in several steps.`, { extensions: { code: 'LIMIT_EXCEEDED' } });
      }
    });
  },
});
