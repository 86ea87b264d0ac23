import { useId, useState } from 'react';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { isFoundBy } from '../forms/search-words.ts';
import '../closures/closures.css';

type PartTicksProps = {
  /** All that it could be made of. */
  rooms: readonly RoomRowFragment[];
  partIds: readonly string[];
  capacity: string;
  /** It was booked or closed, and stays made of what it is made of. */
  fixed: boolean;
  error: string | undefined;
  onChange(partIds: readonly string[]): void;
};

/** The rooms behind a folded wall; few rooms have one, so it opens on demand. */
export function PartTicks({ rooms, partIds, capacity, fixed, error, onChange }: PartTicksProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const parts = rooms.filter((room) => partIds.includes(room.id));
  const seats = parts.reduce((sum, room) => sum + room.capacity, 0);
  if (fixed) {
    return (
      <div className="field">
        <p className="field-label">Combined room</p>
        <p>{parts.length > 0 ? parts.map(({ name }) => name).join(' + ') : 'Not a combined room'}</p>
        <p className="field-hint">
          This can’t change, because the room has been booked or closed. Add a new room and retire this one instead.
        </p>
      </div>
    );
  }
  const found = rooms.filter(({ name }) => isFoundBy(typed, name));
  return (
    <details
      className="field room-ticks"
      open={error !== undefined || partIds.length > 0 || undefined}
      data-field="partIds"
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <summary className="field-label">Combined room: made of other rooms</summary>
      <input
        className="input"
        type="search"
        aria-label="Find a part"
        placeholder="Find a room"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <div className="room-ticks-list" role="group" aria-label="Parts">
        {found.map((room) => (
          <label key={room.id} className="room-tick">
            <input
              type="checkbox"
              checked={partIds.includes(room.id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...partIds, room.id] : partIds.filter((one) => one !== room.id))
              }
            />
            <span className="room-tick-name">{room.name}</span>
            <span className="quiet">{room.capacity} seats</span>
          </label>
        ))}
        {found.length === 0 && <p className="quiet">No matching rooms.</p>}
      </div>
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <p className="field-hint">
        {parts.length > 1
          ? `Booking it takes ${parts.map(({ name }) => name).join(' and ')}, which seat ${seats} together${Number(capacity) > seats ? `: ${Number(capacity) - seats} fewer than above` : ''}.`
          : 'Booking it takes all of them. This can’t change once the room has been booked.'}
      </p>
    </details>
  );
}
