/** Settings of the house itself. */
export type Facility = {
  readonly name: string;
  /** IANA name: days, weeks and opening hours are those of this zone. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Wall-clock times, "07:00". */
  readonly opensAt: string;
  readonly closesAt: string;
};

/** The day that a moment belongs to in a zone: "2026-11-23". */
export const dayOf = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment);

export const johannesburg: Facility = {
  name: 'Colab',
  timeZone: 'Africa/Johannesburg',
  currency: 'ZAR',
  opensAt: '07:00',
  closesAt: '19:00',
};
