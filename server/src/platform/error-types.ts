import { builder } from './builder.ts';
import {
  BusyError,
  IdempotencyMismatchError,
  InvalidInputError,
  type InvalidField,
  NotAllowedError,
  NotFoundError,
} from './errors.ts';

export const ErrorInterface = builder.interfaceRef<Error>('Error').implement({
  description:
    'A refusal that the caller can act on. Every mutation that can be refused answers with one of these or its payload.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'For people: what happened, and what to do next.' }),
  }),
});

const InvalidFieldType = builder.objectRef<InvalidField>('InvalidField').implement({
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Where in the input, such as "segments.0.endsAt".' }),
    message: t.exposeString('message'),
  }),
});

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'Some fields of the input break a rule. Nothing was saved.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ fields: t.field({ type: [InvalidFieldType], resolve: (error) => [...error.fields] }) }),
});

builder.objectType(NotAllowedError, {
  name: 'NotAllowedError',
  description: 'The caller does not hold the right that this needs.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    permission: t.exposeString('permission', { description: 'The right that is missing, such as "room:assign".' }),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'What was named does not exist, or is not the caller’s to see: both get this answer.',
  interfaces: [ErrorInterface],
});

builder.objectType(IdempotencyMismatchError, {
  name: 'IdempotencyMismatchError',
  description: 'The key belongs to another request of the last 24 hours.',
  interfaces: [ErrorInterface],
});

builder.objectType(BusyError, {
  name: 'BusyError',
  description:
    'Others held the same rooms, or stood in the same line, for longer than a caller should wait. Nothing was saved; try again.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    retryAfterMs: t.exposeInt('retryAfterMs', {
      description: 'How long to wait before the next try, in milliseconds.',
    }),
  }),
});
