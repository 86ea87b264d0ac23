import { whenWords } from '../../time/words.ts';
import type { Interval } from '../../time/interval.ts';

type PastTickProps = {
  interval: Interval;
  timeZone: string;
  checked: boolean;
  /** It was sent without the tick. */
  isMissing: boolean;
  onChange(checked: boolean): void;
};

/** A room for what is over is for the books, and never by accident. */
export function PastTick({ interval, timeZone, checked, isMissing, onChange }: PastTickProps) {
  return (
    <div className="field tick-over">
      <label className="tick">
        <input
          type="checkbox"
          name="acknowledgePast"
          aria-invalid={isMissing || undefined}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>It is already over ({whenWords(interval, timeZone)}): assign a room all the same</span>
      </label>
      {isMissing && (
        <p className="field-error" role="alert">
          Tick this, or reject the request.
        </p>
      )}
    </div>
  );
}
