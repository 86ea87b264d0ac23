import { FailurePanel } from './failure-panel.tsx';

/** A part of the page that the line was too bad for. */
export function NotFetched({ onRetry }: { onRetry(): void }) {
  return (
    <FailurePanel
      title="This could not be loaded."
      advice="Check the network, then try again. If it keeps happening, reload the page."
      onRetry={onRetry}
    />
  );
}
