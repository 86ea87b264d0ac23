-- Why: the last administrator who can sign in could be lost: invite one who never opens the link, then give up one's own
-- role; or do it with psql. An administrator counts once they have a password that is taken, and the rule holds for
-- everybody. It asks only where a statement took such an administrator away: a house that has none yet is not held up.
-- Locks: users, role_grants and role_permissions for a moment.
-- Undo: drop the four triggers, can_sign_in and the column lists; make keep_an_administrator and its two triggers as
-- invite_people did.

-- As people/passwords.ts takes them: what the old system kept in plain text opens no door.
create function can_sign_in(active boolean, password_hash text) returns boolean language sql immutable parallel safe as $$
  select active and coalesce(password_hash ~ '^\$(argon2|2[aby]\$)', false)
$$;

drop trigger keep_an_administrator on role_grants;
drop trigger keep_an_administrator on users;

create or replace function keep_an_administrator() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'users' then
    -- Most changes of a person change nothing here, and must not wait for others.
    if tg_op = 'UPDATE' and not exists (
      select from gone o left join come n using (id)
      where can_sign_in(o.active, o.password_hash) and not coalesce(can_sign_in(n.active, n.password_hash), false)
        and exists (select from role_grants g join role_permissions p using (role_name) where g.user_id = o.id and g.tenant_id is null and p.permission = '*')) then
      return null;
    end if;
  elsif tg_table_name = 'role_grants' then
    if not exists (select from gone o where o.tenant_id is null and o.role_name in (select role_name from role_permissions where permission = '*')) then
      return null;
    end if;
  elsif not exists (select from gone where permission = '*') then
    return null;
  end if;
  perform lock_people();
  if not exists (
    select from users u join role_grants g on g.user_id = u.id join role_permissions p on p.role_name = g.role_name
    where can_sign_in(u.active, u.password_hash) and g.tenant_id is null and p.permission = '*') then
    raise exception using errcode = 'restrict_violation', constraint = 'somebody_administers',
      message = 'this violates constraint "somebody_administers": one administrator who can sign in stays';
  end if;
  return null;
end $$;

-- A person who is deleted takes their grants along: that is seen there.
create trigger keep_an_administrator after update on users referencing old table as gone new table as come
  for each statement execute function keep_an_administrator();
create trigger keep_an_administrator after update on role_grants referencing old table as gone for each statement execute function keep_an_administrator();
create trigger keep_an_administrator_left after delete on role_grants referencing old table as gone for each statement execute function keep_an_administrator();
create trigger keep_an_administrator after update on role_permissions referencing old table as gone for each statement execute function keep_an_administrator();
create trigger keep_an_administrator_left after delete on role_permissions referencing old table as gone for each statement execute function keep_an_administrator();
alter table users enable always trigger keep_an_administrator;
alter table role_grants enable always trigger keep_an_administrator;
alter table role_grants enable always trigger keep_an_administrator_left;
alter table role_permissions enable always trigger keep_an_administrator;
alter table role_permissions enable always trigger keep_an_administrator_left;
revoke execute on function keep_an_administrator() from public;
