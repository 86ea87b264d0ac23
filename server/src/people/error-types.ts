import { builder } from '../platform/builder.ts';
import { ErrorInterface } from '../platform/error-types.ts';
import {
  LastAdministratorError,
  LinkVoidError,
  OpenBookingsError,
  PasswordMustBeSetError,
  TooManyAttemptsError,
  TooManyTokensError,
} from './errors.ts';

builder.objectType(TooManyAttemptsError, {
  name: 'TooManyAttemptsError',
  description:
    'Too many wrong passwords, for this account or from this address: even the right one is refused until the wait is over.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    retryAfterMs: t.exposeInt('retryAfterMs', {
      description: 'How long to wait before the next try, in milliseconds.',
    }),
  }),
});

builder.objectType(PasswordMustBeSetError, {
  name: 'PasswordMustBeSetError',
  description:
    'The password comes from an old system that did not keep it safely. A new one has to be set, with a link.',
  interfaces: [ErrorInterface],
});

builder.objectType(LinkVoidError, {
  name: 'LinkVoidError',
  description: 'The link was used, replaced, is too old, or never was one: all look alike.',
  interfaces: [ErrorInterface],
});

builder.objectType(TooManyTokensError, {
  name: 'TooManyTokensError',
  description:
    'The rule fifty_tokens_at_most: so many of a person’s tokens hold. Revoked ones and those that ran out do not count.',
  interfaces: [ErrorInterface],
});

builder.objectType(LastAdministratorError, {
  name: 'LastAdministratorError',
  description: 'The rule somebody_administers: one administrator who can sign in stays. Nothing was saved.',
  interfaces: [ErrorInterface],
});

builder.objectType(OpenBookingsError, {
  name: 'OpenBookingsError',
  description:
    'The rule open_bookings_are_settled: an account with open bookings is shut by shutAccount, which hands them over or leaves them. Nothing was saved.',
  interfaces: [ErrorInterface],
});
