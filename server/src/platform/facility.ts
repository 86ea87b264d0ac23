/** How many years ahead a booking may be. */
export const bookYearsAhead = {
  name: 'bookYearsAhead',
  variable: 'BOOK_YEARS_AHEAD',
  value: 10,
  least: 1,
  most: 100,
  unit: 'years from today to the last day that can be booked',
  reason:
    'A year that was mistyped is refused. Nobody plans further ahead, and nobody would come upon that booking again.',
} as const;

/** Settings of the facility. */
export type Facility = {
  readonly name: string;
  /** IANA name: days, weeks and opening hours are in this zone. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Wall-clock times, "07:00". */
  readonly opensAt: string;
  readonly closesAt: string;
  /** The last day that may be booked is so many years from today. */
  readonly bookYearsAhead: number;
};

/** The day in a zone that a moment belongs to: "2026-11-23". */
export function dayOf(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    moment,
  );
}

export const johannesburg: Facility = {
  name: 'Colab',
  timeZone: 'Africa/Johannesburg',
  currency: 'ZAR',
  opensAt: '07:00',
  closesAt: '19:00',
  bookYearsAhead: bookYearsAhead.value,
};
