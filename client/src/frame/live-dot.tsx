import { useLiveStatus } from '../graphql/connection-context.tsx'
import { useHere } from '../people/here.tsx'
import { timeWords } from '../time/words.ts'
import './live-dot.css'

/** Whether what is on the screen is what is true. In words as well as in colour. */
export function LiveDot() {
  const { state, since } = useLiveStatus()
  const { facility } = useHere()
  const words = { live: 'Live', 'catching-up': 'Catching up', offline: 'Offline' }[state]
  const moment = state === 'offline' ? ` since ${timeWords(since, facility.timeZone)}` : ''
  return (
    <div className="live-dot" data-state={state} role="status" title={words + moment}>
      <span className="live-dot-mark" aria-hidden="true" />
      <span className="live-dot-words">
        {words}
        {moment && <span className="live-dot-moment">{moment}</span>}
      </span>
    </div>
  )
}
