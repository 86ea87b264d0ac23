import { Link } from '@tanstack/react-router';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { usePageTitle } from '../ui/use-page-title.ts';

export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <main className="whole-page">
      <FailurePanel title="This page does not exist." advice="Check the address.">
        <Link to="/calendar" search={{}}>
          Go to the calendar
        </Link>
      </FailurePanel>
    </main>
  );
}
