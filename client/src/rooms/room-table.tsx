import { GripVertical } from 'lucide-react';
import { useRef } from 'react';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { RoomCells } from './room-cells.tsx';
import type { RowDrag } from './use-row-drag.ts';
import { useRowMoves } from './use-row-moves.ts';
import type { NextClosure } from './use-next-closures.ts';

type RoomTableProps = {
  /** In their order; those that are looked for. */
  rooms: readonly RoomRowFragment[];
  /** How many there are in all. */
  total: number;
  closures: ReadonlyMap<string, NextClosure>;
  chosen: ReadonlySet<string>;
  open: string | null;
  onChoose(chosen: ReadonlySet<string>): void;
  onOpen(id: string): void;
  /** Null while only some are shown: between two of them may stand others. */
  onMove: ((id: string, before: string | null) => void) | null;
};

/** The rooms as the calendar shows them from top to bottom; a row is moved by its handle, or with Alt and an arrow. */
export function RoomTable({ rooms, total, closures, chosen, open, onChoose, onOpen, onMove }: RoomTableProps) {
  const table = useRef<HTMLTableElement>(null);
  const { drag, handle, onKeyDown, message } = useRowMoves({ table, rooms, total, onMove });
  const active = rooms.filter((room) => room.active);
  const isAllChosen = active.length > 0 && active.every(({ id }) => chosen.has(id));
  const tick = (id: string) =>
    onChoose(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  return (
    <>
      <table
        ref={table}
        className="data-table cards room-table"
        aria-label="Rooms"
        data-carrying={drag !== null || undefined}
      >
        <RoomTableHead
          isAllChosen={isAllChosen}
          onChooseAll={() => onChoose(new Set(isAllChosen ? [] : active.map(({ id }) => id)))}
        />
        <tbody>
          {rooms.map((room, index) => (
            <tr
              key={room.id}
              data-room={room.id}
              data-open={room.id === open}
              data-off={!room.active || undefined}
              data-carried={drag?.id === room.id || undefined}
              data-drop={dropAt(drag, room.id, index === rooms.length - 1)}
            >
              <td className="room-choose">
                <input
                  type="checkbox"
                  aria-label={`Select ${room.name}`}
                  disabled={!room.active}
                  checked={chosen.has(room.id)}
                  onChange={() => tick(room.id)}
                />
                {onMove && (
                  <button
                    type="button"
                    className="room-grip"
                    aria-label={`Move ${room.name}`}
                    title="Drag, or Alt and ↑ ↓"
                    aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                    {...handle(room.id)}
                    onKeyDown={(event) => onKeyDown(event, index)}
                  >
                    <GripVertical aria-hidden="true" />
                  </button>
                )}
              </td>
              <td>
                <button
                  type="button"
                  className="row-link"
                  aria-expanded={room.id === open}
                  onClick={() => onOpen(room.id)}
                  onKeyDown={(event) => onKeyDown(event, index)}
                >
                  {room.name}
                </button>
              </td>
              <RoomCells room={room} closure={closures.get(room.id)} />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="unseen" role="status">
        {message}
      </p>
    </>
  );
}

type RoomTableHeadProps = {
  isAllChosen: boolean;
  onChooseAll(): void;
};

function RoomTableHead({ isAllChosen, onChooseAll }: RoomTableHeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col" className="room-choose">
          <input type="checkbox" aria-label="Select all rooms" checked={isAllChosen} onChange={onChooseAll} />
        </th>
        <th scope="col">Room</th>
        <th scope="col" className="room-number">
          Seats
        </th>
        <th scope="col">Equipment</th>
        <th scope="col" className="room-wide">
          Setup and teardown
        </th>
        <th scope="col" className="room-wide">
          Made of
        </th>
        <th scope="col">Status</th>
        <th scope="col" className="room-closure">
          Next closure
        </th>
      </tr>
    </thead>
  );
}

function dropAt(drag: RowDrag | null, id: string, isLast: boolean): 'before' | 'behind' | undefined {
  if (drag === null) return undefined;
  if (drag.before === id) return 'before';
  return drag.before === null && isLast ? 'behind' : undefined;
}
