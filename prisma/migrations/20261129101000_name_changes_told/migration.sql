-- Why: people are told when others change or confirm what they asked for. New values of a type can be used only once the
-- transaction that adds them has ended, so they have a file of their own.
-- Locks: none that a reader or a writer would notice.
-- Undo: the values stay; nothing writes them once tell_acts is undone.
alter type notification_type add value 'BOOKING_CHANGED' before 'DEVICE_REQUEST';
alter type notification_type add value 'BOOKING_CONFIRMED' before 'DEVICE_REQUEST';
