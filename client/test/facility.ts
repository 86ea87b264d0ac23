/** Settings of a facility in Johannesburg, as the server gives them where nobody has changed any. */
export const johannesburg = facilityOpen('07:00', '19:00');

/** The same, with other opening hours from Monday to Friday; closed on Saturday and Sunday. */
export function facilityOpen(opensAt: string, closesAt: string) {
  const open = { opensAt, closesAt };
  const closed = { opensAt: null, closesAt: null };
  return {
    name: 'House',
    address: '',
    currency: 'ZAR',
    bookYearsAhead: 10,
    timeZone: 'Africa/Johannesburg',
    locale: 'en-ZA',
    weekStartsOn: 'MONDAY' as const,
    opensAt,
    closesAt,
    openingHours: [open, open, open, open, open, closed, closed],
    usualFrom: '07:30',
    usualUntil: '16:30',
    bookableUntil: '2032-01-01',
  };
}
