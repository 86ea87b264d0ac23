import type { Context } from '../../platform/context.ts';
import { statement, uuid } from '../../platform/database/statement.ts';
import type { DeviceWish } from './availability.ts';

const pickableDevices = statement(
  'pickableDevices',
  { id: uuid, categoryId: uuid },
  `select p.device_id as id, p.category_id as "categoryId"
   from pickable_devices($1::timestamptz, $2::timestamptz, $3::timestamptz, $4::device_kind, $5::uuid) p join devices d on d.id = p.device_id
   order by serial_order(d.serial_number), d.id`,
);

/** The devices of a wish that nothing takes at any moment of a window, by serial number as people count. */
export function findPickableDevices(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { from, to }: { readonly from: Date; readonly to: Date },
  { kind, categoryId }: DeviceWish,
): Promise<{ readonly id: string; readonly categoryId: string }[]> {
  return db.run(pickableDevices(from, to, clock(), kind, categoryId));
}
