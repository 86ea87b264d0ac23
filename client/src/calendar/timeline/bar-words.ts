import { attendees, bookedDevicesWords, cateringWords, peopleWords } from '../../bookings/booking-words.ts';
import { statusFacts } from '../../bookings/status.ts';
import { intervalOf } from '../../time/interval.ts';
import { whenWords } from '../../time/words.ts';
import type { Bar } from '../data/bars.ts';

/** Everything a bar shows by place and colour, said in words. */
export function barWords(bar: Bar, timeZone: string): string {
  const { booking } = bar;
  const where = bar.bookedRoom ?? bar.room?.name;
  if (bar.closure)
    return ['Closed', where, bar.closure.reason, whenWords(bar.interval, timeZone)].filter(Boolean).join(', ');
  if (!booking) return ['Busy', where, whenWords(bar.interval, timeZone)].filter(Boolean).join(', ');
  // When they are there; that the room is taken for longer is shown by the ends of the bar.
  const when = whenWords(intervalOf(booking.startsAt, booking.endsAt), timeZone);
  const devices = bookedDevicesWords(booking);
  const wish = booking.requestedRoom && !booking.room ? `prefers ${booking.requestedRoom.name}` : null;
  return [
    booking.clientName,
    statusFacts[booking.status].words,
    where,
    wish,
    when,
    `${attendees(booking)} people, ${peopleWords(booking)}`,
    ...cateringWords(booking),
    devices,
  ]
    .filter(Boolean)
    .join(', ');
}
