import type { PastTicking } from './use-past-tick.ts';
import { whenWords } from '../../time/words.ts';
import type { Interval } from '../../time/interval.ts';

type PastTickProps = {
  past: PastTicking;
  interval: Interval;
  timeZone: string;
};

/** Asks for the tick that a room is assigned to what is over, where that is so. */
export function PastTick({ past, interval, timeZone }: PastTickProps) {
  const { isPast, acknowledged, isMissing, onAcknowledge } = past;
  if (!isPast) return null;
  return (
    <div className="field tick-over">
      <label className="tick">
        <input
          type="checkbox"
          name="acknowledgePast"
          aria-invalid={isMissing || undefined}
          checked={acknowledged}
          onChange={(event) => onAcknowledge(event.target.checked)}
        />
        <span>Assign a room although the booking is already over ({whenWords(interval, timeZone)})</span>
      </label>
      {isMissing && (
        <p className="field-error" role="alert">
          Confirm this, or reject the request.
        </p>
      )}
    </div>
  );
}
