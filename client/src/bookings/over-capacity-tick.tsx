type OverCapacityTickProps = {
  /** The smallest of the rooms that are too small. */
  room: { readonly name: string; readonly capacity: number };
  people: number;
  checked: boolean;
  /** It was sent without the tick. */
  asked: boolean;
  onChange(checked: boolean): void;
};

/** More people than seats is allowed, but never by accident. */
export function OverCapacityTick({ room, people, checked, asked, onChange }: OverCapacityTickProps) {
  const missing = asked && !checked;
  return (
    <div className="field tick-over">
      <label className="tick">
        <input
          type="checkbox"
          name="acknowledgeOverCapacity"
          aria-invalid={missing || undefined}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>
          {people} people in {room.name}, which seats {room.capacity}: that is meant
        </span>
      </label>
      {missing && (
        <p className="field-error" role="alert">
          Tick this, or choose a larger room.
        </p>
      )}
    </div>
  );
}
