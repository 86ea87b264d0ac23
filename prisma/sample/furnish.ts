import type pg from 'pg';
import { hashPassword } from '../../server/src/people/credentials/passwords.ts';
import { sampleAccounts } from './accounts.ts';
import { sampleCategories, sampleDevices } from './devices.ts';
import { sampleRooms } from './rooms.ts';

/** Adds rooms, devices and accounts. Nobody can sign in with the accounts before the sample is complete. */
export async function furnish(owner: pg.Client, password: string): Promise<void> {
  await owner.query(
    `insert /* sampleRooms */ into rooms (name, position, capacity, long_term, setup_minutes, teardown_minutes, equipment)
     select name, position, capacity, coalesce("longTerm", false), coalesce(setup, 0), coalesce(teardown, 0), equipment
     from jsonb_to_recordset($1) as r(name text, position int, capacity int, "longTerm" boolean, setup int, teardown int, equipment room_equipment[]) order by position`,
    [JSON.stringify(sampleRooms.map((room, index) => ({ ...room, position: index + 1 })))],
  );
  await owner.query(
    `insert /* sampleRoomParts */ into room_parts (room_id, part_id)
     select whole.id, part.id from jsonb_to_recordset($1) as p(whole text, part text)
     join rooms whole on whole.name = p.whole join rooms part on part.name = p.part`,
    [JSON.stringify(sampleRooms.flatMap(({ name, parts = [] }) => parts.map((part) => ({ whole: name, part }))))],
  );
  await owner.query(
    `insert /* sampleCategories */ into device_categories (name, kind) select name, kind from jsonb_to_recordset($1) as c(name text, kind device_kind)`,
    [JSON.stringify(sampleCategories)],
  );
  await owner.query(
    `insert /* sampleDevices */ into devices (serial_number, name, category_id, retired_at, retire_reason, office_account, anydesk_id, purchase_date, notes)
     select d."serialNumber", d.name, c.id, case when d.status = 'RETIRED' then now() end, case when d.status = 'RETIRED' then d.notes end,
       d."officeAccount", d."anydeskId", d."purchaseDate", d.notes
     from jsonb_to_recordset($1) as d(category text, "serialNumber" text, name text, status device_status, "officeAccount" text, "anydeskId" text,
       "purchaseDate" date, notes text) join device_categories c on c.name = d.category`,
    [JSON.stringify(sampleDevices)],
  );
  await owner.query(
    `insert /* sampleDowntimes */ into device_downtimes (device_id, kind, note)
     select d.id, 'MAINTENANCE', s.notes from jsonb_to_recordset($1) as s("serialNumber" text, status text, notes text)
     join devices d on d.serial_number = s."serialNumber" where s.status = 'MAINTENANCE'`,
    [JSON.stringify(sampleDevices)],
  );
  await addAccounts(owner, password);
}

async function addAccounts(owner: pg.Client, password: string): Promise<void> {
  const hashes = await Promise.all(sampleAccounts.map(() => hashPassword(password)));
  const rows = sampleAccounts.map((account, index) => ({ ...account, hash: hashes[index], place: index }));
  // A millisecond apart, so that every list shows them in this order.
  await owner.query(
    `insert /* addSampleAccounts */ into users (username, display_name, password_hash, active, sample, created_at)
     select username, "displayName", hash, false, true, now() + place * interval '1 ms'
     from jsonb_to_recordset($1) as a(username text, "displayName" text, hash text, place int)`,
    [JSON.stringify(rows)],
  );
  await owner.query(
    `insert /* sampleGrants */ into role_grants (user_id, role_name, tenant_id)
     select u.id, a.role, t.id from jsonb_to_recordset($1) as a(username text, role text, tenant text)
     join users u on u.username = a.username left join tenants t on t.code = a.tenant`,
    [JSON.stringify(rows)],
  );
}
