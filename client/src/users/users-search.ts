/** What of the list of people is in its address. */
export type UsersSearch = {
  readonly search?: string | undefined;
  /** Whose drawer is open. */
  readonly user?: string | undefined;
  /** The drawer holds an invitation. */
  readonly invite?: true | undefined;
  /** The division chosen elsewhere: it comes along. */
  readonly tenant?: string | undefined;
};

function text(value: unknown) {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function usersSearch(search: Record<string, unknown>): UsersSearch {
  return {
    search: text(search['search']),
    user: text(search['user']),
    invite: search['invite'] === true ? true : undefined,
    tenant: text(search['tenant']),
  };
}
