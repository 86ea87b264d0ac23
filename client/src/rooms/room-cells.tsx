import { memo } from 'react';
import { useHere } from '../people/here.tsx';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { intervalOf } from '../time/interval.ts';
import { whenWords } from '../time/words.ts';
import { EquipmentIcon } from './facts/equipment-icons.tsx';
import { equipmentNames, turnaroundWords } from './facts/equipment-words.ts';
import type { NextClosure } from './use-next-closures.ts';

type RoomCellsProps = {
  room: RoomRowFragment;
  /** Undefined while it is not known. */
  closure: NextClosure | undefined;
};

const noneCell = (
  <span className="room-none">
    <span aria-hidden="true">–</span>
    <span className="unseen">None</span>
  </span>
);

/** What there is to know of a room at a glance, behind its name. */
export const RoomCells = memo(function RoomCells({ room, closure }: RoomCellsProps) {
  const { timeZone } = useHere().facility;
  const { capacity, equipment, parts, active, longTerm } = room;
  return (
    <>
      <td data-label="Seats" className="room-number">
        {capacity}
      </td>
      <td data-label="Equipment">
        {equipment.length === 0 ? (
          noneCell
        ) : (
          <ul className="room-equipment">
            {equipment.map((item) => (
              <li key={item} title={equipmentNames[item]}>
                <EquipmentIcon item={item} />
                <span className="unseen">{equipmentNames[item]}</span>
              </li>
            ))}
          </ul>
        )}
      </td>
      <td data-label="Setup and teardown" className="room-wide room-turnaround">
        {turnaroundWords(room) || noneCell}
      </td>
      <td data-label="Made of" className="room-wide">
        {parts.length > 0 ? parts.map(({ name }) => name).join(' + ') : noneCell}
      </td>
      <td data-label="Status" className="room-standing-words" data-plain={(active && !longTerm) || undefined}>
        {active ? (
          <span className="quiet">In use{longTerm && ', long-term'}</span>
        ) : (
          <span className="tag tag-off">Retired{longTerm && ', long-term'}</span>
        )}
      </td>
      <td data-label="Next closure" className="room-closure" title={closure?.reason}>
        {closure ? (
          <>
            <span>{whenWords(intervalOf(closure.startsAt, closure.endsAt), timeZone)}</span>{' '}
            <span className="quiet">{closure.reason}</span>
          </>
        ) : (
          closure === null && noneCell
        )}
      </td>
    </>
  );
});
