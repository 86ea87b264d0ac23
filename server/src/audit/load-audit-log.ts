import type { AuditEntry, User } from '../generated/prisma/client.ts';
import { degreeOf } from '../people/rights/policy.ts';
import type { Context } from '../platform/context.ts';
import { loadNames, type Names } from './load-names.ts';

export type AuditFilter = {
  /** From then on. */
  readonly from?: Date | null | undefined;
  /** Before then. */
  readonly to?: Date | null | undefined;
  readonly actorId?: string | null | undefined;
  readonly action?: string | null | undefined;
  readonly subjectId?: string | null | undefined;
  readonly result?: AuditEntry['result'] | null | undefined;
  readonly tenantId?: string | null | undefined;
  readonly requestId?: string | null | undefined;
  readonly search?: string | null | undefined;
};

/** Where a row stands: a JavaScript date would drop the microseconds. */
export type Position = { readonly moment: string; readonly id: string };

export type AuditRow = AuditEntry &
  Pick<Position, 'moment'> & {
    readonly actorUser: Pick<User, 'id' | 'username' | 'displayName'> | null;
    readonly names: Names;
  };

export type Page = {
  /** Only what is older than this. */
  readonly after?: Position | null;
  /** Only what is newer than this. */
  readonly before?: Position | null;
  readonly limit: number;
  /** The oldest of them first. */
  readonly oldestFirst: boolean;
};

/**
 * The rows that a filter means, by (at, id), which an index keeps: a page far back costs what the first one does. Row
 * security adds whose. `search` looks at each row that the rest of the filter leaves. A tenant's particulars are for those
 * who see its books in full, auditor or not: the others neither read nor find them.
 */
export async function loadAuditLog(
  { db, viewer }: Pick<Context, 'db' | 'viewer'>,
  filter: AuditFilter,
  { after, before, limit, oldestFirst }: Page,
): Promise<AuditRow[]> {
  const { from, to, actorId, action, subjectId, result, tenantId, requestId, search } = filter;
  const words = search?.trim().slice(0, 200);
  const values: unknown[] = [];
  const names: string[] = [];
  const conditions: string[] = [];
  const must = (name: string, condition: (...places: string[]) => string, ...given: unknown[]): void => {
    if (given[0] === undefined || given[0] === null || given[0] === '') return;
    names.push(name);
    conditions.push(
      condition(...given.map((value) => `$${values.push(typeof value === 'string' ? withoutNul(value) : value)}`)),
    );
  };
  must('from', (place) => `a.at >= ${place}::timestamptz`, from);
  must('to', (place) => `a.at < ${place}::timestamptz`, to);
  must('actor', (place) => `a.actor = ${place}::uuid`, actorId);
  must('action', (place) => `a.action = ${place}`, action);
  must('subject', (place) => `a.subject_id = ${place}`, subjectId);
  must('result', (place) => `a.result = ${place}::audit_result`, result);
  must('tenant', (place) => `a.tenant_id = ${place}::uuid`, tenantId);
  must('request', (place) => `a.request_id = ${place}`, requestId);
  must('after', (at, id) => `(a.at, a.id) < (${at}::timestamptz, ${id}::uuid)`, after?.moment, after?.id);
  must('before', (at, id) => `(a.at, a.id) > (${at}::timestamptz, ${id}::uuid)`, before?.moment, before?.id);
  const open = viewer?.tenants.map((tenant) => tenant.id).filter((id) => degreeOf(viewer, id) === 'full') ?? [];
  must('search', searched, words && `%${likeText(words)}%`, open);
  const order = oldestFirst ? 'asc' : 'desc';
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  const rows = await db.sql<Omit<AuditRow, 'names'>>(
    ['auditLog', ...names, order].join('_'),
    `select ${columns} from audit_log a ${where} order by a.at ${order}, a.id ${order} limit $${values.push(limit)}`,
    values,
  );
  const whole = ({ tenantId, tenantIds }: Pick<AuditEntry, 'tenantId' | 'tenantIds'>) =>
    [tenantId ?? [], tenantIds ?? []].flat().every((id) => open.includes(id));
  const shown = rows.map((row) =>
    whole(row) ? row : { ...row, before: null, after: null, reason: null, message: null },
  );
  const called = await loadNames({ db }, shown, open);
  return shown.map((row) => ({ ...row, names: called }));
}

/** PostgreSQL takes none; the trail itself was written so. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', ' ');
}

/** What people type is text, not a pattern. */
function likeText(words: string): string {
  return words.replace(/[\\%_]/g, '\\$&');
}

function searched(words: string, open: string) {
  return `(concat_ws(' ', a.action, a.subject_id, a.refusal, a.address, a.agent) ilike ${words}
  or (a.tenant_id is null or a.tenant_id = any (${open}::uuid[])) and (a.tenant_ids is null or a.tenant_ids <@ ${open}::uuid[])
    and concat_ws(' ', a.message, a.reason, a.before, a.after) ilike ${words})`;
}

const columns = `a.id, a.at, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment, a.tenant_id as "tenantId", a.tenant_ids as "tenantIds", a.actor, a.via, a.via_id as "viaId", a.database_role as "databaseRole", a.action,
  a.subject_type as "subjectType", a.subject_id as "subjectId", a.before, a.after, a.reason, a.result, a.refusal, a.message,
  a.request_id as "requestId", a.address, a.agent, a.repeated,
  (select jsonb_build_object('id', u.id, 'username', u.username, 'displayName', u.display_name) from users u where u.id = a.actor) as "actorUser"`;
