import { NotFetched } from '../../ui/not-fetched.tsx';

/** The place of a drawer whose part is still under way, or did not come. */
export function Unfetched({ failed, onRetry }: { failed: boolean; onRetry(): void }) {
  return (
    <aside className="drawer" aria-busy={!failed}>
      {failed && <NotFetched onRetry={onRetry} />}
    </aside>
  );
}
