-- Why: whoever goes by mail alone was told that a booking was changed, and not that it was cancelled by somebody else; and a
-- change that was overtaken by a cancellation within its 45 seconds was not mailed either.
-- Locks: nothing; a function only.
-- Undo: restore mailed_unless_told from tell_acts.

create or replace function mailed_unless_told(kind notification_type) returns boolean language sql immutable parallel safe as $$
  select kind in ('BOOKING_REJECTED', 'BOOKING_DISPLACED', 'BOOKING_CHANGED', 'BOOKING_CANCELLED')
$$;
