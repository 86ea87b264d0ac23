-- Why: a search went through every half-year up to the last booking, so that one booking in a mistyped year made each search
-- of its division take seconds: 3028 is two thousand of them. Now it goes from one that has bookings to the next. It is
-- the next of the same division, read along that division's own index: how long a search takes still tells nobody what
-- stands in another's books.
-- Locks: nothing that is in use.
-- Undo: create the function find_bookings again as 20261121073000_search_bookings has it; drop search_season_start.

-- When a season begins, as search_season counts them.
create function search_season_start(season bigint) returns timestamptz language sql immutable parallel safe as $$
  select to_timestamp(season * 15778800)
$$;

/*
 Where the bookings of a filter stand, in the order of their start, `most` of each division at most, and a few more: the
 caller sorts and cuts. `tenants` are those that the caller means; only those that the setting opens are read.
 `contacts_of` are those of them whose contacts are searched as well. All words must be found: three letters or more
 anywhere, fewer at the beginning of a word.

 A list is read along its order first: what many bookings have is found there at once. Where that does not fill the
 page, there are few, and the index of words brings them, season by season, and only those seasons that have bookings:
 how many years lie between two of them costs nothing. Which of the two costs less depends on the word alone, and no
 planner knows it before.
*/
create or replace function find_bookings(
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
  found_now integer;
  found_here integer;
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
    season := search_season(last_start);
    -- Nothing but the index of words is to be asked: how much it would bring is not known to the planner.
    perform set_config('enable_seqscan', 'off', true);
    while found_here < most and season is not null loop
      return query execute format('select s.booking_id, s.starts_at from (select * from booking_search s where search_grams(s.tenant_id, search_season(s.starts_at), s.words) @> $9 offset 0) s where %s%s%s%s%s %s %s',
          stretch, recent, beyond, filters, matches, ordered, most - found_here)
        using tenant, last_start, last_id, starts_before, ends_after, statuses, rooms, author, search_grams_of(tenant, season, wanted);
      get diagnostics found_now = row_count;
      found_here := found_here + found_now;
      if backwards then
        select search_season(s.starts_at) into season from booking_search s
        where s.tenant_id = tenant and s.starts_at < search_season_start(season) and (ends_after is null or s.starts_at > ends_after - interval '48 hours')
        order by s.starts_at desc limit 1;
      else
        select search_season(s.starts_at) into season from booking_search s
        where s.tenant_id = tenant and s.starts_at >= search_season_start(season + 1) and (starts_before is null or s.starts_at < starts_before)
        order by s.starts_at limit 1;
      end if;
    end loop;
    perform set_config('enable_seqscan', 'on', true);
  end loop;
end $$;
