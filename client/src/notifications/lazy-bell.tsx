import { lazyPart } from '../ui/lazy-part.tsx';
import { BellButton } from './bell-button.tsx';

type BellProps = { onOpen(): void };

function WithoutCount({ onOpen }: BellProps) {
  return <BellButton count={null} onOpen={onOpen} />;
}

/** The bell stands at once and opens its panel; what it counts follows once the page stands. */
export const LazyBell = lazyPart<BellProps>(async () => (await import('./bell.tsx')).Bell, {
  waiting: WithoutCount,
  failed: WithoutCount,
});
