import type { Device, DeviceAssignment, DeviceDowntime, DeviceRequest, Rental } from '../../generated/prisma/client.ts';
import type { Transaction } from '../../platform/database/database.ts';
import { statement, uuid, uuids } from '../../platform/database/statement.ts';

/**
 * Devices and what belongs to them as a transaction left them that was rolled back. Null where it was no dry run. What
 * hangs on them is read from the database, and is there as it was before.
 */
export type DeviceDryRun = {
  readonly devices: readonly Device[];
  readonly requests: readonly DeviceRequest[];
  readonly assignments: readonly DeviceAssignment[];
  readonly rentals: readonly Rental[];
  readonly downtimes: readonly DeviceDowntime[];
} | null;

export const nothingOfDevices: NonNullable<DeviceDryRun> = {
  devices: [],
  requests: [],
  assignments: [],
  rentals: [],
  downtimes: [],
};

const movedHere = statement(
  'deviceMovesHere',
  { deviceIds: uuids, requestIds: uuids, assignmentIds: uuids, rentalIds: uuids, downtimeIds: uuids },
  `select coalesce(array_agg(distinct device_id) filter (where device_id is not null), '{}') as "deviceIds",
     coalesce(array_agg(distinct request_id) filter (where request_id is not null), '{}') as "requestIds",
     coalesce(array_agg(distinct assignment_id) filter (where assignment_id is not null), '{}') as "assignmentIds",
     coalesce(array_agg(distinct rental_id) filter (where rental_id is not null), '{}') as "rentalIds",
     coalesce(array_agg(distinct downtime_id) filter (where downtime_id is not null), '{}') as "downtimeIds"
   from device_moves where xid = pg_current_xact_id_if_assigned()`,
);

/** Reads what this transaction did to devices, in any action: its moves list it. */
export async function devicesChangedHere(tx: Transaction): Promise<NonNullable<DeviceDryRun>> {
  const [moved] = await tx.run(movedHere());
  if (!moved) return nothingOfDevices;
  const among = (ids: readonly string[]) => ({ where: { id: { in: [...ids] } } });
  return {
    devices: moved.deviceIds.length > 0 ? await tx.device.findMany(among(moved.deviceIds)) : [],
    requests: moved.requestIds.length > 0 ? await tx.deviceRequest.findMany(among(moved.requestIds)) : [],
    assignments: moved.assignmentIds.length > 0 ? await tx.deviceAssignment.findMany(among(moved.assignmentIds)) : [],
    rentals: moved.rentalIds.length > 0 ? await tx.rental.findMany(among(moved.rentalIds)) : [],
    downtimes: moved.downtimeIds.length > 0 ? await tx.deviceDowntime.findMany(among(moved.downtimeIds)) : [],
  };
}

const moveIdsHere = statement(
  'deviceMoveIdsHere',
  { id: uuid },
  'select id from device_moves where xid = pg_current_xact_id_if_assigned() order by sequence',
);

/** The moves of devices that this transaction wrote, in their order. */
export async function deviceMovesOf(tx: Transaction): Promise<string[]> {
  return (await tx.run(moveIdsHere())).map(({ id }) => id);
}
