import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { useRowDrag } from './use-row-drag.ts';

type RowMoves = {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly rooms: readonly RoomRowFragment[];
  /** How many there are in all. */
  readonly total: number;
  /** Null while rows stay where they are. */
  readonly onMove: ((id: string, before: string | null) => void) | null;
};

/** Moves the row of a room by its handle or by keys, and says where it stands now. */
export function useRowMoves({ table, rooms, total, onMove }: RowMoves) {
  const [message, setMessage] = useState('');
  const movedByKey = useRef<string | null>(null);
  const nameOf = (id: string | null) => rooms.find((room) => room.id === id)?.name;
  const move = (id: string, before: string | null) => {
    onMove?.(id, before);
    const rest = rooms.filter((room) => room.id !== id);
    const place = before === null ? rest.length : rest.findIndex((room) => room.id === before);
    setMessage(
      `${nameOf(id)} is now number ${place + 1} of ${total}, ${before === null ? 'after all others' : `before ${nameOf(before)}`}.`,
    );
  };
  const { drag, handle } = useRowDrag(table, move);

  // A row that is put elsewhere is taken out for a moment, and the keyboard with it.
  useEffect(() => {
    if (movedByKey.current === null) return;
    table.current?.querySelector<HTMLElement>(`tr[data-room="${CSS.escape(movedByKey.current)}"] .room-grip`)?.focus();
    movedByKey.current = null;
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
    movedByKey.current = room.id;
    move(room.id, before);
  }

  return { drag, handle, onKeyDown, message };
}
