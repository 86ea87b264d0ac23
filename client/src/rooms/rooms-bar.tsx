import { Ban } from 'lucide-react';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { Button } from '../ui/button.tsx';

type RoomsBarProps = {
  /** What is typed to find a room. */
  typed: string;
  rooms: readonly RoomRowFragment[];
  /** How many of them are chosen. */
  chosen: number;
  onType(typed: string): void;
  /** Begins to close rooms; null for those who may not. */
  onClose: (() => void) | null;
};

/** Above the rooms: the search, how many there are, and what can be done with those that are chosen. */
export function RoomsBar({ typed, rooms, chosen, onType, onClose }: RoomsBarProps) {
  return (
    <div className="page-bar">
      <input
        className="input page-search"
        type="search"
        aria-label="Search rooms by name"
        placeholder="Name of a room"
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
      <p className="quiet" role="status">
        {chosen > 0 ? `${chosen} of ${rooms.length} selected` : sumWords(rooms)}
      </p>
      {onClose && (
        <Button
          className="rooms-close"
          title="Close rooms for maintenance or a holiday (L)"
          aria-keyshortcuts="L"
          onClick={onClose}
        >
          <Ban aria-hidden="true" />
          <span>{chosen > 0 ? `Close ${chosen === 1 ? '1 room' : `${chosen} rooms`}` : 'Close rooms'}</span>
        </Button>
      )}
    </div>
  );
}

function sumWords(rooms: readonly RoomRowFragment[]): string {
  const active = rooms.filter((room) => room.active);
  const off = rooms.length - active.length;
  return `${active.length} ${active.length === 1 ? 'room' : 'rooms'} in use${off > 0 ? `, ${off} retired` : ''}`;
}
