/** The cursor is not one of this installation's. */
export class CursorInvalidError extends Error {
  readonly code = 'CURSOR_INVALID';
  constructor() {
    super(
      'This cursor is not one of ours, or from before a recovery. Load the window again and go on from its cursor.',
    );
    this.name = 'CursorInvalidError';
  }
}

/** The cursor was given under other rights: something shown until then may have to go, or there is more to see. */
export class RightsChangedError extends Error {
  readonly code = 'CURSOR_INVALID';
  readonly reason = 'RIGHTS_CHANGED';
  constructor() {
    super('Your rights are others than when this cursor was given. Load the window again and go on from its cursor.');
    this.name = 'RightsChangedError';
  }
}

/** The events between the cursor and now are no longer kept. */
export class CursorExpiredError extends Error {
  readonly code = 'CURSOR_EXPIRED';
  constructor() {
    super('This cursor is older than the events that are kept. Load the window again and go on from its cursor.');
    this.name = 'CursorExpiredError';
  }
}
