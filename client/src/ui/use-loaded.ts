import { useCallback, useEffect, useState } from 'react';

/** What is fetched when it is wanted: a part of the page, or `failed` where the line was too bad for it. */
export function useLoaded<T>(load: () => Promise<T>): {
  readonly part: { readonly loaded: T } | 'failed' | null;
  retry(): void;
} {
  const [part, setPart] = useState<{ readonly loaded: T } | 'failed' | null>(null);

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
