import type { DeviceCondition, DeviceKind, DowntimeKind } from '../../generated/prisma/enums.ts';
import { column, integer, text, texts, timestamptz, uuid } from '../../platform/database/statement.ts';
import { table } from '../../platform/database/table.ts';

/** A day, as "2026-12-01". */
const day = column<string>('date');

export const assignmentsTable = table('device_assignments', {
  id: uuid,
  tenantId: uuid,
  bookingId: uuid,
  requestId: uuid,
  deviceId: uuid,
  rentalId: uuid.orNull,
  notBefore: timestamptz,
  notAfter: timestamptz.orNull,
  handedOutAt: timestamptz.orNull,
  takenBy: text.orNull,
  returnedAt: timestamptz.orNull,
  condition: column<DeviceCondition>('device_condition').orNull,
  note: text.orNull,
  releasedAt: timestamptz.orNull,
  releaseReason: text.orNull,
  takenAwayAt: timestamptz.orNull,
});

export const rentalsTable = table('rentals', {
  id: uuid,
  tenantId: uuid,
  bookingId: uuid,
  number: text,
  company: text,
  contactPerson: text.orNull,
  phone: text.orNull,
  email: text.orNull,
  address: text.orNull,
  dueOn: day,
});

export const downtimesTable = table('device_downtimes', {
  id: uuid,
  deviceId: uuid,
  kind: column<DowntimeKind>('downtime_kind'),
  startsAt: timestamptz,
  expectedEnd: timestamptz.orNull,
  endedAt: timestamptz.orNull,
  note: text.orNull,
  madeAt: timestamptz,
});

export const devicesTable = table('devices', {
  id: uuid,
  serialNumber: text,
  name: text,
  categoryId: uuid,
  officeAccount: text.orNull,
  anydeskId: text.orNull,
  purchaseDate: day.orNull,
  notes: text.orNull,
  place: text.orNull,
  supplier: text.orNull,
  goesBackOn: day.orNull,
  retiredAt: timestamptz.orNull,
  retireReason: text.orNull,
});

export const categoriesTable = table('device_categories', {
  id: uuid,
  name: text,
  kind: column<DeviceKind>('device_kind'),
  lowStockThreshold: integer,
  accessories: texts,
});
