import type { Prisma, User } from '../generated/prisma/client.ts';
import type { AuditResult } from '../generated/prisma/enums.ts';
import { degreeOf } from '../people/rights/policy.ts';
import type { Context, Viewer } from '../platform/context.ts';
import {
  column,
  integer,
  joinedStatement,
  jsonb,
  type RowOf,
  text,
  timestamptz,
  uuid,
  uuids,
} from '../platform/database/statement.ts';
import { loadNames, type Names } from './load-names.ts';

export type AuditFilter = {
  /** From then on. */
  readonly from?: Date | null | undefined;
  /** Before then. */
  readonly to?: Date | null | undefined;
  readonly actorId?: string | null | undefined;
  readonly action?: string | null | undefined;
  readonly subjectId?: string | null | undefined;
  readonly result?: AuditResult | null | undefined;
  readonly tenantId?: string | null | undefined;
  readonly requestId?: string | null | undefined;
  readonly search?: string | null | undefined;
};

/** The position of a row: a JavaScript date would drop the microseconds. */
export type AuditPosition = { readonly moment: string; readonly id: string };

const auditRow = {
  id: uuid,
  at: timestamptz,
  moment: text,
  tenantId: uuid.orNull,
  tenantIds: uuids.orNull,
  actor: uuid.orNull,
  via: text.orNull,
  viaId: uuid.orNull,
  databaseRole: text,
  action: text,
  subjectType: text.orNull,
  subjectId: text.orNull,
  before: jsonb<Prisma.JsonValue>().orNull,
  after: jsonb<Prisma.JsonValue>().orNull,
  reason: text.orNull,
  result: column<AuditResult>('audit_result'),
  refusal: text.orNull,
  message: text.orNull,
  requestId: text.orNull,
  address: text.orNull,
  agent: text.orNull,
  repeated: integer,
  actorUser: jsonb<Pick<User, 'id' | 'username' | 'displayName'>>().orNull,
};

export type AuditRow = RowOf<typeof auditRow> & { readonly names: Names };

export type Page = {
  /** Only rows that are older than this. */
  readonly after?: AuditPosition | null | undefined;
  /** Only rows that are newer than this. */
  readonly before?: AuditPosition | null | undefined;
  readonly limit: number;
  /** Whether the oldest row comes first. */
  readonly oldestFirst: boolean;
};

/**
 * Loads the rows of a filter in the order (at, id), which an index has: a page far back costs what the first one does.
 * Row security decides whose rows. `search` looks at each row that the rest of the filter leaves. Only viewers who see
 * a tenant's bookings in full, auditors or not, can read a tenant's details or search in them.
 */
export async function loadAuditLog(
  { db, viewer }: Pick<Context, 'db' | 'viewer'>,
  filter: AuditFilter,
  { after, before, limit, oldestFirst }: Page,
): Promise<AuditRow[]> {
  const { form, values, visibleTenantIds } = givenConditions(viewer, filter, { after, before });
  const rows = await db.run(auditLog(formOf(form, oldestFirst ? 'asc' : 'desc'), ...values, limit));
  const seesInFull = ({ tenantId, tenantIds }: Pick<AuditRow, 'tenantId' | 'tenantIds'>) =>
    [tenantId ?? [], tenantIds ?? []].flat().every((id) => visibleTenantIds.includes(id));
  const maskedRows = rows.map((row) =>
    seesInFull(row) ? row : { ...row, before: null, after: null, reason: null, message: null },
  );
  const names = await loadNames({ db }, maskedRows, visibleTenantIds);
  return maskedRows.map((row) => ({ ...row, names }));
}

/** Counts the rows of a filter, `most` at most: no further row is looked for. */
export async function countAuditLog(
  { db, viewer }: Pick<Context, 'db' | 'viewer'>,
  filter: AuditFilter,
  most: number,
): Promise<number> {
  const { form, values } = givenConditions(viewer, filter, {});
  const [row] = await db.run(auditLogCount(countFormOf(form), ...values, most));
  return row?.count ?? 0;
}

type GivenConditions = {
  readonly form: readonly ConditionName[];
  /** Of its placeholders, in their order. */
  readonly values: readonly unknown[];
  readonly visibleTenantIds: readonly string[];
};

/** What of the conditions is given, and with which values. */
function givenConditions(
  viewer: Viewer | null,
  filter: AuditFilter,
  { after, before }: Pick<Page, 'after' | 'before'>,
): GivenConditions {
  const { from, to, actorId, action, subjectId, result, tenantId, requestId, search } = filter;
  const words = search?.trim().slice(0, 200);
  const visibleTenantIds =
    viewer?.tenants.map((tenant) => tenant.id).filter((id) => degreeOf(viewer, id) === 'full') ?? [];
  const filterValues: Readonly<Record<ConditionName, readonly unknown[]>> = {
    from: [from],
    to: [to],
    actor: [actorId],
    action: [action],
    subject: [subjectId],
    result: [result],
    tenant: [tenantId],
    request: [requestId],
    after: [after?.moment, after?.id],
    before: [before?.moment, before?.id],
    search: [words && `%${likeText(words)}%`, visibleTenantIds],
  };
  const form = conditionNames.filter((name) => isGiven(filterValues[name][0]));
  const values = form.flatMap((name) => filterValues[name]);
  return {
    form,
    values: values.map((value) => (typeof value === 'string' ? withoutNul(value) : value)),
    visibleTenantIds,
  };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** PostgreSQL takes none; the audit trail itself was written without. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', ' ');
}

/** Search words are plain text, not a pattern. */
function likeText(words: string): string {
  return words.replace(/[\\%_]/g, '\\$&');
}

/** Returns the placeholder of the next value in the text: $1, $2 … */
type Place = () => string;

/** In the order in which they appear in the text. */
const conditions = {
  from: (place: Place) => `a.at >= ${place()}::timestamptz`,
  to: (place: Place) => `a.at < ${place()}::timestamptz`,
  actor: (place: Place) => `a.actor = ${place()}::uuid`,
  action: (place: Place) => `a.action = ${place()}`,
  subject: (place: Place) => `a.subject_id = ${place()}`,
  result: (place: Place) => `a.result = ${place()}::audit_result`,
  tenant: (place: Place) => `a.tenant_id = ${place()}::uuid`,
  request: (place: Place) => `a.request_id = ${place()}`,
  after: (place: Place) => `(a.at, a.id) < (${place()}::timestamptz, ${place()}::uuid)`,
  before: (place: Place) => `(a.at, a.id) > (${place()}::timestamptz, ${place()}::uuid)`,
  search: (place: Place) => searched(place(), place()),
};
type ConditionName = keyof typeof conditions;
const conditionNames = Object.keys(conditions) as ConditionName[];

function searched(words: string, visibleTenants: string) {
  return `(concat_ws(' ', a.action, a.subject_id, a.refusal, a.address, a.agent) ilike ${words}
  or (a.tenant_id is null or a.tenant_id = any (${visibleTenants}::uuid[])) and (a.tenant_ids is null or a.tenant_ids <@ ${visibleTenants}::uuid[])
    and concat_ws(' ', a.message, a.reason, a.before, a.after) ilike ${words})`;
}

const columns = `a.id, a.at, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment, a.tenant_id as "tenantId", a.tenant_ids as "tenantIds", a.actor, a.via, a.via_id as "viaId", a.database_role as "databaseRole", a.action,
  a.subject_type as "subjectType", a.subject_id as "subjectId", a.before, a.after, a.reason, a.result, a.refusal, a.message,
  a.request_id as "requestId", a.address, a.agent, a.repeated,
  (select jsonb_build_object('id', u.id, 'username', u.username, 'displayName', u.display_name) from users u where u.id = a.actor) as "actorUser"`;

type Order = 'asc' | 'desc';

function formOf(names: readonly ConditionName[], order: Order): string {
  return `_${[...names, order].join('_')}`;
}

function countFormOf(names: readonly ConditionName[]): string {
  return names.map((name) => `_${name}`).join('');
}

function whereOf(names: readonly ConditionName[], place: Place): string {
  const all = names.map((name) => conditions[name](place)).join(' and ');
  return all && `where ${all}`;
}

function places(): Place {
  let count = 0;
  return () => `$${(count += 1)}`;
}

function textOf(form: string): string {
  const names = form.split('_').slice(1) as [...ConditionName[], Order];
  const order = names.pop() as Order;
  const place = places();
  return `select ${columns} from audit_log a ${whereOf(names as ConditionName[], place)} order by a.at ${order}, a.id ${order} limit ${place()}`;
}

function countTextOf(form: string): string {
  const place = places();
  const where = whereOf(form.split('_').slice(1) as ConditionName[], place);
  return `select count(*)::int as count from (select from audit_log a ${where} limit ${place()}) counted`;
}

function everyChoice(names: readonly ConditionName[]): ConditionName[][] {
  return names.reduce<ConditionName[][]>(
    (choices, name) => [...choices, ...choices.map((before) => [...before, name])],
    [[]],
  );
}

/** Each choice of conditions is a statement of its own, with an index for it: 2¹¹ of them, in two orders. */
const everyForm = everyChoice(conditionNames).flatMap((names) => [formOf(names, 'asc'), formOf(names, 'desc')]);

const auditLog = joinedStatement('auditLog', auditRow, everyForm, textOf);

/** The same without a place in the list. */
const everyCount = everyChoice(conditionNames.filter((name) => name !== 'after' && name !== 'before')).map(countFormOf);

const auditLogCount = joinedStatement('auditLogCount', { count: integer }, everyCount, countTextOf);
