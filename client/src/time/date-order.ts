let monthFirst = false;

/** How the facility writes its dates, for all words from now on: 17 November, or November 17. @param locale BCP 47, of English */
export function writeDatesAs(locale: string): void {
  // By the written month: in figures some locales have an order that nobody there writes by hand.
  const parts = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).formatToParts(0);
  monthFirst = parts.find(({ type }) => type === 'day' || type === 'month')?.type === 'month';
}

/** Whether 3/11 is the eleventh of March. */
export function isMonthFirst(): boolean {
  return monthFirst;
}

/** `17 Nov` or `Nov 17` */
export function dayAndMonth(day: number, month: string): string {
  return monthFirst ? `${month} ${day}` : `${day} ${month}`;
}

/** `17 November 2026` or `November 17, 2026` */
export function withYear(dayAndMonthWords: string, year: number | string): string {
  return `${dayAndMonthWords}${monthFirst ? ',' : ''} ${year}`;
}
