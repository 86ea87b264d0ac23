const booking = `fragment Whole on Booking {
  id reference version kind status clientName numLearners numFacilitators startsAt endsAt
  tenant { id code } room { id name } requestedRoom { id name } createdBy { id displayName }
  coffeeTeaStation morningCatering lunchCatering devicesNeeded deviceTypePreference notes
}`;
const entry =
  'id at type version actor { id username } cause reason statusBefore statusAfter roomBefore { id name } roomAfter { id name }';
const dayMs = 86_400_000;

/** The same calendar several times under other names, each beginning a day later. */
function manyCalendars(count: number, days: number, from: number): string {
  const calendar = (index: number) => {
    const begin = from + index * dayMs;
    return `a${index}: calendar(from: "${new Date(begin).toISOString()}", to: "${new Date(begin + days * dayMs).toISOString()}") { occupancies { id startsAt endsAt room { id } booking { ...Whole } } }`;
  };
  return `{ ${Array.from({ length: count }, (_, index) => calendar(index)).join(' ')} } ${booking}`;
}

/** Cheap lists, as many as a request may hold: each keeps the one thread for a moment and a connection of its own. */
export function manySmallLists(): string {
  const lists = [
    'rooms { id }',
    'notificationPreferences { type inApp }',
    'domainEvents(first: 10) { cursor events { type } }',
    'bookings(first: 5) { edges { node { id } } }',
    'notifications(first: 5) { edges { node { id } } }',
  ];
  return `{ ${Array.from({ length: 30 }, (_, index) => `a${index}: ${lists[index % lists.length]}`).join(' ')} }`;
}

/**
 * Each costs nearly what one request may, by the usual limits, in a way of its own. @param from where the facility is
 * full
 */
export function dearQueries(from: number): Readonly<Record<string, string>> {
  return {
    'twenty calendars of twelve days': manyCalendars(20, 12, from),
    'seven calendars of a month': manyCalendars(7, 31, from),
    'a hundred bookings with their histories': `{ bookings(first: 100) { edges { node { ...Whole actions { name allowed reason } history(first: 6) { ${entry} } } } } } ${booking}`,
  };
}
