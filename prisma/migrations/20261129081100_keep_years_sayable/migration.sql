-- Why: what lies before the year 1 or behind the year 9999 cannot be said in RFC 3339: one such booking, put there by plain
-- SQL, and every list with it failed. How many years ahead people may book is a setting of the servers and is not asked
-- here: a rule that depends on today would be true when a row is written and false when it is restored or corrected.
-- Locks: bookings and closures, for as long as each is read once.
-- Undo: drop both constraints.

-- A year to spare at both ends, for setup and teardown and for the clocks of other zones. What lies outside already does
-- not stop this: it may be moved or deleted, and the constraint then holds for the rest.
alter table bookings add constraint booking_lies_in_a_sayable_year check (starts_at >= '0002-01-01 00:00+00' and ends_at < '9999-01-01 00:00+00') not valid;
alter table closures add constraint closure_lies_in_a_sayable_year check (starts_at >= '0002-01-01 00:00+00' and ends_at < '9999-01-01 00:00+00') not valid;

do $$
begin
  if not exists (select from bookings where starts_at < '0002-01-01 00:00+00' or ends_at >= '9999-01-01 00:00+00') then
    alter table bookings validate constraint booking_lies_in_a_sayable_year;
  end if;
  if not exists (select from closures where starts_at < '0002-01-01 00:00+00' or ends_at >= '9999-01-01 00:00+00') then
    alter table closures validate constraint closure_lies_in_a_sayable_year;
  end if;
end $$;
