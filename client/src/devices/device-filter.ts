import type { DevicesSearch } from './devices-search.ts';

const statusFilters = ['AVAILABLE', 'ASSIGNED', 'OFFSITE', 'MAINTENANCE', 'RETIRED'] as const;
/** `NOT_LOST` is what is in maintenance or away: a repair or a loan that ends. */
const downtimes = ['MAINTENANCE', 'LOST', 'AWAY', 'NOT_LOST'] as const;
const mostIdleDays = 3_650;

type StatusFilter = (typeof statusFilters)[number];

function oneOf<T extends string>(values: readonly T[], value: string | undefined): T | undefined {
  return values.find((one) => one === value);
}

type Filters = Pick<DevicesSearch, 'search' | 'state' | 'downtime' | 'late' | 'idle' | 'category' | 'place'>;

export const noFilters = {
  search: undefined,
  state: undefined,
  downtime: undefined,
  late: undefined,
  idle: undefined,
  category: undefined,
  place: undefined,
} satisfies Filters;

/** What is chosen in the address as the API takes it. */
export function filterOf({ search, late, category, place, ...rest }: Filters) {
  const state = oneOf(statusFilters, rest.state);
  const downtime = oneOf(downtimes, rest.downtime);
  const idle = rest.idle && rest.idle > 0 ? Math.min(Math.floor(rest.idle), mostIdleDays) : undefined;
  // What is late and in a downtime is a repair that takes long: the figure "overdue" counts what is in a hand.
  const inHand: readonly StatusFilter[] | null = late && !state && !downtime ? ['ASSIGNED', 'OFFSITE'] : null;
  const statuses = state ? [state] : inHand;
  return {
    ...(search ? { search } : {}),
    ...(statuses ? { status: [...statuses] } : {}),
    ...(downtime ? { downtime: downtime === 'NOT_LOST' ? ['MAINTENANCE' as const, 'AWAY' as const] : [downtime] } : {}),
    ...(late ? { late } : {}),
    ...(idle ? { idleDays: idle } : {}),
    ...(category ? { categoryId: category } : {}),
    ...(place ? { place } : {}),
  };
}

export function isFiltered(filters: Filters): boolean {
  return Object.keys(noFilters).some((name) => filters[name as keyof Filters] !== undefined);
}

/** One choice names a status, or a kind of downtime. */
export function stateChoice({ state, downtime }: Filters): string {
  return downtime ? `downtime:${downtime}` : (state ?? '');
}

export function filtersOfState(choice: string): Pick<Filters, 'state' | 'downtime'> {
  if (choice.startsWith('downtime:')) return { state: undefined, downtime: choice.slice('downtime:'.length) };
  return { state: choice || undefined, downtime: undefined };
}

/** The figures of the inventory, each with the list that it counts. */
export const figureFilters = {
  total: { label: 'All', filters: {} },
  available: { label: 'Available', filters: { state: 'AVAILABLE' } },
  inRooms: { label: 'Assigned', filters: { state: 'ASSIGNED' } },
  offSite: { label: 'Off-site', filters: { state: 'OFFSITE' } },
  overdue: { label: 'Overdue', filters: { late: true } },
  maintenance: { label: 'In maintenance', filters: { downtime: 'NOT_LOST' } },
  lost: { label: 'Lost', filters: { downtime: 'LOST' } },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly filters: Filters }>>;

export type FigureName = keyof typeof figureFilters;

export const figureNames = Object.keys(figureFilters) as readonly FigureName[];

/** Tells whether a figure counts what is listed now, whatever its category. */
export function isFigureListed(name: FigureName, filters: Filters): boolean {
  const counted: Filters = figureFilters[name].filters;
  return (['search', 'state', 'downtime', 'late', 'idle', 'place'] as const).every(
    (key) => counted[key] === filters[key],
  );
}
