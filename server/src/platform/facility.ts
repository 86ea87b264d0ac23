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

/** Wall-clock times of one day: "07:00". A day may end at "24:00". */
export type Hours = { readonly from: string; readonly until: string };

/** Settings of the facility, as they hold at the moment. */
export type Facility = {
  readonly name: string;
  /** Of several lines; empty where nobody gave one. */
  readonly address: string;
  /** IANA name: days, weeks and opening hours are in this zone. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** BCP 47, of English: how dates are written. */
  readonly locale: string;
  /** ISO: 1 is Monday. */
  readonly weekStartsOn: number;
  /** Of seven weekdays, from Monday; null on one that is closed. Nothing is refused for them. */
  readonly openingHours: readonly (Hours | null)[];
  /** Those of a booking for which nobody says others. */
  readonly usualHours: Hours;
  /** The last day that may be booked is so many years from today. */
  readonly bookYearsAhead: number;
};

/** Knows the settings as this server last read them, and follows them. */
export type FacilityWatch = {
  readonly facility: Facility;
  /** Reads them again; what was committed before this call is in them. */
  refresh(): Promise<Facility>;
  /** Calls back whenever they have changed, until the returned function is called. */
  onChange(wake: () => void): () => void;
};

/** From the earliest opening to the latest closing of a week. */
export function widestHours({ openingHours }: Pick<Facility, 'openingHours'>): Hours {
  const open = openingHours.filter((hours) => hours !== null);
  return {
    from: open.map(({ from }) => from).toSorted()[0] ?? '00:00',
    until:
      open
        .map(({ until }) => until)
        .toSorted()
        .at(-1) ?? '24:00',
  };
}

/** The day in a zone that a moment belongs to: "2026-11-23". */
export function dayOf(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    moment,
  );
}

const workingDay: Hours = { from: '07:00', until: '19:00' };

/** What holds where neither the page nor the environment says otherwise. */
export const johannesburg: Facility = {
  name: 'Colab',
  address: '',
  timeZone: 'Africa/Johannesburg',
  currency: 'ZAR',
  locale: 'en-ZA',
  weekStartsOn: 1,
  openingHours: [workingDay, workingDay, workingDay, workingDay, workingDay, null, null],
  usualHours: { from: '07:30', until: '16:30' },
  bookYearsAhead: bookYearsAhead.value,
};
