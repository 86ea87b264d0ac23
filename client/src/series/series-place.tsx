import type { BookingDetailsFragment } from '../graphql/generated/graphql.ts';
import { NotFetched } from '../ui/not-fetched.tsx';
import { useLoaded } from '../ui/use-loaded.ts';

async function loadSeriesBox() {
  return (await import('./series-box.tsx')).SeriesBox;
}

/** Where a booking shows the series it is one of; fetched where it may be one. */
export function SeriesPlace({ booking }: { booking: BookingDetailsFragment }) {
  return booking.seriesId == null ? null : <FetchedBox booking={booking} />;
}

function FetchedBox({ booking }: { booking: BookingDetailsFragment }) {
  const { part, retry } = useLoaded(loadSeriesBox);
  if (part === null) return null;
  if (part === 'failed') return <NotFetched onRetry={retry} />;
  return <part.loaded booking={booking} />;
}
