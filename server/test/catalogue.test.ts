import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import { createLog } from '../src/platform/log.ts';
import { openFacility, type TestFacility } from './factories.ts';
import { secret } from './secret.ts';

let facility: TestFacility;
async function rows<Row>(text: string): Promise<Row[]> {
  return (await facility.superuser.query(text)).rows as Row[];
}

beforeAll(async () => {
  facility = await openFacility();
});
afterAll(() => facility.close());

describe('the database, from its own catalogue', () => {
  it('refuses two bookings in one room by an exclusion constraint that a transaction may defer, and no tenant is in it', async () => {
    const [constraint] = await rows<{ definition: string; deferrable: boolean; deferred: boolean; valid: boolean }>(
      `select pg_get_constraintdef(oid) as definition, condeferrable as deferrable, condeferred as deferred, convalidated as valid
       from pg_constraint where conname = 'no_overlapping_bookings' and conrelid = 'room_occupancies'::regclass`,
    );
    expect(constraint).toEqual({
      definition: 'EXCLUDE USING gist (room_id WITH =, period WITH &&) DEFERRABLE',
      deferrable: true,
      deferred: false,
      valid: true,
    });
  });

  it('refuses two plans of one device by such a constraint as well, and two hands by an index', async () => {
    const [constraint] = await rows<object>(
      `select pg_get_constraintdef(oid) as definition, condeferred as deferred, convalidated as valid from pg_constraint where conname = 'no_overlapping_device_assignments'`,
    );
    expect(constraint).toEqual({
      definition: 'EXCLUDE USING gist (device_id WITH =, period WITH &&) DEFERRABLE',
      deferred: false,
      valid: true,
    });
    const indexes = await rows<{ definition: string }>(
      `select indexdef as definition from pg_indexes where indexname in ('one_hand_at_a_time', 'device_once_a_booking', 'one_request_for_a_wish', 'one_device_of_a_serial') order by indexname`,
    );
    expect(
      indexes.map(({ definition }) => definition.replace(/^CREATE (UNIQUE )?INDEX (\w+) ON public\./, '$1$2: ')),
    ).toEqual([
      'UNIQUE device_once_a_booking: device_assignments USING btree (booking_id, device_id) WHERE ((released_at IS NULL) AND (returned_at IS NULL))',
      'UNIQUE one_device_of_a_serial: devices USING btree (device_code(serial_number))',
      'UNIQUE one_hand_at_a_time: device_assignments USING btree (device_id) WHERE ((handed_out_at IS NOT NULL) AND (returned_at IS NULL))',
      'UNIQUE one_request_for_a_wish: device_requests USING btree (booking_id, kind, category_id) NULLS NOT DISTINCT WHERE (withdrawn_at IS NULL)',
    ]);
  });

  it('knows a room by its name however it is written, and one in each place, without a lock that a booking would wait for', async () => {
    const indexes = await rows<{ name: string; definition: string }>(
      `select indexname as name, indexdef as definition from pg_indexes where tablename = 'rooms' order by 1`,
    );
    expect(indexes).toMatchObject([
      {
        name: 'one_room_in_a_place',
        definition: 'CREATE INDEX one_room_in_a_place ON public.rooms USING btree ("position")',
      },
      {
        name: 'one_room_of_a_name',
        definition: expect.stringMatching(/^CREATE UNIQUE INDEX .*\(plain_name\(name\)\)$/),
      },
      { name: 'rooms_pkey' },
    ]);
    const [place] = await rows<object>(
      `select pg_get_constraintdef(oid) as definition, condeferred as deferred, convalidated as valid from pg_constraint where conname = 'one_room_in_a_place'`,
    );
    expect(place).toEqual({
      definition: 'EXCLUDE USING btree ("position" WITH =) DEFERRABLE',
      deferred: false,
      valid: true,
    });
  });

  it('checks what is written, whoever writes it', async () => {
    const checks = await rows<{ name: string }>(
      `select conname as name from pg_constraint where contype = 'c' and convalidated and connamespace = 'public'::regnamespace and conrelid <> 0 order by 1`,
    );
    expect(checks.map(({ name }) => name)).toEqual([
      'address_is_short',
      'assignment_is_finite',
      'audit_counts_not_negative',
      'booking_counts_not_negative',
      'booking_has_people',
      'booking_is_finite',
      'booking_lasts_at_most_366_days',
      'booking_lies_in_a_sayable_year',
      'booking_names_its_client',
      'booking_off_site_is_whole',
      'booking_off_site_takes_no_room',
      'booking_setup_is_a_day_at_most',
      'booking_starts_before_it_ends',
      'booking_status_and_room_agree',
      'closure_gives_its_reason',
      'closure_is_finite',
      'closure_lasts_at_most_366_days',
      'closure_lies_in_a_sayable_year',
      'closure_names_its_rooms',
      'closure_starts_before_it_ends',
      'creation_key_is_short',
      'currencies_are_codes',
      'device_demand_wants_some',
      'device_occupancy_has_one_cause',
      'device_occupancy_is_a_real_interval',
      'device_request_is_for_one_thing',
      'device_request_wants_some',
      'displays_have_names',
      'downtime_ends_after_it_starts',
      'downtime_is_finite',
      'emails_are_addresses',
      'facility_has_a_name',
      'idempotency_key_is_short',
      'left_out_date_starts_before_it_ends',
      'locales_are_english',
      'low_stock_threshold_not_negative',
      'no_room_is_its_own_part',
      'occupancy_has_one_cause',
      'occupancy_is_a_real_interval',
      'one_reference_key',
      'one_row_of_settings',
      'opening_hours_are_hours',
      'password_links_expire_soon',
      'permissions_are_named_noun_verb',
      'personal_token_has_a_name',
      'personal_token_has_scopes',
      'personal_token_is_hashed',
      'personal_token_lasts_at_most_366_days',
      'reference_key_is_long',
      'refresh_token_is_hashed',
      'released_before_handed_out',
      'rental_has_a_company',
      'rental_has_a_number',
      'rental_is_due_on_a_day',
      'returned_after_handed_out',
      'returned_in_a_condition',
      'room_counts_not_negative',
      'room_fits_in_a_building',
      'room_names_have_letters',
      'room_positions_count_from_one',
      'series_ends',
      'series_repeats',
      'series_starts_before_it_ends',
      'series_weekdays_are_days',
      'session_lasts_a_while',
      'session_origin_is_short',
      'set_up_uses_count_from_zero',
      'taken_away_once_returned',
      'time_zones_are_names',
      'usernames_are_lower_case',
      'usual_hours_are_hours',
      'weeks_start_on_a_day',
      'years_ahead_are_few',
      'zones_at_start_are_names',
    ]);
  });

  it('keeps the physics by triggers that no session can switch off, with a search path of their own', async () => {
    const triggers = await rows<{ name: string; enabled: string; definer: boolean; settings: string[] | null }>(
      `select c.relname || '.' || t.tgname as name, t.tgenabled as enabled, p.prosecdef as definer, p.proconfig as settings
       from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid where not t.tgisinternal order by 1`,
    );
    const [audit, physics] = [true, false].map((wanted) =>
      triggers
        .map(({ name }) => name)
        .filter((name) => /\.(record_change|audit_log_is_append_only)$/.test(name) === wanted),
    );
    expect(physics).toEqual([
      'bookings.add_up_device_wishes',
      'bookings.free_rooms_of_deleted_booking',
      'bookings.give_devices_back',
      'bookings.hold_requester_again',
      'bookings.hold_requesters',
      'bookings.keep_booking_search',
      'bookings.keep_booking_version',
      'bookings.keep_room_occupancies',
      'bookings.keep_undo_step',
      'bookings.move_devices_along',
      'bookings.name_requester',
      'bookings.note_changed_bookings',
      'bookings.note_new_bookings',
      'bookings.pass_on_booking',
      'bookings.refuse_inactive_room',
      'bookings.refuse_truncate',
      'changed_bookings.tell_of_changed_bookings',
      'closures.free_rooms_of_deleted_closure',
      'closures.keep_closure_occupancies',
      'closures.keep_closure_version',
      'closures.refuse_inactive_room',
      'closures.refuse_truncate',
      'device_assignments.count_open_devices',
      'device_assignments.keep_device_assignment',
      'device_assignments.keep_device_occupancies',
      'device_assignments.refuse_delete',
      'device_assignments.refuse_truncate',
      'device_categories.keep_device_category',
      'device_demands.refuse_outside_writes',
      'device_downtimes.keep_downtime',
      'device_downtimes.keep_downtime_occupancies',
      'device_downtimes.refuse_delete',
      'device_downtimes.refuse_truncate',
      'device_moves.refuse_outside_writes',
      'device_occupancies.refuse_device_overlap',
      'device_occupancies.refuse_outside_writes',
      'device_requests.keep_device_request',
      'device_requests.keep_devices_needed',
      'device_requests.refuse_truncate',
      'devices.keep_device_version',
      'devices.keep_planned_device_active',
      'devices.keep_rented_in_device_away',
      'devices.keep_rented_in_device_away_later',
      'devices.refuse_delete',
      'devices.refuse_truncate',
      'devices.tell_of_device',
      'facility_settings.keep_facility_version',
      'facility_settings.know_zone',
      'facility_settings.move_days_of_return',
      'facility_settings.refuse_truncate',
      'facility_settings.tell_of_facility',
      'notifications.tell_of_notifications',
      'notifications.tell_of_read_marks',
      'password_links.need_an_open_account',
      'personal_tokens.keep_tokens_few',
      'personal_tokens.need_an_open_account',
      'rentals.keep_rental',
      'rentals.keep_rental_days',
      'rentals.refuse_delete',
      'rentals.refuse_truncate',
      'role_grants.keep_an_administrator',
      'role_grants.keep_an_administrator_left',
      'role_grants.void_links_of_the_weaker',
      'role_permissions.keep_an_administrator',
      'role_permissions.keep_an_administrator_left',
      'room_leaves.refuse_outside_writes',
      'room_occupancies.refuse_outside_writes',
      'room_occupancies.refuse_overlap',
      'room_parts.keep_room_leaves',
      'room_parts.refuse_truncate',
      'rooms.keep_room_leaves',
      'rooms.keep_room_version',
      'rooms.keep_taken_room_active',
      'rooms.refuse_truncate',
      'rooms.tell_of_room',
      'series.name_requester',
      'sessions.need_an_open_account',
      'users.keep_an_administrator',
      'users.settle_open_bookings',
      'users.take_access_away',
    ]);
    // Every table in which something is decided.
    expect(audit).toEqual([
      'audit_log.audit_log_is_append_only',
      ...[
        'bookings',
        'closures',
        'device_assignments',
        'device_categories',
        'device_downtimes',
        'device_requests',
        'devices',
        'facility_settings',
        'left_out_dates',
        'mail_rhythms',
        'notification_preferences',
        'personal_tokens',
        'rentals',
        'role_grants',
        'role_permissions',
        'roles',
        'room_parts',
        'rooms',
        'series',
        'tenants',
        'users',
      ].map((table) => `${table}.record_change`),
    ]);
    // In place of what a session can switch off: the trigger of a deferrable constraint.
    for (const trigger of triggers)
      expect(trigger).toMatchObject({
        enabled: /occupancies\.refuse_(device_)?overlap$/.test(trigger.name) ? 'R' : 'A',
      });
    const definers = await rows<{ name: string; settings: string[] | null }>(
      `select proname as name, proconfig as settings from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`,
    );
    expect(definers).toEqual(
      [
        'add_mail_jobs',
        'add_up_device_wishes',
        'audited_tenants',
        'audits_facility',
        'begin_event_epoch',
        'confirm_served_booking',
        'count_open_bookings',
        'count_open_devices',
        'current_user_covers',
        'current_user_may',
        'current_user_may_manage',
        'device_changes',
        'device_states',
        'device_totals',
        'device_wishes_of',
        'devices_open_of',
        'devices_standing_on',
        'end_own_session',
        'end_sessions',
        'find_bookers',
        'find_bookings',
        'forget_old_notifications',
        'forget_old_tokens',
        'forget_undo_steps',
        'give_devices_back',
        'hold_own_access',
        'hold_own_password',
        'hold_person',
        'hold_requester_again',
        'hold_requesters',
        'keep_an_administrator',
        'keep_booking_search',
        'keep_closure_occupancies',
        'keep_device_assignment',
        'keep_device_category',
        'keep_device_occupancies',
        'keep_device_request',
        'keep_devices_needed',
        'keep_domain_event_days',
        'keep_downtime',
        'keep_downtime_occupancies',
        'keep_planned_device_active',
        'keep_rental',
        'keep_rental_days',
        'keep_rented_in_device_away',
        'keep_room_leaves',
        'keep_room_occupancies',
        'keep_taken_room_active',
        'keep_tokens_few',
        'keep_undo_step',
        'last_devices_of_client',
        'may_book',
        'may_lend',
        'move_days_of_return',
        'move_devices_along',
        'must_be_handed_out_at',
        'must_suit',
        'need_an_open_account',
        'new_booking_reference',
        'note_changed_bookings',
        'note_device_event',
        'note_device_move',
        'note_own_sign_in',
        'notify_people',
        'pass_on_booking',
        'people_who_may',
        'person_may',
        'person_may_manage',
        'pickable_devices',
        'record_audit',
        'record_change',
        'refuse_device_overlap',
        'refuse_inactive_room',
        'refuse_overlap',
        'renew_booking_search',
        'room_taken_after',
        'room_was_taken',
        'rotate_refresh_token',
        'sees_all_undo_steps',
        'session_of_refresh_token',
        'set_device_demands',
        'set_device_occupancies',
        'set_own_password',
        'set_up_administrator',
        'settle_open_bookings',
        'somebody_administers',
        'standing_on',
        'summarize_day',
        'take_access_away',
        'tell_of_changed_bookings',
        'tell_of_device',
        'tell_of_facility',
        'tell_of_notifications',
        'tell_of_read_marks',
        'tell_of_room',
        'use_personal_token',
        'void_links_made_in',
        'void_links_of_the_weaker',
        'withdraw_notifications',
        'write_device_requests',
      ].map((name) => ({
        name,
        settings: [
          'search_path=public, pg_temp',
          ...(name === 'find_bookings' ? ['enable_seqscan=on', 'jit=off'] : []),
          ...(['device_states', 'device_totals', 'pickable_devices'].includes(name)
            ? ['jit=off', 'plan_cache_mode=force_custom_plan']
            : []),
          ...(name === 'device_changes' ? ['jit=off', 'plan_cache_mode=force_custom_plan', 'work_mem=32MB'] : []),
        ],
      })),
    );
  });

  it('forces row security on people, divisions and links as well', async () => {
    const tables = await rows<{ name: string; forced: boolean }>(
      `select relname as name, relrowsecurity and relforcerowsecurity as forced from pg_class where relname in ('users', 'tenants', 'password_links') and relnamespace = 'public'::regnamespace order by 1`,
    );
    expect(tables).toEqual(['password_links', 'tenants', 'users'].map((name) => ({ name, forced: true })));
  });

  it('forces row security on every table that names a tenant, days of events included', async () => {
    await facility.owner.query('select keep_domain_event_days(2, 30)');
    const tables = await rows<{ name: string; secured: boolean; forced: boolean }>(
      `select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
    );
    expect(tables.length).toBeGreaterThanOrEqual(8);
    for (const table of tables) expect(table).toMatchObject({ secured: true, forced: true });
  });

  it('lets the application see its own tenants alone, and write what a tenant owns alone', async () => {
    const policies = await rows<{ name: string; roles: string; command: string; using: string }>(
      `select tablename || '.' || policyname as name, roles::text as roles, cmd as command, qual as using from pg_policies
       where roles::text not like '%colab_owner%' and schemaname = 'public' and tablename !~ '^domain_events_' order by 1`,
    );
    const tenants = '(tenant_id = ANY (( SELECT current_tenants() AS current_tenants)::uuid[]))';
    expect(policies.find(({ name }) => name === 'bookings.own_tenants')).toMatchObject({
      roles: '{colab_app}',
      command: 'ALL',
      using: tenants,
    });
    expect(policies.find(({ name }) => name === 'domain_events.own_tenants')).toMatchObject({
      roles: '{colab_app}',
      command: 'SELECT',
      using: tenants,
    });
    expect(policies.map(({ name }) => name)).toEqual([
      'assignment_undo_steps.own_steps',
      'audit_log.auditors_read',
      'booking_search.own_tenants',
      'bookings.own_tenants',
      'creation_keys.old_keys_are_dropped',
      'creation_keys.old_keys_are_seen',
      'creation_keys.own_keys',
      'device_assignments.own_tenants',
      'device_requests.own_tenants',
      'domain_events.device_events_need_their_right',
      'domain_events.facility_events',
      'domain_events.no_wake_up_calls',
      'domain_events.own_tenants',
      'domain_events.reader_follows',
      'handovers.own_tenants',
      'idempotency_keys.old_keys_are_dropped',
      'idempotency_keys.old_keys_are_seen',
      'idempotency_keys.own_tenants',
      'left_out_dates.own_tenants',
      'mail_rhythms.own_rhythm',
      'notification_items.own_items',
      'notification_preferences.own_preferences',
      'notifications.own_notifications',
      'password_links.links_are_found',
      'password_links.old_links_are_dropped',
      'password_links.own_or_managed',
      'password_links.own_or_managed_change',
      'personal_tokens.own_tokens',
      'personal_tokens.revoked_by_managers',
      'personal_tokens.seen_by_managers',
      'personal_tokens.watched_tokens',
      'refresh_tokens.first_of_own_session',
      'rentals.own_tenants',
      'role_grants.granted_by_managers',
      'role_grants.own_grants',
      'role_grants.revoked_by_managers',
      'role_grants.seen_by_managers',
      'role_grants.watched_grants',
      'series.own_tenants',
      'sessions.own_sessions',
      'sessions.watched_sessions',
      'tenants.managers_found',
      'tenants.managers_rename',
      'tenants.names_are_read',
      'told_acts.acts_are_joined',
      'undo_steps.own_steps',
      'users.managers_change',
      'users.managers_invite',
      'users.names_are_read',
    ]);
  });

  it('keeps sessions and tokens to the person they belong to, tokens also to who manages people, and lets the application end them and nothing else', async () => {
    const tables = await rows<{ name: string; forced: boolean }>(
      `select relname as name, relrowsecurity and relforcerowsecurity as forced from pg_class where relname in ('sessions', 'refresh_tokens', 'personal_tokens') order by 1`,
    );
    expect(tables).toEqual(['personal_tokens', 'refresh_tokens', 'sessions'].map((name) => ({ name, forced: true })));
    const own = '(user_id = current_user_id())';
    const watched = '(user_id IN ( SELECT unnest(watched_users()) AS unnest))';
    const policies = await rows<{ name: string; command: string; using: string | null; check: string }>(
      `select tablename || '.' || policyname as name, cmd as command, qual as using, with_check as check from pg_policies
       where tablename in ('sessions', 'refresh_tokens', 'personal_tokens') and roles = '{colab_app}' order by 1`,
    );
    expect(policies).toMatchObject([
      { name: 'personal_tokens.own_tokens', command: 'ALL', using: own, check: own },
      {
        name: 'personal_tokens.revoked_by_managers',
        command: 'UPDATE',
        using: 'current_user_may_manage(user_id)',
        check: 'current_user_may_manage(user_id)',
      },
      {
        name: 'personal_tokens.seen_by_managers',
        command: 'SELECT',
        using: expect.stringContaining("current_user_may('user:manage'::text"),
      },
      { name: 'personal_tokens.watched_tokens', command: 'SELECT', using: watched },
      {
        name: 'refresh_tokens.first_of_own_session',
        command: 'INSERT',
        using: null,
        check: expect.stringContaining('current_user_id()'),
      },
      { name: 'sessions.own_sessions', command: 'ALL', using: own, check: own },
      { name: 'sessions.watched_sessions', command: 'SELECT', using: watched },
    ]);
    const grants = await rows<{ name: string; may: string }>(
      `select table_name as name, string_agg(distinct lower(privilege_type), ' ' order by lower(privilege_type)) as may
       from information_schema.role_table_grants where grantee = 'colab_app' and table_name in ('sessions', 'refresh_tokens', 'personal_tokens') group by 1 order by 1`,
    );
    expect(grants).toEqual([
      { name: 'personal_tokens', may: 'insert select' },
      { name: 'refresh_tokens', may: 'insert' },
      { name: 'sessions', may: 'insert select' },
    ]);
    const columns = await rows<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.column_privileges
       where grantee = 'colab_app' and privilege_type = 'UPDATE' and table_name in ('sessions', 'refresh_tokens', 'personal_tokens') order by 1`,
    );
    expect(columns.map(({ name }) => name)).toEqual(['personal_tokens.revoked_at', 'sessions.ended_at']);
    const strangers = await rows<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and has_function_privilege('colab_events', oid, 'execute') order by 1`,
    );
    expect(strangers.map(({ name }) => name)).toEqual(['begin_event_epoch', 'keep_domain_event_days']);
  });

  it('lets the application only read what follows from bookings, and nobody delete a booking through it', async () => {
    const grants = await rows<{ name: string; may: string }>(
      `select table_name as name, string_agg(lower(privilege_type), ' ' order by privilege_type) as may
       from information_schema.role_table_grants where grantee = 'colab_app' group by 1 order by 1`,
    );
    const may = Object.fromEntries(grants.map((grant) => [grant.name, grant.may]));
    expect(may).toEqual({
      assignment_undo_steps: 'select',
      audit_log: 'select',
      bookings: 'insert select update',
      closures: 'delete insert select update',
      creation_keys: 'delete insert select',
      device_assignments: 'insert select update',
      device_categories: 'insert select update',
      device_demands: 'select',
      device_downtimes: 'insert select update',
      device_moves: 'select',
      device_occupancies: 'select',
      device_requests: 'delete insert select update',
      devices: 'insert select update',
      domain_events: 'select',
      facility_settings: 'select',
      handovers: 'select',
      idempotency_keys: 'delete insert select update',
      left_out_dates: 'delete insert select update',
      mail_rhythms: 'insert select',
      notification_items: 'select',
      notification_preferences: 'insert select',
      notifications: 'select',
      password_links: 'delete insert select',
      personal_tokens: 'insert select',
      refresh_tokens: 'insert',
      rentals: 'insert select update',
      role_grants: 'delete select',
      role_permissions: 'select',
      roles: 'select',
      room_leaves: 'select',
      room_occupancies: 'select',
      room_parts: 'delete insert select',
      rooms: 'select',
      sealed_keys: 'insert select',
      series: 'insert select update',
      sessions: 'insert select',
      set_up_uses: 'select',
      sign_in_tries: 'delete insert select update',
      tenants: 'select',
      told_acts: 'select',
      undo_steps: 'select',
      users: 'select',
    });
    const columns = await rows<{ name: string }>(
      `select c.table_name || '.' || c.column_name || ' ' || lower(c.privilege_type) as name from information_schema.role_column_grants c
       where c.grantee = 'colab_app' and c.table_name in ('users', 'tenants', 'role_grants', 'rooms') and c.privilege_type in ('INSERT', 'UPDATE') order by 1`,
    );
    expect(
      columns.map(({ name }) => name),
      'a password is written by its person alone, in set_own_password; a version by its trigger',
    ).toEqual([
      'role_grants.role_name insert',
      'role_grants.tenant_id insert',
      'role_grants.user_id insert',
      'rooms.active update',
      ...['capacity', 'equipment'].flatMap((name) => [`rooms.${name} insert`, `rooms.${name} update`]),
      'rooms.id insert',
      ...['long_term', 'name', 'position', 'setup_minutes', 'teardown_minutes'].flatMap((name) => [
        `rooms.${name} insert`,
        `rooms.${name} update`,
      ]),
      'tenants.code insert',
      'tenants.code update',
      'tenants.name insert',
      'tenants.name update',
      'users.active update',
      'users.display_name insert',
      'users.display_name update',
      'users.email insert',
      'users.email update',
      'users.username insert',
    ]);
    const marks = await rows<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.role_column_grants
       where grantee = 'colab_app' and table_name ~ '^notification' and privilege_type = 'UPDATE' order by 1`,
    );
    expect(marks.map(({ name }) => name)).toEqual([
      'notification_preferences.by_mail',
      'notification_preferences.in_app',
      'notifications.mailed_at',
      'notifications.read_at',
    ]);
    const events = await rows<{ name: string }>(
      `select distinct table_name as name from information_schema.role_table_grants where grantee = 'colab_events' order by 1`,
    );
    expect(events.map(({ name }) => name)).toEqual(['domain_events', 'event_epochs', 'room_leaves', 'tenants']);
  });

  it('lets who works off the job queue reach the queue, and no table or function of the house', async () => {
    const tables = await rows<{ name: string; may: string }>(
      `select table_schema || '.' || table_name as name, string_agg(lower(privilege_type), ' ' order by lower(privilege_type)) as may
       from information_schema.role_table_grants where grantee = 'colab_jobs' group by 1 order by 1`,
    );
    const all = 'delete insert select update';
    expect(tables).toEqual([
      ...['_private_job_queues', '_private_jobs', '_private_known_crontabs', '_private_tasks'].map((name) => ({
        name: `graphile_worker.${name}`,
        may: all,
      })),
      { name: 'graphile_worker.migrations', may: 'select' },
    ]);
    const definers = await rows<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and has_function_privilege('colab_jobs', oid, 'execute')`,
    );
    expect(definers).toEqual([]);
    const others = await rows<{ name: string }>(
      `select r.rolname as name from unnest(array['colab_app', 'colab_events']) r (rolname) where has_schema_privilege(r.rolname, 'graphile_worker', 'usage')`,
    );
    expect(others, 'a job is added by the triggers alone').toEqual([]);
  });
});

describe('a server', () => {
  it.each(['ownerUrl', 'superuserUrl'] as const)(
    'does not serve with a role that could step around row security: %s',
    async (name) => {
      const { database } = facility;
      const mighty = {
        secret,
        host: '127.0.0.1',
        port: 0,
        log: createLog('silent'),
        eventsUrl: database.eventsUrl,
        jobsUrl: database.jobsUrl,
        appUrl: database[name],
      };
      await expect(createApp(mighty)).rejects.toThrow(/could not keep the divisions apart/);
      for (const url of ['eventsUrl', 'jobsUrl'])
        await expect(createApp({ ...mighty, appUrl: database.appUrl, [url]: database[name] })).rejects.toThrow(
          /could not keep the divisions apart/,
        );
    },
  );
});
