import { builder } from '../../platform/builder.ts';
import {
  BusyError,
  IdempotencyMismatchError,
  InvalidInputError,
  NotAllowedError,
  NotFoundError,
} from '../../platform/errors.ts';
import { keyOrNone } from '../../platform/global-id.ts';
import { idempotencyKeyField, repeatedField } from '../../platform/idempotency.ts';
import { type CreatedTenant, createTenant } from './create-tenant.ts';
import { updateTenant } from './update-tenant.ts';
import { figure } from '../../platform/limit-row.ts';
import { peopleBounds } from '../people-bounds.ts';

const code = 'Short and unique: 2 to 20 capital letters, digits, _ and -, beginning with a letter.';
const name = `As people read it; ${figure(peopleBounds.givenName)} characters at most.`;

const CreateTenantInput = builder.inputType('CreateTenantInput', {
  fields: (t) => ({
    code: t.string({ required: true, description: code }),
    name: t.string({ required: true, description: name }),
    idempotencyKey: t.string(idempotencyKeyField),
  }),
});

const UpdateTenantInput = builder.inputType('UpdateTenantInput', {
  description: 'What is not given stays as it is.',
  fields: (t) => ({
    tenantId: t.id({ required: true }),
    code: t.string({ description: code }),
    name: t.string({ description: name }),
  }),
});

function tenantPayload(payload: string) {
  return builder.objectRef<{ tenantId: string }>(payload).implement({
    fields: (t) => ({
      tenant: t.prismaField({
        type: 'Tenant',
        resolve: (query, { tenantId }, _args, { db }) =>
          db.prisma.tenant.findFirstOrThrow({ ...query, where: { id: tenantId } }),
      }),
    }),
  });
}

const CreateTenantPayload = builder.objectRef<CreatedTenant>('CreateTenantPayload').implement({
  fields: (t) => ({
    tenant: t.prismaField({
      type: 'Tenant',
      resolve: (query, { tenantId }, _args, { db }) =>
        db.prisma.tenant.findFirstOrThrow({ ...query, where: { id: tenantId } }),
    }),
    repeated: t.exposeBoolean('repeated', repeatedField),
  }),
});

builder.queryFields((t) => ({
  tenants: t.prismaField({
    type: ['Tenant'],
    description: 'Every division, for those who manage divisions or people.',
    authScopes: { anyPermission: ['tenant:manage', 'user:manage'] },
    resolve: (query, _root, _args, { db }) => db.prisma.tenant.findMany({ ...query, orderBy: { code: 'asc' } }),
  }),
}));

builder.mutationFields((t) => ({
  createTenant: t.field({
    type: CreateTenantPayload,
    description: 'A new division, whose books are its own from the start.',
    authScopes: { permission: 'tenant:manage' },
    args: { input: t.arg({ type: CreateTenantInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, BusyError, IdempotencyMismatchError] },
    resolve: (_root, { input }, context) => createTenant(context, input),
  }),
  updateTenant: t.field({
    type: tenantPayload('UpdateTenantPayload'),
    description: 'Another code or name for a division; its books stay as they are.',
    authScopes: { permission: 'tenant:manage' },
    args: { input: t.arg({ type: UpdateTenantInput, required: true }) },
    errors: { types: [InvalidInputError, NotAllowedError, NotFoundError, BusyError] },
    resolve: async (_root, { input }, context) => {
      const tenantId = keyOrNone('Tenant', input.tenantId);
      await updateTenant(context, tenantId, { code: input.code ?? undefined, name: input.name ?? undefined });
      return { tenantId };
    },
  }),
}));
