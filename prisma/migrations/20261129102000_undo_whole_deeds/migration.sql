-- Why: an undo deleted the steps of the bookings that it changed, and deleting a booking took its steps along. What was
-- left of an older change that had covered several then looked like all of it, and half of one deed went back. Now a step
-- stays until it is forgotten, an undo leaves one like any other change, and a deleted booking keeps its steps: a deed is
-- known by all of them, and where a booking is no longer at the version that the deed left, none of it is undone.
-- Locks: undo_steps and bookings, for a moment: no row is read or rewritten.
-- Undo: delete from undo_steps; add the constraint undo_step_is_of_its_tenant and create the function keep_undo_step
-- again as 20261121072000_undo_booking_changes has them.

alter table undo_steps drop constraint undo_step_is_of_its_tenant;

create or replace function keep_undo_step() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  who constant uuid := nullif(current_setting('app.actor', true), '')::uuid;
  cause constant text := nullif(current_setting('app.cause', true), '');
  was jsonb;
begin
  if tg_op = 'UPDATE' and old.version = new.version then
    return null; -- nothing changed
  end if;
  -- What the clock does, and what is done past the actions, nobody can take back.
  if who is null or cause is null then
    return null;
  end if;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(key, value) into was from jsonb_each(to_jsonb(old) - '{version,updated_at}'::text[])
    where value is distinct from to_jsonb(new) -> key;
  end if;
  insert into undo_steps (booking_id, version, tenant_id, actor, cause, before) values (new.id, new.version, new.tenant_id, who, cause, was);
  return null;
end $$;
