import type { OccupancyBarFragment, RoomRowFragment } from '../../graphql/generated/graphql.ts';
import type { CalendarSearch, SearchChange } from '../../links/calendar-search.ts';
import type { Range } from '../../time/range.ts';

export type DrawerProps = {
  search: CalendarSearch;
  rooms: readonly RoomRowFragment[];
  range: Range;
  occupancies: readonly OccupancyBarFragment[];
  /** Of all rooms it is known what stands in them. */
  complete: boolean;
  onShow(change: SearchChange): void;
  onClose(): void;
};
