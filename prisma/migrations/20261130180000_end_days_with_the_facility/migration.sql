-- Why: devices are away until a day of return ends, and a day ends where the facility is. Its zone is a setting now, which
-- the functions of the devices did not know yet. A zone that PostgreSQL does not know is left out, as servers leave out one
-- that they do not know.
-- Locks: facility_settings for a moment; nothing is rewritten.
-- Undo: drop the trigger and the two functions made here and the column, and make facility_zone as it was.

alter table facility_settings add column days_end_in text not null default 'Africa/Johannesburg';

create or replace function facility_zone() returns text language sql stable parallel safe as $$
  select coalesce((select days_end_in from public.facility_settings), 'Africa/Johannesburg')
$$;

create function know_zone() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform now() at time zone new.time_zone;
  new.days_end_in := coalesce(new.time_zone, 'Africa/Johannesburg');
  return new;
exception when invalid_parameter_value then
  new.days_end_in := 'Africa/Johannesburg';
  return new;
end $$;
create trigger know_zone before insert or update on facility_settings for each row execute function know_zone();
alter table facility_settings enable always trigger know_zone;

-- Another zone moves no booking. It moves when days of return end, and with it until when devices are away.
create function move_days_of_return() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  away constant uuid[] := array(
    select id from bookings b where status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED', 'COMPLETED') and booking_return_day(b) is not null);
begin
  perform lock_in_order(away, '{}');
  perform set_device_occupancies(array(
    select id from device_assignments where booking_id = any (away) and rental_id is not null and released_at is null and returned_at is null order by id));
  perform set_device_demands(array(select id from device_requests where booking_id = any (away) order by id));
  return null;
end $$;
create trigger move_days_of_return after update on facility_settings for each row when (new.days_end_in <> old.days_end_in)
  execute function move_days_of_return();
alter table facility_settings enable always trigger move_days_of_return;
revoke execute on function move_days_of_return() from public;
