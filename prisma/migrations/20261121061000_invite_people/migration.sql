-- Why: people are invited, set and change their own passwords, and are given rights by those who manage them. The
-- database asks the same questions as the code: nobody manages people without `user:manage`, gives away what they do not
-- hold, touches somebody who may do more than they, or takes away the last administrator.
-- Locks: users, tenants and role_grants for a moment, to add columns, policies and triggers. Nothing is rewritten.
-- Undo: drop the tables password_links and sign_in_tries, the policies, triggers and functions made here, disable row
-- security on users and tenants, drop the columns email and last_sign_in_at, and make password_hash not null again.

-- 1. People ---------------------------------------------------------------------------------------------------------

-- Null until the invited person has set a password.
alter table users alter column password_hash drop not null;
alter table users add column email text;
alter table users add column last_sign_in_at timestamptz(3);
alter table users add constraint emails_are_addresses check (length(email) <= 254 and email ~ '^[^\s@[:cntrl:]]+@[^\s@[:cntrl:]]+$');
create unique index users_email_once on users (lower(email));

create type password_link_purpose as enum ('INVITATION', 'RESET');

-- A token of 256 random bits is known only to who was sent it: what is kept is its hash.
create table password_links (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on update cascade on delete cascade,
  hash bytea not null,
  purpose password_link_purpose not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  -- A newer link took its place, or the account was shut.
  void_at timestamptz(3),
  mailed_at timestamptz(3),
  mail_failed_at timestamptz(3),
  -- Null where somebody at the sign-in page asked for it.
  created_by_id uuid references users on update cascade on delete set null,
  constraint password_links_expire_soon check (expires_at > created_at and expires_at <= created_at + interval '30 minutes')
);
create unique index password_links_hash_key on password_links (hash);
create index password_links_user_id_idx on password_links (user_id);
create index password_links_created_by_id_idx on password_links (created_by_id);
-- A new link of a person makes the earlier ones void: also when two are made at the same moment.
create unique index one_open_password_link on password_links (user_id) where used_at is null and void_at is null;

-- 2. Failed tries ---------------------------------------------------------------------------------------------------

-- Counted in the database, so that all servers agree. The subject is a hash: people type passwords where the name goes.
create table sign_in_tries (
  subject bytea primary key,
  tries integer not null default 0,
  window_ends_at timestamptz(3) not null,
  locked_until timestamptz(3),
  lockouts integer not null default 0,
  -- From where this account came in with its password: tries from elsewhere do not lock this place out.
  familiar_until timestamptz(3),
  forget_at timestamptz(3) not null
);
create index sign_in_tries_forget_at_idx on sign_in_tries (forget_at);

-- Counts a try before it is made, so that those made at the same moment count as well. The time to wait in ms, 0 for
-- "go on". While it is locked nothing is counted: who goes on trying cannot make it last longer.
create function take_try(whose bytea, at timestamptz, most integer, span interval, first_wait interval, longest_wait interval)
returns bigint language plpgsql as $$
declare
  known sign_in_tries;
  wait interval;
begin
  insert into sign_in_tries as t (subject, window_ends_at, forget_at) values (whose, at + span, at + interval '1 day')
  on conflict (subject) do update set tries = t.tries returning * into known; -- which locks the row
  if known.locked_until > at then
    return ceil(extract(epoch from known.locked_until - at) * 1000);
  end if;
  if known.window_ends_at <= at then
    known.tries := 0;
    known.window_ends_at := at + span;
  end if;
  if known.forget_at <= at then
    known.lockouts := 0;
  end if;
  if known.tries < most then
    update sign_in_tries set tries = known.tries + 1, window_ends_at = known.window_ends_at, lockouts = known.lockouts,
      locked_until = null, forget_at = greatest(familiar_until, at + interval '1 day') where subject = whose;
    return 0;
  end if;
  wait := least(longest_wait, first_wait * power(2, least(known.lockouts, 20)));
  update sign_in_tries set tries = 0, window_ends_at = at + wait + span, locked_until = at + wait, lockouts = known.lockouts + 1,
    forget_at = greatest(familiar_until, at + wait + interval '1 day') where subject = whose;
  return ceil(extract(epoch from wait) * 1000);
end $$;

-- 3. Who may manage whom --------------------------------------------------------------------------------------------

-- As platform/may.ts has it.
create function covers_right(held text, asked text) returns boolean language sql immutable parallel safe as $$
  select held = '*' or held = asked or (right(held, 2) = ':*' and starts_with(asked, left(held, -1)))
$$;

-- A right for one tenant, or for the whole facility where the tenant is null. Reads grants as the owner: they are not all
-- to be seen by who asks.
create function current_user_may(asked text, tenant uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from users u join role_grants g on g.user_id = u.id join role_permissions p on p.role_name = g.role_name
    where u.id = current_user_id() and u.active and (g.tenant_id is null or g.tenant_id = tenant) and covers_right(p.permission, asked))
$$;

-- Whether they hold everything that this role would give, there.
create function current_user_covers(role text, tenant uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select from role_permissions p where p.role_name = role and not current_user_may(p.permission, tenant))
$$;

-- A manager who could set the password or the address of somebody mightier would be that somebody.
create function current_user_may_manage(person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select current_user_may('user:manage', null)
    and not exists (select from role_grants g where g.user_id = person and not current_user_covers(g.role_name, g.tenant_id))
$$;

-- Changes of people come one after another: what one checks, the next cannot undo meanwhile.
create function lock_people() returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended('people', 3))
$$;

create function keep_an_administrator() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- The owner of the database, who writes in nobody's name, can also make a new administrator.
  if current_user_id() is null then return null; end if;
  perform lock_people();
  if not exists (
    select from users u join role_grants g on g.user_id = u.id join role_permissions p on p.role_name = g.role_name
    where u.active and g.tenant_id is null and p.permission = '*') then
    raise exception using errcode = 'restrict_violation', constraint = 'somebody_administers',
      message = 'this violates constraint "somebody_administers": one active administrator stays';
  end if;
  return null;
end $$;

create trigger keep_an_administrator after update or delete on role_grants for each statement execute function keep_an_administrator();
create trigger keep_an_administrator after update of active or delete on users for each statement execute function keep_an_administrator();
alter table role_grants enable always trigger keep_an_administrator;
alter table users enable always trigger keep_an_administrator;

-- 4. One's own password ---------------------------------------------------------------------------------------------

-- The application may write a password only in the name of the person whose it is. The row is locked first: a session
-- that begins with the old password waits here, or is seen by whoever ends the sessions next.
-- With `only_over` nothing happens when the password is no longer that one.
create function set_own_password(new_hash text, only_over text default null) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from users where id = current_user_id() for update;
  update users set password_hash = new_hash where id = current_user_id() and active and (only_over is null or password_hash = only_over);
  return found;
end $$;

create function note_own_sign_in(at timestamptz) returns void language sql security definer set search_path = public, pg_temp as $$
  update users set last_sign_in_at = at where id = current_user_id()
$$;

-- 5. Policies -------------------------------------------------------------------------------------------------------

alter table users enable row level security, force row level security;
create policy owner_maintains on users to current_user using (true) with check (true);
create policy names_are_read on users for select to colab_app using (true);
create policy managers_invite on users for insert to colab_app with check ((select current_user_may('user:manage', null)));
create policy managers_change on users for update to colab_app using (current_user_may_manage(id)) with check (current_user_may_manage(id));
grant insert (username, display_name, email), update (display_name, email, active) on users to colab_app;

alter table tenants enable row level security, force row level security;
create policy owner_maintains on tenants to current_user using (true) with check (true);
create policy names_are_read on tenants for select to colab_app, colab_events using (true);
create policy managers_found on tenants for insert to colab_app with check ((select current_user_may('tenant:manage', null)));
create policy managers_rename on tenants for update to colab_app
  using ((select current_user_may('tenant:manage', null))) with check ((select current_user_may('tenant:manage', null)));
grant insert (code, name), update (code, name) on tenants to colab_app;

create policy seen_by_managers on role_grants for select to colab_app using ((select current_user_may('user:manage', null)));
-- A role for a tenant names one, a role for the facility none.
create policy granted_by_managers on role_grants for insert to colab_app with check (
  current_user_may('user:manage', tenant_id) and current_user_covers(role_name, tenant_id)
  and exists (select from roles r where r.name = role_name and (r.scope = 'TENANT') = (tenant_id is not null)));
create policy revoked_by_managers on role_grants for delete to colab_app using (
  current_user_may('user:manage', tenant_id) and current_user_covers(role_name, tenant_id));
grant insert (user_id, role_name, tenant_id), delete on role_grants to colab_app;

alter table password_links enable row level security, force row level security;
create policy owner_maintains on password_links to current_user using (true) with check (true);
-- Found by whoever has the token; a hash lets nobody in.
create policy links_are_found on password_links for select to colab_app using (true);
create policy own_or_managed on password_links for insert to colab_app with check (user_id = current_user_id() or current_user_may_manage(user_id));
create policy own_or_managed_change on password_links for update to colab_app
  using (user_id = current_user_id() or current_user_may_manage(user_id)) with check (user_id = current_user_id() or current_user_may_manage(user_id));
create policy old_links_are_dropped on password_links for delete to colab_app using (expires_at < now() - interval '30 days');
grant select, insert, update (used_at, void_at, mailed_at, mail_failed_at), delete on password_links to colab_app;
grant select, insert, update, delete on sign_in_tries to colab_app;

revoke execute on function current_user_may(text, uuid), current_user_covers(text, uuid), current_user_may_manage(uuid), keep_an_administrator(),
  set_own_password(text, text), note_own_sign_in(timestamptz) from public;
grant execute on function current_user_may(text, uuid), current_user_covers(text, uuid), current_user_may_manage(uuid),
  set_own_password(text, text), note_own_sign_in(timestamptz) to colab_app;
