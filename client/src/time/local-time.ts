/** What a form holds: a day and a time on the wall of the facility. */
export type LocalTime = {
  /** `2026-11-17` */
  readonly date: string;
  /** `07:30` */
  readonly time: string;
};

export function localTimeOf(instant: string, timeZone: string): LocalTime {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return { date: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: 'minute' }) };
}

/**
 * The instant of a time on the wall, as UTC text; null where a part is missing, or where the clock skips that time
 * (nobody can keep an appointment at 02:30 when it never strikes).
 */
export function instantOf(local: LocalTime, timeZone: string): string | null {
  if (!local.date || !local.time) return null;
  try {
    const plain = Temporal.PlainDateTime.from(`${local.date}T${local.time}`);
    const zoned = plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
    if (!zoned.toPlainDateTime().equals(plain)) return null;
    return zoned.toInstant().toString();
  } catch {
    return null;
  }
}

/** Moves the end along with the start, keeping the length in days and the time of day. */
export function shiftDate(date: string, from: string, to: string): string {
  try {
    const distance = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to));
    return Temporal.PlainDate.from(date).add(distance).toString();
  } catch {
    return to;
  }
}
