import type { ReactNode } from 'react';
import { Segmented } from '../ui/segmented.tsx';
import { useSeries } from './use-series.ts';

export type Scope = 'ONE' | 'FOLLOWING' | 'ALL';

const scopeOptions = [
  { value: 'ONE', label: 'This one' },
  { value: 'FOLLOWING', label: 'This and following' },
  { value: 'ALL', label: 'All' },
] as const;

/** What of a series is meant: the booking alone, unless somebody says otherwise. */
export function useScope(
  booking: { readonly id: string; readonly seriesId?: string | null },
  chosen: Scope,
  onChoose: (scope: Scope) => void,
): { readonly scope: Scope; readonly field: ReactNode } {
  const { series } = useSeries(booking);
  if (!series || series.bookings.length < 2) return { scope: 'ONE', field: null };
  return {
    scope: chosen,
    field: (
      <Segmented<Scope>
        label="Which bookings of the series"
        options={scopeOptions}
        value={chosen}
        onChange={onChoose}
      />
    ),
  };
}

/** What was done to how many, and what stayed as it was. */
export function seriesDone(
  what: string,
  { bookings, skipped }: { readonly bookings: readonly unknown[]; readonly skipped: readonly unknown[] },
): string {
  const many = `${bookings.length} ${bookings.length === 1 ? 'booking' : 'bookings'} of ${what}`;
  return skipped.length === 0
    ? many
    : `${many} (${skipped.length} past ${skipped.length === 1 ? 'booking' : 'bookings'} unchanged)`;
}
