import { UnfoldHorizontal } from 'lucide-react';
import { Fragment, memo, useEffect, type ReactNode } from 'react';
import { lazyPart } from '../../ui/lazy-part.tsx';
import type { TimelineItem } from '../layout/geometry.ts';
import type { RoomRow } from '../data/room-rows.ts';
import type { RoomFit } from './timeline-props.ts';

// Signs are many for so small a place: the calendar stands before they are there.
const Equipment = lazyPart(async () => (await import('../../rooms/facts/room-head-equipment.tsx')).RoomHeadEquipment, {
  failed: null,
});

/** Where less is left, the name needs it. */
const widthForEquipment = 160;

type RoomHeadsProps = {
  /** Those in sight. */
  items: readonly TimelineItem[];
  /** Of all items; the first in sight is this one. */
  tops: readonly number[];
  first: number;
  height: number;
  width: number;
  fits?: ReadonlyMap<string, RoomFit> | undefined;
  onRoom?: ((roomId: string) => void) | undefined;
};

/**
 * Shows the names at the left. They stick as one sheet, because each box that sticks is a layer of its own that every frame
 * of scrolling pays for. Left out for screen readers: the rows name themselves.
 */
export function RoomHeads({ items, tops, first, height, width, fits, onRoom }: RoomHeadsProps) {
  // Before there is room for it, too: it may be wanted once the line is gone.
  useEffect(() => void Equipment.fetch(), []);
  return (
    <div className="timeline-rooms" aria-hidden="true" style={{ width }}>
      {items.map((item, nth) =>
        item.kind === 'room' ? (
          <RoomHead
            key={item.id}
            row={item.row}
            top={tops[first + nth]!}
            height={height}
            hasEquipment={width >= widthForEquipment}
            fit={fits?.get(item.id)}
            onRoom={onRoom}
          />
        ) : null,
      )}
    </div>
  );
}

type RoomHeadProps = Pick<RoomHeadsProps, 'height' | 'onRoom'> & {
  row: RoomRow;
  top: number;
  fit: RoomFit | undefined;
  hasEquipment: boolean;
};

const RoomHead = memo(function RoomHead({ row: { room, use }, top, height, hasEquipment, fit, onRoom }: RoomHeadProps) {
  return (
    <div className="timeline-room" data-fit={fit && (fit.good ? 'good' : 'bad')} style={{ top, height }}>
      <span className="timeline-room-name" title={room.name} data-wall={room.parts.length > 0 || undefined}>
        {withBreaks(room.name)}
      </span>
      {room.parts.length > 0 && (
        <span
          className="timeline-room-wall"
          title={`Combined room: ${room.parts.map(({ name }) => name).join(' and ')}`}
        >
          <UnfoldHorizontal />
        </span>
      )}
      {hasEquipment && !fit && room.parts.length === 0 && <Equipment items={room.equipment} />}
      <span className="timeline-room-seats" title={`${room.capacity} seats, ${Math.round(use * 100)} % taken`}>
        {room.capacity}
      </span>
      {fit && (
        <button
          type="button"
          tabIndex={-1}
          className="timeline-room-fit"
          disabled={!fit.good || !onRoom}
          title={fit.good ? `Assign ${room.name}` : fit.words}
          onClick={() => onRoom?.(room.id)}
        >
          {fit.words}
        </button>
      )}
      <span className="timeline-room-use" style={{ width: `${use * 100}%` }} />
    </div>
  );
});

/** A name that two rooms share may go on in a second line. */
function withBreaks(name: string): ReactNode {
  return name.split('+').map((part, index) => (
    <Fragment key={part}>
      {index > 0 && (
        <>
          +<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}
