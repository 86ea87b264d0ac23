import { encodeGlobalID, resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay';
import { z } from 'zod';
import type { User as UserRow } from '../generated/prisma/client.ts';
import { AuditResult } from '../generated/prisma/enums.ts';
import { Tenant, User } from '../people/schema.ts';
import { builder } from '../platform/builder.ts';
import { isMoment } from '../platform/connection-cursor.ts';
import { connectionPage, pageInput, pageWords } from '../platform/connection-page.ts';
import { decodeId, isKey, keyOrNone } from '../platform/global-id.ts';
import { anyType, idOf } from '../platform/named-ids.ts';
import { nodeTypes, notForNode } from '../platform/node-field.ts';
import { countedBy, counterOf, totalFields } from '../platform/total-count.ts';
import { nameOf, subjectNameOf } from './load-names.ts';
import { type AuditRow, countAuditLog, loadAuditLog, type AuditPosition } from './load-audit-log.ts';

builder.enumType(AuditResult, {
  name: 'AuditResult',
  description:
    'DONE: it holds. REFUSED: a rule or a right said no, and nothing was changed. FAILED: something broke; what the caller was told leads to the log by its request id.',
});

type Change = {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly beforeName: string | null;
  readonly afterName: string | null;
};

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
}

type Fields = Readonly<Record<string, unknown>>;

function changesOf({ before, after, names }: AuditRow): Change[] {
  const [was, is] = [before, after].map((fields) => (fields ?? {}) as Fields) as [Fields, Fields];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].toSorted().map((field) => ({
    field,
    before: textOf(was[field]),
    after: textOf(is[field]),
    beforeName: nameOf(field, was[field], names),
    afterName: nameOf(field, is[field], names),
  }));
}

const AuditChange = builder.objectRef<Change>('AuditChange').implement({
  description: 'What became of one field of the subject.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'As the database calls it: "starts_at", "role_name".' }),
    before: t.exposeString('before', {
      nullable: true,
      description: 'Null where there was nothing. Passwords, tokens and keys are never shown: "(secret)".',
    }),
    after: t.exposeString('after', { nullable: true, description: 'Null where there is nothing now.' }),
    beforeName: t.exposeString('beforeName', {
      nullable: true,
      description: 'Where `before` names a room, a person or a division, or several: what they are called now.',
    }),
    afterName: t.exposeString('afterName', { nullable: true, description: 'The same of `after`.' }),
  }),
});

const AuditEntryType = builder.objectRef<AuditRow>('AuditEntry').implement({
  description:
    'One row of the audit trail: who did what to what, when, from where, and what came of it. Nobody can change or remove one.',
  fields: (t) => ({
    id: t.id({
      description: `The same for good. ${notForNode}`,
      resolve: ({ id }) => encodeGlobalID('AuditEntry', id),
    }),
    at: t.expose('at', { type: 'DateTime', description: 'By the clock of the database.' }),
    actor: t.field({
      type: User,
      nullable: true,
      description:
        'Who did it. Null for callers who were not signed in, for what the clock does, and for writes past this API.',
      // The type exposes no more of a person than was read.
      resolve: ({ actorUser }) => actorUser as UserRow | null,
    }),
    via: t.exposeString('via', {
      nullable: true,
      description: 'By what the actor was known: "session". Expect ones you do not know.',
    }),
    viaId: t.exposeString('viaId', { nullable: true, description: 'Which one of them.' }),
    databaseRole: t.exposeString('databaseRole', {
      description: 'As whom the database was asked: the application’s own role, or that of somebody with psql.',
    }),
    action: t.exposeString('action', {
      description: 'The mutation, or the job: "assignRoom", "completeBookings"; "sql" for a write past both.',
    }),
    subjectType: t.exposeString('subjectType', {
      nullable: true,
      description:
        'What kind of thing it was done to: "Booking", "User"; "RoleGrant" for a role that its user was given or lost, "RolePermission" for a right of its role, "username" for the name that a sign-in tried.',
    }),
    subjectId: t.id({
      nullable: true,
      description:
        'Which one: its id where it is something with an id here, else what names it. Of a refusal it is what the caller named, whether there is such a thing or not.',
      resolve: ({ subjectType, subjectId }) =>
        subjectType !== null && subjectId !== null && nodeTypes.has(subjectType)
          ? encodeGlobalID(subjectType, subjectId)
          : subjectId,
    }),
    subjectName: t.string({
      nullable: true,
      description:
        'What it is called now: a room, a person, a division, a booking by its client, a closure by its rooms. Null where it has no name, or is not the viewer’s to know.',
      resolve: (entry) => subjectNameOf(entry, entry.names),
    }),
    tenant: t.field({
      type: Tenant,
      nullable: true,
      description:
        'Whose it is. Null for what is the whole facility’s, such as a sign-in, and for what is about several divisions, which only who sees them all reads.',
      resolve: ({ tenantId }, _args, { viewer }) => viewer?.tenants.find(({ id }) => id === tenantId) ?? null,
    }),
    changes: t.field({
      type: [AuditChange],
      description:
        'Only what changed: all that was set where it was made, all that it had where it was removed. Empty for what changed nothing, and for those without booking:read in that division.',
      resolve: changesOf,
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'The reason that the actor gave. Null for those without booking:read in that division.',
    }),
    result: t.expose('result', { type: AuditResult }),
    refusal: t.exposeString('refusal', {
      nullable: true,
      description: 'The error, by its name: "RoomTakenError", "NotAllowedError", or a code.',
    }),
    message: t.exposeString('message', {
      nullable: true,
      description:
        'What the caller was told, 500 characters at most. Null for those without booking:read in that division.',
    }),
    requestId: t.exposeString('requestId', {
      nullable: true,
      description: 'Of the request that caused it: the x-request-id of its answer, and of its lines in the log.',
    }),
    address: t.exposeString('address', { nullable: true, description: 'IP address of the caller.' }),
    agent: t.exposeString('agent', {
      nullable: true,
      description: 'What the caller’s program said it is. Anybody can make it up.',
    }),
    repeated: t.exposeInt('repeated', {
      description:
        '0 for a row that stands for itself. Otherwise: so many more of its kind came within that minute, the last of which is shown here.',
    }),
  }),
});

const AuditFilter = builder.inputType('AuditFilter', {
  description: 'All that is given must hold.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'From this moment on.' }),
    to: t.field({ type: 'DateTime', description: 'Before this moment.' }),
    actorId: t.id(idOf('User', { description: 'What this user did.' })),
    action: t.string({ description: 'A mutation or job by its name: "assignRoom".' }),
    subjectId: t.id(
      idOf(anyType, {
        description:
          'What was done to this: any id, or a name where it has none. A user’s brings the roles they were given along.',
      }),
    ),
    result: t.field({ type: AuditResult }),
    tenantId: t.id({ description: 'Only what is this division’s.' }),
    requestId: t.string({ description: 'All that one request did.' }),
    search: t.string({
      description:
        'Part of an action, a subject’s name, a value before or after, a reason, an error, an address, a program. Narrow it by time in a long trail.',
    }),
  }),
});

function pageCursorOf({ moment, id }: AuditPosition): string {
  return Buffer.from(`${moment} ${id}`).toString('base64url');
}

function positionOfPageCursor(cursor: string | null | undefined): AuditPosition | null {
  const [, moment = '', id = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) (.{36})$/.exec(
      cursor ? Buffer.from(cursor, 'base64url').toString() : '',
    ) ?? [];
  return isKey(id) && isMoment(moment) ? { moment, id } : null;
}

const pageCursor = z
  .string()
  .refine((cursor) => positionOfPageCursor(cursor) !== null, 'This is not a cursor of this list.')
  .nullish();

/** Plain keys are accepted as well: some of them happen to decode into something. */
function keyOrName(subject: string): string {
  const { typename, id } = decodeId(subject);
  return nodeTypes.has(typename) ? id : subject.slice(0, 200);
}

builder.queryFields((t) => ({
  auditLog: t.connection(
    {
      type: AuditEntryType,
      description: `The audit trail, newest first: what is the whole facility’s, and what belongs to divisions whose books the viewer may open. ${pageWords}`,
      authScopes: { permission: 'audit:read' },
      args: { filter: t.arg({ type: AuditFilter }) },
      validate: pageInput(pageCursor),
      resolve: async (_root, { filter, ...args }, context) => {
        const { actorId, subjectId, tenantId, ...rest } = filter ?? {};
        const auditFilter = {
          ...rest,
          actorId: actorId == null ? null : keyOrNone('User', actorId),
          subjectId: subjectId == null ? null : keyOrName(subjectId),
          tenantId: tenantId == null ? null : keyOrNone('Tenant', tenantId),
        };
        const page = await resolveCursorConnection(
          { args, defaultSize: connectionPage.usual, maxSize: connectionPage.most, toCursor: pageCursorOf },
          ({ after, before, limit, inverted }: ResolveCursorConnectionArgs): Promise<AuditRow[]> =>
            loadAuditLog(context, auditFilter, {
              after: positionOfPageCursor(after),
              before: positionOfPageCursor(before),
              limit,
              oldestFirst: inverted,
            }),
        );
        return countedBy((most) => countAuditLog(context, auditFilter, most), page);
      },
    },
    { name: 'AuditConnection', fields: (f) => totalFields(counterOf)(f) },
    { name: 'AuditEdge' },
  ),
}));
