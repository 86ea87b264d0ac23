-- Why: a refresh token is used once and makes the next one, so that a stolen copy shows itself; a session is the family
-- of its tokens, says where it was last used, and can be a wall display's. Tools get tokens of their own. Each table
-- shows a person their own rows alone; the server looks up a token it was handed only by its hash, through functions
-- that do that and nothing else.
-- Locks: sessions, for as long as it takes to copy one row a session. Servers of the version before cannot open or
-- renew a session from then on: replace all of them.
-- What stands: sessions go on. Their refresh token becomes the first of the family, to be used once like all others.
-- Undo: alter table sessions add refresh_hash bytea; update it from refresh_tokens where used_at is null; make it not
-- null and unique; grant update on sessions to colab_app; drop the four functions, the policies, both new tables and
-- the new columns. Whoever used their token within the last seconds signs in again.

create type session_kind as enum ('ORDINARY', 'DISPLAY');

alter table sessions
  add column kind session_kind not null default 'ORDINARY',
  add column name text,
  -- How long it lasts unused: each use puts its end that far off.
  add column idle_seconds integer not null default 604800,
  add column last_used_at timestamptz(3),
  add column address text,
  add column agent text,
  add constraint session_lasts_a_while check (idle_seconds between 60 and 34560000),
  add constraint displays_have_names check ((kind = 'DISPLAY') = (name is not null) and length(btrim(name)) between 1 and 100),
  add constraint session_origin_is_short check (length(address) <= 60 and length(agent) <= 300);
update sessions set last_used_at = created_at;
alter table sessions alter column last_used_at set not null, alter column last_used_at set default now();

create table refresh_tokens (
  hash bytea primary key,
  session_id uuid not null references sessions on update cascade on delete cascade,
  issued_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  constraint refresh_token_is_hashed check (length(hash) = 32)
);
insert into refresh_tokens (hash, session_id, issued_at, expires_at) select refresh_hash, id, created_at, expires_at from sessions;
alter table sessions drop column refresh_hash;
create index refresh_tokens_session_id_idx on refresh_tokens (session_id);
-- Old ones are forgotten each minute.
create index refresh_tokens_used_at_idx on refresh_tokens (used_at);

create table personal_tokens (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on update cascade on delete cascade,
  name text not null,
  hash bytea not null,
  -- The first letters, by which its owner knows it again.
  prefix text not null,
  scopes text[] not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  constraint personal_token_is_hashed check (length(hash) = 32),
  constraint personal_token_has_a_name check (length(btrim(name)) between 1 and 100),
  constraint personal_token_has_scopes check (cardinality(scopes) between 1 and 100 and array_position(scopes, null) is null),
  constraint personal_token_lasts_at_most_366_days check (expires_at > created_at and expires_at <= created_at + interval '366 days')
);
create unique index personal_tokens_hash_key on personal_tokens (hash);
create index personal_tokens_user_id_idx on personal_tokens (user_id);

-- One's own, and nothing else --------------------------------------------------------------------------------------

alter table sessions enable row level security, force row level security;
create policy owner_maintains on sessions to current_user using (true) with check (true);
create policy own_sessions on sessions to colab_app using (user_id = current_user_id()) with check (user_id = current_user_id());

alter table refresh_tokens enable row level security, force row level security;
create policy owner_maintains on refresh_tokens to current_user using (true) with check (true);
create policy first_of_own_session on refresh_tokens for insert to colab_app
  with check (exists (select from sessions s where s.id = session_id and s.user_id = current_user_id()));

alter table personal_tokens enable row level security, force row level security;
create policy owner_maintains on personal_tokens to current_user using (true) with check (true);
create policy own_tokens on personal_tokens to colab_app using (user_id = current_user_id()) with check (user_id = current_user_id());

-- What has ended never lives again, and no token changes hands: the application may only end.
revoke update on sessions from colab_app;
grant update (ended_at) on sessions to colab_app;
grant insert on refresh_tokens to colab_app;
grant select, insert, update (revoked_at) on personal_tokens to colab_app;

-- By the hash of a token alone ---------------------------------------------------------------------------------------

-- Uses a refresh token: of many at once one claims it, all by the same conditional update, and leaves the successor in
-- its place. ROTATED: this was the first use. REPEATED: the answer to the first use was lost; within ten seconds, and
-- as long as nobody has used the successor, which whoever lost the answer cannot have, it is given again. REUSED: two
-- hold the same token, so one of them stole it; the family has ended. ENDED: the session was over before. No row: such
-- a token was never given out, or long ago.
create function rotate_refresh_token(token_hash bytea, successor_hash bytea, moment timestamptz, from_address text, from_agent text)
returns table (outcome text, session_id uuid, user_id uuid, expires_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  token refresh_tokens;
  family sessions;
  first_use boolean;
begin
  update refresh_tokens t set used_at = moment where t.hash = token_hash and t.used_at is null and t.expires_at > moment returning t.* into token;
  first_use := found;
  if not first_use then
    select t.* into token from refresh_tokens t where t.hash = token_hash;
    if not found then return; end if;
  end if;

  -- Everything about one family waits here, so that a repetition and the use of the successor cannot miss each other.
  select s.* into family from sessions s where s.id = token.session_id for update;
  if family.ended_at is not null or family.expires_at <= moment or token.used_at is null then
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
    return query select 'REUSED', family.id, family.user_id, family.expires_at;
  end if;
end $$;

-- Whose a refresh token is, used or not: who signs out after a long pause has nothing else left to say which session.
create function session_of_refresh_token(token_hash bytea) returns table (session_id uuid, user_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.user_id from refresh_tokens t join sessions s on s.id = t.session_id where t.hash = token_hash
$$;

-- A tool's token that holds at this moment. Its last use is written at most once a minute: every other request only
-- reads.
create function use_personal_token(token_hash bytea, moment timestamptz) returns table (token_id uuid, user_id uuid, expires_at timestamptz)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update personal_tokens t set last_used_at = moment
    where t.hash = token_hash and t.revoked_at is null and t.expires_at > moment and (t.last_used_at is null or t.last_used_at <= moment - interval '1 minute');
  return query select t.id, t.user_id, t.expires_at from personal_tokens t where t.hash = token_hash and t.revoked_at is null and t.expires_at > moment;
end $$;

-- What nobody can ask about any more: used tokens after 30 days (whoever comes with one then is refused like a
-- stranger), sessions and tokens of tools 90 days after they ended. A clock that runs ahead drops nothing early.
create function forget_old_tokens(moment timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from refresh_tokens where used_at < least(moment, now()) - interval '30 days';
  delete from sessions where coalesce(ended_at, expires_at) < least(moment, now()) - interval '90 days';
  delete from personal_tokens where coalesce(revoked_at, expires_at) < least(moment, now()) - interval '90 days';
$$;

revoke execute on function rotate_refresh_token(bytea, bytea, timestamptz, text, text), session_of_refresh_token(bytea),
  use_personal_token(bytea, timestamptz), forget_old_tokens(timestamptz) from public;
grant execute on function rotate_refresh_token(bytea, bytea, timestamptz, text, text), session_of_refresh_token(bytea),
  use_personal_token(bytea, timestamptz), forget_old_tokens(timestamptz) to colab_app;
