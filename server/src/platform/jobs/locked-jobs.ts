import { statement, text } from '../database/statement.ts';

// PostgreSQL itself checks whether the other side is there: the name of a host that lost its power would stay for two
// hours.
export const nameWorker = statement(
  'nameWorker',
  { name: text, idle: text, interval: text, count: text },
  `
  select set_config('application_name', $1, false) as name, set_config('tcp_keepalives_idle', '10', false) as idle,
    set_config('tcp_keepalives_interval', '5', false) as interval, set_config('tcp_keepalives_count', '3', false) as count`,
);

// It waits some seconds, because a new worker takes jobs before it has set its name. That a server died is no failure
// of the job: its try is given back, or one that was cut off often enough would never be done. $1 are the names that
// this queue has had, since the connection of an earlier one may linger where its line went silent; $2 the jobs that it
// knows of; after $3 ms no answer can be on its way any more, because its connection was ended.
export const releaseJobsOfTheDead = statement(
  'releaseJobsOfTheDead',
  {},
  `
  with dead as (
    select distinct j.locked_by as worker from graphile_worker._private_jobs j
    where j.locked_at < clock_timestamp() - interval '3 seconds'
      and not exists (select from pg_stat_activity a where a.application_name = j.locked_by)
  ),
  lost as (
    select j.id from graphile_worker._private_jobs j where j.locked_by in (select worker from dead)
      or (j.locked_by = any ($1::text[]) and j.locked_at < clock_timestamp() - $3 * interval '1 ms' and not j.id = any ($2::bigint[]))
  ),
  queues as (update graphile_worker._private_job_queues q set locked_at = null, locked_by = null from dead where q.locked_by = dead.worker)
  update graphile_worker._private_jobs j set locked_at = null, locked_by = null, attempts = greatest(0, j.attempts - 1)
  from lost where j.id = lost.id`,
);

// A server that stops is no failure of the job either.
export const giveJobsBack = statement(
  'giveJobsBack',
  {},
  `
  with queues as (update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_by = any($1::text[]))
  update graphile_worker._private_jobs set locked_at = null, locked_by = null, attempts = greatest(0, attempts - 1) where locked_by = any($1::text[])`,
);
