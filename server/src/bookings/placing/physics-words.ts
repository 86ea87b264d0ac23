/** SQL that says which booking, for people who look for it. */
export function describeBooking(booking: string) {
  return `${booking}.reference || ' (' || ${booking}.client_name || ', ' || ${booking}.status || ')'`;
}

/** SQL that says a period in UTC, also one without an end. */
export function describePeriod(period: string) {
  return `to_char(lower(${period}), 'YYYY-MM-DD HH24:MI') || coalesce(' to ' || to_char(upper(${period}), 'YYYY-MM-DD HH24:MI') || ' UTC', ' UTC on')`;
}
