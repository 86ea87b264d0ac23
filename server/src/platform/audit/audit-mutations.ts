import { unwrapError } from '@pothos/plugin-errors';
import {
  getNamedType,
  getNullableType,
  GraphQLError,
  type GraphQLField,
  GraphQLID,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import type { RequestContext } from '../context.ts';
import { decodeId, isKey } from '../global-id.ts';
import { codeOf } from '../http/mask-error.ts';
import type { Outcome } from './audit-trail.ts';
import { type AuditedRequest, withAuditedRequest } from '../audited-request.ts';

type Args = Readonly<Record<string, unknown>>;

/**
 * Every mutation leaves a row, whatever becomes of it and whichever feature it is of: the database writes one for each
 * change, in its transaction; here are those of what changed nothing, was refused or failed, after the rollback.
 */
export function auditMutations(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve, name } = field;
    if (!resolve) continue;
    const subjectAt = pathOfFirstId(field);
    field.resolve = async (root, args: Args, context: RequestContext, info): Promise<unknown> => {
      const auditedRequest = { ...auditedRequestOf(context, name), ...subjectOf(schema, subjectAt, args) };
      const record = (outcome: Outcome): Promise<void> => {
        const { tenantIds, about } = keysIn(args);
        return context.audit.record(
          { ...auditedRequest, tenantIds: [...auditedRequest.tenantIds, ...tenantIds], about },
          outcome,
        );
      };
      try {
        const result: unknown = await withAuditedRequest(auditedRequest, () => resolve(root, args, context, info));
        const refusal = refusalIn(result);
        if (refusal || auditedRequest.ownRow || !auditedRequest.recorded)
          await record(refusal ? refused(refusal, auditedRequest) : doneBy(auditedRequest));
        return result;
      } catch (error) {
        await record(thrown(error, auditedRequest));
        throw error;
      }
    };
  }
}

/** The beginning of every row: who asks, known by what, from where. */
function auditedRequestOf(
  { viewer, origin }: Pick<RequestContext, 'viewer' | 'origin'>,
  action: string,
): AuditedRequest {
  return {
    action,
    ...origin,
    actor: viewer?.userId ?? null,
    via: viewer?.via.kind ?? null,
    viaId: viewer?.via.id ?? null,
    subjectType: null,
    subjectId: null,
    tenantIds: [],
    about: [],
    recorded: false,
  };
}

/** A dry run changes nothing; that somebody tried is told as what it is. */
function doneBy({ dryRun }: AuditedRequest): Outcome {
  return {
    result: 'DONE',
    refusal: null,
    message: dryRun ? 'A dry run: nothing was changed.' : null,
  };
}

function refused({ name, message }: Error, { refusal }: AuditedRequest): Outcome {
  return {
    result: 'REFUSED',
    refusal: refusal ?? name,
    message,
  };
}

/** What the union does not name comes as an exception: a refusal with a code, or a failure, whose text stays in the log. */
function thrown(error: unknown, auditedRequest: AuditedRequest): Outcome {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (cause instanceof GraphQLError) {
    const code = cause.extensions['code'];
    return { result: 'REFUSED', refusal: typeof code === 'string' ? code : 'BAD_USER_INPUT', message: cause.message };
  }
  if (cause instanceof Error && codeOf(cause) !== null) return refused(cause, auditedRequest);
  return { result: 'FAILED', refusal: cause instanceof Error ? cause.name : typeof cause, message: null };
}

/** Members of a union are wrapped, so that graphql does not take them for exceptions. */
function refusalIn(result: unknown): Error | null {
  return typeof result === 'object' &&
    result !== null &&
    (result instanceof Error || typeof Reflect.get(result, unwrapError) === 'function')
    ? (result as Error)
    : null;
}

/** Where the first id of the input is: what the mutation is about. A division says whose, not what. */
function pathOfFirstId({ args }: Pick<GraphQLField<unknown, unknown>, 'args'>): readonly string[] | null {
  for (const { name, type } of args) {
    if (isId(name, type)) return [name];
    const input = getNamedType(type);
    const inner = isInputObjectType(input)
      ? Object.values(input.getFields()).find((field) => isId(field.name, field.type))
      : undefined;
    if (inner) return [name, inner.name];
  }
  return null;
}

function isId(name: string, type: GraphQLInputType): boolean {
  return getNullableType(type) === GraphQLID && name !== 'tenantId';
}

const mostKeys = 1_000;

/** The divisions that arguments name, and the keys of all else that they name: whose the row is follows from them. */
function keysIn(args: unknown): Pick<AuditedRequest, 'tenantIds' | 'about'> {
  const [tenantIds, about] = [new Set<string>(), new Set<string>()];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      const { typename, id } = decodeId(value);
      if (isKey(id) && about.size < mostKeys) (typename === 'Tenant' ? tenantIds : about).add(id);
    } else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) walk(inner);
  };
  walk(args);
  return { tenantIds: [...tenantIds], about: [...about] };
}

/** As it was named: whether it exists is not looked up, and only auditors read it. */
function subjectOf(
  schema: GraphQLSchema,
  path: readonly string[] | null,
  args: Args,
): Pick<AuditedRequest, 'subjectType' | 'subjectId'> {
  const named = path?.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : null),
    args,
  );
  if (typeof named !== 'string') return { subjectType: null, subjectId: null };
  const { typename, id } = decodeId(named);
  return isObjectType(schema.getType(typename))
    ? { subjectType: typename, subjectId: id }
    : { subjectType: null, subjectId: named };
}
