-- Why: each day of events is a table too, and says for itself who may read it. Until now days had row security and no
-- policy: shut for everybody, the owner included, whose repairs of one day changed nothing, in silence.
-- Locks: the days of events for a moment, one after another.
-- Undo: restore keep_domain_event_days from guard_the_physics, drop the policies and guard_domain_event_day.

create function guard_domain_event_day(name text) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  execute format('alter table %I enable row level security, force row level security', name);
  execute format('create policy owner_maintains on %I to current_user using (true) with check (true)', name);
  execute format('create policy own_tenants on %I for select to colab_app using (tenant_id = any ((select current_tenants())::uuid[]))', name);
end $$;
revoke execute on function guard_domain_event_day(text) from public;

do $$
declare day text;
begin
  create policy own_tenants on domain_events_default for select to colab_app using (tenant_id = any ((select current_tenants())::uuid[]));
  for day in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'domain_events'::regclass and c.relname <> 'domain_events_default'
  loop
    perform guard_domain_event_day(day);
  end loop;
end $$;

create or replace function keep_domain_event_days(days_ahead integer, days_kept integer) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  today date := (now() at time zone 'UTC')::date;
  day date;
  name text;
begin
  perform pg_advisory_xact_lock(hashtextextended('keep_domain_event_days', 0));
  for day in select generate_series(today, today + days_ahead, interval '1 day')::date loop
    name := 'domain_events_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass('public.' || name) is not null;
    begin
      execute format('create table %I (like domain_events including defaults including indexes including identity)', name);
      execute format('alter table %I alter column seq drop identity', name);
      perform guard_domain_event_day(name);
      execute format('alter table domain_events attach partition %I for values from (%L) to (%L)', name,
        day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
    exception when check_violation then
      null; -- the default partition already has rows of that day: they stay there
    end;
  end loop;
  for name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'domain_events'::regclass and c.relname ~ '^domain_events_\d{8}$'
      and to_date(right(c.relname, 8), 'YYYYMMDD') < today - days_kept
  loop
    execute format('drop table %I', name);
  end loop;
  delete from domain_events_default where at < (today - days_kept)::timestamp at time zone 'UTC';
end $$;
