-- Why: who did what to what, before and after, refusals included, in rows that nobody can change afterwards. Changes are
-- written by triggers in the transaction of the change, so those made with psql are there as well; what leaves no change
-- (a refusal, a repetition, a sign-in) the server records in a transaction of its own.
-- Locks: share row exclusive on each table that gets the trigger, for a moment; writers of it wait.
-- Undo: drop the triggers "record_change", then the functions, table and type made here.
--
-- To keep a trail of one more table, its migration says one line:
--   select keep_audit_of('closures', 'Closure');
-- with the columns that name the subject, those not worth a row and those never to be shown, where they are not the usual
-- ones: keep_audit_of('sessions', 'Session', ignored => '{last_seen_at}', secret => '{pin}').
--
-- One plain table: some million rows a year, read by its indexes. How long rows are kept is the operator's decision, and
-- dropping some is meant to be a deliberate act of whoever owns the database:
--   begin; grant delete on audit_log to current_user; alter table audit_log disable trigger audit_log_is_append_only;
--   delete from audit_log where at < '…'; alter table audit_log enable always trigger audit_log_is_append_only;
--   revoke delete on audit_log from current_user; commit;

create type audit_result as enum ('DONE', 'REFUSED', 'FAILED');

-- No foreign keys: a row outlives whatever it names.
create table audit_log (
  id uuid not null default gen_random_uuid(),
  -- To the microsecond: what one request did stays in its order.
  at timestamptz(6) not null default clock_timestamp(),
  tenant_id uuid,
  actor uuid,
  -- By what the actor was known, such as a session, and which one.
  via text,
  via_id uuid,
  -- As whom the database was asked: nobody can make this one up.
  database_role text not null,
  -- The name of the mutation or job; "sql" for a write past both.
  action text not null,
  subject_type text,
  subject_id text,
  before jsonb,
  after jsonb,
  reason text,
  result audit_result not null,
  refusal text,
  message text,
  request_id text,
  address text,
  agent text,
  -- How many more of its like this row stands for; 0 where it stands for itself.
  repeated integer not null default 0,
  primary key (at, id),
  constraint audit_counts_not_negative check (repeated >= 0)
);

create index audit_log_actor_at_id_idx on audit_log (actor, at, id);
create index audit_log_subject_id_at_id_idx on audit_log (subject_id, at, id);
create index audit_log_action_at_id_idx on audit_log (action, at, id);
create index audit_log_request_id_idx on audit_log (request_id);
create index refusals_by_time on audit_log (result, at, id) where result <> 'DONE';

-- 1. Append-only, for every role ------------------------------------------------------------------------------------

revoke update, delete, truncate on audit_log from public, current_user;

create function refuse_to_rewrite() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'restrict_violation', constraint = tg_name, message = 'the audit trail is append-only';
end $$;
-- For each statement: one that would touch no row is refused as well. It stays on where a session switches triggers off.
create trigger audit_log_is_append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_to_rewrite();
alter table audit_log enable always trigger audit_log_is_append_only;

-- 2. Changes --------------------------------------------------------------------------------------------------------

-- Knows no table: what it needs to know are the arguments that keep_audit_of() gives it. A table without a tenant_id
-- leaves rows that are the whole facility's.
create function record_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  subject constant text := tg_argv[0];
  keys constant text[] := tg_argv[1];
  ignored constant text[] := tg_argv[2];
  secret constant text[] := tg_argv[3];
  cause constant text := nullif(current_setting('app.cause', true), '');
  whole jsonb;
  was jsonb;
  is_now jsonb;
  hidden text;
begin
  if tg_op = 'INSERT' then
    whole := to_jsonb(new);
    is_now := jsonb_strip_nulls(whole - ignored);
  elsif tg_op = 'DELETE' then
    whole := to_jsonb(old);
    was := jsonb_strip_nulls(whole - ignored);
  else
    whole := to_jsonb(new);
    was := to_jsonb(old);
    select jsonb_object_agg(key, was -> key), jsonb_object_agg(key, value) into was, is_now
    from jsonb_each(whole - ignored) where value is distinct from was -> key;
    if is_now is null then
      return null; -- nothing changed
    end if;
  end if;
  -- Whatever is named like a secret is one, so that a column that somebody forgets to declare is not shown either.
  for hidden in
    select key from jsonb_object_keys(coalesce(was, '{}') || coalesce(is_now, '{}')) key
    where key = any (secret) or key ~ '(password|secret|hash|token|sealed)'
  loop
    was := case when was ->> hidden is null then was else was || jsonb_build_object(hidden, '(secret)') end;
    is_now := case when is_now ->> hidden is null then is_now else is_now || jsonb_build_object(hidden, '(secret)') end;
  end loop;

  insert into audit_log (
    tenant_id, actor, via, via_id, database_role, action, subject_type, subject_id, before, after, reason, result, request_id, address, agent
  ) values (
    (whole ->> 'tenant_id')::uuid, nullif(current_setting('app.actor', true), '')::uuid,
    nullif(current_setting('app.via', true), ''), nullif(current_setting('app.via_id', true), '')::uuid,
    session_user, coalesce(cause, 'sql'), subject,
    (select string_agg(whole ->> name, ':' order by place) from unnest(keys) with ordinality key (name, place)),
    was, is_now, nullif(current_setting('app.reason', true), ''), 'DONE',
    nullif(current_setting('app.request', true), ''), nullif(current_setting('app.address', true), ''), nullif(current_setting('app.agent', true), '')
  );
  -- Tells the server that this transaction has left its rows.
  perform set_config('app.recorded', 'yes', true);
  return null;
end $$;

create function keep_audit_of(
  of_table regclass, subject text, keys text[] default '{id}', ignored text[] default '{}', secret text[] default '{}'
) returns void language plpgsql as $$
begin
  execute format('create trigger record_change after insert or update or delete on %s for each row execute function record_change(%L, %L, %L, %L)',
    of_table, subject, keys, ignored || '{updated_at}', secret);
  execute format('alter table %s enable always trigger record_change', of_table);
end $$;

select keep_audit_of('bookings', 'Booking');
select keep_audit_of('rooms', 'Room');
select keep_audit_of('room_parts', 'RoomPart', '{room_id}');
select keep_audit_of('devices', 'Device');
select keep_audit_of('device_categories', 'DeviceCategory');
select keep_audit_of('tenants', 'Tenant');
select keep_audit_of('users', 'User');
-- A right that is given or taken away is found at the person, or the role, whose it is.
select keep_audit_of('role_grants', 'RoleGrant', '{user_id}');
select keep_audit_of('roles', 'Role', '{name}');
select keep_audit_of('role_permissions', 'RolePermission', '{role_name}');
select keep_audit_of('facility_settings', 'FacilitySetting', '{name}');

-- 3. What leaves no change ------------------------------------------------------------------------------------------

-- The only way in for the application. Who it was is who the transaction is for, changes cannot be claimed, and the
-- row is the whole facility's.
create function record_audit(
  action text, result audit_result, subject_type text, subject_id text, refusal text, message text, repeated integer,
  via text, via_id uuid, request_id text, address text, agent text
) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if action is null or action !~ '^[a-zA-Z][a-zA-Z0-9]{1,99}$' or action = 'sql' then
    raise exception using errcode = 'check_violation', constraint = 'audit_names_an_action', message = 'the name of a mutation is needed';
  end if;
  insert into audit_log (
    actor, via, via_id, database_role, action, subject_type, subject_id, result, refusal, message, repeated, request_id, address, agent
  ) values (
    current_user_id(), via, via_id, session_user, action, left(subject_type, 100), left(subject_id, 200), result, left(refusal, 100), left(message, 500),
    repeated, left(request_id, 100), left(address, 100), left(agent, 300)
  );
end $$;

-- 4. Who reads ------------------------------------------------------------------------------------------------------

create function audits_facility() returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from role_grants g join role_permissions p using (role_name)
    where g.user_id = current_user_id() and g.tenant_id is null and p.permission in ('*', 'audit:*', 'audit:read'))
$$;
create function audited_tenants() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(g.tenant_id), '{}') from role_grants g join role_permissions p using (role_name)
  where g.user_id = current_user_id() and g.tenant_id is not null and p.permission in ('*', 'audit:*', 'audit:read')
$$;

alter table audit_log enable row level security, force row level security;
create policy owner_maintains on audit_log to current_user using (true) with check (true);
-- Held for the facility, the right shows what is nobody's and what belongs to tenants whose books are open anyway; held
-- for a tenant, what is that tenant's.
create policy auditors_read on audit_log for select to colab_app using (
  ((select audits_facility()) or tenant_id = any ((select audited_tenants())::uuid[]))
  and (tenant_id is null or tenant_id = any ((select current_tenants())::uuid[])));

grant select on audit_log to colab_app;
revoke execute on function record_change(), refuse_to_rewrite(), keep_audit_of(regclass, text, text[], text[], text[]),
  record_audit(text, audit_result, text, text, text, text, integer, text, uuid, text, text, text), audits_facility(), audited_tenants() from public;
grant execute on function audits_facility(), audited_tenants(),
  record_audit(text, audit_result, text, text, text, text, integer, text, uuid, text, text, text) to colab_app;
