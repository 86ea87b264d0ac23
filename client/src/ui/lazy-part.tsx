import type { ComponentType } from 'react';
import { NotFetched } from './not-fetched.tsx';
import { useLoaded, useRetrySoon } from './use-loaded.ts';

type Standins<Props> = {
  /** Stands in its place until it has come; nothing, where left out. */
  readonly waiting?: ComponentType<Props>;
  /** Stands in its place where the line was too bad for it; says so and tries again, where left out. Null: nothing. */
  readonly failed?: ComponentType<Props & { onRetry(): void }> | null;
};

/**
 * A component whose code is fetched when it is first shown, or before that by `fetch`. Once it has come, it stands at
 * once wherever it is shown.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { waiting: Waiting, failed: Failed = NotFetched }: Standins<Props> = {},
) {
  let loaded: ComponentType<Props> | null = null;
  async function loadOnce() {
    return (loaded ??= await load());
  }

  function LazyPart(props: Props) {
    const { part, retry } = useLoaded(loadOnce, loaded);
    if (part === null) return Waiting ? <Waiting {...props} /> : null;
    if (part === 'failed') return Failed ? <Failed {...props} onRetry={retry} /> : null;
    const Part = part.loaded;
    return <Part {...props} />;
  }

  /** Never fails: what did not come is fetched again when it is shown. */
  async function fetch(): Promise<void> {
    await loadOnce().catch(() => undefined);
  }

  return Object.assign(LazyPart, { fetch });
}

/** For a part that somebody wants without asking for it: shows nothing, and tries again until the line is there. */
export function RetrySoon({ onRetry }: { onRetry(): void }) {
  useRetrySoon(true, onRetry);
  return null;
}
