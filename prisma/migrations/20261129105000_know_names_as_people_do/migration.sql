-- Why: "Café" composed and decomposed, in wide letters, or with a space of no width in it, were different names of rooms,
-- and two divisions could have one name. Names are compared by one function, here and in the code.
-- Locks: rooms, tenants and device_categories against other writers, for as long as it takes to read their names twice;
-- readers wait only while the old index of rooms is dropped at the end. Bookings go on.
-- Undo: drop the indexes tenants_name_once, tenants_code_once and device_categories_name_once, create one_room_of_a_name again
-- as 20261121070000_manage_rooms has it, drop plain_name and visible_text. Numbered names keep their numbers.

-- Without what Unicode says may be ignored (Default_Ignorable_Code_Point): spaces of no width, joiners, soft hyphens, marks of
-- direction, variants.
create function visible_text(given text) returns text language sql immutable parallel safe as $$
  select regexp_replace(given, '[\u00ad\u2800\U00016fe4\U0001d159\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]', '', 'g')
$$;

-- What two names have in common that are one to people: no case, no width, no composition (NFKC), one space. Accents count.
-- An index is built with a search path of its own, so the schema is named. The collation comes with PostgreSQL 17 and means the same everywhere, whatever the database was made with.
create function plain_name(given text) returns text language sql immutable parallel safe as $$
  select btrim(regexp_replace(
    normalize(replace(translate(lower(normalize(public.visible_text(given), NFKD) collate "pg_c_utf8"), 'ς', 'σ'), 'ß', 'ss'), NFKC),
    '[\u0009-\u000d\u0020\u0085\u1680\u2028\u2029]+', ' ', 'g'))
$$;

lock table rooms, tenants, device_categories in share row exclusive mode;

-- Of names that are one, the oldest keeps it: of rooms by the event that added them, as long as that is kept, else by
-- their place in the list; of the others nothing says when they were made.
create function pg_temp.number_equal_names(of_table regclass, of_column name, age text, numbered text) returns void language plpgsql as $$
declare
  later record;
  number integer;
  wanted text;
  is_taken boolean;
begin
  for later in execute format($q$
    select id, name from (select id, %1$I as name, row_number() over (partition by plain_name(%1$I) order by %3$s) as turn from %2$s) named
    where turn > 1 order by turn, name, id$q$, of_column, of_table, age)
  loop
    number := 2;
    loop
      wanted := left(btrim(normalize(visible_text(later.name), NFC)), 100 - length(format(numbered, number))) || format(numbered, number);
      execute format('select exists (select from %s where plain_name(%I) = plain_name($1))', of_table, of_column) into is_taken using wanted;
      exit when not is_taken;
      number := number + 1;
    end loop;
    execute format('update %s set %I = $1 where id = $2', of_table, of_column) using wanted, later.id;
  end loop;
end $$;

select pg_temp.number_equal_names('rooms', 'name', $$coalesce((select min(at) from domain_events where subject = rooms.id and type = 'room_added'), '-infinity'), position, id$$, ' (%s)');
select pg_temp.number_equal_names('tenants', 'name', 'code, id', ' (%s)');
select pg_temp.number_equal_names('tenants', 'code', 'code, id', '-%s');
select pg_temp.number_equal_names('device_categories', 'name', 'name, id', ' (%s)');
drop function pg_temp.number_equal_names(regclass, name, text, text);

create unique index tenants_name_once on tenants (plain_name(name));
create unique index tenants_code_once on tenants (plain_name(code));
create unique index device_categories_name_once on device_categories (plain_name(name));
alter index one_room_of_a_name rename to one_room_of_a_name_before;
create unique index one_room_of_a_name on rooms (plain_name(name));
drop index one_room_of_a_name_before;
