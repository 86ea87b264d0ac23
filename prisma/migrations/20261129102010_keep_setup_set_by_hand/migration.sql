-- Why: whether somebody had chosen the setup and teardown of a booking was guessed from how they differ from what its
-- room has by now. Once a room's own minutes had changed, the old ones were carried into the next room, or none were.
-- Nothing of today counts as chosen: no action could choose them.
-- Locks: bookings, for a moment; a constant default rewrites no row.
-- Undo: drop both columns.

alter table bookings add column setup_set_by_hand boolean not null default false;
alter table bookings add column teardown_set_by_hand boolean not null default false;
