import type { OverCapacity } from '../use-over-capacity.ts';

/** Asks for the tick that more people come than the room seats, where that is so. */
export function OverCapacityTick({ over }: { over: OverCapacity }) {
  const { room, people, acknowledged, isMissing, onAcknowledge } = over;
  if (!room) return null;
  return (
    <div className="field tick-over">
      <label className="tick">
        <input
          type="checkbox"
          name="acknowledgeOverCapacity"
          aria-invalid={isMissing || undefined}
          checked={acknowledged}
          onChange={(event) => onAcknowledge(event.target.checked)}
        />
        <span>
          Use {room.name} for {people} people although it seats {room.capacity}
        </span>
      </label>
      {isMissing && (
        <p className="field-error" role="alert">
          Confirm this, or choose a larger room.
        </p>
      )}
    </div>
  );
}
