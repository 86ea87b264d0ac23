import { Link } from '@tanstack/react-router';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';

export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <main className="whole-page">
      <FailurePanel title="There is nothing at this address." advice="It may have been mistyped.">
        <Link to="/calendar" search={{}}>
          Go to the calendar
        </Link>
      </FailurePanel>
    </main>
  );
}
