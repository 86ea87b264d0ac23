-- Why: whoever changed a booking may undo it for 30 seconds. What it was before must come from what the database itself
-- wrote down in the transaction of the change, and not from whoever asks; the events do not hold all of it, and the
-- audit trail is not for reading by those it tells of. So each change by a person leaves a step, kept for minutes.
-- Locks: bookings, share row exclusive for a moment; writers wait.
-- Undo: drop trigger keep_undo_step on bookings; drop the functions made here and the table; put name_booking_event back
-- as it was in guard_the_physics.

create table undo_steps (
  booking_id uuid not null,
  -- The version that the change made: while it is the newest, nothing happened since.
  version integer not null,
  tenant_id uuid not null,
  -- All that one transaction changed is undone together.
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz(3) not null default clock_timestamp(),
  actor uuid not null references users on update cascade on delete cascade,
  cause text not null,
  -- The columns that changed, as they were; null where there was nothing before.
  before jsonb,
  primary key (booking_id, version),
  constraint undo_step_is_of_its_tenant foreign key (tenant_id, booking_id) references bookings (tenant_id, id) on update cascade on delete cascade
);
create index undo_steps_xid_idx on undo_steps (xid);
create index undo_steps_at_idx on undo_steps (at);

create function keep_undo_step() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  who constant uuid := nullif(current_setting('app.actor', true), '')::uuid;
  cause constant text := nullif(current_setting('app.cause', true), '');
  was jsonb;
begin
  if tg_op = 'UPDATE' and old.version = new.version then
    return null; -- nothing changed
  end if;
  -- An undo is not undone: one does it again.
  if cause = 'undoBookingChange' then
    delete from undo_steps where booking_id = new.id;
    return null;
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
create trigger keep_undo_step after insert or update on bookings for each row execute function keep_undo_step();
alter table bookings enable always trigger keep_undo_step;

alter table undo_steps enable row level security, force row level security;
create policy owner_maintains on undo_steps to current_user using (true) with check (true);
create policy own_steps on undo_steps for select to colab_app
  using (tenant_id = any ((select current_tenants())::uuid[]) and actor = current_user_id());
grant select on undo_steps to colab_app;

-- A part of what was done together is not undone: not even where the rest is no longer the person's to see.
create function sees_all_undo_steps(of_xid xid8) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select from undo_steps where xid = of_xid and not coalesce(tenant_id = any (current_tenants()), false))
$$;

create function forget_undo_steps() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from undo_steps where at < clock_timestamp() - interval '5 minutes'
$$;
revoke execute on function keep_undo_step(), sees_all_undo_steps(xid8), forget_undo_steps() from public;
grant execute on function sees_all_undo_steps(xid8), forget_undo_steps() to colab_app;

-- A booking that is as it was before is restored, whatever state that is; one that is undone altogether is cancelled.
create or replace function name_booking_event(was bookings, is_now bookings, moved boolean) returns text language sql stable as $$
  select case
    when was.id is null then 'booking_created'
    when is_now.id is null then 'booking_deleted'
    when current_setting('app.cause', true) = 'undoBookingChange' and is_now.status <> 'CANCELLED' then 'booking_restored'
    when was.status is distinct from is_now.status then
      case is_now.status
        when 'ROOM_ASSIGNED' then 'room_assigned'
        when 'CONFIRMED' then 'booking_confirmed'
        when 'COMPLETED' then 'booking_completed'
        when 'REJECTED' then 'booking_rejected'
        when 'CANCELLED' then 'booking_cancelled'
        else case when current_setting('app.cause', true) = 'displaceBooking' then 'booking_displaced' else 'room_unassigned' end
      end
    when moved or was.starts_at <> is_now.starts_at or was.ends_at <> is_now.ends_at then 'booking_rescheduled'
    else 'booking_updated'
  end
$$;
