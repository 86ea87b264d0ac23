/** Ends with the subscription: graphql calls `return`, also while the source waits. */
export const stoppable = <T>(source: (signal: AbortSignal) => AsyncGenerator<T>): AsyncIterable<T> => ({
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
});
