/** What of the list of divisions is in its address. */
export type TenantsSearch = {
  /** The division that is being changed. */
  readonly edit?: string | undefined;
  /** The drawer holds a new one. */
  readonly new?: true | undefined;
  /** The division chosen elsewhere: it comes along. */
  readonly tenant?: string | undefined;
};

function text(value: unknown) {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function tenantsSearch(search: Record<string, unknown>): TenantsSearch {
  return { edit: text(search['edit']), new: search['new'] === true ? true : undefined, tenant: text(search['tenant']) };
}
