import { useState } from 'react';
import type { RoomRowFragment } from '../graphql/generated/graphql.ts';
import { equipmentWords, turnaroundWords } from '../rooms/facts/equipment-words.ts';
import { Button } from '../ui/button.tsx';
import './room-choice.css';

type Suggestion = {
  readonly reason: string;
  readonly room: Pick<RoomRowFragment, 'id' | 'name' | 'capacity' | 'equipment' | 'setupMinutes' | 'teardownMinutes'>;
};

type RoomChoiceProps = {
  people: number;
  /** Undefined while they are asked for. */
  suggestions: readonly Suggestion[] | undefined;
  /** They could not be read; they are asked for again. */
  failed: boolean;
  wishId: string | undefined;
  chosen: string;
  onChoose(roomId: string): void;
};

const mostShown = 5;

/** The rooms that would do, the wish on top, each with why. */
export function RoomChoice({ people, suggestions, failed, wishId, chosen, onChoose }: RoomChoiceProps) {
  const [all, setAll] = useState(false);
  if (failed)
    return <p role="status">Free rooms can’t be loaded right now; trying again. You can still choose a room below.</p>;
  if (!suggestions) return <div className="room-choice-waiting" aria-busy="true" />;
  if (suggestions.length === 0)
    return <p className="room-choice-none">No room for {people} people is free for the whole time.</p>;
  const shown = all ? suggestions : suggestions.slice(0, mostShown);
  return (
    <>
      <fieldset className="room-choice">
        <legend className="field-label">Free for {people}, best fit first</legend>
        {shown.map(({ room, reason }) => (
          <label key={room.id} className="room-choice-option">
            <input
              type="radio"
              name="suggestedRoom"
              value={room.id}
              checked={room.id === chosen}
              onChange={() => onChoose(room.id)}
            />
            <span className="room-choice-name">
              {room.name}
              {room.id === wishId && <em>preferred</em>}
            </span>
            <span className="room-choice-why">{reason.replace(/^Free, /, '')}</span>
            <span className="room-choice-facts">
              {[equipmentWords(room.equipment, 4), turnaroundWords(room)].filter(Boolean).join(' · ')}
            </span>
          </label>
        ))}
      </fieldset>
      {suggestions.length > mostShown && !all && (
        <Button look="ghost" className="room-choice-more" onClick={() => setAll(true)}>
          Show {suggestions.length - mostShown} more suitable rooms
        </Button>
      )}
    </>
  );
}

/** The wish comes first where it is among them. */
export function wishFirst<S extends Suggestion>(
  suggestions: readonly S[] | undefined,
  wishId: string | undefined,
): readonly S[] | undefined {
  return suggestions?.toSorted((a, b) => Number(b.room.id === wishId) - Number(a.room.id === wishId));
}
