-- Why: refusals, repetitions and exports were the whole facility's in the audit trail, so whoever audits the facility with
-- the books of one division read words of the other, such as what somebody searched for before they took a list along.
-- Such a row now carries the division that it is about: the one that was named, those of the bookings and series that
-- were named, or those whose books were open to an export. One that is about several is read by who sees them all.
-- Locks: audit_log for a moment; no row is rewritten.
-- What stands: rows from before stay whose they were. Servers of the version before go on writing as they did.
-- Undo: make the policy and record_audit as record_audit had them, and drop the column.

-- Only where they are several; one stands in tenant_id.
alter table audit_log add column tenant_ids uuid[];

drop function record_audit(text, audit_result, text, text, text, text, integer, text, uuid, text, text, text);

-- The only way in for the application. Who it was is who the transaction is for, and changes cannot be claimed. `of_tenants`
-- are the divisions it was in, `about` the keys of what it was done to.
create function record_audit(
  action text, result audit_result, subject_type text, subject_id text, refusal text, message text, repeated integer,
  via text, via_id uuid, request_id text, address text, agent text, of_tenants uuid[] default '{}', about uuid[] default '{}'
) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare whose uuid[];
begin
  if action is null or action !~ '^[a-zA-Z][a-zA-Z0-9]{1,99}$' or action = 'sql' then
    raise exception using errcode = 'check_violation', constraint = 'audit_names_an_action', message = 'the name of a mutation is needed';
  end if;
  select array_agg(id order by id) into whose from tenants
    where id = any (of_tenants)
      or id in (select b.tenant_id from bookings b where b.id = any (about) union select s.tenant_id from series s where s.id = any (about));
  insert into audit_log (
    tenant_id, tenant_ids, actor, via, via_id, database_role, action, subject_type, subject_id, result, refusal, message, repeated, request_id, address, agent
  ) values (
    case when cardinality(whose) = 1 then whose[1] end, case when cardinality(whose) > 1 then whose end,
    current_user_id(), via, via_id, session_user, action, left(subject_type, 100), left(subject_id, 200), result, left(refusal, 100), left(message, 500),
    repeated, left(request_id, 100), left(address, 100), left(agent, 300)
  );
end $$;
revoke execute on function record_audit(text, audit_result, text, text, text, text, integer, text, uuid, text, text, text, uuid[], uuid[]) from public;
grant execute on function record_audit(text, audit_result, text, text, text, text, integer, text, uuid, text, text, text, uuid[], uuid[]) to colab_app;

drop policy auditors_read on audit_log;
-- Held for the facility, the right shows what is nobody's and what belongs to tenants whose books are open anyway; held
-- for a tenant, what is that tenant's alone.
create policy auditors_read on audit_log for select to colab_app using (
  ((select audits_facility()) or tenant_id = any ((select audited_tenants())::uuid[]))
  and (tenant_id is null or tenant_id = any ((select current_tenants())::uuid[]))
  and (tenant_ids is null or tenant_ids <@ (select current_tenants())::uuid[]));
