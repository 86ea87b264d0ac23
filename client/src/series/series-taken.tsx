import type { TakenSegment } from '../bookings/taken-room.ts';
import { conflictWords } from '../bookings/taken-room.ts';
import { Notice } from '../ui/notice.tsx';
import { spokenDay } from './date-words.ts';

const mostShown = 6;

/** Shows which dates of a series something stands in the way of: all of them move, or none. */
export function SeriesTaken({
  segments,
  timeZone,
}: {
  segments: readonly (TakenSegment & { readonly date: string })[];
  timeZone: string;
}) {
  return (
    <Notice tone="problem" title={`The room is taken on ${segments.length} of its dates. Nothing was moved.`}>
      <ul className="taken-standing">
        {segments.slice(0, mostShown).map(({ index, date, conflicts }) => (
          <li key={index}>
            {spokenDay(date, timeZone)}:{' '}
            {conflictWords(conflicts, timeZone)
              .map(({ words }) => words)
              .join(' · ')}
          </li>
        ))}
        {segments.length > mostShown && <li>and {segments.length - mostShown} more</li>}
      </ul>
      <p>Choose another room or time, or move these dates separately first.</p>
    </Notice>
  );
}
