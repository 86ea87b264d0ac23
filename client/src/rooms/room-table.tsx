import { GripVertical } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { NextClosuresQuery, RoomRowFragment } from '../graphql/generated/graphql.ts';
import { RoomCells } from './room-cells.tsx';
import { useRowDrag } from './use-row-drag.ts';

export type NextClosure = NextClosuresQuery['rooms'][number]['nextClosure'];

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
  const [said, setSaid] = useState('');
  const moved = useRef<string | null>(null);
  const nameOf = (id: string | null) => rooms.find((room) => room.id === id)?.name;
  const move = (id: string, before: string | null) => {
    onMove?.(id, before);
    const rest = rooms.filter((room) => room.id !== id);
    const place = before === null ? rest.length : rest.findIndex((room) => room.id === before);
    setSaid(
      `${nameOf(id)} is number ${place + 1} of ${total} now, ${before === null ? 'behind all others' : `before ${nameOf(before)}`}.`,
    );
  };
  const { drag, handle } = useRowDrag(table, move);

  // A row that is put elsewhere is taken out for a moment, and the keyboard with it.
  useEffect(() => {
    if (moved.current === null) return;
    table.current?.querySelector<HTMLElement>(`tr[data-room="${CSS.escape(moved.current)}"] .room-grip`)?.focus();
    moved.current = null;
  });

  function onKeyDown(event: KeyboardEvent, index: number) {
    if (!event.altKey || onMove === null) return;
    const room = rooms[index]!;
    const places: Record<string, string | null | undefined> = {
      ArrowUp: rooms[index - 1]?.id,
      ArrowDown: index + 1 < rooms.length ? (rooms[index + 2]?.id ?? null) : undefined,
      Home: index > 0 ? rooms[0]?.id : undefined,
      End: index + 1 < rooms.length ? null : undefined,
    };
    const before = places[event.key];
    if (!(event.key in places)) return;
    event.preventDefault();
    if (before === undefined) return;
    moved.current = room.id;
    move(room.id, before);
  }

  const active = rooms.filter((room) => room.active);
  const all = active.length > 0 && active.every(({ id }) => chosen.has(id));
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
        <thead>
          <tr>
            <th scope="col" className="room-choose">
              <input
                type="checkbox"
                aria-label="Choose all rooms"
                checked={all}
                onChange={() => onChoose(new Set(all ? [] : active.map(({ id }) => id)))}
              />
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
            <th scope="col">Standing</th>
            <th scope="col" className="room-closure">
              Next closure
            </th>
          </tr>
        </thead>
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
                  aria-label={`Choose ${room.name}`}
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
        {said}
      </p>
    </>
  );
}

function dropAt(
  drag: { id: string; before: string | null } | null,
  id: string,
  isLast: boolean,
): 'before' | 'behind' | undefined {
  if (drag === null) return undefined;
  if (drag.before === id) return 'before';
  return drag.before === null && isLast ? 'behind' : undefined;
}
