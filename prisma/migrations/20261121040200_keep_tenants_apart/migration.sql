-- Why: the database itself keeps the books of one tenant from another. `app.tenants` (a list) and `app.user` are set
-- for one transaction at a time; without them nothing is seen. Policies for the owner are explicit, because under
-- forced row security a migration's backfill would otherwise update nothing, in silence.
-- Locks: nothing that is in use.
-- Undo: drop the policies and disable row security; grants go with the roles.

create function current_tenants() returns uuid[] language sql stable parallel safe as $$
  select string_to_array(nullif(current_setting('app.tenants', true), ''), ',')::uuid[]
$$;
create function current_user_id() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('app.user', true), '')::uuid
$$;

alter table bookings enable row level security, force row level security;
create policy owner_maintains on bookings to current_user using (true) with check (true);
create policy own_tenants on bookings to colab_app
  using (tenant_id = any ((select current_tenants())::uuid[])) with check (tenant_id = any ((select current_tenants())::uuid[]));

alter table domain_events enable row level security, force row level security;
create policy owner_maintains on domain_events to current_user using (true) with check (true);
create policy own_tenants on domain_events for select to colab_app using (tenant_id = any ((select current_tenants())::uuid[]));
create policy reader_follows on domain_events for select to colab_events using (true);
-- Read through its parent alone.
alter table domain_events_default enable row level security, force row level security;
create policy owner_maintains on domain_events_default to current_user using (true) with check (true);

alter table idempotency_keys enable row level security, force row level security;
create policy owner_maintains on idempotency_keys to current_user using (true) with check (true);
create policy own_tenants on idempotency_keys to colab_app
  using (tenant_id = any ((select current_tenants())::uuid[]) and user_id = current_user_id())
  with check (tenant_id = any ((select current_tenants())::uuid[]) and user_id = current_user_id());
-- A key is honoured for 24 hours; after that a job, which is nobody, may see it and drop it.
create policy old_keys_are_seen on idempotency_keys for select to colab_app
  using (tenant_id = any ((select current_tenants())::uuid[]) and created_at < now() - interval '24 hours');
create policy old_keys_are_dropped on idempotency_keys for delete to colab_app
  using (tenant_id = any ((select current_tenants())::uuid[]) and created_at < now() - interval '24 hours');

-- Rights are asked before the tenants are known: a person sees their own.
alter table role_grants enable row level security, force row level security;
create policy owner_maintains on role_grants to current_user using (true) with check (true);
create policy own_grants on role_grants for select to colab_app using (user_id = current_user_id());

grant select on facility_settings, tenants, users, roles, role_permissions, role_grants, rooms, room_parts, room_leaves, device_categories, devices,
  room_occupancies, domain_events to colab_app;
grant select, insert, update on bookings, sessions to colab_app;
grant select, insert, update, delete on idempotency_keys to colab_app;
grant select, insert on sealed_keys to colab_app;
grant usage on sequence booking_numbers to colab_app;

-- The reader hands on ids, windows and versions to every server process, never a row of a tenant.
grant select on domain_events, room_leaves, tenants to colab_events;
revoke execute on function keep_domain_event_days(integer, integer) from public;
grant execute on function keep_domain_event_days(integer, integer) to colab_events;
revoke execute on function keep_room_occupancies(), keep_room_leaves() from public;
