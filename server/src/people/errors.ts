/** Too many wrong passwords, for this account or from this address. The lock ends by itself. */
export class TooManyAttemptsError extends Error {
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number) {
    const minutes = Math.ceil(retryAfterMs / 60_000);
    super(
      `Too many attempts. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again, or ask for a link to set a new password.`,
    );
    this.name = 'TooManyAttemptsError';
    this.retryAfterMs = retryAfterMs;
  }
}

/** The old system stored this password as plain text: a caller who knows it is told so, but does not get in with it. */
export class PasswordMustBeSetError extends Error {
  constructor() {
    super('The old system did not store this password safely. Ask for a link to set a new one.');
    this.name = 'PasswordMustBeSetError';
  }
}

/** The link was used, replaced by a newer one, is too old, or never existed: all get the same answer. */
export class LinkVoidError extends Error {
  constructor(message = 'This link was used or replaced, or is older than 30 minutes. Ask for a new one.') {
    super(message);
    this.name = 'LinkVoidError';
  }
}

/** The rule fifty_tokens_at_most. */
export class TooManyTokensError extends Error {
  constructor() {
    super(
      'You already have 50 active tokens, the most a person can have. Revoke one you no longer need, then create this one.',
    );
    this.name = 'TooManyTokensError';
  }
}

/** The rule somebody_administers. */
export class LastAdministratorError extends Error {
  constructor() {
    super(
      'This is the last administrator who can sign in. Make another person an administrator, and wait until they have set their password.',
    );
    this.name = 'LastAdministratorError';
  }
}

/** The rule open_bookings_are_settled. */
export class OpenBookingsError extends Error {
  constructor() {
    super('This account has open bookings. Hand them over to a colleague, or confirm that they stay as they are.');
    this.name = 'OpenBookingsError';
  }
}
