import type { BookingDetailsFragment } from '../graphql/generated/graphql.ts';
import { lazyPart } from '../ui/lazy-part.tsx';

const SeriesBox = lazyPart(async () => (await import('./series-box.tsx')).SeriesBox);

/** Where a booking shows the series it is one of; fetched where it may be one. */
export function SeriesPlace({ booking }: { booking: BookingDetailsFragment }) {
  return booking.seriesId == null ? null : <SeriesBox booking={booking} />;
}
