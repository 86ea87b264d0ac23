const statuses = ['AVAILABLE', 'ASSIGNED', 'OFFSITE', 'MAINTENANCE', 'RETIRED'] as const;
/** `NOT_LOST` is what is in maintenance or away: a repair or a loan that ends. */
const downtimes = ['MAINTENANCE', 'LOST', 'AWAY', 'NOT_LOST'] as const;

export type StatusFilter = (typeof statuses)[number];
export type DowntimeFilter = (typeof downtimes)[number];

/** What of the list of devices is in its address. */
export type DevicesSearch = {
  /** The categories instead of the devices. */
  readonly categories?: true | undefined;
  readonly search?: string | undefined;
  readonly state?: StatusFilter | undefined;
  readonly downtime?: DowntimeFilter | undefined;
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

function text(value: unknown) {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((one) => one === value);
}

const mostIdleDays = 3_650;

function days(value: unknown) {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= mostIdleDays ? value : undefined;
}

export function devicesSearch(search: Record<string, unknown>): DevicesSearch {
  return {
    categories: search['categories'] === true ? true : undefined,
    search: text(search['search']),
    state: oneOf(statuses, search['state']),
    downtime: oneOf(downtimes, search['downtime']),
    late: search['late'] === true ? true : undefined,
    idle: days(search['idle']),
    category: text(search['category']),
    place: text(search['place']),
    device: text(search['device']),
    edit: text(search['edit']),
    add: search['add'] === true ? true : undefined,
    tenant: text(search['tenant']),
  };
}
