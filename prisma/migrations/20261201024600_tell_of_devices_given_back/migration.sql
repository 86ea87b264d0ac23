-- Why: a booking that moves may give some of its devices back. Their requests open again: those who assign devices are told,
-- and whoever undoes the move takes the devices back with it.
-- Locks: changed_bookings, for a moment.
-- Undo: make forget_undo_steps and tell_of_changed_bookings again as they were, and drop what is made here.

-- How the assignments were that a transaction changed, beside undo_steps, which says it of bookings.
create table assignment_undo_steps (
  assignment_id uuid not null,
  version integer not null,
  tenant_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz(3) not null default clock_timestamp(),
  actor uuid not null references users on update cascade on delete cascade,
  before jsonb not null,
  primary key (assignment_id, version)
);
create index assignment_undo_steps_at_idx on assignment_undo_steps (at);
create index assignment_undo_steps_xid_idx on assignment_undo_steps (xid);
alter table assignment_undo_steps enable row level security, force row level security;
create policy owner_maintains on assignment_undo_steps to current_user using (true) with check (true);
create policy own_steps on assignment_undo_steps for select to colab_app
  using (tenant_id = any ((select current_tenants())::uuid[]) and actor = current_user_id());
grant select on assignment_undo_steps to colab_app;

create or replace function forget_undo_steps() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from undo_steps where at < clock_timestamp() - interval '5 minutes';
  delete from assignment_undo_steps where at < clock_timestamp() - interval '5 minutes';
$$;

-- How many devices its requests still want.
create function devices_open_of(booking uuid) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(sum(d.quantity), 0)::integer from device_requests q join device_demands d on d.request_id = q.id where q.booking_id = booking
$$;

alter table changed_bookings add column devices_open integer;
comment on column changed_bookings.devices_open is 'How many devices it still wanted before the first of them was given back; null where none was.';

-- Sorts before keep_device_occupancies, which writes what is still wanted.
create function count_open_devices() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  who constant uuid := current_actor();
  was jsonb;
begin
  if old.version = new.version then
    return null; -- nothing changed
  end if;
  if old.released_at is null and old.taken_away_at is null and (new.released_at is not null or new.taken_away_at is not null)
    -- Whoever releases a plan at the desk stands where it is to be known.
    and nullif(current_setting('app.cause', true), '') is distinct from 'releaseDevices' and nullif(current_setting('app.undoes', true), '') is null then
    insert into changed_bookings (booking_id, before, devices_open) select b.id, told_facts(b), devices_open_of(b.id) from bookings b where b.id = new.booking_id
    on conflict (booking_id) do update set devices_open = coalesce(changed_bookings.devices_open, excluded.devices_open);
  end if;
  if who is not null then
    select jsonb_object_agg(key, value) into was from jsonb_each(to_jsonb(old) - 'version') where value is distinct from to_jsonb(new) -> key;
    insert into assignment_undo_steps (assignment_id, version, tenant_id, actor, before) values (new.id, new.version, new.tenant_id, who, was);
  end if;
  return null;
end $$;
create trigger count_open_devices after update on device_assignments for each row execute function count_open_devices();
alter table device_assignments enable always trigger count_open_devices;

-- Takes back, newest first, what the caller's own transaction did to assignments: what it released stands again, and what was
-- to come back earlier is due as before. Each row is under row security, and under all that guards it.
create function restore_assignments(of_xid xid8) returns void language plpgsql set search_path = public, pg_temp as $$
declare step assignment_undo_steps;
begin
  for step in select * from assignment_undo_steps where xid = of_xid and actor = current_user_id() and at > clock_timestamp() - interval '2 minutes' order by assignment_id, version desc loop
    perform set_config('app.undoes', coalesce((select m.id::text from device_moves m where m.xid = of_xid and m.assignment_id = step.assignment_id order by m.sequence desc limit 1), ''), true);
    update device_assignments a set (not_after, released_at, released_by, release_reason) = (select p.not_after, p.released_at, p.released_by, p.release_reason from jsonb_populate_record(a, step.before) p)
    where a.id = step.assignment_id;
  end loop;
  perform set_config('app.undoes', '', true);
end $$;

create or replace function tell_of_changed_bookings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  act constant uuid := gen_random_uuid();
  doer constant uuid := nullif(current_setting('app.actor', true), '')::uuid;
  jobs integer;
begin
  -- Called for each booking: the first call has told of them all.
  if not exists (select from changed_bookings where booking_id = new.booking_id) then
    return null;
  end if;
  -- An undo takes back what was told, and tells nothing itself.
  if current_setting('app.takes_back', true) = 'on' then
    delete from changed_bookings where xid = new.xid;
    return null;
  end if;

  with noted as (delete from changed_bookings where xid = new.xid returning booking_id, before, devices_open),
  changes as materialized (
    select b.id, b.tenant_id, b.kind, b.starts_at, b.requester_id, b.status_reason, noted.before, told_facts(b) as after,
      noted.devices_open, devices_open_of(b.id) as devices_open_now
    from noted join bookings b on b.id = noted.booking_id
  ),
  -- What is to be told of which booking, and to whom: to one person, or to everybody with a right.
  events as materialized (
    select c.id, c.tenant_id, c.starts_at, c.status_reason, c.before, c.after, told.type, told.person, told.permission
    from changes c, lateral (
      select told_to_requester(c.before, c.after) as type, c.requester_id as person, null as permission
      -- What comes past every action is new to all; whose name is on it knows of it.
      where c.before is not null or doer is not null
      union all
      -- Who handed it over, or had it taken over.
      select 'BOOKING_CHANGED', (c.before->>'requesterId')::uuid, null where c.before->>'requesterId' <> c.after->>'requesterId'
      union all
      select told_to_placers(c.before, c.after), null, 'room:assign' where c.kind = 'ROOM'
      union all
      select 'DEVICE_REQUEST', null, 'device:assign'
      where c.after->>'status' <> 'COMPLETED' and (c.devices_open_now > c.devices_open
        or (devices_wanted(c.before) is distinct from devices_wanted(c.after)
          -- Who gives in the same step all that is wanted, as when lending, leaves nothing to do.
          and not (c.devices_open_now = 0 and exists (
            select from device_moves m join device_assignments a on a.id = m.assignment_id where m.xid = new.xid and m.kind = 'ASSIGNED' and a.booking_id = c.id))))
    ) told
    where told.type is not null and (c.before is distinct from c.after or told.type = 'DEVICE_REQUEST')
  ),
  audiences as materialized (
    select tenant_id, permission, people_who_may(permission, tenant_id) as people
    from (select distinct tenant_id, permission from events where permission is not null) asked
  ),
  -- Bookings of which the same is told to the same people: who they are is worked out for one of them.
  shaped as materialized (
    select id, tenant_id, string_agg(concat_ws(' ', type, person, permission, tenant_id), ',' order by type, person, permission) as shape
    from events group by id, tenant_id
  ),
  examples as (select distinct on (shape) shape, id from shaped order by shape, id),
  wanted as materialized (
    select s.shape, e.tenant_id, e.type, r.id as recipient_id, bool_or(coalesce(p.in_app, true)) as in_app,
      -- Bookings that wait change often: those who place them ask for these mails, or have none.
      bool_or(coalesce(p.by_mail, mailed_unless_told(e.type) and e.permission is null) and u.email is not null) as by_mail
    from examples s join events e on e.id = s.id
      left join audiences a on a.tenant_id = e.tenant_id and a.permission = e.permission
      cross join lateral unnest(coalesce(a.people, array[e.person])) r (id)
      join users u on u.id = r.id
      left join notification_preferences p on p.user_id = r.id and p.type = e.type
    -- Nobody is told of their own deed.
    where u.active and u.id is distinct from doer
    group by 1, 2, 3, 4
  ),
  ranked as materialized (
    select *, in_app and row_number() over (partition by recipient_id, shape, in_app order by weight_of(type)) = 1 as is_first from wanted where in_app or by_mail
  ),
  acted as (insert into told_acts (id, xid) select act, new.xid where exists (select from ranked)),
  readers as materialized (
    select shape, type, coalesce(array_agg(recipient_id) filter (where is_first), '{}') as told_to,
      coalesce(array_agg(recipient_id) filter (where in_app and not is_first), '{}') as also_told_to,
      coalesce(array_agg(recipient_id) filter (where by_mail), '{}') as mailed_to
    from ranked group by shape, type
  ),
  listed as (
    insert into notification_items (act_id, booking_id, tenant_id, type, told_to, also_told_to, mailed_to, starts_at, room_id, reason, before, after)
    select act, e.id, e.tenant_id, e.type, r.told_to, r.also_told_to, r.mailed_to, e.starts_at,
      (case e.type when 'BOOKING_PENDING' then e.after->>'requestedRoomId' when 'BOOKING_DISPLACED' then e.before->>'roomId'
        when 'BOOKING_CANCELLED' then e.before->>'roomId' when 'ROOM_ASSIGNED' then e.after->>'roomId' end)::uuid,
      case when e.type in ('BOOKING_REJECTED', 'BOOKING_DISPLACED', 'BOOKING_CANCELLED') then e.status_reason end,
      e.before - '{cateringNotes,deviceWishes}'::text[],
      e.after - '{cateringNotes,deviceWishes}'::text[] || jsonb_build_object('cateringNotesChanged', e.before is not null and e.before->'cateringNotes' <> e.after->'cateringNotes',
        'deviceWishesChanged', e.before is not null and e.before->'deviceWishes' <> e.after->'deviceWishes')
    from (select distinct on (id, type) * from events order by id, type) e join shaped s on s.id = e.id join readers r on r.shape = s.shape and r.type = e.type
  ),
  lines as materialized (
    select recipient_id, bool_or(in_app) as in_app, bool_or(by_mail) as by_mail,
      (array_agg(type order by in_app desc, weight_of(type)))[1] as type,
      coalesce(array_agg(distinct tenant_id) filter (where in_app), array_agg(distinct tenant_id)) as tenant_ids
    from ranked group by recipient_id
  ),
  written as (
    insert into notifications (recipient_id, type, cause, cause_id, tenant_ids, actor_id, in_app, digest_at)
    select l.recipient_id, l.type, 'act ' || act, act, l.tenant_ids, (select u.id from users u where u.id = doer), l.in_app,
      case when l.by_mail then next_digest(m.rhythm, m.time_zone, clock_timestamp() + mail_waits()) end
    from lines l left join mail_rhythms m on m.user_id = l.recipient_id order by l.recipient_id
    returning notifications
  )
  select add_mail_jobs(array_agg(notifications)) into jobs from written join lines on lines.recipient_id = (written.notifications).recipient_id where lines.by_mail;
  return null;
end $$;

revoke execute on function devices_open_of(uuid), count_open_devices(), restore_assignments(xid8) from public;
grant execute on function restore_assignments(xid8) to colab_app;
