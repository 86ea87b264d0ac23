/** What of the list of devices is in its address. */
export type DevicesSearch = {
  /** The categories instead of the devices. */
  readonly categories?: true | undefined;
  readonly search?: string | undefined;
  readonly state?: string | undefined;
  readonly downtime?: string | undefined;
  /** Only what is late. */
  readonly late?: true | undefined;
  /** Only what was not used for so many days. */
  readonly idle?: number | undefined;
  readonly category?: string | undefined;
  readonly place?: string | undefined;
  /** The device whose drawer is open. */
  readonly device?: string | undefined;
  /** The category whose drawer is open, or `new` for one to add. */
  readonly edit?: string | undefined;
  /** The drawer adds devices. */
  readonly add?: true | undefined;
  /** The division chosen elsewhere: it comes along. */
  readonly tenant?: string | undefined;
};

const kinds: Readonly<Record<keyof DevicesSearch, 'boolean' | 'number' | 'string'>> = {
  categories: 'boolean',
  search: 'string',
  state: 'string',
  downtime: 'string',
  late: 'boolean',
  idle: 'number',
  category: 'string',
  place: 'string',
  device: 'string',
  edit: 'string',
  add: 'boolean',
  tenant: 'string',
};

/** Small, as every page loads it: which values a filter has is looked at where it is used. */
export function devicesSearch(search: Record<string, unknown>): DevicesSearch {
  return Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => {
      const value = search[name];
      return [name, typeof value === kind && value ? value : undefined];
    }),
  );
}
