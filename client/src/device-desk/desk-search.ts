export const deskTabs = ['today', 'pending', 'off-site', 'conflicts', 'all'] as const;
export type DeskTab = (typeof deskTabs)[number];

export const todayLists = ['to-hand-out', 'out', 'to-bring-back', 'late'] as const;
export type TodayList = (typeof todayLists)[number];

const deskDrawerActs = ['lend', 'maintenance', 'swap', 'damage'] as const;
export type DeskDrawerAct = (typeof deskDrawerActs)[number];

/** What of the desk is in its address. */
export type DeskSearch = {
  /** Today where it does not say. */
  readonly tab?: Exclude<DeskTab, 'today'> | undefined;
  /** What is to be handed out where it does not say. */
  readonly list?: Exclude<TodayList, 'to-hand-out'> | undefined;
  /** The request that is open at the right. */
  readonly request?: string | undefined;
  readonly search?: string | undefined;
  /** What the drawer at the right does. */
  readonly drawer?: DeskDrawerAct | undefined;
  /** The device or the assignment that the drawer is about. */
  readonly about?: string | undefined;
  /** The division chosen elsewhere: it comes along. */
  readonly tenant?: string | undefined;
};

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === value);
}
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What is no good is left out in so many words: a key that is not there would keep what the address says. */
export function deskSearch(search: Record<string, unknown>): DeskSearch {
  return {
    tab: oneOf(search['tab'], ['pending', 'off-site', 'conflicts', 'all'] as const),
    list: oneOf(search['list'], ['out', 'to-bring-back', 'late'] as const),
    request: text(search['request']),
    search: text(search['search']),
    drawer: oneOf(search['drawer'], deskDrawerActs),
    about: text(search['about']),
    tenant: text(search['tenant']),
  };
}

/** Nothing is open at the right. */
export const noDrawer = { drawer: undefined, about: undefined } satisfies DeskSearch;
