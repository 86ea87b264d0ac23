import { joinedStatement, type RowOf, text, timestamptz, uuid } from '../../platform/database/statement.ts';

const standingRow = {
  id: uuid,
  bookingId: uuid,
  requestId: uuid,
  deviceId: uuid,
  categoryId: uuid,
  kind: text,
  /** Null for a plan, which nobody has handed out yet. */
  handedOutAt: timestamptz.orNull,
  returnedAt: timestamptz.orNull,
  /** When it is to come back, as its booking and its rental are now. */
  dueAt: timestamptz,
};
export type StandingAssignment = RowOf<typeof standingRow>;

/** What counts as given on the requests of these bookings: neither released nor taken away. */
export const standingAssignments = joinedStatement(
  'standingAssignments',
  standingRow,
  ['OfBookings', 'OfSeries'],
  (form) => `
  select a.id, a.booking_id as "bookingId", a.request_id as "requestId", a.device_id as "deviceId", c.id as "categoryId", c.kind::text as kind,
    a.handed_out_at as "handedOutAt", a.returned_at as "returnedAt", assignment_due(a, b.ends_at, r.due_on) as "dueAt"
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
  join devices d on d.id = a.device_id join device_categories c on c.id = d.category_id
  where a.released_at is null and a.taken_away_at is null and ${
    form === 'OfBookings'
      ? 'b.id = any ($1::uuid[])'
      : '(b.id = $1::uuid or b.series_id = (select s.series_id from bookings s where s.id = $1::uuid))'
  }
  order by a.booking_id, a.request_id, a.id`,
);
