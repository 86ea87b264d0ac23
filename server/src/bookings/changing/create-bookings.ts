import { randomUUID } from 'node:crypto';
import type { Room } from '../../generated/prisma/client.ts';
import { degreeOf, mustBeAllowed } from '../../people/rights/policy.ts';
import { may } from '../../platform/may.ts';
import { noteForAudit } from '../../platform/audited-request.ts';
import type { Context, Viewer } from '../../platform/context.ts';
import type { Query } from '../../platform/database/statement.ts';
import { insertInto } from '../../platform/database/table.ts';
import type { InvalidField } from '../../platform/errors.ts';
import { InvalidInputError, NotAllowedError } from '../../platform/errors.ts';
import { parse, refuse } from '../../platform/input.ts';
import { findRooms } from '../../resources/rooms.ts';
import { orMayNotBook } from '../bookers.ts';
import { type BookingChanges, bookingsTable } from '../bookings-table.ts';
import { type Claim, explain, findObstacles } from '../placing/claims.ts';
import {
  type EarlierRequest,
  earlierRequest,
  findEarlierRequest,
  bookingsMadeBy,
  type Request,
  requestOf,
  rememberRequest,
} from './idempotency.ts';
import { tooFarAhead } from '../horizon.ts';
import { mustBeCategories, newWishes } from '../devices/device-wishes.ts';
import { createBookingsInput, type CreateBookingsInput, wantsDevices } from '../input.ts';
import { mustNotMeet } from '../placing/meetings.ts';
import { mustReturnAfter, returnTooFar } from '../off-site.ts';
import { extrasOf } from '../extras.ts';
import { turnaroundIn } from '../turnaround.ts';
import { nothingWritten, type Outcome, underLocks } from './under-locks.ts';

type Owner = { readonly tenantId: string; readonly userId: string };

/** What a series adds to the bookings that it consists of. */
type SeriesToMake = {
  readonly id: string;
  /** The input of the series, by which a repetition of the request is recognised. */
  readonly requestInput: object;
  /** Writes its rule, in the transaction of the bookings. */
  readonly writeRule: (owner: Owner) => readonly Query[];
};

type Options = { readonly dryRun?: boolean | null | undefined; readonly series?: SeriesToMake };

type ParsedInput = ReturnType<typeof parse<typeof createBookingsInput>>;
type Segment = ParsedInput['segments'][number];

/** The bookings of a request; with a key that was used before, they were made then and not now. */
export type CreatedBookings = { readonly bookingIds: readonly string[]; readonly repeated: boolean };

/**
 * Books every segment, or none. Callers with `room:book-direct` get the room at once; for everybody else it is a wish,
 * and the booking a ghost (docs/domain.md, "Roles and rights" and "Life of a booking"). Returns the ids, in the order of the segments; for a repeated request
 * those that it made before, whatever became of them.
 * @throws InvalidInputError NotAllowedError RoomTakenError BusyError IdempotencyMismatchError
 */
export async function createBookings(
  context: Context,
  raw: CreateBookingsInput,
  options: Options = {},
): Promise<Outcome<CreatedBookings>> {
  const { dryRun, series } = options;
  if (dryRun === true) noteForAudit({ dryRun });
  const viewer = mustBeAllowed(context.viewer, 'booking:create');
  noteDivisions(viewer, raw.tenantId);
  const input = parse(createBookingsInput, raw);
  const tenantId = chooseTenant(viewer, input.tenantId);
  await mustBeCategories(context, input.devices, 'devices');
  for (const { endsAt } of input.segments) mustReturnAfter(input.offSite, endsAt, context.facility);
  const owner = { tenantId, userId: viewer.userId };
  const request = requestOf(owner, input.idempotencyKey, series?.requestInput ?? raw);
  const earlierIds = request && (await findEarlierRequest(context, request));
  if (earlierIds) return nothingWritten({ bookingIds: earlierIds, repeated: true }, dryRun);

  const booksDirectly = input.kind === 'ROOM' && may(viewer, 'room:book-direct', tenantId);
  const rooms = await findRooms(
    context,
    input.segments.flatMap(({ roomId, requestedRoomId }) => [roomId, requestedRoomId].filter((id) => id !== null)),
  );
  const claims = booksDirectly ? claimsOf(input, rooms) : [];
  checkRooms(context, input, rooms, claims);
  await mustNotMeet(context.db, claims, (index) => `segments.${index}.startsAt`);

  const seriesId = series?.id ?? (input.segments.length > 1 ? randomUUID() : null);
  const rows = input.segments.map((segment, index) =>
    rowOf(context, input, segment, { owner, seriesId, claim: claims.find((claim) => claim.index === index) }),
  );
  return orMayNotBook(
    'tenantId',
    () => place(context, { rows, claims, owner, request }, options),
    'You can no longer book for this division. Nothing was saved.',
  );
}

type Row = BookingChanges & { readonly id: string };
type Placing = {
  readonly rows: readonly Row[];
  readonly claims: readonly Claim[];
  readonly owner: Owner;
  readonly request: Request | null;
};

/** @throws RoomTakenError BusyError IdempotencyMismatchError */
async function place(
  context: Context,
  { rows, claims, owner, request }: Placing,
  { dryRun, series }: Options,
): Promise<Outcome<CreatedBookings>> {
  // Most of many requests for one room are refused here, before they wait for a lock.
  if ((await findObstacles(context.db, claims, [])).length > 0) {
    // A booking there may be this very request's own, made by a repetition of it a moment ago.
    const idsMadeMeanwhile = request && (await findEarlierRequest(context, request));
    if (idsMadeMeanwhile) return nothingWritten({ bookingIds: idsMadeMeanwhile, repeated: true }, dryRun);
    throw await explain(context, claims, []);
  }
  const locks = {
    rooms: claims.map((claim) => claim.room.id),
    wishes: rows.flatMap(({ requestedRoomId }) => requestedRoomId ?? []),
    request,
  };
  const bookingIds = rows.map(({ id }) => id);
  return underLocks<{ earlier: Query<EarlierRequest> | null }, CreatedBookings>(
    context,
    { cause: series ? 'createSeries' : 'createBookings', dryRun, at: locks },
    {
      // The first look was a moment ago.
      read: (forUpdate) => ({ earlier: forUpdate && request ? earlierRequest(request, context.clock()) : null }),
      decide: ({ earlier: [earlier] }) =>
        earlier
          ? { nothingToDo: { bookingIds: bookingsMadeBy(earlier), repeated: true } }
          : {
              locks,
              claims,
              write: () => [
                insertInto(bookingsTable, rows),
                ...(series?.writeRule(owner) ?? []),
                ...(request ? rememberRequest(request, bookingIds, context.clock()) : []),
              ],
              result: { bookingIds, repeated: false },
            },
    },
  );
}

function bookableBy(viewer: Viewer) {
  return viewer.tenants.filter(
    (tenant) => may(viewer, 'booking:create', tenant.id) && degreeOf(viewer, tenant.id) === 'full',
  );
}

/** Notes for the audit trail, when the caller names no division, those for which they book. */
export function noteDivisions(viewer: Viewer, requestedTenantId: string | null | undefined): void {
  if (requestedTenantId == null) noteForAudit({ tenantIds: bookableBy(viewer).map(({ id }) => id) });
}

function chooseTenant(viewer: Viewer, requestedTenantId: string | null): string {
  const bookableTenants = bookableBy(viewer);
  // A token may book and not read, but the requester of a booking is notified of its changes.
  if (bookableTenants.length === 0 && viewer.tenants.some(({ id }) => may(viewer, 'booking:create', id))) {
    throw new NotAllowedError(
      'booking:read',
      'Booking also needs the permission booking:read. Ask an administrator for it.',
    );
  }
  if (requestedTenantId === null) {
    const [only, another] = bookableTenants;
    return only && !another ? only.id : refuse('tenantId', 'Choose one of your divisions.');
  }
  const tenant = bookableTenants.find(({ id }) => id === requestedTenantId);
  return tenant ? tenant.id : refuse('tenantId', 'This division does not exist, or you can’t book for it.');
}

function attendeesOf(input: ParsedInput, segment: Segment): number {
  return (segment.numLearners ?? input.numLearners) + (segment.numFacilitators ?? input.numFacilitators);
}

function claimsOf(input: ParsedInput, rooms: Map<string, Room>): Claim[] {
  return input.segments.flatMap((segment, index) => {
    const room = segment.roomId === null ? undefined : rooms.get(segment.roomId);
    if (!room) return [];
    return {
      index,
      path: `segments.${index}.roomId`,
      room,
      startsAt: segment.startsAt,
      endsAt: segment.endsAt,
      attendees: attendeesOf(input, segment),
      ...turnaroundIn(room, null),
    };
  });
}

function checkRooms(context: Context, input: ParsedInput, rooms: Map<string, Room>, claims: readonly Claim[]): void {
  const fields: InvalidField[] = returnTooFar(context, input.offSite);
  for (const [index, segment] of input.segments.entries()) {
    // Only the end counts: a walk-in of 07:30 is entered at 07:40.
    if (segment.endsAt <= context.clock())
      fields.push({ path: `segments.${index}.endsAt`, message: 'This has already ended.' });
    const tooFar = tooFarAhead(context, segment);
    if (tooFar) fields.push({ ...tooFar, path: `segments.${index}.${tooFar.path}` });
    for (const name of ['roomId', 'requestedRoomId'] as const) {
      const id = segment[name];
      if (id !== null && !rooms.get(id)?.active)
        fields.push({ path: `segments.${index}.${name}`, message: 'There is no such room.' });
    }
  }
  for (const { index, room, attendees } of claims) {
    if (attendees > room.capacity && !input.acknowledgeOverCapacity) {
      fields.push({
        path: `segments.${index}.roomId`,
        message: `${room.name} seats ${room.capacity}, ${attendees} people are coming. Acknowledge this, or choose a larger room.`,
      });
    }
  }
  if (fields.length > 0) throw new InvalidInputError(fields);
}

type Placement = { owner: Owner; seriesId: string | null; claim: Claim | undefined };

function rowOf(
  { clock }: Context,
  input: ParsedInput,
  segment: Segment,
  { owner: { tenantId, userId }, seriesId, claim }: Placement,
): Row {
  return {
    id: randomUUID(),
    tenantId,
    seriesId,
    kind: input.kind,
    status: claim ? (wantsDevices(input) ? 'ROOM_ASSIGNED' : 'CONFIRMED') : 'PENDING',
    roomId: claim?.room.id ?? null,
    requestedRoomId: segment.requestedRoomId ?? (claim ? null : segment.roomId),
    setupMinutes: claim?.setupMinutes ?? 0,
    teardownMinutes: claim?.teardownMinutes ?? 0,
    overCapacityAcknowledged: input.acknowledgeOverCapacity,
    clientName: input.clientName,
    clientContactPerson: input.clientContactPerson,
    clientEmail: input.clientEmail,
    clientPhone: input.clientPhone,
    numLearners: segment.numLearners ?? input.numLearners,
    numFacilitators: segment.numFacilitators ?? input.numFacilitators,
    startsAt: segment.startsAt,
    endsAt: segment.endsAt,
    ...extrasOf(input),
    deviceWishes: newWishes(input.devices),
    cateringNotes: input.cateringNotes || null,
    ...(input.offSite && { offSite: input.offSite }),
    notes: segment.note || null,
    createdById: userId,
    requesterId: userId,
    createdAt: clock(),
  };
}
