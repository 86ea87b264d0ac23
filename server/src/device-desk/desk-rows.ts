import type { BookingKind, BookingStatus, DeviceKind, DowntimeKind } from '../generated/prisma/enums.ts';
import {
  boolean,
  column,
  integer,
  jsonb,
  type RowOf,
  statement,
  text,
  timestamptz,
  uuid,
} from '../platform/database/statement.ts';

const bookingFacts = {
  status: column<BookingStatus>('booking_status'),
  bookingKind: column<BookingKind>('booking_kind'),
  startsAt: timestamptz,
  endsAt: timestamptz,
  seriesId: uuid.orNull,
};
const bookingFactsOfB = `b.status, b.kind as "bookingKind", b.starts_at as "startsAt", b.ends_at as "endsAt", b.series_id as "seriesId"`;

const requestFacts = {
  id: uuid,
  tenantId: uuid,
  bookingId: uuid,
  kind: column<DeviceKind>('device_kind').orNull,
  categoryId: uuid.orNull,
  quantity: integer,
  withdrawnAt: timestamptz.orNull,
  version: integer,
  ...bookingFacts,
  offSite: jsonb<object>().orNull,
  standing: integer,
  /** The end of the day that a caller named as the day of return; null where none was. */
  namedDueAt: timestamptz.orNull,
  /** The end of the day of return that the booking wished for. */
  wishDueAt: timestamptz.orNull,
};
export type RequestFacts = RowOf<typeof requestFacts>;

const selectRequests = `
  select q.id, q.tenant_id as "tenantId", q.booking_id as "bookingId", q.kind, q.category_id as "categoryId", q.quantity, q.withdrawn_at as "withdrawnAt", q.version,
    ${bookingFactsOfB}, b.off_site as "offSite",
    (select count(*)::integer from device_assignments a where a.request_id = q.id and a.released_at is null and a.taken_away_at is null) as standing,
    end_of_day($2::date) as "namedDueAt", end_of_day(return_day(b.off_site)) as "wishDueAt"
  from device_requests q join bookings b on b.id = q.booking_id`;

/** Requests with what their bookings say, as far as the viewer sees them. $2 is a day of return that was named, or null. */
export const requestsAtDesk = statement(
  'requestsAtDesk',
  requestFacts,
  `${selectRequests} where q.id = any ($1::uuid[]) order by q.id`,
);

export const requestsOfAssignments = statement(
  'requestsOfAssignments',
  requestFacts,
  `${selectRequests} where q.id in (select request_id from device_assignments where id = any ($1::uuid[])) order by q.id`,
);

const rentalFacts = {
  id: uuid,
  bookingId: uuid,
  number: text,
  company: text,
  contactPerson: text.orNull,
  phone: text.orNull,
  email: text.orNull,
  address: text.orNull,
  dueOn: text,
  dueAt: timestamptz,
};
export type RentalFacts = RowOf<typeof rentalFacts>;

/** The rentals of the bookings of these requests, the newest first. */
export const rentalsAtDesk = statement(
  'rentalsAtDesk',
  rentalFacts,
  `
  select r.id, r.booking_id as "bookingId", r.number, r.company, r.contact_person as "contactPerson", r.phone, r.email, r.address,
    r.due_on::text as "dueOn", end_of_day(r.due_on) as "dueAt"
  from rentals r where r.booking_id in (select booking_id from device_requests where id = any ($1::uuid[])) order by r.sequence desc`,
);

const deviceFacts = {
  id: uuid,
  serialNumber: text,
  name: text,
  categoryId: uuid,
  category: text,
  kind: column<DeviceKind>('device_kind'),
  retiredAt: timestamptz.orNull,
  version: integer,
};
export type DeviceFacts = RowOf<typeof deviceFacts>;

export const devicesAtDesk = statement(
  'devicesAtDesk',
  deviceFacts,
  `
  select d.id, d.serial_number as "serialNumber", d.name, d.category_id as "categoryId", c.name as category, c.kind, d.retired_at as "retiredAt", d.version
  from devices d join device_categories c on c.id = d.category_id where d.id = any ($1::uuid[]) order by d.id`,
);

const assignmentFacts = {
  id: uuid,
  tenantId: uuid,
  bookingId: uuid,
  requestId: uuid,
  deviceId: uuid,
  rentalId: uuid.orNull,
  handedOutAt: timestamptz.orNull,
  returnedAt: timestamptz.orNull,
  releasedAt: timestamptz.orNull,
  takenAwayAt: timestamptz.orNull,
  ...bookingFacts,
  dueAt: timestamptz,
};
export type AssignmentFacts = RowOf<typeof assignmentFacts>;

const selectAssignments = `
  select a.id, a.tenant_id as "tenantId", a.booking_id as "bookingId", a.request_id as "requestId", a.device_id as "deviceId", a.rental_id as "rentalId",
    a.handed_out_at as "handedOutAt", a.returned_at as "returnedAt", a.released_at as "releasedAt", a.taken_away_at as "takenAwayAt",
    ${bookingFactsOfB}, assignment_due(a, b.ends_at, r.due_on) as "dueAt"
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id`;

export const assignmentsAtDesk = statement(
  'assignmentsAtDesk',
  assignmentFacts,
  `${selectAssignments} where a.id = any ($1::uuid[]) order by a.id`,
);

/** Of these devices, what was neither released nor returned, as far as the viewer sees it. */
export const standingAssignments = statement(
  'standingAssignments',
  assignmentFacts,
  `${selectAssignments} where a.device_id = any ($1::uuid[]) and a.released_at is null and a.returned_at is null order by a.id`,
);

/** The same of the devices of these assignments. */
export const standingBeside = statement(
  'standingBeside',
  assignmentFacts,
  `${selectAssignments} where a.device_id in (select device_id from device_assignments where id = any ($1::uuid[])) and a.released_at is null and a.returned_at is null order by a.id`,
);

const spanFacts = {
  deviceId: uuid,
  startsAt: timestamptz,
  endsAt: timestamptz.orNull,
  assignmentId: uuid.orNull,
  downtimeId: uuid.orNull,
  /** Null for a downtime, and where the viewer does not see the booking. */
  bookingId: uuid.orNull,
  isOut: boolean,
};
/** What takes a device, whosever it is. */
export type SpanFacts = RowOf<typeof spanFacts>;

const selectSpans = `
  select o.device_id as "deviceId", lower(o.period) as "startsAt", upper(o.period) as "endsAt", o.assignment_id as "assignmentId", o.downtime_id as "downtimeId",
    a.booking_id as "bookingId", a.handed_out_at is not null and a.returned_at is null as "isOut"
  from device_occupancies o left join device_assignments a on a.id = o.assignment_id`;

/** From a moment on, without end where $3 is null. */
export const spansAtDesk = statement(
  'spansAtDesk',
  spanFacts,
  `${selectSpans} where o.device_id = any ($1::uuid[]) and o.period && tstzrange($2::timestamptz, $3::timestamptz) order by o.taken_from, o.id`,
);

/** Of the device of a downtime, from its beginning on. */
export const spansOfDowntime = statement(
  'spansOfDowntime',
  spanFacts,
  `${selectSpans} join device_downtimes t on t.device_id = o.device_id
  where t.id = $1::uuid and o.period && tstzrange(t.starts_at, null) order by o.taken_from, o.id`,
);

/** What takes a device after a day; nothing where no day is given. */
export const spansAfterDay = statement(
  'spansAfterDay',
  spanFacts,
  `${selectSpans} where o.device_id = $1::uuid and upper(o.period) > end_of_day($2::date) order by o.taken_from, o.id`,
);

/** From a moment until the last of these requests would have to give devices back; $4 is a day of return that was named. */
export const spansUntilDue = statement(
  'spansUntilDue',
  spanFacts,
  `${selectSpans}
  where o.device_id = any ($1::uuid[]) and o.period && tstzrange($3::timestamptz, greatest($3::timestamptz, (
    select max(greatest(b.ends_at, end_of_day(booking_return_day(b)), end_of_day(return_day(b.off_site)), end_of_day($4::date), (select max(end_of_day(r.due_on)) from rentals r where r.booking_id = b.id)))
    from device_requests q join bookings b on b.id = q.booking_id where q.id = any ($2::uuid[]))))
  order by o.taken_from, o.id`,
);

const otherSpanFacts = { ...spanFacts, ofAssignmentId: uuid };

/** What else takes the devices of these assignments, from a moment until each is due. */
export const spansBeside = statement(
  'spansBeside',
  otherSpanFacts,
  `
  select mine.id as "ofAssignmentId", o.device_id as "deviceId", lower(o.period) as "startsAt", upper(o.period) as "endsAt", o.assignment_id as "assignmentId", o.downtime_id as "downtimeId",
    a.booking_id as "bookingId", a.handed_out_at is not null and a.returned_at is null as "isOut"
  from device_assignments mine join bookings b on b.id = mine.booking_id left join rentals r on r.id = mine.rental_id
    join device_occupancies o on o.device_id = mine.device_id and o.assignment_id is distinct from mine.id
      and o.period && tstzrange($2::timestamptz, greatest($2::timestamptz, assignment_due(mine, b.ends_at, r.due_on)))
    left join device_assignments a on a.id = o.assignment_id
  where mine.id = any ($1::uuid[]) order by o.taken_from, o.id`,
);

const downtimeFacts = {
  id: uuid,
  deviceId: uuid,
  kind: column<DowntimeKind>('downtime_kind'),
  startsAt: timestamptz,
  expectedEnd: timestamptz.orNull,
  endedAt: timestamptz.orNull,
  note: text.orNull,
  /** Of its device: a downtime goes by that. */
  deviceVersion: integer,
};
export type DowntimeFacts = RowOf<typeof downtimeFacts>;

const selectDowntimes = `
  select t.id, t.device_id as "deviceId", t.kind, t.starts_at as "startsAt", t.expected_end as "expectedEnd", t.ended_at as "endedAt", t.note, d.version as "deviceVersion"
  from device_downtimes t join devices d on d.id = t.device_id`;

export const downtimesAtDesk = statement(
  'downtimesAtDesk',
  downtimeFacts,
  `${selectDowntimes} where t.id = any ($1::uuid[]) order by t.id`,
);

/** Of these devices, what has begun and not ended. */
export const downtimesNow = statement(
  'downtimesNow',
  downtimeFacts,
  `${selectDowntimes} where t.device_id = any ($1::uuid[]) and t.starts_at <= $2::timestamptz and coalesce(t.ended_at > $2::timestamptz, true) order by t.id`,
);

/** The same of the devices of these assignments. */
export const downtimesBeside = statement(
  'downtimesBeside',
  downtimeFacts,
  `${selectDowntimes} where t.device_id in (select device_id from device_assignments where id = any ($1::uuid[])) and t.starts_at <= $2::timestamptz and coalesce(t.ended_at > $2::timestamptz, true) order by t.id`,
);
