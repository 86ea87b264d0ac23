-- Why: three things that reach across what was made before. The watch over open subscriptions reads sessions and tools'
-- tokens too; whoever manages people ends the sessions of those they shut out; and the audit trail is kept of closures and
-- of tools' tokens, and not of the moment somebody last signed in, which its own row says.
-- Locks: sessions, personal_tokens, closures and users for a moment.
-- Undo: drop the policies, the function and the triggers made here; make the trigger on users as record_audit did.

create policy watched_sessions on sessions for select to colab_app using (user_id in (select unnest(watched_users())));
create policy watched_tokens on personal_tokens for select to colab_app using (user_id in (select unnest(watched_users())));

-- Ends what a person is signed in with: by themselves, or by whoever manages them. How many sessions that were.
create function end_sessions(person uuid, except_session uuid, tokens_too boolean, moment timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare ended integer;
begin
  if person is distinct from current_user_id() and not current_user_may_manage(person) then
    raise exception using errcode = 'insufficient_privilege', message = 'sessions are ended by their person, or by whoever manages them';
  end if;
  update sessions set ended_at = moment
    where user_id = person and ended_at is null and expires_at > moment and id is distinct from except_session;
  get diagnostics ended = row_count;
  if tokens_too then
    update personal_tokens set revoked_at = moment where user_id = person and revoked_at is null;
  end if;
  return ended;
end $$;
revoke execute on function end_sessions(uuid, uuid, boolean, timestamptz) from public;
grant execute on function end_sessions(uuid, uuid, boolean, timestamptz) to colab_app;

select keep_audit_of('closures', 'Closure');
select keep_audit_of('personal_tokens', 'PersonalToken', ignored => '{last_used_at}');
drop trigger record_change on users;
select keep_audit_of('users', 'User', ignored => '{last_sign_in_at}');
