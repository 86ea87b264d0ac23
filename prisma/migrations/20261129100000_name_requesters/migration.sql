-- Why: who asked for a booking and who typed it are two people once a booking is handed over. The requester has the rights and
-- the notices; created_by_id keeps saying who typed it.
-- Locks: bookings and series, for as long as each is rewritten once; a million bookings take about a minute.
-- Undo: create keep_booking_search and search_row again as 20261121073000_search_bookings has them; drop the triggers and the
-- function name_requester, and both columns.

-- The column is computed by rewriting the table, not by an update: no trigger runs, so no booking gets a new version, an event
-- or a notice; and no policy can leave a row out.
alter table bookings add column requester_id uuid;
alter table bookings alter column requester_id type uuid using created_by_id;
alter table bookings alter column requester_id set not null;
alter table bookings add constraint bookings_requester_id_fkey foreign key (requester_id) references users on update cascade;

alter table series add column requester_id uuid;
alter table series alter column requester_id type uuid using created_by_id;
alter table series alter column requester_id set not null;
alter table series add constraint series_requester_id_fkey foreign key (requester_id) references users on update cascade;

drop index bookings_tenant_id_created_by_id_idx;
create index bookings_requester_id_status_idx on bookings (requester_id, status);
create index series_requester_id_idx on series (requester_id);

-- Who writes a booking past the application need not know of this column.
create function name_requester() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.requester_id := coalesce(new.requester_id, new.created_by_id);
  return new;
end $$;
create trigger name_requester before insert on bookings for each row execute function name_requester();
create trigger name_requester before insert on series for each row execute function name_requester();
alter table bookings enable always trigger name_requester;
alter table series enable always trigger name_requester;

-- "My bookings" are those that one asks for now. The column of booking_search keeps its name: find_bookings reads it.
create or replace function search_row(b bookings) returns booking_search language sql immutable parallel safe set search_path = public, pg_temp as $$
  select b.id, b.tenant_id, b.starts_at, b.ends_at, b.ends_at - b.starts_at > interval '48 hours', b.status, b.room_id, b.requester_id,
    search_words(b.client_name || ' ' || replace(b.reference, '-', '')),
    search_words(b.client_name || ' ' || replace(b.reference, '-', '') || ' ' || b.client_contact_person || ' ' || b.client_email || ' ' || b.client_phone)
$$;
comment on column booking_search.created_by_id is 'bookings.requester_id';

drop trigger keep_booking_search on bookings;
create trigger keep_booking_search after insert or update of starts_at, ends_at, status, room_id, requester_id, client_name, client_contact_person, client_email, client_phone on bookings
  for each row execute function keep_booking_search();
alter table bookings enable always trigger keep_booking_search;
