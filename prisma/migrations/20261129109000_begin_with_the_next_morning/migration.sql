-- Why: a facility that was set up at nine was told the summary of that day at once, with nothing in it. And whatever was tried
-- on a new database between half past six and noon had five notifications more than at other hours.
-- Locks: nothing; a function only.
-- Undo: restore summarize_day from tell_acts.

create or replace function summarize_day(day date, zone text) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  day_starts constant timestamptz := day::timestamp at time zone zone;
  day_ends constant timestamptz := (day + 1)::timestamp at time zone zone;
  of_cause constant text := 'DAILY_SUMMARY ' || day;
  recipients uuid[];
begin
  -- Who set the facility up that day knows what there is: the first summary is that of the next morning.
  if (select min(began_at) from event_epochs) >= day_starts then
    return 0;
  end if;
  select array(select unnest(people_who_may('room:assign', null)) union select unnest(people_who_may('device:reallocate', null))) into recipients;
  recipients := array(select unnest(recipients) except select n.recipient_id from notifications n where n.cause = of_cause);
  if recipients = '{}' then
    return 0;
  end if;
  perform notify_people('DAILY_SUMMARY', of_cause, recipients, jsonb_build_object(
    'date', day,
    'bookings', (select count(*) from bookings b where b.status in ('ROOM_ASSIGNED', 'CONFIRMED') and b.starts_at < day_ends and b.ends_at > day_starts),
    'waiting', (select count(*) from bookings b where b.status = 'PENDING' and b.ends_at > day_starts),
    'overdue', (select count(*) from bookings b where b.status = 'PENDING' and b.starts_at < day_starts),
    'roomsClosed', (select count(distinct o.room_id) from room_occupancies o where o.closure_id is not null and o.period && tstzrange(day_starts, day_ends)),
    'devicesWanted', (select coalesce(sum(b.devices_needed), 0) from bookings b where b.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and b.starts_at < day_ends and b.ends_at > day_starts)));
  return (select count(*) from notifications n where n.cause = of_cause and n.recipient_id = any (recipients));
end $$;
