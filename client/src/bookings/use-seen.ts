import { useState } from 'react';
import type { BookingDetailsFragment } from '../graphql/generated/graphql.ts';

/** The version of a booking that somebody decides about: it stays, whatever the stream brings, until they take the new one. */
export function useSeen(now: BookingDetailsFragment) {
  const [seen, setSeen] = useState(now);
  return {
    seen,
    now,
    outdated: now.version > seen.version,
    accept: (next: BookingDetailsFragment = now) => setSeen(next),
  };
}

export type Seen = ReturnType<typeof useSeen>;
