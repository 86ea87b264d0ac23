import { contains } from '../time/interval.ts'
import type { TimeScale } from '../time/time-scale.ts'
import { timeWords } from '../time/words.ts'
import { useNow } from '../ui/use-now.ts'

/** Where the day has got to. Out of sight while the house is closed: there it would point at nothing. */
export function NowLine({ scale, timeZone }: { scale: TimeScale; timeZone: string }) {
  const now = useNow()
  const day = scale.days.find((one) => contains(one, now))
  if (!day || now < day.open || now > day.close) return null
  return (
    <div className="week-now" style={{ left: `${scale.place(now) * 100}%` }} aria-hidden="true">
      <span>{timeWords(now, timeZone)}</span>
    </div>
  )
}
