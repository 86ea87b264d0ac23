import { NotFetched } from '../ui/not-fetched.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import type { RepeatGroupProps } from './repeat-group.tsx';

async function loadRepeatGroup() {
  return (await import('./repeat-group.tsx')).RepeatGroup;
}

/** Where a form says how it repeats; fetched once somebody wants to. */
export function RepeatPlace(props: RepeatGroupProps) {
  const { part, retry } = useLoaded(loadRepeatGroup);
  if (part === null) return <div className="series-dates-wait" aria-busy="true" />;
  if (part === 'failed') return <NotFetched onRetry={retry} />;
  return <part.loaded {...props} />;
}
