import type { ReactNode } from 'react';
import { Field } from '../ui/field.tsx';
import { equipmentWords } from '../rooms/facts/equipment-words.ts';
import { groupRooms, type RoomOption } from './availability.ts';

type RoomSelectProps = {
  label: string;
  name: string;
  rooms: readonly RoomOption[];
  value: string;
  people: number;
  /** Null while nobody knows what is free. */
  isFree: ((room: RoomOption) => boolean) | null;
  isClosed?: (room: RoomOption) => boolean;
  /** What it says when no room is chosen; null where that cannot be. */
  none: string | null;
  error?: string | undefined;
  hint?: ReactNode;
  onChange(roomId: string): void;
};

/** Every room, grouped by how well it would do for these people at that time. */
export function RoomSelect({
  label,
  name,
  rooms,
  value,
  people,
  isFree,
  isClosed,
  none,
  error,
  hint,
  onChange,
}: RoomSelectProps) {
  return (
    <Field label={label} error={error} hint={hint}>
      {(wiring) => (
        <select
          {...wiring}
          name={name}
          className="select"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {none !== null && <option value="">{none}</option>}
          {groupRooms(rooms, people, isFree, isClosed).map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.rooms.map((room) => (
                <option key={room.id} value={room.id}>
                  {room.name} · {room.capacity} seats
                  {room.equipment?.length ? ` · ${equipmentWords(room.equipment, 2)}` : ''}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}
