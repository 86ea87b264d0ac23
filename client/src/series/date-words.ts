/** `Tue 8 Dec`, with the year where it is not this one. */
export function spokenDay(date: string): string {
  const day = Temporal.PlainDate.from(date)
  const year = day.year === Temporal.Now.plainDateISO().year ? {} : ({ year: 'numeric' } as const)
  return day.toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', ...year }).replace(',', '')
}
