-- Why: a copy of the data folder that is put back carries the same system identifier and the same timeline as the
-- database that it replaces, so the database itself has to say which history its log is of. Whoever finds that the log
-- is not the one that was read begins a new epoch, for all servers. And `domainEvents` read past the events of other
-- divisions: indexes by tenant let it read its own alone, so that its time tells nothing of theirs.
-- Locks: domain_events against writes while the indexes are made, about a second for a million events.
-- Undo: drop the indexes domain_events_of_tenant and domain_events_of_facility, the function begin_event_epoch and the table event_epochs.

create table event_epochs (
  number bigint generated always as identity primary key,
  id uuid not null default gen_random_uuid(),
  began_at timestamptz(3) not null default clock_timestamp(),
  -- Of events with lower ones it says nothing.
  xid xid8 not null default pg_current_xact_id(),
  reason text not null
);
insert into event_epochs (reason) values ('the first one');
grant select on event_epochs to colab_events;

-- Several servers find out at the same time: the first begins the epoch, the others are given the one that it began.
create function begin_event_epoch(known uuid, why text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare newest uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('begin_event_epoch', 0));
  select id into newest from event_epochs order by number desc limit 1;
  if newest = known then
    insert into event_epochs (reason) values (why) returning id into newest;
  end if;
  return newest;
end $$;
revoke execute on function begin_event_epoch(uuid, text) from public;
grant execute on function begin_event_epoch(uuid, text) to colab_events;

create index domain_events_of_tenant on domain_events (tenant_id, xid, seq) where tenant_id is not null;
-- By itself, since an index is not known to be in order behind a null. What wakes people up is nobody's to read there.
create index domain_events_of_facility on domain_events (xid, seq) where tenant_id is null and recipients = '{}';
