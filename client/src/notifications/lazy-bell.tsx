import { useLoaded } from '../ui/use-loaded.ts';
import { BellButton } from './bell-button.tsx';

async function loadBell() {
  return (await import('./bell.tsx')).Bell;
}

/** The bell stands at once and opens its panel; what it counts follows once the page stands. */
export function LazyBell({ onOpen }: { onOpen(): void }) {
  const { part } = useLoaded(loadBell);
  if (part === null || part === 'failed') return <BellButton count={null} onOpen={onOpen} />;
  return <part.loaded onOpen={onOpen} />;
}
