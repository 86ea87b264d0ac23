import { groupRooms, type RoomOption } from './availability.ts';
import './free-instead.css';

type FreeInsteadProps = {
  rooms: readonly RoomOption[];
  people: number;
  isFree(room: RoomOption): boolean;
  onChoose(roomId: string): void;
};

const mostShown = 4;

/** Where the chosen room is taken: the ones that would do, before anybody has to be refused. */
export function FreeInstead({ rooms, people, isFree, onChoose }: FreeInsteadProps) {
  const free = groupRooms(rooms, people, isFree).find(({ label }) => label === 'Free')?.rooms ?? [];
  if (free.length === 0) return <p className="field-hint">No room for {people} people is free for the whole time.</p>;
  return (
    <div className="free-instead" role="group" aria-label="Available instead">
      <span className="quiet">Available instead:</span>
      {free.slice(0, mostShown).map((room) => (
        <button key={room.id} type="button" className="free-instead-room" onClick={() => onChoose(room.id)}>
          {room.name} <span className="quiet">{room.capacity}</span>
        </button>
      ))}
    </div>
  );
}
