import type { DeviceAssignment, DeviceRequest, Rental, User } from '../../generated/prisma/client.ts';
import { batched, byKey } from '../../platform/batched.ts';
import type { RequestContext } from '../../platform/context.ts';
import { boolean, integer, statement, timestamptz, uuid } from '../../platform/database/statement.ts';
import { loadSightings } from '../calendar/load-calendar.ts';
import type { BookingView } from '../occupancy-view.ts';
import { inVisibleTenants } from '../queries.ts';

export const loadDeviceRequest = batched<DeviceRequest>(async (context, ids) =>
  byKey(
    await context.db.prisma.deviceRequest.findMany({ where: { id: { in: [...ids] }, ...inVisibleTenants(context) } }),
  ),
);

export const loadAssignment = batched<DeviceAssignment>(async (context, ids) =>
  byKey(
    await context.db.prisma.deviceAssignment.findMany({
      where: { id: { in: [...ids] }, ...inVisibleTenants(context) },
    }),
  ),
);

export const loadRental = batched<Rental>(async (context, ids) =>
  byKey(await context.db.prisma.rental.findMany({ where: { id: { in: [...ids] }, ...inVisibleTenants(context) } })),
);

/** With room, people and division, so that none of them is looked up booking by booking. */
export const loadBookingView = batched<BookingView>(async (context, ids) =>
  byKey((await loadSightings(context, ids)).flatMap(({ booking }) => booking ?? [])),
);

/** As much of a person as the schema tells of colleagues. */
export const loadPerson = batched<User>(async ({ db }, ids) =>
  byKey(
    (await db.prisma.user.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, username: true, displayName: true },
    })) as User[],
  ),
);

/** How a request stands; moments of its own window, to the end of the day on which its devices come back. */
type RequestStanding = {
  readonly id: string;
  readonly assigned: number;
  readonly isOpen: boolean;
  readonly startsAt: Date;
  readonly endsAt: Date;
};

const requestStandings = statement(
  'requestStandings',
  { id: uuid, assigned: integer, isOpen: boolean, startsAt: timestamptz, endsAt: timestamptz },
  `
  select q.id, (select count(*)::integer from device_assignments a where a.request_id = q.id and a.released_at is null and a.taken_away_at is null) as assigned,
    q.withdrawn_at is null and b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and w.ends_at > $2::timestamptz as "isOpen",
    b.starts_at as "startsAt", w.ends_at as "endsAt"
  from device_requests q join bookings b on b.id = q.booking_id
    cross join lateral (select greatest(b.ends_at, end_of_day(booking_return_day(b))) as ends_at) w
  where q.id = any ($1::uuid[])`,
);

export const loadRequestStanding = batched<RequestStanding>(async ({ db, clock }, ids) =>
  byKey(await db.run(requestStandings([...ids], clock()))),
);

/** From when to when an assignment takes its device, were it not returned earlier. */
type AssignmentSpan = { readonly id: string; readonly startsAt: Date; readonly dueAt: Date };

const assignmentSpans = statement(
  'assignmentSpans',
  { id: uuid, startsAt: timestamptz, dueAt: timestamptz },
  `
  select a.id, least(greatest(b.starts_at, a.not_before), a.handed_out_at) as "startsAt", assignment_due(a, b.ends_at, r.due_on) as "dueAt"
  from device_assignments a join bookings b on b.id = a.booking_id left join rentals r on r.id = a.rental_id
  where a.id = any ($1::uuid[])`,
);

export const loadAssignmentSpan = batched<AssignmentSpan>(async ({ db }, ids) =>
  byKey(await db.run(assignmentSpans([...ids]))),
);

function listsBy<Row>(rows: readonly Row[], name: keyof Row): ReadonlyMap<string, Row[]> {
  return Map.groupBy(rows, (row) => String(row[name]));
}

/** Always in the same order. */
const loadRequestsOfBooking = batched<DeviceRequest[]>(async (context, ids) =>
  listsBy(
    await context.db.prisma.deviceRequest.findMany({
      where: { bookingId: { in: [...ids] }, withdrawnAt: null, ...inVisibleTenants(context) },
      orderBy: [{ category: { name: 'asc' } }, { kind: 'asc' }, { id: 'asc' }],
    }),
    'bookingId',
  ),
);

export async function requestsOfBooking(context: RequestContext, bookingId: string): Promise<DeviceRequest[]> {
  return (await loadRequestsOfBooking(context, bookingId)) ?? [];
}

const assignmentKeys = statement(
  'assignmentsOfRequests',
  { id: uuid },
  `
  select a.id from device_assignments a join devices d on d.id = a.device_id
  where a.request_id = any ($1::uuid[]) and a.released_at is null order by serial_order(d.serial_number), a.id`,
);

const loadAssignmentsOfRequest = batched<DeviceAssignment[]>(async (context, ids) => {
  const keys = await context.db.run(assignmentKeys([...ids]));
  return listsBy(await inOrder(context, keys), 'requestId');
});

const rentalAssignmentKeys = statement(
  'assignmentsOfRentals',
  { id: uuid },
  `
  select a.id from device_assignments a join devices d on d.id = a.device_id
  where a.rental_id = any ($1::uuid[]) and a.released_at is null order by serial_order(d.serial_number), a.id`,
);

const loadAssignmentsOfRental = batched<DeviceAssignment[]>(async (context, ids) => {
  const keys = await context.db.run(rentalAssignmentKeys([...ids]));
  return listsBy(await inOrder(context, keys), 'rentalId');
});

async function inOrder(context: RequestContext, keys: readonly { readonly id: string }[]): Promise<DeviceAssignment[]> {
  const rows = byKey(
    await context.db.prisma.deviceAssignment.findMany({
      where: { id: { in: keys.map(({ id }) => id) }, ...inVisibleTenants(context) },
    }),
  );
  return keys.flatMap(({ id }) => rows.get(id) ?? []);
}

/** By serial number; those that were released are not among them. */
export async function assignmentsOfRequest(context: RequestContext, requestId: string): Promise<DeviceAssignment[]> {
  return (await loadAssignmentsOfRequest(context, requestId)) ?? [];
}

/** By serial number; those that were released are not among them. */
export async function assignmentsOfRental(context: RequestContext, rentalId: string): Promise<DeviceAssignment[]> {
  return (await loadAssignmentsOfRental(context, rentalId)) ?? [];
}

const loadRentalsOfBooking = batched<Rental[]>(async (context, ids) =>
  listsBy(
    await context.db.prisma.rental.findMany({
      where: { bookingId: { in: [...ids] }, ...inVisibleTenants(context) },
      orderBy: { sequence: 'desc' },
    }),
    'bookingId',
  ),
);

/** The newest first: it says when what is still open comes back. */
export async function rentalsOfBooking(context: RequestContext, bookingId: string): Promise<Rental[]> {
  return (await loadRentalsOfBooking(context, bookingId)) ?? [];
}

const devicesAssigned = statement(
  'devicesAssigned',
  { id: uuid, count: integer },
  `
  select a.booking_id as id, count(*)::integer as count
  from device_assignments a join device_requests q on q.id = a.request_id
  where a.booking_id = any ($1::uuid[]) and a.released_at is null and a.taken_away_at is null and q.withdrawn_at is null group by 1`,
);

const loadDevicesAssigned = batched<{ readonly id: string; readonly count: number }>(async ({ db }, ids) =>
  byKey(await db.run(devicesAssigned([...ids]))),
);

/** How many devices stand on a booking: given, and neither released nor taken away. */
export async function countDevicesAssigned(context: RequestContext, bookingId: string): Promise<number> {
  return (await loadDevicesAssigned(context, bookingId))?.count ?? 0;
}

const daysOverdue = statement(
  'daysOverdue',
  { id: uuid, days: integer },
  `
  select r.id, ($2::timestamptz at time zone facility_zone())::date - r.due_on as days
  from rentals r
  where r.id = any ($1::uuid[]) and end_of_day(r.due_on) <= $2::timestamptz
    and exists (select from device_assignments a where a.rental_id = r.id and a.handed_out_at is not null and a.returned_at is null)`,
);

const loadOverdue = batched<{ readonly id: string; readonly days: number }>(async ({ db, clock }, ids) =>
  byKey(await db.run(daysOverdue([...ids], clock()))),
);

/** How many days ago the devices of a rental were due that are still out; 0 where none is overdue. */
export async function daysOverdueOf(context: RequestContext, rentalId: string): Promise<number> {
  return (await loadOverdue(context, rentalId))?.days ?? 0;
}
