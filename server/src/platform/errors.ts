/**
 * Refusals that a caller can act on. Each is a fact with the rule behind it; `message` is written for people and never
 * holds text of the database.
 */
export class NotAllowedError extends Error {
  readonly permission: string;
  constructor(permission: string, message = `This needs the right ${permission}. Ask an administrator for it.`) {
    super(message);
    this.name = 'NotAllowedError';
    this.permission = permission;
  }
}

/** What the caller asked for does not exist, or they may not see it: both get the same answer. */
export class NotFoundError extends Error {
  constructor(subject: string) {
    super(`There is no such ${subject}. It may have been removed, or you can’t see it.`);
    this.name = 'NotFoundError';
  }
}

export type InvalidField = { readonly path: string; readonly message: string };

export const mostFields = {
  name: 'mostFields',
  value: 100,
  unit: 'wrong fields that a refusal names',
  reason: 'Nobody mends more at once, and the answer stays shorter than the question.',
};

/** Keeps the first of them, and says how many more there are. */
export function bounded(fields: readonly InvalidField[]): readonly InvalidField[] {
  return fields.length <= mostFields.value
    ? fields
    : [...fields.slice(0, mostFields.value), { path: '', message: `And ${fields.length - mostFields.value} more.` }];
}

export class InvalidInputError extends Error {
  readonly fields: readonly InvalidField[];
  constructor(all: readonly InvalidField[]) {
    const fields = bounded(all);
    super(fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' · '));
    this.name = 'InvalidInputError';
    this.fields = fields;
  }
}

/** The connection broke while the database was asked to save a change: this server cannot tell whether it did. */
export class OutcomeUnknownError extends Error {
  constructor(
    message = 'The connection to the database broke while this was being saved. It may have been saved or not: look before you repeat it, or repeat it with the same idempotency key.',
  ) {
    super(message);
    this.name = 'OutcomeUnknownError';
  }
}

/** The change was saved, but its result could not be read any more. */
export class SavedUnreadError extends OutcomeUnknownError {
  constructor() {
    super(
      'This was saved, but the answer could not be read. Check before you repeat it, or repeat it with the same idempotency key.',
    );
    this.name = 'SavedUnreadError';
  }
}

export class IdempotencyMismatchError extends Error {
  constructor() {
    super('This idempotency key was used for another request in the last 24 hours. Use a new key for a new request.');
    this.name = 'IdempotencyMismatchError';
  }
}

/** Another transaction holds what this one needs, for longer than a caller should wait. */
export class BusyError extends Error {
  readonly retryAfterMs = 1_000;
  constructor(
    message = 'Many people are changing the same rooms right now. Nothing was saved; try again in a moment.',
  ) {
    super(message);
    this.name = 'BusyError';
  }
}

/** Reading went on for longer than a caller should wait, or the caller has gone away. */
export class TookTooLongError extends BusyError {
  constructor() {
    super('This took too long and was stopped. Ask for less, or try again in a moment.');
    this.name = 'TookTooLongError';
  }
}
