import { useGhosts } from './use-waiting.ts';

/** How many wait for a room, now. */
export function WaitingCount() {
  const { ghosts } = useGhosts();
  if (!ghosts || ghosts.length === 0) return null;
  return (
    <span className="navigation-count" title={`${ghosts.length} need a room`}>
      {ghosts.length}
      <span className="unseen"> need a room</span>
    </span>
  );
}
