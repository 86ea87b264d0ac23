import { useGhosts } from './use-waiting.ts';

/** How many wait for a room, now. */
export function WaitingCount() {
  const { ghosts } = useGhosts();
  if (!ghosts || ghosts.length === 0) return null;
  return (
    <span className="navigation-count" title={`${ghosts.length} waiting for a room`}>
      {ghosts.length}
      <span className="unseen"> waiting for a room</span>
    </span>
  );
}
