/** Too many wrong passwords, for this account or from this address. The lock ends by itself. */
export class TooManyAttemptsError extends Error {
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number) {
    const minutes = Math.ceil(retryAfterMs / 60_000);
    super(
      `Too many tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again; or ask for a link to set a new password.`,
    );
    this.name = 'TooManyAttemptsError';
    this.retryAfterMs = retryAfterMs;
  }
}

/** The old system stored this password as plain text: a caller who knows it is told so, but does not get in with it. */
export class PasswordMustBeSetError extends Error {
  constructor() {
    super(
      'This password was not kept safely in the old system. Set a new password: ask for a link, here or from an administrator.',
    );
    this.name = 'PasswordMustBeSetError';
  }
}

/** The link was used, replaced by a newer one, is too old, or never existed: all get the same answer. */
export class LinkVoidError extends Error {
  constructor(
    message = 'This link was used already, a newer one took its place, or it is older than 30 minutes. Ask for another one.',
  ) {
    super(message);
    this.name = 'LinkVoidError';
  }
}

/** The rule fifty_tokens_at_most. */
export class TooManyTokensError extends Error {
  constructor() {
    super(
      'You have 50 tokens that still work, which is the most a person can have. Revoke one you no longer need, then make this one.',
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
    super('This account has open bookings. Hand them over to a colleague, or say that they stay as they are.');
    this.name = 'OpenBookingsError';
  }
}
