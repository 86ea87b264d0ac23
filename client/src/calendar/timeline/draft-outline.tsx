import type { CalendarSearch } from '../../links/calendar-search.ts';
import { boxOf, type Geometry } from '../layout/geometry.ts';
import { intervalOf } from '../../time/interval.ts';

/** Where what is being entered was drawn, a booking or a closure: it stands there as long as its form is open. */
export function DraftOutline({ search, geometry }: { search: CalendarSearch; geometry: Geometry }) {
  const { from, to, room } = search;
  if (!(search.new || search.close) || !from || !to || !room) return null;
  const box = boxOf(geometry, room, intervalOf(from, to));
  return box && <div className="draft-outline" aria-hidden="true" style={{ ...box }} />;
}
