import { NotFetched } from '../ui/not-fetched.tsx';
import './drawer.css';

/** Holds the place of a drawer whose code is still under way. */
export function WaitingDrawer() {
  return <aside className="drawer" aria-busy="true" />;
}

/** Holds the place of a drawer whose code did not come. */
export function FailedDrawer({ onRetry }: { onRetry(): void }) {
  return (
    <aside className="drawer" aria-busy="false">
      <NotFetched onRetry={onRetry} />
    </aside>
  );
}
