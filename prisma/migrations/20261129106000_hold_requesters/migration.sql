-- Why: a booking could become open for somebody who may not book: made while their account was shut, since the one did not see
-- the other; made of a date that comes back to a series; or brought back by an undo. A client then waits for a person who is
-- no longer there.
-- Locks: bookings for a moment; nothing is rewritten.
-- Undo: drop the triggers hold_requesters and hold_requester_again, and the functions made here.

create function hold_requesters() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  asked record;
begin
  -- The owner of the database, who writes in nobody's name, brings in what people who have left once booked.
  if current_user_id() is null then return null; end if;
  for asked in
    select distinct requester_id as person, tenant_id as tenant from made
    where status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED')
      -- The people of the sample are let in once all of it is there.
      and not exists (select from users u, facility_settings s where u.id = requester_id and u.sample and s.name = 'sample_data' and s.value = 'building')
    order by 1
  loop
    perform hold_requester(asked.person, asked.tenant);
  end loop;
  return null;
end $$;

create function hold_requester(person uuid, tenant uuid) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  -- Waits for who shuts the account or takes a role away at this moment, and makes them wait: they look for open bookings after that.
  perform from users where id = person for share;
  perform from role_grants where user_id = person order by id for share;
  if not may_book(person, tenant) then
    raise exception using errcode = 'restrict_violation', constraint = 'requester_may_book',
      message = 'this violates constraint "requester_may_book": the requester may not book for this division';
  end if;
end $$;

create trigger hold_requesters after insert on bookings referencing new table as made for each statement execute function hold_requesters();
alter table bookings enable always trigger hold_requesters;

create function hold_requester_again() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform hold_requester(new.requester_id, new.tenant_id);
  return null;
end $$;
create trigger hold_requester_again after update of status on bookings for each row
  when (current_user_id() is not null and new.status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED') and old.status not in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED'))
  execute function hold_requester_again();
alter table bookings enable always trigger hold_requester_again;

revoke execute on function hold_requesters(), hold_requester(uuid, uuid), hold_requester_again() from public;
