import { reloadPage } from '../ui/unsaved.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';

/** What nobody foresaw, or a page that could not be fetched: nothing of what is stored is in danger. */
export function BrokenPage() {
  return (
    <main className="whole-page">
      <FailurePanel
        title="This page could not be shown."
        advice="Nothing is lost. Reload the page."
        onRetry={reloadPage}
      />
    </main>
  );
}
