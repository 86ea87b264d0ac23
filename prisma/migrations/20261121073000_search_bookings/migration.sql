-- Why: bookings are found by client, contact and reference among a million, page by page. Under row security no index
-- helps: neither LIKE nor @> is leakproof. So what is searched is kept beside the bookings, in the order in which lists
-- show them, and is read by one function that asks the setting itself whose books are open. Nothing in its index is
-- shared by two tenants: each piece of a word is hashed with its tenant, so that how long a search takes tells nobody
-- what stands in another division's books.
-- Locks: bookings for as long as what stands there is copied once; a million take about two minutes.
-- Undo: drop the trigger keep_booking_search, the functions below and the table booking_search.

create table booking_search (
  booking_id uuid primary key,
  tenant_id uuid not null,
  -- As far as lists are filtered and sorted by them.
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  -- Over two days: what runs at some moment is looked for among two days of bookings and these, and not among a year's.
  lasts_long boolean not null,
  status booking_status not null,
  room_id uuid,
  created_by_id uuid not null,
  -- The client's name and the reference; and those with the contact, for people who see the books in full.
  client_words text not null,
  words text not null,
  constraint booking_search_follows_booking foreign key (tenant_id, booking_id) references bookings (tenant_id, id) on update cascade on delete cascade
);

-- As people type it: no case, no accents, no signs. Two spaces before each word, so that a beginning is a piece as well.
create function search_words(given text) returns text language sql immutable parallel safe as $$
  select regexp_replace(regexp_replace('  ' || lower(normalize(given, NFKD)), '[\u0300-\u036f]', '', 'g'), '[\s!-/:-@\[-`{-~]+', '  ', 'g')
$$;

-- Half a year, counted from 1970: what is looked for is looked for in one after another, so that a client of thousands of
-- bookings costs what the few on the page do.
create function search_season(at timestamptz) returns bigint language sql immutable parallel safe as $$
  select floor(extract(epoch from at) / 15778800)::bigint
$$;

-- Every three letters in a row, as numbers that mean something to one tenant and one season alone. Two that share one are
-- told apart by the words themselves.
create function search_grams(tenant uuid, season bigint, words text) returns bigint[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct hashtextextended(substr(words, n, 3), uuid_hash_extended(tenant, season))), '{}') from generate_series(1, length(words) - 2) n
$$;

-- A reference is one word: as two, every other pair of letters would be the beginning of somebody's.
create function search_row(b bookings) returns booking_search language sql immutable parallel safe set search_path = public, pg_temp as $$
  select b.id, b.tenant_id, b.starts_at, b.ends_at, b.ends_at - b.starts_at > interval '48 hours', b.status, b.room_id, b.created_by_id,
    search_words(b.client_name || ' ' || replace(b.reference, '-', '')),
    search_words(b.client_name || ' ' || replace(b.reference, '-', '') || ' ' || b.client_contact_person || ' ' || b.client_email || ' ' || b.client_phone)
$$;

alter table booking_search enable row level security, force row level security;
create policy owner_maintains on booking_search to current_user using (true) with check (true);
create policy own_tenants on booking_search for select to colab_app using (tenant_id = any ((select current_tenants())::uuid[]));

create function keep_booking_search() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into booking_search select f.* from search_row(new) f
  on conflict (booking_id) do update set (starts_at, ends_at, lasts_long, status, room_id, created_by_id, client_words, words)
    = (excluded.starts_at, excluded.ends_at, excluded.lasts_long, excluded.status, excluded.room_id, excluded.created_by_id, excluded.client_words, excluded.words);
  return null;
end $$;
create trigger keep_booking_search after insert or update of starts_at, ends_at, status, room_id, created_by_id, client_name, client_contact_person, client_email, client_phone on bookings
  for each row execute function keep_booking_search();
alter table bookings enable always trigger keep_booking_search;

insert into booking_search select f.* from bookings b, search_row(b) f;

create index booking_search_by_start on booking_search (tenant_id, starts_at, booking_id);
create index booking_search_of_long_ones on booking_search (tenant_id, starts_at) where lasts_long;
create index booking_search_by_author on booking_search (tenant_id, created_by_id, starts_at);
create index booking_search_by_status on booking_search (tenant_id, status, starts_at);
-- Without a list of what is still to be sorted in: whoever searches would read it each time.
create index booking_search_by_words on booking_search using gin (search_grams(tenant_id, search_season(starts_at), words)) with (fastupdate = off);

/*
 Where the bookings of a filter stand, in the order of their start, `most` of each division at most, and a few more: the
 caller sorts and cuts. `tenants` are those that the caller means; only those that the setting opens are read.
 `contacts_of` are those of them whose contacts are searched as well. All words must be found: three letters or more
 anywhere, fewer at the beginning of a word.

 A list is read along its order first: what many bookings have is found there at once. Where that does not fill the
 page, there are few, and the index of words brings them, season by season. Which of the two costs less depends on the
 word alone, and no planner knows it before.
*/
create function find_bookings(
  search text, contacts_of uuid[], tenants uuid[], starts_before timestamptz, ends_after timestamptz, statuses booking_status[], rooms uuid[],
  author uuid, after_start timestamptz, after_id uuid, backwards boolean, most integer
) returns table (booking_id uuid, starts_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = on set jit = off as $$
declare
  wanted text[] := array_remove(string_to_array(search_words(left(search, 200)), ' '), '');
  -- $1 tenant, $2 $3 where the list goes on, $4 starts before, $5 ends after, $6 statuses, $7 rooms, $8 author, $9 pieces of the words
  stretch text := 's.tenant_id = $1' || case when starts_before is not null then ' and s.starts_at < $4' else '' end;
  recent text := case when ends_after is not null then $q$ and s.starts_at > $5 - interval '48 hours'$q$ else '' end;
  beyond text := case when backwards then ' and (s.starts_at, s.booking_id) < ($2, $3)' else ' and (s.starts_at, s.booking_id) > ($2, $3)' end;
  further text := case when after_id is not null then beyond else '' end;
  ordered text := format('order by s.starts_at %1$s, s.booking_id %1$s limit', case when backwards then 'desc' else 'asc' end);
  filters text := case when statuses is not null then ' and s.status = any ($6)' else '' end || case when rooms is not null then ' and s.room_id = any ($7)' else '' end
    || case when author is not null then ' and s.created_by_id = $8' else '' end || case when ends_after is not null then ' and s.ends_at > $5' else '' end;
  tenant uuid;
  matches text;
  last_start timestamptz;
  last_id uuid;
  season bigint;
  last_season bigint;
  found_now integer;
  found_here integer;
  step constant integer := case when backwards then -1 else 1 end;
  -- So many are looked through before the index of words is asked.
  look constant integer := 500;
begin
  if search is not null and cardinality(wanted) = 0 then return; end if;
  for tenant in select own from unnest(current_tenants()) own where own = any (tenants) loop
    select coalesce(string_agg(format(' and s.%I like %L', case when tenant = any (contacts_of) then 'words' else 'client_words' end,
      case when length(word) < 3 then '%  ' || word || '%' else '%' || word || '%' end), ''), '') into matches from unnest(wanted) word;
    if ends_after is not null then
      return query execute format($q$select s.booking_id, s.starts_at from booking_search s where %s and s.lasts_long and s.starts_at > $5 - interval '8784 hours'
          and s.starts_at <= $5 - interval '48 hours' %s%s%s %s %s$q$, stretch, further, filters, matches, ordered, most)
        using tenant, after_start, after_id, starts_before, ends_after, statuses, rooms, author;
    end if;
    if matches = '' then
      return query execute format('select s.booking_id, s.starts_at from booking_search s where %s%s%s%s %s %s', stretch, recent, further, filters, ordered, most)
        using tenant, after_start, after_id, starts_before, ends_after, statuses, rooms, author;
      continue;
    end if;
    return query execute format('select s.booking_id, s.starts_at from (select * from booking_search s where %s%s%s %s %s) s where true%s%s %4$s %8$s',
        stretch, recent, further, ordered, look, filters, matches, most)
      using tenant, after_start, after_id, starts_before, ends_after, statuses, rooms, author;
    get diagnostics found_here = row_count;
    continue when found_here >= most;
    execute format('select s.starts_at, s.booking_id from booking_search s where %s%s%s %s 1 offset %s', stretch, recent, further, ordered, look - 1)
      into last_start, last_id using tenant, after_start, after_id, starts_before, ends_after;
    continue when last_id is null;
    execute format('select search_season(s.starts_at) from booking_search s where %s%s order by s.starts_at %s limit 1', stretch, recent, case when backwards then 'asc' else 'desc' end)
      into last_season using tenant, last_start, last_id, starts_before, ends_after;
    season := search_season(last_start);
    -- Nothing but the index of words is to be asked: how much it would bring is not known to the planner.
    perform set_config('enable_seqscan', 'off', true);
    while found_here < most and (last_season - season) * step >= 0 loop
      return query execute format('select s.booking_id, s.starts_at from (select * from booking_search s where search_grams(s.tenant_id, search_season(s.starts_at), s.words) @> $9 offset 0) s where %s%s%s%s%s %s %s',
          stretch, recent, beyond, filters, matches, ordered, most - found_here)
        using tenant, last_start, last_id, starts_before, ends_after, statuses, rooms, author, search_grams_of(tenant, season, wanted);
      get diagnostics found_now = row_count;
      found_here := found_here + found_now;
      season := season + step;
    end loop;
    perform set_config('enable_seqscan', 'on', true);
  end loop;
end $$;

-- What a booking must have of the pieces of these words, by which the index finds it.
create function search_grams_of(tenant uuid, season bigint, wanted text[]) returns bigint[] language sql immutable parallel safe as $$
  select array(select distinct gram from unnest(wanted) word, unnest(search_grams(tenant, season, case when length(word) < 3 then '  ' || word else word end)) gram)
$$;

revoke execute on function keep_booking_search(), find_bookings(text, uuid[], uuid[], timestamptz, timestamptz, booking_status[], uuid[], uuid, timestamptz, uuid, boolean, integer) from public;
grant execute on function find_bookings(text, uuid[], uuid[], timestamptz, timestamptz, booking_status[], uuid[], uuid, timestamptz, uuid, boolean, integer) to colab_app;
