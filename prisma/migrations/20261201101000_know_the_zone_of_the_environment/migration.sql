-- Why: FACILITY_TIME_ZONE fills the zone while nobody has set one on the page, and only servers knew it: in the database
-- days of return ended in Johannesburg, and mail that waits for the morning waited for that of the first setting. A server
-- hands its zone over when it starts; all servers and the functions of the database go by it.
-- Locks: facility_settings for a moment; nothing is rewritten.
-- Undo: drop the column, and make know_zone and tell_of_facility as they were.

alter table facility_settings add column zone_at_start text;
alter table facility_settings add constraint zones_at_start_are_names check (zone_at_start ~ '^[A-Za-z0-9_+/-]{1,64}$');
grant update (zone_at_start) on facility_settings to colab_app;

-- A zone of the page that PostgreSQL does not know is left out, as servers leave out one that they do not know.
create or replace function know_zone() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  zone text;
begin
  foreach zone in array array[new.time_zone, new.zone_at_start, 'Africa/Johannesburg'] loop
    continue when zone is null;
    begin
      perform now() at time zone zone;
      new.days_end_in := zone;
      return new;
    exception when invalid_parameter_value then
      continue;
    end;
  end loop;
  return new;
end $$;

create or replace function tell_of_facility() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.version = new.version then
    return null; -- nothing changed
  end if;
  if new.days_end_in <> old.days_end_in then
    update mail_rhythms set time_zone = new.days_end_in where time_zone <> new.days_end_in;
  end if;
  insert into domain_events (type, subject, version, actor, cause, reason) values (
    'facility_changed', new.id, new.version,
    nullif(current_setting('app.actor', true), '')::uuid, nullif(current_setting('app.cause', true), ''),
    nullif(current_setting('app.reason', true), '')
  );
  return null;
end $$;
