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

/** What was asked for does not exist, or is not the caller's to see: both get the same answer. */
export class NotFoundError extends Error {
  constructor(what: string) {
    super(`There is no such ${what}. It may have been removed, or it is not yours to see.`);
    this.name = 'NotFoundError';
  }
}

export type InvalidField = { readonly path: string; readonly message: string };

export class InvalidInputError extends Error {
  readonly fields: readonly InvalidField[];
  constructor(fields: readonly InvalidField[]) {
    super(fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' · '));
    this.name = 'InvalidInputError';
    this.fields = fields;
  }
}

/** Somebody else holds what this needs, for longer than a caller should wait. */
export class BusyError extends Error {
  readonly retryAfterMs = 1_000;
  constructor(message = 'Many people are changing the same rooms right now. Nothing was saved; try again in a moment.') {
    super(message);
    this.name = 'BusyError';
  }
}
