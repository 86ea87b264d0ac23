-- Why: whoever got no answer repeats a request, and then there were two rooms, closures, divisions or accounts. Bookings
-- have idempotency_keys, whose rows belong to a division; what is the facility's belongs to none. A row keeps the ids of
-- what was made and a hash of the request: never the request itself, and no secret.
-- Locks: none; a new table.
-- Undo: drop the table.

create table creation_keys (
  user_id uuid not null references users on update cascade on delete cascade,
  key text not null,
  request_hash bytea not null,
  made_ids uuid[] not null,
  created_at timestamptz(3) not null default now(),
  primary key (user_id, key),
  constraint creation_key_is_short check (length(key) between 1 and 200)
);

-- Of whom a key is, nobody else knows.
alter table creation_keys enable row level security, force row level security;
create policy owner_maintains on creation_keys to current_user using (true) with check (true);
create policy own_keys on creation_keys to colab_app using (user_id = current_user_id()) with check (user_id = current_user_id());
-- A key is honoured for 24 hours; after that a job, which is nobody, may see it and drop it.
create policy old_keys_are_seen on creation_keys for select to colab_app using (created_at < now() - interval '24 hours');
create policy old_keys_are_dropped on creation_keys for delete to colab_app using (created_at < now() - interval '24 hours');
grant select, insert, delete on creation_keys to colab_app;
