import { contains } from '../../time/interval.ts';
import type { TimeScale } from '../../time/time-scale.ts';
import { timeWords } from '../../time/words.ts';
import { useNow } from '../../ui/use-now.ts';

/** Where the day has got to; left out in hours that are not shown: there it would point at nothing. */
function useNowPlace(scale: TimeScale) {
  const now = useNow();
  if (!scale.shown.some((hours) => contains(hours, now))) return null;
  return { now, style: { left: `${scale.place(now) * 100}%` } };
}

export function NowLine({ scale }: { scale: TimeScale }) {
  const place = useNowPlace(scale);
  return place && <div className="timeline-now" style={place.style} aria-hidden="true" />;
}

export function NowTime({ scale, timeZone }: { scale: TimeScale; timeZone: string }) {
  const place = useNowPlace(scale);
  return (
    place && (
      <span className="timeline-now-time" style={place.style} aria-hidden="true">
        {timeWords(place.now, timeZone)}
      </span>
    )
  );
}
