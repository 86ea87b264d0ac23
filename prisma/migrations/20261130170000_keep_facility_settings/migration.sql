-- Why: name, address, zone, currency, locale, opening hours, usual hours, the first day of the week and how far ahead may
-- be booked were constants. They are settings of the facility now: one row, changed on a page, written to the audit trail,
-- and told to every server by an event. What is null was never set there. What the table held until now, how far work of
-- the installation has come, gets a name of its own.
-- Locks: facility_settings for a moment, to rename it. Nothing is rewritten. A server of the version before goes on; it
-- cannot build the sample facility any more.
-- Undo: drop facility_settings and the functions made here; rename work_states to facility_settings and
-- make its two functions as they were.

-- 1. How far work has come ------------------------------------------------------------------------------------------

drop trigger record_change on facility_settings;
alter table facility_settings rename to work_states;
alter table work_states rename constraint facility_settings_pkey to work_states_pkey;
revoke all on work_states from colab_app;

create or replace function hold_requesters() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  asked record;
begin
  -- The owner of the database, who writes in nobody's name, brings in what people who have left once booked.
  if current_user_id() is null then return null; end if;
  for asked in
    select distinct requester_id as person, tenant_id as tenant from made
    where status in ('PENDING', 'ROOM_ASSIGNED', 'CONFIRMED')
      -- The people of the sample are let in once all of it is there.
      and not exists (select from users u, work_states s where u.id = requester_id and u.sample and s.name = 'sample_data' and s.value = 'building')
    order by 1
  loop
    perform hold_requester(asked.person, asked.tenant);
  end loop;
  return null;
end $$;

create or replace function renew_booking_search(after uuid, most integer) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  reached uuid;
  others uuid[];
begin
  if not exists (select from work_states where name = 'booking_search') then return null; end if;
  select max(id::text)::uuid, array_agg(id) filter (where (client_words, words) is distinct from (stored_client_words, stored_words)) into reached, others from (
    select b.id, f.client_words, f.words, s.client_words as stored_client_words, s.words as stored_words
    from (select * from bookings where id > after order by id limit most) b left join booking_search s on s.booking_id = b.id, lateral search_row(b) f
  ) batch;
  if reached is null then
    delete from work_states where name = 'booking_search';
    return null;
  end if;
  if others is not null then
    perform from bookings where id = any (others) order by id for no key update;
    update booking_search s set client_words = f.client_words, words = f.words from bookings b, search_row(b) f where b.id = any (others) and s.booking_id = b.id;
  end if;
  return reached;
end $$;

-- 2. The settings ---------------------------------------------------------------------------------------------------

-- Seven, from Monday: "07:00-19:00", or null for a day that is closed. One of them is open.
create function are_opening_hours(hours text[]) returns boolean language sql immutable strict parallel safe as $$
  select array_ndims(hours) = 1 and array_lower(hours, 1) = 1 and cardinality(hours) = 7 and count(day) > 0
    and coalesce(bool_and(day ~ '^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' and left(day, 5) < right(day, 5)), false)
  from unnest(hours) day
$$;

create table facility_settings (
  id uuid primary key default '00000000-0000-4000-8000-000000000000',
  version integer not null default 1,
  name text,
  address text,
  time_zone text,
  currency text,
  locale text,
  -- 1 is Monday.
  week_starts_on integer,
  opening_hours text[],
  usual_from text,
  usual_until text,
  book_years_ahead integer,
  constraint one_row_of_settings check (id = '00000000-0000-4000-8000-000000000000'),
  constraint facility_has_a_name check (length(btrim(name)) between 1 and 100),
  constraint address_is_short check (length(address) <= 500),
  constraint time_zones_are_names check (time_zone ~ '^[A-Za-z0-9_+/-]{1,64}$'),
  constraint currencies_are_codes check (currency ~ '^[A-Z]{3}$'),
  constraint locales_are_english check (locale ~ '^en(-[A-Z]{2})?$'),
  constraint weeks_start_on_a_day check (week_starts_on between 1 and 7),
  constraint opening_hours_are_hours check (are_opening_hours(opening_hours)),
  constraint usual_hours_are_hours check (
    num_nonnulls(usual_from, usual_until) in (0, 2) and usual_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
    and usual_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' and usual_from < usual_until),
  constraint years_ahead_are_few check (book_years_ahead between 1 and 100)
);
insert into facility_settings default values;

create function keep_facility_version() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' or new.id <> old.id then
    raise exception using errcode = 'check_violation', constraint = 'one_row_of_settings', message = 'the settings of the facility stay';
  end if;
  new.version := old.version + case when to_jsonb(new) - 'version' <> to_jsonb(old) - 'version' then 1 else 0 end;
  return new;
end $$;
create trigger keep_facility_version before update or delete on facility_settings for each row execute function keep_facility_version();
alter table facility_settings enable always trigger keep_facility_version;
create trigger refuse_truncate before truncate on facility_settings execute function refuse_truncate();
alter table facility_settings enable always trigger refuse_truncate;

-- Every server reads the settings again when this event comes. Mail that is collected until the morning means the morning
-- of the facility.
create function tell_of_facility() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.version = new.version then
    return null; -- nothing changed
  end if;
  if new.time_zone is distinct from old.time_zone and new.time_zone is not null then
    update mail_rhythms set time_zone = new.time_zone where time_zone <> new.time_zone;
  end if;
  insert into domain_events (type, subject, version, actor, cause, reason) values (
    'facility_changed', new.id, new.version,
    nullif(current_setting('app.actor', true), '')::uuid, nullif(current_setting('app.cause', true), ''),
    nullif(current_setting('app.reason', true), '')
  );
  return null;
end $$;
create trigger tell_of_facility after update on facility_settings for each row execute function tell_of_facility();
alter table facility_settings enable always trigger tell_of_facility;
revoke execute on function tell_of_facility() from public;

select keep_audit_of('facility_settings', 'Facility', '{id}', '{version}');

grant select, update (name, address, time_zone, currency, locale, week_starts_on, opening_hours, usual_from, usual_until, book_years_ahead)
  on facility_settings to colab_app;
