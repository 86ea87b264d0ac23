import pg from 'pg';

/**
 * What the application sent for a calendar query and for `createBookings` when these texts were written down, word for
 * word. They stay as they are while the application saves statements: else each one that is saved makes the baseline
 * faster too. Change one only where a migration makes it fail. Each is prepared under its name here; those in capitals are Prisma's.
 */
export const statements = {
  viewerRights: `select /* viewerRights */ u.username, u.display_name,
    (select coalesce(json_agg(json_build_object('permission', p.permission, 'tenantId', g.tenant_id) order by p.permission, g.tenant_id), '[]')
     from role_grants g join role_permissions p using (role_name) where g.user_id = u.id) as grants,
    (select coalesce(json_agg(json_build_object('id', t.id, 'code', t.code, 'name', t.name) order by t.code), '[]') from tenants t) as tenants, s.kind = 'DISPLAY' as is_display
  from sessions s join users u on u.id = s.user_id
  where s.id = $1 and s.user_id = $2 and s.ended_at is null and s.expires_at > $3 and u.active`,
  calendar: `select /* calendar */ o.id as "occupancyId", o.room_id as "leafId", lower(o.period) as "takenFrom", upper(o.period) as "takenTo",
  coalesce(o.booking_id, o.closure_id) as "takenBy", case when o.closure_id is not null then (
    select json_build_object('id', c.id, 'version', c.version, 'reason', c.reason, 'roomIds', c.room_ids, 'startsAt', c.starts_at, 'endsAt', c.ends_at,
      'createdBy', json_build_object('id', cu.id, 'username', cu.username, 'displayName', cu.display_name))
    from closures c join users cu on cu.id = c.created_by_id where c.id = o.closure_id) end as closure, b.id, b.tenant_id as "tenantId", b.reference, b.version, b.kind, b.status, b.series_id as "seriesId",
  b.client_name as "clientName", b.client_contact_person as "clientContactPerson", b.client_email as "clientEmail", b.client_phone as "clientPhone",
  b.num_learners as "numLearners", b.num_facilitators as "numFacilitators", b.starts_at as "startsAt", b.ends_at as "endsAt",
  b.setup_minutes as "setupMinutes", b.teardown_minutes as "teardownMinutes", b.room_id as "roomId", b.requested_room_id as "requestedRoomId",
  b.over_capacity_acknowledged as "overCapacityAcknowledged", b.coffee_tea_station as "coffeeTeaStation", b.morning_catering as "morningCatering",
  b.lunch_catering as "lunchCatering", b.catering_notes as "cateringNotes", b.stationery_needed as "stationeryNeeded", b.water_bottles as "waterBottles",
  b.devices_needed as "devicesNeeded", b.device_type_preference as "deviceTypePreference", b.off_site as "offSite", b.notes, b.boss_notes as "bossNotes",
  b.status_reason as "statusReason", b.created_by_id as "createdById", b.created_at as "createdAt", b.updated_at as "updatedAt", u.username as "authorUsername", u.display_name as "authorName"
  from room_occupancies o left join (bookings b join users u on u.id = b.created_by_id) on b.id = o.booking_id
  where o.period && tstzrange($1, $2)
     union all
  select null::uuid as "occupancyId", null::uuid as "leafId", null::timestamptz as "takenFrom", null::timestamptz as "takenTo", b.id as "takenBy", null::json as closure, b.id, b.tenant_id as "tenantId", b.reference, b.version, b.kind, b.status, b.series_id as "seriesId",
  b.client_name as "clientName", b.client_contact_person as "clientContactPerson", b.client_email as "clientEmail", b.client_phone as "clientPhone",
  b.num_learners as "numLearners", b.num_facilitators as "numFacilitators", b.starts_at as "startsAt", b.ends_at as "endsAt",
  b.setup_minutes as "setupMinutes", b.teardown_minutes as "teardownMinutes", b.room_id as "roomId", b.requested_room_id as "requestedRoomId",
  b.over_capacity_acknowledged as "overCapacityAcknowledged", b.coffee_tea_station as "coffeeTeaStation", b.morning_catering as "morningCatering",
  b.lunch_catering as "lunchCatering", b.catering_notes as "cateringNotes", b.stationery_needed as "stationeryNeeded", b.water_bottles as "waterBottles",
  b.devices_needed as "devicesNeeded", b.device_type_preference as "deviceTypePreference", b.off_site as "offSite", b.notes, b.boss_notes as "bossNotes",
  b.status_reason as "statusReason", b.created_by_id as "createdById", b.created_at as "createdAt", b.updated_at as "updatedAt", u.username as "authorUsername", u.display_name as "authorName"
  from (bookings b join users u on u.id = b.created_by_id)
  where b.tenant_id = any ((select current_tenants())::uuid[]) and b.status = 'PENDING' and b.kind = 'ROOM'
    and b.starts_at < $2 and b.starts_at > $1::timestamptz - interval '366 days' and b.ends_at > $1`,
  roomsById: `select /* roomsById */ rooms.id, rooms.name, rooms.capacity, rooms.position, rooms.active, rooms.long_term as "longTerm",
  rooms.setup_minutes as "setupMinutes", rooms.teardown_minutes as "teardownMinutes",
  rooms.version, rooms.equipment::text[] as equipment from rooms where id = any ($1::uuid[])`,
  earlierRequest: `select /* earlierRequest */ request_hash = decode($4, 'hex') as same, booking_ids::text[] as "bookingIds" from idempotency_keys
     where tenant_id = $1::uuid and user_id = $2::uuid and key = $3 and created_at > $5`,
  standing: `select /* standing */ distinct c."index", o.booking_id as "bookingId" from jsonb_to_recordset($1::jsonb) as c("index" int, room uuid, "from" timestamptz, "to" timestamptz)
  join room_leaves l on l.room_id = c.room
  join room_occupancies o on o.room_id = l.leaf_id and o.period && tstzrange(c."from", c."to") and coalesce(o.booking_id, o.closure_id) <> all ($2::uuid[])`,
  lockRequest: `select /* lockRequest */ pg_advisory_xact_lock(hashtextextended($1, 4))`,
  lockInOrder: `select /* lockInOrder */ lock_in_order($1::uuid[], $2::uuid[])`,
  insertBooking: `INSERT INTO "public"."bookings" ("tenant_id","version","kind","status","series_id","client_name","client_contact_person","client_email","client_phone","num_learners","num_facilitators","starts_at","ends_at","setup_minutes","teardown_minutes","room_id","requested_room_id","over_capacity_acknowledged","coffee_tea_station","morning_catering","lunch_catering","catering_notes","stationery_needed","water_bottles","devices_needed","device_type_preference","notes","created_by_id","created_at","updated_at") VALUES ($1,$2,CAST($3::text AS "public"."booking_kind"),CAST($4::text AS "public"."booking_status"),$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,CAST($20::text AS "public"."morning_catering"),CAST($21::text AS "public"."lunch_catering"),$22,$23,$24,$25,CAST($26::text AS "public"."device_type_preference"),$27,$28,$29,$30) RETURNING "public"."bookings"."id"`,
  forgetRequest: `DELETE FROM "public"."idempotency_keys" WHERE ("public"."idempotency_keys"."tenant_id" = $1 AND "public"."idempotency_keys"."user_id" = $2 AND "public"."idempotency_keys"."key" = $3)`,
  rememberRequest: `INSERT INTO "public"."idempotency_keys" ("tenant_id","user_id","key","request_hash","booking_ids","created_at") VALUES ($1,$2,$3,$4,$5,$6) RETURNING "public"."idempotency_keys"."tenant_id", "public"."idempotency_keys"."user_id", "public"."idempotency_keys"."key", "public"."idempotency_keys"."request_hash", "public"."idempotency_keys"."booking_ids", "public"."idempotency_keys"."created_at"`,
  changesRecorded: `select /* changesRecorded */ current_setting('app.recorded', true)`,
  bookingsById: `SELECT "public"."bookings"."id", "public"."bookings"."tenant_id", "public"."bookings"."reference", "public"."bookings"."version", "public"."bookings"."kind"::text, "public"."bookings"."status"::text, "public"."bookings"."series_id", "public"."bookings"."client_name", "public"."bookings"."client_contact_person", "public"."bookings"."client_email", "public"."bookings"."client_phone", "public"."bookings"."num_learners", "public"."bookings"."num_facilitators", "public"."bookings"."starts_at", "public"."bookings"."ends_at", "public"."bookings"."setup_minutes", "public"."bookings"."teardown_minutes", "public"."bookings"."room_id", "public"."bookings"."requested_room_id", "public"."bookings"."over_capacity_acknowledged", "public"."bookings"."coffee_tea_station", "public"."bookings"."morning_catering"::text, "public"."bookings"."lunch_catering"::text, "public"."bookings"."catering_notes", "public"."bookings"."stationery_needed", "public"."bookings"."water_bottles", "public"."bookings"."devices_needed", "public"."bookings"."device_type_preference"::text, "public"."bookings"."off_site", "public"."bookings"."notes", "public"."bookings"."boss_notes", "public"."bookings"."status_reason", "public"."bookings"."created_by_id", "public"."bookings"."created_at", "public"."bookings"."updated_at" FROM "public"."bookings" WHERE "public"."bookings"."id" IN ($1) OFFSET $2`,
  tenantsById: `SELECT "public"."tenants"."id", "public"."tenants"."code", "public"."tenants"."name" FROM "public"."tenants" WHERE "public"."tenants"."id" IN ($1) OFFSET $2`,
  roomsByPrisma: `SELECT "public"."rooms"."id", "public"."rooms"."name", "public"."rooms"."capacity", "public"."rooms"."position", "public"."rooms"."active", "public"."rooms"."long_term", "public"."rooms"."setup_minutes", "public"."rooms"."teardown_minutes", "public"."rooms"."version", "public"."rooms"."equipment"::text[] FROM "public"."rooms" WHERE "public"."rooms"."id" IN ($1) OFFSET $2`,
};

export type StatementName = keyof typeof statements;

/** What the audit trail records of the request that writes. */
export type Origin = { readonly action: string; readonly sessionId: string; readonly requestId: string };

/**
 * The settings that set the visibility for one transaction. Like the application's they differ each time, so they are
 * not prepared.
 */
export function openBooks(
  tenantIds: readonly string[],
  userId: string,
  origin?: Origin,
  more: Readonly<Record<string, string>> = {},
): string {
  const settings: Readonly<Record<string, string>> = {
    'app.tenants': tenantIds.join(','),
    'app.user': userId,
    'app.actor': userId,
    'app.cause': origin?.action ?? '',
    'app.reason': '',
    ...(origin && {
      'app.via': 'session',
      'app.via_id': origin.sessionId,
      'app.request': origin.requestId,
      'app.address': '127.0.0.1',
      'app.agent': '',
    }),
    ...more,
  };
  return `select /* openBooks */ ${Object.entries(settings)
    .map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`)
    .join(', ')}`;
}
