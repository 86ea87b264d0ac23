import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { groupsOf } from '../rooms/facts/room-groups.ts';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { isFoundBy } from '../forms/search-words.ts';
import './closures.css';

type RoomTicksProps = {
  rooms: readonly RoomRowFragment[];
  chosen: ReadonlySet<string>;
  error: string | undefined;
  /** What stands in a room, in a word or two; empty where it is free. */
  takenWords(room: RoomRowFragment): string;
  onChange(chosen: ReadonlySet<string>): void;
};

/** Any number of rooms: one by one, by kind, or all of them. */
export function RoomTicks({ rooms, chosen, error, takenWords, onChange }: RoomTicksProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const found = rooms.filter(({ name }) => isFoundBy(typed, name));
  const groups = groupsOf(found, 'kind');

  function tick(some: readonly RoomRowFragment[], isTicked: boolean) {
    const next = new Set(chosen);
    for (const room of some) next[isTicked ? 'add' : 'delete'](room.id);
    onChange(next);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return;
    // Enter ticks what has been found; it does not send the form.
    event.preventDefault();
    const [only, ...others] = found;
    if (only && others.length === 0) tick([only], !chosen.has(only.id));
  }

  return (
    <fieldset className="field room-ticks" data-field="roomIds" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="field-label">
        Rooms
        <span className="field-required" aria-hidden="true">
          *
        </span>
      </legend>
      <input
        className="input"
        type="search"
        aria-label="Find a room"
        placeholder="Find a room"
        aria-invalid={error ? true : undefined}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="room-ticks-list">
        {typed.trim() === '' && (
          <GroupTick label={`All ${rooms.length} rooms`} rooms={rooms} chosen={chosen} onTick={tick} />
        )}
        {groups.map((group) => (
          <div key={group.id} role="group" aria-label={group.label}>
            {typed.trim() === '' && groups.length > 1 && (
              <GroupTick label={group.label} rooms={group.rooms} chosen={chosen} onTick={tick} />
            )}
            {group.rooms.map((room) => (
              <label key={room.id} className="room-tick">
                <input
                  type="checkbox"
                  checked={chosen.has(room.id)}
                  onChange={(event) => tick([room], event.target.checked)}
                />
                <span className="room-tick-name">{room.name}</span>
                <span className="quiet">{takenWords(room)}</span>
              </label>
            ))}
          </div>
        ))}
        {found.length === 0 && <p className="quiet">No matching rooms.</p>}
      </div>
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

type GroupTickProps = {
  label: string;
  rooms: readonly RoomRowFragment[];
  chosen: ReadonlySet<string>;
  onTick(rooms: readonly RoomRowFragment[], isTicked: boolean): void;
};

function GroupTick({ label, rooms, chosen, onTick }: GroupTickProps) {
  const box = useRef<HTMLInputElement>(null);
  const count = rooms.filter(({ id }) => chosen.has(id)).length;
  const isPartly = count > 0 && count < rooms.length;
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartly;
  }, [isPartly]);
  return (
    <label className="room-tick room-tick-group">
      <input
        ref={box}
        type="checkbox"
        checked={count > 0 && !isPartly}
        onChange={() => onTick(rooms, count < rooms.length)}
      />
      <span className="room-tick-name">{label}</span>
      <span className="quiet">{count > 0 ? `${count} of ${rooms.length}` : ''}</span>
    </label>
  );
}
