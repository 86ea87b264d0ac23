import type { Device, DeviceCategory, DeviceDowntime } from '../../generated/prisma/client.ts';
import type { DeviceStatus } from '../../generated/prisma/enums.ts';
import { batched, byKey } from '../../platform/batched.ts';
import { boolean, column, statement, timestamptz, uuid } from '../../platform/database/statement.ts';

export const loadDevice = batched<Device>(async ({ db }, ids) =>
  byKey(await db.prisma.device.findMany({ where: { id: { in: [...ids] } } })),
);

export const loadDeviceCategory = batched<DeviceCategory>(async ({ db }, ids) =>
  byKey(await db.prisma.deviceCategory.findMany({ where: { id: { in: [...ids] } } })),
);

export const loadDowntime = batched<DeviceDowntime>(async ({ db }, ids) =>
  byKey(await db.prisma.deviceDowntime.findMany({ where: { id: { in: [...ids] } } })),
);

/** What a device does at a moment. Assignments that are named may be of a division that the viewer does not see. */
type DeviceState = {
  readonly id: string;
  readonly status: DeviceStatus;
  readonly late: boolean;
  /** The end of its last plan that has begun, which may lie ahead. */
  readonly usedUntil: Date | null;
  readonly currentId: string | null;
  readonly nextId: string | null;
  readonly downtimeId: string | null;
  readonly lastId: string | null;
};

const deviceStates = statement(
  'deviceStates',
  {
    id: uuid,
    status: column<DeviceStatus>('device_status'),
    late: boolean,
    usedUntil: timestamptz.orNull,
    currentId: uuid.orNull,
    nextId: uuid.orNull,
    downtimeId: uuid.orNull,
    lastId: uuid.orNull,
  },
  `select device_id as id, status, late, used_until as "usedUntil", current_id as "currentId", next_id as "nextId", downtime_id as "downtimeId", last_id as "lastId"
   from device_states($1::uuid[], $2::timestamptz)`,
);

/** The same whoever asks. */
export const loadDeviceState = batched<DeviceState>(async ({ db, clock }, ids) =>
  byKey(await db.run(deviceStates([...ids], clock()))),
);
