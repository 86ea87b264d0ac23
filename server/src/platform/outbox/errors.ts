/** The cursor is not one of this installation's. */
export class CursorInvalidError extends Error {
  readonly code = 'CURSOR_INVALID';
  constructor() {
    super('This cursor is not one of ours, or from before a recovery. Load the window again and go on from its cursor.');
    this.name = 'CursorInvalidError';
  }
}

/** What lies between the cursor and now is no longer kept. */
export class CursorExpiredError extends Error {
  readonly code = 'CURSOR_EXPIRED';
  constructor() {
    super('This cursor is older than the events that are kept. Load the window again and go on from its cursor.');
    this.name = 'CursorExpiredError';
  }
}
