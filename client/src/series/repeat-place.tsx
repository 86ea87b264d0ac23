import { lazyPart } from '../ui/lazy-part.tsx';

/** Where a form says how it repeats; fetched once somebody wants to. */
export const RepeatPlace = lazyPart(async () => (await import('./repeat-group.tsx')).RepeatGroup, {
  waiting: () => <div className="series-dates-wait" aria-busy="true" />,
});
