import { toggled } from '../../links/toggled.ts';
import type { useGridFocus } from '../moving/use-grid-focus.ts';
import { leavesOf } from '../moving/verdict.ts';
import { GroupRow } from './group-row.tsx';
import { RoomHeads } from './room-heads.tsx';
import { marksFor } from './row-marks.ts';
import type { TimelineProps } from './timeline-props.ts';
import { TimelineRow } from './timeline-row.tsx';
import type { GridView } from './use-grid-view.ts';

type RowsInSightProps = Pick<TimelineProps, 'calendar' | 'fits' | 'onRoom'> & {
  view: GridView;
  keyboard: ReturnType<typeof useGridFocus>;
  marks: Parameters<typeof marksFor>[2];
  /** The groups that are folded, as the address has them. */
  folded: string | undefined;
  onFolded(folded: string | undefined): void;
};

/** Shows the rooms between which somebody has scrolled, with their names and what stands in them. */
export function RowsInSight({ calendar, view, keyboard, marks, folded, onFolded, fits, onRoom }: RowsInSightProps) {
  const { timeZone, unread } = calendar;
  const { geometry, span, inSight, rowHeight } = view;
  const { tops, scale, roomWidth, trackWidth } = geometry;
  return (
    <>
      <RoomHeads
        items={inSight}
        tops={tops}
        first={span.first}
        height={rowHeight}
        width={roomWidth}
        fits={fits}
        onRoom={onRoom}
      />
      {inSight.map((item, nth) => {
        const index = span.first + nth;
        const place = { index: index + 3, top: tops[index]! };
        if (item.kind === 'group') {
          return (
            <GroupRow
              key={item.id}
              group={item}
              {...place}
              width={roomWidth + trackWidth}
              current={keyboard.focus.row === item.id}
              onFold={() => onFolded(toggled(folded, item.id))}
            />
          );
        }
        return (
          <TimelineRow
            key={item.id}
            row={item.row}
            scale={scale}
            timeZone={timeZone}
            {...place}
            height={rowHeight}
            roomWidth={roomWidth}
            trackWidth={trackWidth}
            from={span.from}
            to={span.to}
            lead={span.lead}
            slot={keyboard.world.slot}
            unread={leavesOf(item.row.room).some(({ id }) => unread.has(id))}
            {...marksFor(item.id, item.row.bars, marks)}
          />
        );
      })}
    </>
  );
}
