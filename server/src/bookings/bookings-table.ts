import type { BookingKind, BookingStatus } from '../generated/prisma/enums.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import {
  boolean,
  column,
  integer,
  joinedStatement,
  jsonb,
  text,
  timestamptz,
  uuid,
} from '../platform/database/statement.ts';
import { extraColumns } from './extras.ts';
import { selected, table, type ColumnValues } from '../platform/database/table.ts';

/** Columns are named as Prisma names them, so that both ways of reading give the same rows. */
export const bookingsTable = table('bookings', {
  id: uuid,
  tenantId: uuid,
  reference: text,
  version: integer,
  kind: column<BookingKind>('booking_kind'),
  status: column<BookingStatus>('booking_status'),
  seriesId: uuid.orNull,
  clientName: text,
  clientContactPerson: text,
  clientEmail: text,
  clientPhone: text,
  numLearners: integer,
  numFacilitators: integer,
  startsAt: timestamptz,
  endsAt: timestamptz,
  setupMinutes: integer,
  teardownMinutes: integer,
  setupSetByHand: boolean,
  teardownSetByHand: boolean,
  roomId: uuid.orNull,
  requestedRoomId: uuid.orNull,
  overCapacityAcknowledged: boolean,
  ...extraColumns,
  offSite: jsonb<Prisma.JsonValue>().orNull,
  deviceWishes: jsonb<Prisma.JsonValue>(),
  notes: text.orNull,
  bossNotes: text.orNull,
  statusReason: text.orNull,
  createdById: uuid,
  requesterId: uuid,
  createdAt: timestamptz,
  updatedAt: timestamptz,
});

/** New values for a booking, or those that a new one begins with. */
export type BookingChanges = ColumnValues<typeof bookingsTable.columns>;

/** The columns of the bookings that a statement calls `b`. */
export const bookingColumns = selected(bookingsTable.columns, 'b');

/**
 * Reads the visible bookings among these keys, always in one order, so that two transactions that lock some do not
 * deadlock.
 */
export const bookingsById = joinedStatement(
  'bookingsById',
  bookingsTable.columns,
  ['', 'ForUpdate'],
  (lock) =>
    `select ${bookingColumns} from bookings b where b.id = any ($1::uuid[]) order by b.id ${lock ? 'for update' : ''}`,
);
