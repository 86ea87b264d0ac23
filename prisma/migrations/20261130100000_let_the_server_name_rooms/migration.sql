-- Why: a room is written together with its parts, statements one after another without an answer between them. For that the
-- server chooses the key of a new room, as it does for bookings and closures; random like the default.
-- Locks: nothing; a right only.
-- Undo: revoke insert (id) on rooms from colab_app.

grant insert (id) on rooms to colab_app;
