import { contains } from '../time/interval.ts'
import type { TimeScale } from '../time/time-scale.ts'
import { timeWords } from '../time/words.ts'
import { useNow } from '../ui/use-now.ts'

/** Where the day has got to; out of sight while the house is closed: there it would point at nothing. */
function useNowPlace(scale: TimeScale) {
  const now = useNow()
  const day = scale.days.find((one) => contains(one, now))
  if (!day || now < day.open || now > day.close) return null
  return { now, style: { left: `${scale.place(now) * 100}%` } }
}

export function NowLine({ scale }: { scale: TimeScale }) {
  const place = useNowPlace(scale)
  return place && <div className="week-now" style={place.style} aria-hidden="true" />
}

export function NowTime({ scale, timeZone }: { scale: TimeScale; timeZone: string }) {
  const place = useNowPlace(scale)
  return (
    place && (
      <span className="week-axis" aria-hidden="true">
        <span className="week-now-time" style={place.style}>
          {timeWords(place.now, timeZone)}
        </span>
      </span>
    )
  )
}
