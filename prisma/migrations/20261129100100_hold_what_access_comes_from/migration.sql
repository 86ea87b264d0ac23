-- Why: a token made while its owner set a new password survived the new password, a display that was started while its
-- person signed out everywhere stayed, and the two locked their rows in opposite orders. Whatever gives access now locks
-- what it comes from, always the person first, then the session, token or link, and asks again whether it stands. What
-- takes access away locks the person first as well, so that one of the two sees the other. Held for psql too: no access
-- for a shut account, none left behind when one is shut, at most 50 tokens that hold, and no link that was made by
-- somebody who could not make it any more.
-- Locks: users, sessions, personal_tokens, password_links and role_grants for a moment; no row is rewritten.
-- What stands: links made before name no session; they end as before, after 30 minutes at most. Who has more than 50
-- tokens keeps them, and makes no other until fewer hold. Servers of the version before go on working.
-- Undo: drop the five triggers and the functions made here, and the column; make end_sessions and
-- rotate_refresh_token as the migrations before had them.

-- From which session: a link ends with it, unless its maker only signed out.
alter table password_links add column made_in_session_id uuid references sessions on update cascade on delete set null;
create index password_links_made_in_session_id_idx on password_links (made_in_session_id);

-- 1. Locks, in one order --------------------------------------------------------------------------------------------

-- The first of all locks about a person. Not as strong as the key of a row, which bookings point at: those go on.
create function hold_person(person uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare is_open boolean;
begin
  select active into is_open from users where id = person for no key update;
  return coalesce(is_open, false);
end $$;

-- The person and what they came with, locked until the transaction ends: whether both still let them in.
create function hold_own_access(kind text, access_id uuid, moment timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare person constant uuid := current_user_id();
begin
  if not hold_person(person) then return false; end if;
  if kind = 'token' then
    perform from personal_tokens where id = access_id and user_id = person and revoked_at is null and expires_at > moment for no key update;
  else
    perform from sessions where id = access_id and user_id = person and ended_at is null and expires_at > moment for no key update;
  end if;
  return found;
end $$;

-- The same for somebody at the door: the person, and the password that they have just shown.
create function hold_own_password(proven text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not hold_person(current_user_id()) then return false; end if;
  return exists (select from users where id = current_user_id() and password_hash = proven);
end $$;

-- 2. What hands out access, whoever writes --------------------------------------------------------------------------

-- A person who does not exist is the foreign key's to refuse.
create function need_an_open_account() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not hold_person(new.user_id) and exists (select from users where id = new.user_id) then
    raise exception using errcode = 'check_violation', constraint = 'access_needs_an_open_account',
      message = 'this violates constraint "access_needs_an_open_account": the account is shut';
  end if;
  return new;
end $$;
create trigger need_an_open_account before insert on sessions for each row execute function need_an_open_account();
create trigger need_an_open_account before insert on personal_tokens for each row execute function need_an_open_account();
create trigger need_an_open_account before insert on password_links for each row execute function need_an_open_account();

-- Counted under the person's lock: of two at once the second counts the first.
create function keep_tokens_few() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform hold_person(new.user_id);
  if (select count(*) from personal_tokens where user_id = new.user_id and revoked_at is null and expires_at > new.created_at) >= 50 then
    raise exception using errcode = 'check_violation', constraint = 'fifty_tokens_at_most',
      message = 'this violates constraint "fifty_tokens_at_most": so many tokens of this person hold';
  end if;
  return new;
end $$;
create trigger keep_tokens_few before insert on personal_tokens for each row execute function keep_tokens_few();

-- 3. What takes access away -----------------------------------------------------------------------------------------

-- Links that were made in sessions which others than their person, or their person elsewhere, have ended.
create function void_links_made_in(session_ids uuid[], moment timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  update password_links set void_at = moment where made_in_session_id = any (session_ids) and used_at is null and void_at is null
$$;

-- Ends what a person is signed in with, and the links they made in it: by themselves, or by whoever manages them. How
-- many sessions that were.
create or replace function end_sessions(person uuid, except_session uuid, tokens_too boolean, moment timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare ended uuid[];
begin
  if person is distinct from current_user_id() and not current_user_may_manage(person) then
    raise exception using errcode = 'insufficient_privilege', message = 'sessions are ended by their person, or by whoever manages them';
  end if;
  -- A session that begins at this moment is there by now, or begins later and asks again.
  perform hold_person(person);
  with over as (
    update sessions set ended_at = moment
      where user_id = person and ended_at is null and expires_at > moment and id is distinct from except_session returning id
  ) select coalesce(array_agg(id), '{}') into ended from over;
  perform void_links_made_in(ended, moment);
  if tokens_too then
    update personal_tokens set revoked_at = moment where user_id = person and revoked_at is null;
  end if;
  return cardinality(ended);
end $$;

-- One session of one's own. The one that somebody comes with is signed out: the links made in it stand.
create function end_own_session(session uuid, comes_with uuid, moment timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform hold_person(current_user_id());
  update sessions set ended_at = moment where id = session and user_id = current_user_id() and ended_at is null and expires_at > moment;
  if not found then return false; end if;
  if session is distinct from comes_with then
    perform void_links_made_in(array[session], moment);
  end if;
  return true;
end $$;

-- Whoever is shut out comes in again by nothing that they had, also when the account is opened later; a link that went
-- to another address leads nobody in.
create function take_access_away() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.active and not new.active then
    update sessions set ended_at = now() where user_id = new.id and ended_at is null;
    update personal_tokens set revoked_at = now() where user_id = new.id and revoked_at is null;
    update password_links set void_at = now()
      where used_at is null and void_at is null
        and (user_id = new.id or made_in_session_id in (select id from sessions where user_id = new.id));
  elsif old.email is distinct from new.email then
    update password_links set void_at = now() where user_id = new.id and used_at is null and void_at is null;
  end if;
  return null;
end $$;
create trigger take_access_away after update of active, email on users for each row execute function take_access_away();

-- As current_user_may_manage, of anybody.
create function person_may(person uuid, asked text, tenant uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from users u join role_grants g on g.user_id = u.id join role_permissions p on p.role_name = g.role_name
    where u.id = person and u.active and (g.tenant_id is null or g.tenant_id = tenant) and covers_right(p.permission, asked))
$$;
create function person_may_manage(manager uuid, person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select person_may(manager, 'user:manage', null)
    and not exists (
      select from role_grants g join role_permissions p on p.role_name = g.role_name
      where g.user_id = person and not person_may(manager, p.permission, g.tenant_id))
$$;

-- A link is the password of its person: whoever may not make it now must not have one, because the person may do more by
-- now, or its maker less. What somebody at the door had mailed to the address is nobody's.
create function void_links_of_the_weaker() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update password_links l set void_at = now()
    where l.used_at is null and l.void_at is null and l.created_by_id is not null
      and ((tg_op <> 'DELETE' and l.user_id = new.user_id) or (tg_op <> 'INSERT' and l.created_by_id = old.user_id))
      and not person_may_manage(l.created_by_id, l.user_id);
  return null;
end $$;
create trigger void_links_of_the_weaker after insert or update or delete on role_grants for each row execute function void_links_of_the_weaker();

alter table sessions enable always trigger need_an_open_account;
alter table personal_tokens enable always trigger need_an_open_account;
alter table personal_tokens enable always trigger keep_tokens_few;
alter table password_links enable always trigger need_an_open_account;
alter table users enable always trigger take_access_away;
alter table role_grants enable always trigger void_links_of_the_weaker;

-- 4. A refresh token, in the same order -----------------------------------------------------------------------------

-- As before; but the person is locked first, then the family, and the token last. A shut account renews nothing.
create or replace function rotate_refresh_token(token_hash bytea, successor_hash bytea, moment timestamptz, from_address text, from_agent text)
returns table (outcome text, session_id uuid, user_id uuid, expires_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  token refresh_tokens;
  family sessions;
  first_use boolean;
  is_open boolean;
begin
  select s.* into family from refresh_tokens t join sessions s on s.id = t.session_id where t.hash = token_hash;
  if not found then return; end if;
  is_open := hold_person(family.user_id);
  -- Everything about one family waits here, so that a repetition and the use of the successor cannot miss each other.
  select s.* into family from sessions s where s.id = family.id for update;
  if not found then return; end if;

  -- Used up even where the family has ended: it shows itself if it comes again.
  update refresh_tokens t set used_at = moment where t.hash = token_hash and t.used_at is null and t.expires_at > moment returning t.* into token;
  first_use := found;
  if not first_use then
    select t.* into token from refresh_tokens t where t.hash = token_hash;
    if not found then return; end if;
  end if;

  if not is_open or family.ended_at is not null or family.expires_at <= moment or token.used_at is null then
    return query select 'ENDED', family.id, family.user_id, family.expires_at;
  elsif first_use then
    update sessions s set last_used_at = moment, expires_at = moment + make_interval(secs => s.idle_seconds), address = from_address, agent = from_agent
      where s.id = family.id returning s.* into family;
    insert into refresh_tokens (hash, session_id, issued_at, expires_at) values (successor_hash, family.id, moment, family.expires_at);
    return query select 'ROTATED', family.id, family.user_id, family.expires_at;
  elsif token.used_at > moment - interval '10 seconds'
    and exists (select from refresh_tokens t where t.hash = successor_hash and t.used_at is null) then
    return query select 'REPEATED', family.id, family.user_id, family.expires_at;
  else
    update sessions s set ended_at = moment where s.id = family.id;
    -- Whoever has a copy may have made links as well.
    perform void_links_made_in(array[family.id], moment);
    return query select 'REUSED', family.id, family.user_id, family.expires_at;
  end if;
end $$;

-- 5. Who may ask ----------------------------------------------------------------------------------------------------

revoke execute on function hold_person(uuid), hold_own_access(text, uuid, timestamptz), hold_own_password(text), need_an_open_account(), keep_tokens_few(),
  void_links_made_in(uuid[], timestamptz), end_own_session(uuid, uuid, timestamptz), take_access_away(), person_may(uuid, text, uuid),
  person_may_manage(uuid, uuid), void_links_of_the_weaker() from public;
grant execute on function hold_person(uuid), hold_own_access(text, uuid, timestamptz), hold_own_password(text), end_own_session(uuid, uuid, timestamptz) to colab_app;
