import { useCallback, useEffect, useState } from 'react';

/**
 * Fetches a part of the page when it is wanted; `failed` where the line was too bad for it.
 * @param before what an earlier place has fetched
 */
export function useLoaded<T>(
  load: () => Promise<T>,
  before: T | null = null,
): {
  readonly part: { readonly loaded: T } | 'failed' | null;
  retry(): void;
} {
  const [part, setPart] = useState<{ readonly loaded: T } | 'failed' | null>(() => before && { loaded: before });

  useEffect(() => {
    let left = false;
    if (part === null) {
      load().then(
        (loaded) => left || setPart({ loaded }),
        () => left || setPart('failed'),
      );
    }
    return () => {
      left = true;
    };
  }, [load, part]);

  return { part, retry: useCallback(() => setPart(null), []) };
}
