import { useCallback, useEffect, useState } from 'react';

/** So long a part waits before it is fetched again by itself. */
const retryMs = 2_000;

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

/** The same, again and again until it is there. */
export function useLoadedAtLast<T>(load: () => Promise<T>): T | null {
  const { part, retry } = useLoaded(load);
  const isFailed = part === 'failed';
  useRetrySoon(isFailed, retry);
  return part === null || isFailed ? null : part.loaded;
}

/** Tries again in a moment, for as long as it failed. */
export function useRetrySoon(isFailed: boolean, retry: () => void): void {
  useEffect(() => {
    const timer = isFailed ? setTimeout(retry, retryMs) : undefined;
    return () => clearTimeout(timer);
  }, [isFailed, retry]);
}
