/** Ends the source with its subscription: graphql calls `return`, also while the source waits. */
export function stoppable<T>(source: (signal: AbortSignal) => AsyncGenerator<T>): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]: () => {
      const stop = new AbortController();
      const iterator = source(stop.signal);
      return {
        next: () => iterator.next(),
        return: async () => {
          stop.abort();
          return iterator.return(undefined);
        },
      };
    },
  };
}
