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
 * Makes every mutation leave a row in the audit trail, whatever its feature and outcome. The database writes one for
 * each change, in its transaction; this adds, after the rollback, those of mutations that changed nothing, were refused
 * or failed.
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
          await record(refusal ? refusalOutcome(refusal, auditedRequest) : successOutcome(auditedRequest));
        return result;
      } catch (error) {
        await record(exceptionOutcome(error, auditedRequest));
        throw error;
      }
    };
  }
}

/** What every row begins with: the actor, how they were authenticated, and where the request came from. */
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

/** A dry run changes nothing; its row says that it was one. */
function successOutcome({ dryRun }: AuditedRequest): Outcome {
  return {
    result: 'DONE',
    refusal: null,
    message: dryRun ? 'A dry run: nothing was changed.' : null,
  };
}

function refusalOutcome({ name, message }: Error, { refusal }: AuditedRequest): Outcome {
  return {
    result: 'REFUSED',
    refusal: refusal ?? name,
    message,
  };
}

/**
 * Errors that the union does not list come as exceptions: refusals with a code, or failures, whose text stays in the
 * log.
 */
function exceptionOutcome(error: unknown, auditedRequest: AuditedRequest): Outcome {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (cause instanceof GraphQLError) {
    const code = cause.extensions['code'];
    return { result: 'REFUSED', refusal: typeof code === 'string' ? code : 'BAD_USER_INPUT', message: cause.message };
  }
  if (cause instanceof Error && codeOf(cause) !== null) return refusalOutcome(cause, auditedRequest);
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

/**
 * The path of the first id in the input, which is what the mutation is about. A division does not count: it says whose,
 * not what.
 */
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

/** The divisions that the arguments name, and the keys of all else that they name: both decide whose row it is. */
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

/** The subject as the caller gave it: nothing checks that it exists, and only auditors read it. */
function subjectOf(
  schema: GraphQLSchema,
  path: readonly string[] | null,
  args: Args,
): Pick<AuditedRequest, 'subjectType' | 'subjectId'> {
  const subjectGlobalId = path?.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : null),
    args,
  );
  if (typeof subjectGlobalId !== 'string') return { subjectType: null, subjectId: null };
  const { typename, id } = decodeId(subjectGlobalId);
  return isObjectType(schema.getType(typename))
    ? { subjectType: typename, subjectId: id }
    : { subjectType: null, subjectId: subjectGlobalId };
}
