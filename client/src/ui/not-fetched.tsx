import { FailurePanel } from './failure-panel.tsx';

/** A part of the page that the line was too bad for. */
export function NotFetched({ onRetry }: { onRetry(): void }) {
  return (
    <FailurePanel
      title="This could not be fetched."
      advice="Check the network, then try again. If it stays, reload the page."
      onRetry={onRetry}
    />
  );
}
