-- Why: "obrien" did not find O'Brien, "lodz" not Łódź, "strasse" not Straße: letters that Unicode takes for letters of their
-- own stood as they are, and a word was never read across the sign in its middle. What bookings are found by changes
-- with that where a client's name, contact or address has such letters or signs, and nowhere else.
-- Locks: nothing that is in use. What is stored is renewed after this, 1,000 bookings at a time, by a job of the servers
-- (renewBookingSearch): it locks those bookings alone whose words change, for the few milliseconds of its statement. Until
-- it is through, these are found as before.
-- Undo: create search_words again as 20261121073000_search_bookings has it, drop search_text and renew_booking_search, and
-- write booking_search anew from search_row.

-- Letters as people type them who have only the plain ones: no case, no accents, no width. All apostrophes are ', all hyphens
-- and dashes -. searchText() in the code of server and client says the same.
create function search_text(given text) returns text language sql immutable parallel safe as $$
  select replace(replace(replace(replace(
    translate(
      regexp_replace(lower(normalize(public.visible_text(replace(given, '´', '''')), NFKD) collate "pg_c_utf8"), '[\u0300-\u036f]', '', 'g'),
      '`‘’‛′ʹʻʼ' || '‐‑‒–—―−' || 'đðøłħŧıȷŋɓɗƙƴς',
      repeat('''', 8) || repeat('-', 7) || 'ddolhtijnbdkyσ'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
$$;

-- The words of a text, two spaces before each, so that a beginning is a piece as well. After them, where it makes a
-- difference, the same with what belongs together in one: words over an apostrophe or a hyphen, and one or two letters with
-- the word after them. "O'Brien" is o, brien and obrien, "Jean-Luc" is jean, luc and jeanluc. What is looked for comes here
-- with a line break between its words (searchWords() in the code), so that nothing of it is joined.
create or replace function search_words(given text) returns text language plpgsql immutable parallel safe as $$
declare
  between constant text := '\u0001-\u0020!-/:-@\[-`{-~\u007f-\u00bf\u00d7\u00f7\u1680\u2010-\u205e\u3000-\u3003\u3008-\u301f';
  plain constant text := public.search_text(given);
  joined constant text := regexp_replace(
    regexp_replace(plain, '([^' || between || '])[''-](?=[^' || between || '])', '\1', 'g'),
    '(^|[' || between || '])([^' || between || '0-9]{1,2}) (?=[^' || between || '0-9])', '\1\2', 'g');
begin
  return regexp_replace('  ' || plain || case when joined <> plain then ' ' || joined else '' end, '[' || between || ']+', '  ', 'g');
end $$;

-- Writes anew what the next `most` bookings after this one are found by, where that is another now. Gives back how far it
-- came, and null once it is through. Rows are locked as their writers lock them: the bookings first, in their order.
create function renew_booking_search(after uuid, most integer) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  reached uuid;
  others uuid[];
begin
  if not exists (select from facility_settings where name = 'booking_search') then return null; end if;
  select max(id::text)::uuid, array_agg(id) filter (where (client_words, words) is distinct from (stored_client_words, stored_words)) into reached, others from (
    select b.id, f.client_words, f.words, s.client_words as stored_client_words, s.words as stored_words
    from (select * from bookings where id > after order by id limit most) b left join booking_search s on s.booking_id = b.id, lateral search_row(b) f
  ) batch;
  if reached is null then
    delete from facility_settings where name = 'booking_search';
    return null;
  end if;
  if others is not null then
    perform from bookings where id = any (others) order by id for no key update;
    update booking_search s set client_words = f.client_words, words = f.words from bookings b, search_row(b) f where b.id = any (others) and s.booking_id = b.id;
  end if;
  return reached;
end $$;

-- An empty database has nothing to renew.
insert into facility_settings (name, value) select 'booking_search', 'to be renewed' where exists (select from booking_search);

revoke execute on function renew_booking_search(uuid, integer) from public;
grant execute on function renew_booking_search(uuid, integer) to colab_app;
