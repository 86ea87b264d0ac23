-- Why: a database without sample data had nobody who could sign in, and no way to make somebody. While nobody who can sign
-- in is administrator, a server prints a link with which one is made. Its secret is derived from a sealed key and from how
-- many links were used before, so it is the same on all servers, and another one after each use.
-- Locks: users for a moment, for the foreign key.
-- Undo: drop set_up_administrator, somebody_administers and set_up_uses; delete from sealed_keys where purpose = 'set-up-links'.

create table set_up_uses (
  number integer primary key,
  used_at timestamptz(3) not null default clock_timestamp(),
  user_id uuid not null references users on update cascade,
  constraint set_up_uses_count_from_zero check (number >= 0)
);
create index set_up_uses_user_id_idx on set_up_uses (user_id);
grant select on set_up_uses to colab_app;

-- As keep_an_administrator asks it.
create function somebody_administers() returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from users u join role_grants g on g.user_id = u.id join role_permissions p on p.role_name = g.role_name
    where can_sign_in(u.active, u.password_hash) and g.tenant_id is null and p.permission = '*')
$$;

-- The only account that nobody gives. Null where somebody administers already, or where the link was used: of two who come
-- at once, the second finds both.
create function set_up_administrator(link integer, new_username text, new_name text, new_hash text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  made uuid;
begin
  perform lock_people();
  if somebody_administers() or link <> (select count(*) from set_up_uses) then
    return null;
  end if;
  insert into users (username, display_name, password_hash) values (new_username, new_name, new_hash) returning id into made;
  insert into role_grants (user_id, role_name) values (made, 'admin');
  insert into set_up_uses (number, user_id) values (link, made);
  return made;
end $$;

revoke execute on function somebody_administers(), set_up_administrator(integer, text, text, text) from public;
grant execute on function somebody_administers(), set_up_administrator(integer, text, text, text) to colab_app;
