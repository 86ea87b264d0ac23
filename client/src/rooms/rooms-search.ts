/** What of the list of rooms is in its address. */
export type RoomsSearch = {
  /** Whose drawer is open. */
  readonly room?: string | undefined;
  /** The drawer holds a room that is not there yet. */
  readonly new?: true | undefined;
  /** The drawer closes rooms. */
  readonly close?: true | undefined;
  /** The division chosen elsewhere: it comes along. */
  readonly tenant?: string | undefined;
};

function text(value: unknown) {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
function mark(value: unknown) {
  return value === true ? true : undefined;
}

export function roomsSearch(search: Record<string, unknown>): RoomsSearch {
  return {
    room: text(search['room']),
    new: mark(search['new']),
    close: mark(search['close']),
    tenant: text(search['tenant']),
  };
}
