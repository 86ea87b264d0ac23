import { useState } from 'react';
import type { BookingDetailsFragment } from '../graphql/generated/graphql.ts';

/** Holds the version of a booking that somebody decides about: it stays, whatever the stream brings, until they take the new one. */
export function useDecision(now: BookingDetailsFragment) {
  const [basis, setBasis] = useState(now);
  return {
    basis,
    now,
    outdated: now.version > basis.version,
    accept: (next: BookingDetailsFragment = now) => setBasis(next),
  };
}

export type Decision = ReturnType<typeof useDecision>;
