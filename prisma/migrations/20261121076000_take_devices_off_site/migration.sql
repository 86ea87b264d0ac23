-- Why: a booking of devices only may take them out of the building. Then it says under which rental, with whom, to
-- where, and until when: all of it or nothing, and never for a room.
-- Locks: bookings for a moment; the column is null everywhere, nothing is rewritten.
-- Undo: drop the column off_site; its checks go with it.

-- One value: it is given, changed and taken away as one, and a calendar pays for one column where there is none.
alter table bookings add column off_site jsonb;
alter table bookings add constraint booking_off_site_takes_no_room check (off_site is null or kind = 'DEVICES_ONLY');
alter table bookings add constraint booking_off_site_is_whole check (
  off_site is null or (
    jsonb_typeof(off_site) = 'object'
    and coalesce(length(btrim(off_site ->> 'rentalNumber')) between 1 and 100, false)
    and coalesce(length(btrim(off_site ->> 'contactPerson')) between 1 and 200, false)
    and coalesce(length(btrim(off_site ->> 'phone')) between 1 and 50, false)
    and coalesce(length(btrim(off_site ->> 'company')) between 1 and 200, false)
    and coalesce(length(btrim(off_site ->> 'address')) between 1 and 500, false)
    and coalesce(length(off_site ->> 'email') <= 254, true)
    and coalesce(off_site ->> 'returnOn' ~ '^\d{4}-\d\d-\d\d$', false)
  )
);
