-- Why: who is told of an act was worked out anew for each of its bookings: 200 of them and 30 people made 6,000 rows to sort.
-- Most bookings of an act are told alike, so that it is enough to look at one of each kind. And jobs are added together: one
-- by one each reads all that wait.
-- Locks: none that a reader or a writer would notice.
-- Undo: create notify_people and tell_of_changed_bookings again as 20261129101010_tell_acts has them, with add_mail_job; drop
-- add_mail_jobs.

-- How many.
create function add_mail_jobs(lines notifications[]) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_jobs(array(
    select case when line.digest_at is null then
      row('mailNotification', json_build_object('id', line.id, 'recipientId', line.recipient_id), null, clock_timestamp() + mail_waits(), null,
        'mail ' || line.id, null, null)::graphile_worker.job_spec
    else
      row('mailDigest', json_build_object('recipientId', line.recipient_id, 'due', line.digest_at), null, line.digest_at, null,
        'digest ' || line.recipient_id || ' ' || extract(epoch from line.digest_at)::bigint, null, null)::graphile_worker.job_spec
    end from unnest(lines) line));
  return cardinality(lines);
end $$;
revoke execute on function add_mail_jobs(notifications[]) from public;

create or replace function notify_people(kind notification_type, of_cause text, recipients uuid[], figures jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  act constant uuid := gen_random_uuid();
  doer constant uuid := nullif(current_setting('app.actor', true), '')::uuid;
  jobs integer;
begin
  insert into told_acts (id) values (act);
  with wanted as (
    select u.id, coalesce(p.in_app, true) as in_app, coalesce(p.by_mail, mailed_unless_told(kind)) and u.email is not null as by_mail,
      next_digest(m.rhythm, m.time_zone, clock_timestamp() + mail_waits()) as digest_at
    from users u left join notification_preferences p on p.user_id = u.id and p.type = kind left join mail_rhythms m on m.user_id = u.id
    -- Nobody is told of their own deed.
    where u.id = any (recipients) and u.active and u.id is distinct from doer
  ),
  written as (
    insert into notifications (recipient_id, type, cause, cause_id, actor_id, facts, in_app, digest_at)
    select id, kind, of_cause, act, (select u.id from users u where u.id = doer), figures, in_app, case when by_mail then digest_at end
    from wanted where in_app or by_mail order by wanted.id
    on conflict on constraint notified_once_for_a_cause do nothing
    returning notifications
  )
  select add_mail_jobs(array_agg(notifications)) into jobs from written join wanted on wanted.id = (written.notifications).recipient_id where wanted.by_mail;
  delete from told_acts where id = act and not exists (select from notifications where cause_id = act);
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

  with noted as (delete from changed_bookings where xid = new.xid returning booking_id, before),
  changes as materialized (
    select b.id, b.tenant_id, b.kind, b.starts_at, b.requester_id, b.status_reason, noted.before, told_facts(b) as after
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
      where c.after->>'status' <> 'COMPLETED' and devices_wanted(c.before) is distinct from devices_wanted(c.after)
    ) told
    where told.type is not null and c.before is distinct from c.after
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
      e.before - 'cateringNotes',
      e.after - 'cateringNotes' || jsonb_build_object('cateringNotesChanged', e.before is not null and e.before->'cateringNotes' <> e.after->'cateringNotes')
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

drop function add_mail_job(notifications);
