-- Why: a token for tools outlives the password of its owner. Whoever manages people sees which there are, and takes away
-- one that got into other hands, without shutting the person out.
-- Locks: personal_tokens for a moment.
-- Undo: drop the two policies.

-- Its name, prefix, scopes and last use; a hash lets nobody in.
create policy seen_by_managers on personal_tokens for select to colab_app using ((select current_user_may('user:manage', null)));
-- What may be written is revoked_at alone, as of one's own.
create policy revoked_by_managers on personal_tokens for update to colab_app
  using (current_user_may_manage(user_id)) with check (current_user_may_manage(user_id));
