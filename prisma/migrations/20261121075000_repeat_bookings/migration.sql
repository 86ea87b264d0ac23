-- Why: bookings that repeat follow a rule, and the dates that were left out of it can be put back later. The bookings
-- themselves stay ordinary ones that share a series_id, as the segments of one request do; only those of a rule have a
-- row in "series".
-- Locks: nothing that is in use.
-- Undo: drop left_out_dates, series and series_frequency; the bookings then share a series_id and no rule.

create type series_frequency as enum ('DAILY', 'WEEKLY', 'MONTHLY');

-- Times are those on the wall of the facility: what a series promises is half past seven, not an instant.
create table series (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants on update cascade,
  frequency series_frequency not null,
  every integer not null,
  -- ISO: 1 is Monday. Only of a weekly series.
  weekdays integer[] not null default '{}',
  until_date date,
  -- Of the dates that the rule names, those that were left out included.
  date_count integer,
  starts_local timestamp(3) not null,
  ends_local timestamp(3) not null,
  time_zone text not null,
  -- From this date on the bookings were moved by themselves, and the rule alone no longer says when they are.
  moved_from date,
  created_by_id uuid not null references users on update cascade,
  created_at timestamptz(3) not null default now(),
  constraint series_repeats check (every between 1 and 99),
  constraint series_weekdays_are_days check (weekdays <@ '{1,2,3,4,5,6,7}' and array_position(weekdays, null) is null and (frequency = 'WEEKLY') = (cardinality(weekdays) > 0)),
  constraint series_ends check (num_nonnulls(until_date, date_count) >= 1 and date_count between 1 and 200),
  constraint series_starts_before_it_ends check (starts_local < ends_local)
);
create unique index series_tenant_id_id_key on series (tenant_id, id);

-- Each with its own times: a part of a series that moves takes its left-out dates along.
create table left_out_dates (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  series_id uuid not null,
  starts_local timestamp(3) not null,
  ends_local timestamp(3) not null,
  constraint left_out_dates_tenant_id_series_id_fkey foreign key (tenant_id, series_id) references series (tenant_id, id) on update cascade on delete cascade,
  constraint left_out_date_starts_before_it_ends check (starts_local < ends_local)
);
create index left_out_dates_tenant_id_series_id_idx on left_out_dates (tenant_id, series_id);

alter table series enable row level security, force row level security;
create policy owner_maintains on series to current_user using (true) with check (true);
create policy own_tenants on series to colab_app
  using (tenant_id = any ((select current_tenants())::uuid[])) with check (tenant_id = any ((select current_tenants())::uuid[]));
alter table left_out_dates enable row level security, force row level security;
create policy owner_maintains on left_out_dates to current_user using (true) with check (true);
create policy own_tenants on left_out_dates to colab_app
  using (tenant_id = any ((select current_tenants())::uuid[])) with check (tenant_id = any ((select current_tenants())::uuid[]));

grant select, insert, update on series to colab_app;
grant select, insert, update, delete on left_out_dates to colab_app;

select keep_audit_of('series', 'Series');
select keep_audit_of('left_out_dates', 'Series', '{series_id}');
