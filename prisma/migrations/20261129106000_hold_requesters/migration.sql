-- Why: somebody books while their account is shut. The one did not see the other: the booking was saved after the account had
-- been found to have none, and a client waited for a person who is no longer there.
-- Locks: bookings for a moment; nothing is rewritten.
-- Undo: drop the trigger and the function hold_requester.

create function hold_requester() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- Waits for who shuts the account at this moment, and makes them wait: they look for open bookings after that.
  -- The people of the sample are let in once all of it is there.
  perform from users
  where id = new.requester_id and (active or sample and exists (select from facility_settings where name = 'sample_data' and value = 'building'))
  for share;
  if not found then
    raise exception using errcode = 'restrict_violation', constraint = 'requester_has_an_account',
      message = 'this violates constraint "requester_has_an_account": the account of the requester is shut';
  end if;
  return null;
end $$;
-- The owner of the database, who writes in nobody's name, brings in what people who have left once booked.
create trigger hold_requester after insert on bookings for each row
  when (current_user_id() is not null and new.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED')) execute function hold_requester();
alter table bookings enable always trigger hold_requester;

revoke execute on function hold_requester() from public;
