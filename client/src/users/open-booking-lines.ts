type OpenBooking = {
  readonly id: string;
  readonly clientName: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly series?: { readonly id: string; readonly rule: string } | null;
};

/** A booking, or all of a series that is open. */
export type OpenLine = Omit<OpenBooking, 'series'> & {
  /** Null for a booking of its own. */
  readonly rule: string | null;
  readonly times: number;
  /** The start of the last one. */
  readonly last: string;
};

/** Bookings in the order of their start; those of a series are one line, where its first one is. */
export function openBookingLines(bookings: readonly OpenBooking[]): readonly OpenLine[] {
  const lines = Map.groupBy(bookings, ({ id, series }) => series?.id ?? id);
  return [...lines.values()].flatMap((all) => {
    const [first] = all;
    return first
      ? [
          {
            ...first,
            rule: first.series && all.length > 1 ? first.series.rule : null,
            times: all.length,
            last: all.at(-1)!.startsAt,
          },
        ]
      : [];
  });
}
