import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Words the error for a request that cannot be parsed: the parser's message repeats the whole body, and for a query
 * string it has none.
 */
export function useReadableRequests(): Plugin {
  return {
    onRequestParse: ({ requestParser, setRequestParser }) => {
      if (!requestParser) return;
      setRequestParser(async (request) => {
        try {
          return await requestParser(request);
        } catch (error) {
          throw unreadable(request, error) ?? error;
        }
      });
    },
  };
}

function unreadable({ method }: Request, error: unknown): GraphQLError | null {
  const original =
    error instanceof GraphQLError
      ? (error.extensions['originalError'] as { name?: string; message?: string } | undefined)
      : undefined;
  const { name, message = '' } = original ?? (error as Error);
  if (name !== 'SyntaxError') return null;
  const [where = message.startsWith('Unexpected end') ? ': it ends too early' : ''] =
    / at position \d+ \(line \d+ column \d+\)/.exec(message) ?? [];
  const words =
    method === 'POST'
      ? `The body of this request is not JSON${where}. Send {"query": "…", "variables": {…}}.`
      : '`variables` and `extensions` in the address are JSON objects, or left out.';
  return new GraphQLError(words, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}
