import type { Booking } from '../../generated/prisma/client.ts';
import { joinedStatement, type RowOf, text, uuid } from '../../platform/database/statement.ts';

const rentalRow = {
  bookingId: uuid,
  rentalNumber: text,
  company: text,
  contactPerson: text.orNull,
  phone: text.orNull,
  email: text.orNull,
  address: text.orNull,
  /** A day in the facility's zone. */
  returnOn: text,
};
type NewestRental = RowOf<typeof rentalRow>;

/** The newest rental of each of these bookings that has one. */
export const newestRentals = joinedStatement(
  'newestRentals',
  rentalRow,
  ['OfBookings', 'OfSeries'],
  (form) => `
  select distinct on (r.booking_id) r.booking_id as "bookingId", r.number as "rentalNumber", r.company, r.contact_person as "contactPerson",
    r.phone, r.email, r.address, to_char(r.due_on, 'YYYY-MM-DD') as "returnOn"
  from rentals r where r.booking_id ${
    form === 'OfBookings'
      ? '= any ($1::uuid[])'
      : 'in (select b.id from bookings b where b.id = $1::uuid or b.series_id = (select s.series_id from bookings s where s.id = $1::uuid))'
  }
  order by r.booking_id, r.sequence desc`,
);

/** A booking whose off-site is that of its newest rental, once there is one. */
export function asRented(booking: Booking, rentals: readonly NewestRental[]): Booking {
  const rental = rentals.find(({ bookingId }) => bookingId === booking.id);
  if (!rental) return booking;
  const { bookingId: _bookingId, ...offSite } = rental;
  return { ...booking, offSite };
}
